using System.Globalization;
using System.Text.Json.Serialization;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>What the canvas is told, in few bytes: names are short because every edit sends them over the circuit.</summary>
public sealed record CanvasDelta
{
    /// <summary>Activities that are new or look different.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<CanvasNode>? N { get; init; }
    /// <summary>Moved: id, x, y.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<object[]>? M { get; init; }
    /// <summary>Connections that are new or run differently.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<CanvasEdge>? E { get; init; }
    /// <summary>Comments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<CanvasComment>? C { get; init; }
    /// <summary>Ids that are gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? G { get; init; }
    /// <summary>Keys of connections that are gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? K { get; init; }
    /// <summary>What is selected from now on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? H { get; init; }
    /// <summary>Something can be undone, redone.</summary>
    public bool U { get; init; }
    public bool R { get; init; }
    /// <summary>Revision of the model.</summary>
    public int V { get; init; }
    /// <summary>Why nothing was done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? X { get; init; }
}

/// <summary>An activity on the canvas: id, shape, place, size, name.</summary>
public sealed record CanvasNode(string I, string S, double X, double Y, double W, double H, string T)
{
    /// <summary>Under its name: department, role, limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? U { get; init; }
    /// <summary>Icon.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? G { get; init; }
    /// <summary>Outcomes: name, label, tone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string[]>? P { get; init; }
    /// <summary>Type, when it has the outcomes that every activity of that type has: the canvas knows those.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? K { get; init; }
    /// <summary>Nothing may lead to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Z { get; init; }
    /// <summary>Lane: the department.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? L { get; init; }
    /// <summary>Not counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool D0 { get; init; }
    /// <summary>The flowchart inside it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? F { get; init; }
}

/// <summary>A connection: source, port, target.</summary>
public sealed record CanvasEdge(string S, string P, string T)
{
    /// <summary>Bends: x, y, x, y …</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<double>? B { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? L { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? N { get; init; }
    /// <summary>It begins at no outcome.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Q { get; init; }
}

public sealed record CanvasComment(string I, string T, double X, double Y);

/// <summary>A whole flowchart, on opening it.</summary>
public sealed record CanvasDrawing(
    string Flow, IReadOnlyList<CanvasNode> Nodes, IReadOnlyList<CanvasEdge> Edges, IReadOnlyList<CanvasComment> Comments, bool ReadOnly, bool U, bool R, int V,
    IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, string> Lanes, IReadOnlyDictionary<string, string> Icons, IReadOnlyDictionary<string, IReadOnlyList<string[]>> Ports);

/// <summary>Says in the reader's language what the canvas shows.</summary>
public sealed class CanvasWriter(PageTexts texts, ApprovalCatalogue catalogue)
{
    public CanvasDrawing Drawing(DesignSession session, IReadOnlyDictionary<string, string> icons)
    {
        var view = session.Design.View(session.Flow)!;
        var nodes = view.Nodes.ToDictionary(n => n.Id);
        return new(view.Flow, [.. view.Nodes.Select(n => Node(session.Registry, n))], [.. view.Edges.Select(e => Edge(e, nodes[e.Key.Source]))], [.. view.Comments.Select(Comment)],
            session.ReadOnly, session.Design.CanUndo, session.Design.CanRedo, session.Design.Revision,
            new Dictionary<string, string>
            {
                ["lost"] = texts["designer.lost"], ["copied"] = texts["designer.copied", "{0}"], ["found"] = texts["designer.found", "{0}"], ["noLane"] = texts["designer.noLane"], ["noPorts"] = texts["designer.noPorts"],
                ["choosePort"] = texts["designer.choosePort"], ["chooseTarget"] = texts["designer.chooseTarget"], ["connected"] = texts["designer.connected"],
            },
            catalogue.Departments.ToDictionary(d => d.Id, d => texts.Pick(d.ShortZh, d.NameEn)), icons, session.Registry.Types.Where(IsUsual).ToDictionary(t => t.TypeName, t => (IReadOnlyList<string[]>)Ports(t.Outcomes)));
    }

    public CanvasDelta Delta(DesignSession session, DesignAnswer answer)
    {
        var design = session.Design;
        if (answer.Refusal is { } refusal) return new() { X = Refusals.TextOf(refusal), U = design.CanUndo, R = design.CanRedo, V = design.Revision };
        var delta = answer.Delta!;
        return new()
        {
            N = Some(delta.Nodes.Where(n => n.Flow == session.Flow).Select(n => Node(session.Registry, n.Node))),
            M = Some(delta.Moved.Select(m => new object[] { m.Id, m.X, m.Y })),
            E = Some(delta.Edges.Where(e => e.Flow == session.Flow).Select(e => Edge(e.Edge, design.Node(e.Edge.Key.Source)!))),
            C = Some(delta.Comments.Where(c => c.Flow == session.Flow).Select(c => Comment(c.Comment))),
            G = Some(delta.Gone), K = Some(delta.Cut.Where(c => c.Flow == session.Flow).Select(c => DesignSelection.KeyOf(c.Key))), H = Some(delta.Chosen),
            U = design.CanUndo, R = design.CanRedo, V = design.Revision,
        };
    }

    private static List<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    /// <summary>In fewer words, where the canvas knows the type's outcomes.</summary>
    private CanvasNode Node(ActivityRegistry registry, NodeView node) =>
        Node(node) is var whole && registry.Find(node.TypeName) is { } type && IsUsual(type) && node.Ports.SequenceEqual(type.Outcomes) ? whole with { P = null, K = node.TypeName } : whole;

    private static bool IsUsual(ActivityType type) => type.Outcomes.Count > 1;

    private List<string[]> Ports(IReadOnlyList<Outcome> outcomes) => [.. outcomes.Select(p => new[] { p.Name, texts.Pick(p.DisplayName), ToneOf(p) ?? "" })];

    public CanvasNode Node(NodeView node) => new(node.Id, node.Shape.ToString(), node.Box.X, node.Box.Y, node.Box.Width, node.Box.Height, texts.Pick(node.Name))
    {
        U = Under(node), G = node.Icon, Z = !node.AcceptsInput, L = node.DepartmentId, D0 = node.Excluded, F = node.Inside,
        P = Ports(node.Ports),
    };

    private string? Under(NodeView node)
    {
        if (node.Shape == DesignShape.Unknown) return node.TypeName;
        List<string> parts = [];
        if (node.LimitDays is { } days) parts.Add(days == 0 ? texts["flow.instant"] : texts["flow.days", days.ToString("0.##", CultureInfo.InvariantCulture)]);
        if (node.DepartmentId is { } id) parts.Add(catalogue.Department(id) is { } department ? texts.Pick(department.ShortZh, department.NameEn) : id);
        if (node.Role is { } role) parts.Add(texts.Find("role", role));
        return parts.Count > 0 ? string.Join(" · ", parts) : null;
    }

    public CanvasEdge Edge(EdgeView edge, NodeView source)
    {
        var outcome = source.Ports.FirstOrDefault(p => p.Name == edge.Key.Port);
        var label = outcome is null ? edge.Key.Port : source.Ports.Count > 1 ? texts.Pick(outcome.DisplayName) : null;
        return new(edge.Key.Source, edge.Key.Port, edge.Key.Target)
        {
            B = edge.Bends.Count == 0 ? null : [.. edge.Bends.SelectMany(b => new[] { b.X, b.Y })], L = label, N = outcome is null ? null : ToneOf(outcome), Q = edge.IsLoose,
        };
    }

    private static CanvasComment Comment(CommentView comment) => new(comment.Id, comment.Text, comment.X, comment.Y);

    private static string? ToneOf(Outcome outcome) => outcome.Tone switch { OutcomeTone.Negative => "n", OutcomeTone.Return => "r", OutcomeTone.Positive => "p", _ => null };
}
