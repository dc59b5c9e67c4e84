using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>The properties of what is selected, made from the activity's description. What is folded away is not sent.</summary>
public sealed partial class DesignPanel : IDisposable
{
    /// <summary>What every human step has, besides what its own type adds.</summary>
    private static readonly string[] Usual = ["departmentId", "role", "limitDays", "clock", "duty"];
    /// <summary>What is folded away, in <see cref="DesignGroup"/>.</summary>
    private static readonly string[] Groups = ["outcomes", "approver", "operations", "place"];
    private static readonly HashSet<string> Apart = [.. Usual, .. Groups.SelectMany(DesignGroup.NamesIn), "nameZh", "nameEn"];

    /// <summary>Inputs of the type's own that are shown at once; the rest is folded away too.</summary>
    private const int Most = 2;

    private DesignSession? heard;
    private string? open, refused;
    private bool stale, typed;
    private int fresh;
    private IReadOnlyList<InputDescriptor> usual = [];
    /// <summary>Made once: a handler that is made anew is sent anew.</summary>
    private readonly Dictionary<string, Action> toggles;

    public DesignPanel() => toggles = Groups.Append("rest").ToDictionary(g => g, g => (Action)(() => Toggle(g)));

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter] public EventCallback<string> OnEnter { get; set; }

    private DesignSelection Selection => Session.Selection;
    /// <summary>What there is to show: of what has gone meanwhile, nothing.</summary>
    private DesignSelected Kind => Selection.Kind switch
    {
        DesignSelected.Node when Node is null => DesignSelected.None,
        DesignSelected.Edge when Edge is null => DesignSelected.None,
        DesignSelected.Comment when Comment is null => DesignSelected.None,
        var kind => kind,
    };
    private NodeView? Node => Selection is { Kind: DesignSelected.Node, Id: { } id } ? Session.Design.Node(id) : null;
    private CommentView? Comment => Session.Design.View(Session.Flow)?.Comments.FirstOrDefault(c => c.Id == Selection.Id);
    private ActivityType? Type => Node is { } node ? Session.Registry.Find(node.TypeName) : null;
    private string? TypeName => Node is { } node ? T.Pick(Type?.DisplayName ?? new(node.TypeName, node.TypeName)) : null;
    private string NameEn => Node is { } node && node.Name.En != node.Name.Zh ? node.Name.En : "";
    private bool IsHuman => IsOf(Type);

    /// <summary>What the type adds; of a type that is no human step, everything.</summary>
    private IEnumerable<InputDescriptor> Own => (Type is not { } type ? [] : IsHuman ? type.Inputs.Where(i => !Apart.Contains(i.Name)) : type.Inputs).OrderByDescending(i => i.Required);

    private static bool IsOf(ActivityType? type) => type?.Inputs.Any(i => i.Name == HumanInputs.AllowedOperations) == true;

    private ConnectionKey? Edge => Selection.Id?.Split('|') is [var source, var port, var target] ? new(source, port, target) : null;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(heard, Session)) return;
        stale = true;
        Unhear();
        heard = Session;
        // Every human step describes these alike.
        usual = Session.Registry.Types.FirstOrDefault(IsOf) is { } human ? [.. Usual.Select(u => human.Inputs.First(i => i.Name == u))] : [];
        heard.Selected += OnSelected;
        heard.Edited += OnEdited;
    }

    private IReadOnlyList<Outcome> PortsOf(ConnectionKey edge)
    {
        var ports = Session.Design.Node(edge.Source)?.Ports ?? [];
        return ports.Any(p => p.Name == edge.Port) ? ports : [new(edge.Port, new(edge.Port, edge.Port)), .. ports];
    }

    private string NameOf(string activity) => Session.Design.NamesOf(activity) is { } name ? T.Pick(name) : activity;

    private void RenameZh(string? zh) => Rename(zh ?? "", NameEn);
    private void RenameEn(string? en) => Rename(Node?.Name.Zh ?? "", en ?? "");

    private void Rename(string zh, string en)
    {
        typed = true;
        Apply(new DesignCommand.Rename(Selection.Id!, zh, en == zh ? "" : en));
    }

    private void Reconnect(ConnectionKey from, ConnectionKey to)
    {
        if (Apply(new DesignCommand.Reconnect(from, to))) Session.Select(new(DesignSelected.Edge, DesignSelection.KeyOf(to), 1));
    }

    private void Embed(string port) => Apply(new DesignCommand.Embed(Selection.Id!, port));

    private bool Apply(DesignCommand command)
    {
        refused = Session.Apply(command).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        stale |= refused is not null;
        return refused is null;
    }

    private void Toggle(string group)
    {
        open = open == group ? null : group;
        stale = true;
    }

    protected override bool ShouldRender()
    {
        var draw = stale;
        stale = false;
        return draw;
    }

    /// <summary>What was typed in the names, and perhaps refused, must not stand there for the next activity.</summary>
    private void OnSelected()
    {
        if (typed) fresh++;
        typed = false;
        if (open == "rest") open = null;
        Again();
    }

    /// <summary>Only what the panel shows makes it draw again.</summary>
    private void OnEdited(DesignDelta delta)
    {
        if (delta.Head || Selection.Kind == DesignSelected.None || delta.Nodes.Any(n => n.Node.Id == Selection.Id) || delta.Comments.Any(c => c.Comment.Id == Selection.Id) || delta.Gone.Count + delta.Cut.Count > 0) Again();
    }

    private void Again() => _ = InvokeAsync(() =>
    {
        refused = null;
        stale = true;
        StateHasChanged();
    });

    private void Unhear()
    {
        if (heard is null) return;
        heard.Selected -= OnSelected;
        heard.Edited -= OnEdited;
    }

    public void Dispose() => Unhear();
}
