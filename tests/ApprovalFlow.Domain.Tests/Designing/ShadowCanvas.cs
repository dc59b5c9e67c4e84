using ApprovalFlow.Domain.Designing;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Designing;

/// <summary>A canvas that knows only what deltas tell it. It must show what the model would show if it were asked anew.</summary>
internal sealed class ShadowCanvas
{
    private readonly FlowDesign design;
    private readonly string flow;
    private readonly Dictionary<string, NodeView> nodes;
    private readonly Dictionary<ConnectionKey, EdgeView> edges;
    private readonly Dictionary<string, CommentView> comments;

    public ShadowCanvas(FlowDesign design, string flow)
    {
        (this.design, this.flow) = (design, flow);
        var view = design.View(flow)!;
        nodes = view.Nodes.ToDictionary(n => n.Id);
        edges = view.Edges.ToDictionary(e => e.Key);
        comments = view.Comments.ToDictionary(c => c.Id);
    }

    public void Draw(DesignDelta delta)
    {
        foreach (var (at, key) in delta.Cut.Where(c => c.Flow == flow)) edges.Remove(key);
        foreach (var id in delta.Gone)
        {
            nodes.Remove(id);
            comments.Remove(id);
        }
        foreach (var (at, node) in delta.Nodes.Where(n => n.Flow == flow)) nodes[node.Id] = node;
        foreach (var (id, x, y) in delta.Moved)
            if (nodes.TryGetValue(id, out var node)) nodes[id] = node with { Box = node.Box with { X = x, Y = y } };
        foreach (var (at, edge) in delta.Edges.Where(e => e.Flow == flow)) edges[edge.Key] = edge;
        foreach (var (at, comment) in delta.Comments.Where(c => c.Flow == flow)) comments[comment.Id] = comment;
    }

    public void ShouldShowTheModel(string why)
    {
        if (design.View(flow) is not { } view) return;
        Texts(nodes.Values.Select(Text)).ShouldBe(Texts(view.Nodes.Select(Text)), why);
        Texts(edges.Values.Select(Text)).ShouldBe(Texts(view.Edges.Select(Text)), why);
        Texts(comments.Values.Select(c => c.ToString())).ShouldBe(Texts(view.Comments.Select(c => c.ToString())), why);
    }

    private static string Texts(IEnumerable<string> texts) => string.Join("\n", texts.Order(StringComparer.Ordinal));

    private static string Text(NodeView n) =>
        $"{n.Id} {n.TypeName} {n.Shape} {n.Box} {n.Name} [{string.Join(",", n.Ports.Select(p => p.Name))}] {n.AcceptsInput} {n.Role} {n.DepartmentId} {n.LimitDays} {n.Excluded} {n.Inside} [{string.Join(",", n.Empty)}]";

    private static string Text(EdgeView e) => $"{e.Key} {e.IsLoose} [{string.Join(",", e.Bends)}]";
}
