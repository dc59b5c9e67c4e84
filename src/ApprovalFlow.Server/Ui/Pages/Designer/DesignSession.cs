using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>One designer at one definition: the drawing, which flowchart of it is on the canvas, and what is selected there.</summary>
public sealed class DesignSession(FlowDesign design, ActivityRegistry registry, ApprovalCatalogue catalogue, bool readOnly)
{
    private (int Revision, WorkflowGraph Graph)? compiled;

    public FlowDesign Design => design;
    public ActivityRegistry Registry => registry;
    public ApprovalCatalogue Catalogue => catalogue;
    public bool ReadOnly => readOnly;
    public string Flow { get; private set; } = design.RootFlow;
    public DesignSelection Selection { get; private set; } = DesignSelection.Nothing;
    /// <summary>Posts and people that approver rules may name.</summary>
    public DesignDirectory Directory { get; init; } = DesignDirectory.Empty;
    /// <summary>Fields of the form that cases bring along; of a definition that is for no item, those that it declares.</summary>
    public IEnumerable<Outcome> FormFields => catalogue.Item(design.Head("itemCode") ?? "") is { } item
        ? item.FormFields.Select(f => new Outcome(f.Key, new(f.LabelZh, f.LabelEn)))
        : design.Fields.Select(f => new Outcome(f.Name, new(f.Zh.Length > 0 ? f.Zh : f.Name, f.En.Length > 0 ? f.En : f.Name)));
    /// <summary>The clip that was copied last; goes along from one definition to the next on the same page.</summary>
    public string? Clip { get; set; }

    /// <summary>Told after every change of the document, wherever it came from.</summary>
    public event Action<DesignDelta>? Edited;
    /// <summary>Told when other properties are to be shown.</summary>
    public event Action? Selected;

    public DesignAnswer Apply(DesignCommand command) => Tell(readOnly ? ReadOnlyAnswer() : design.Apply(command));
    public DesignAnswer Undo() => Tell(readOnly ? ReadOnlyAnswer() : design.Undo());
    public DesignAnswer Redo() => Tell(readOnly ? ReadOnlyAnswer() : design.Redo());

    public void Select(DesignSelection selection)
    {
        // What went took its selection with it: the canvas says the same a moment later.
        if (selection == Selection) return;
        Selection = selection;
        Selected?.Invoke();
    }

    /// <summary>Goes on with what an edit chose, as the canvas does.</summary>
    public void SelectChosen(DesignDelta delta)
    {
        if (delta.Chosen is [var one]) Select(new(design.Node(one) is not null ? DesignSelected.Node : one.Contains('|', StringComparison.Ordinal) ? DesignSelected.Edge : DesignSelected.Comment, one, 1));
        else if (delta.Chosen.Count > 1) Select(new(DesignSelected.Several, null, delta.Chosen.Count));
    }

    public bool Enter(string flow)
    {
        if (design.View(flow) is null) return false;
        Flow = flow;
        Select(DesignSelection.Nothing);
        return true;
    }

    /// <summary>The drawing as the engine would run it; compiled once for each state of it.</summary>
    public WorkflowGraph Graph()
    {
        if (compiled is { } there && there.Revision == design.Revision) return there.Graph;
        var graph = WorkflowGraph.Compile(design.ToDefinition(), registry);
        compiled = (design.Revision, graph);
        return graph;
    }

    /// <summary>Everything that stands between the drawing and its publication. Looks at a copy, so it may run beside the circuit.</summary>
    public Func<IReadOnlyList<DefinitionProblem>> Checks()
    {
        var graph = Graph();
        return () => PublishingRules.Problems(graph, catalogue);
    }

    private DesignAnswer Tell(DesignAnswer answer)
    {
        if (answer.Delta is { IsEmpty: false } delta)
        {
            if (Selection.Id is { } id && (delta.Gone.Contains(id) || delta.Cut.Any(c => DesignSelection.KeyOf(c.Key) == id))) Selection = DesignSelection.Nothing;
            Edited?.Invoke(delta);
        }
        return answer;
    }

    private static DesignAnswer ReadOnlyAnswer() => new(null, DesignText.Reject("design-read-only"));
}

/// <param name="Posts">Code and names of every post.</param>
/// <param name="People">Finds staff by name, user name or role.</param>
public sealed record DesignDirectory(IReadOnlyList<Outcome> Posts, Func<string, CancellationToken, Task<IReadOnlyList<PersonRow>>> People)
{
    public static DesignDirectory Empty { get; } = new([], (_, _) => Task.FromResult<IReadOnlyList<PersonRow>>([]));
}

/// <param name="Id">Id of the activity or comment, or the key of the connection; null: nothing or several.</param>
public sealed record DesignSelection(DesignSelected Kind, string? Id, int Count)
{
    public static DesignSelection Nothing { get; } = new(DesignSelected.None, null, 0);

    public static string KeyOf(ConnectionKey key) => key.Text;
}

public enum DesignSelected { None, Node, Edge, Comment, Several }
