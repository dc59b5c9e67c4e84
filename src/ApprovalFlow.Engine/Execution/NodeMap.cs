namespace ApprovalFlow.Engine.Execution;

/// <summary>Where the activities of one definition stand in another: as told, and otherwise by id inside what holds them.</summary>
internal sealed class NodeMap
{
    private readonly Dictionary<Node, Node> there = [];
    private readonly Dictionary<Node, Node> back = [];

    /// <param name="refuse">Told of every entry that names what is not there, or names one place twice.</param>
    public NodeMap(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> told, Action<Rejection> refuse)
    {
        foreach (var (path, place) in told.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (from.Find(path) is not { } node) Refuse("migrate-unknown-step", $"Expected an activity at '{path}' in the version that is left, but there is none.", path);
            else if (place is null) continue;
            else if (to.Find(place) is not { } target) Refuse("migrate-unknown-step", $"Expected an activity at '{place}' in the version that is gone over to, but there is none.", place);
            else if (back.TryGetValue(target, out var other)) Refuse("migrate-mapped-twice", $"Expected one activity to go to '{place}', but '{other.Path}' and '{path}' both do.", place, other.Path, path);
            else Add(node, target);
        }
        var children = new Dictionary<(Node, string), Node>();
        foreach (var node in to.Nodes)
            if (node.Parent is { } parent) children.TryAdd((parent, node.Id), node);
        foreach (var node in from.Nodes)
        {
            if (there.ContainsKey(node) || told.ContainsKey(node.Path)) continue;
            var same = node.Parent is null ? to.Workflow
                : !there.TryGetValue(node.Parent, out var holder) ? null
                : node == from.Root && to.Root.TypeName == node.TypeName ? to.Root
                : children.GetValueOrDefault((holder, node.Id));
            if (same is not null && !back.ContainsKey(same)) Add(node, same);
        }

        void Refuse(string code, string message, params IReadOnlyList<string> arguments) => refuse(new(code, message) { Arguments = arguments });
    }

    public Node? Of(Node node) => there.GetValueOrDefault(node);
    public Node? Before(Node node) => back.GetValueOrDefault(node);

    private void Add(Node node, Node target)
    {
        there.Add(node, target);
        back.Add(target, node);
    }
}

/// <summary>Connections of a flowchart in another version: between the same activities, by the same outcome.</summary>
internal sealed class FlowConnectionMap
{
    private readonly Dictionary<int, int> there = [];
    private readonly Dictionary<int, int> back = [];

    public FlowConnectionMap(Node from, Node to, NodeMap map)
    {
        var open = new Dictionary<(int, string, int), Queue<int>>();
        for (var c = 0; c < to.Flow!.Connections.Length; c++)
        {
            var key = to.Flow.Connections[c] is var k ? (k.Source, Port(k), k.Target) : default;
            if (!open.TryGetValue(key, out var same)) open[key] = same = new();
            same.Enqueue(c);
        }
        for (var c = 0; c < from.Flow!.Connections.Length; c++)
        {
            var old = from.Flow.Connections[c];
            if (map.Of(from.Flow.Nodes[old.Source]) is { } source && source.Parent == to && map.Of(from.Flow.Nodes[old.Target]) is { } target && target.Parent == to
                && open.TryGetValue((source.Position, Port(old), target.Position), out var same) && same.TryDequeue(out var now))
            {
                there[c] = now;
                back[now] = c;
            }
        }
    }

    public int? Of(int connection) => there.TryGetValue(connection, out var c) ? c : null;
    public int? Before(int connection) => back.TryGetValue(connection, out var c) ? c : null;

    public static string Port(FlowConnection connection) => connection.Port ?? "Done";
}
