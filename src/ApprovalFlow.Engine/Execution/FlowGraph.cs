namespace ApprovalFlow.Engine.Execution;

/// <param name="Port">Outcome that is followed; null: only the default outcome.</param>
internal readonly record struct FlowConnection(int Source, string? Port, int Target);

/// <summary>The connections of one flowchart, analysed once per start node (SPEC 4.2, 4.5).</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<int, FlowAnalysis> analyses = [];

    public FlowGraph(Node[] nodes, FlowConnection[] connections, int start, IEnumerable<int> triggers)
    {
        Nodes = nodes;
        Connections = connections;
        Start = start;
        Outbound = Group(nodes.Length, connections, c => c.Source);
        Inbound = Group(nodes.Length, connections, c => c.Target);
        if (start >= 0) analyses[start] = new FlowAnalysis(this, start);
        foreach (var trigger in triggers) analyses.TryAdd(trigger, new FlowAnalysis(this, trigger));
    }

    public Node[] Nodes { get; }
    public FlowConnection[] Connections { get; }
    /// <summary>Index of the start node when no trigger decides; -1: no activities.</summary>
    public int Start { get; }
    public int[][] Outbound { get; }
    public int[][] Inbound { get; }

    public FlowAnalysis From(int start) => analyses.TryGetValue(start, out var analysis) ? analysis : new FlowAnalysis(this, start);

    public bool Follows(int connection, IReadOnlyList<string>? outcomes)
    {
        var port = Connections[connection].Port;
        if (outcomes is null) return port is null or "Done";
        if (port is null) return false;
        foreach (var outcome in outcomes) if (outcome == port) return true;
        return false;
    }

    private static int[][] Group(int nodes, FlowConnection[] connections, Func<FlowConnection, int> end)
    {
        var groups = new List<int>?[nodes];
        for (var i = 0; i < connections.Length; i++) (groups[end(connections[i])] ??= []).Add(i);
        return Array.ConvertAll(groups, g => g?.ToArray() ?? []);
    }
}

/// <summary>Which connections lead forward from a start, and who precedes whom.</summary>
internal sealed class FlowAnalysis
{
    private readonly bool[] forward;
    private readonly bool[] reachable;
    private readonly bool[] validBackward;
    private readonly FlowGraph flow;

    public FlowAnalysis(FlowGraph flow, int start)
    {
        Start = start;
        this.flow = flow;
        var n = flow.Nodes.Length;
        forward = new bool[flow.Connections.Length];
        reachable = new bool[n];
        validBackward = new bool[flow.Connections.Length];
        var successors = new HashSet<int>[n];
        for (var i = 0; i < n; i++) successors[i] = [];

        // Breadth first in listed order; an edge that would close a cycle over the edges found so far leads back.
        var queue = new Queue<int>([start]);
        reachable[start] = true;
        while (queue.TryDequeue(out var source))
        {
            foreach (var c in flow.Outbound[source])
            {
                var target = flow.Connections[c].Target;
                if (target == source) continue;
                if (successors[source].Contains(target)) { forward[c] = true; continue; }
                if (Reaches(successors, target, source)) continue;
                successors[source].Add(target);
                forward[c] = true;
                if (!reachable[target]) { reachable[target] = true; queue.Enqueue(target); }
            }
        }

        ForwardInbound = new int[n][];
        for (var i = 0; i < n; i++) ForwardInbound[i] = [.. flow.Inbound[i].Where(c => forward[c])];
        for (var c = 0; c < forward.Length; c++)
            if (!forward[c]) validBackward[c] = Dominates(successors, start, flow.Connections[c].Source, flow.Connections[c].Target);
    }

    public int Start { get; }
    public int[][] ForwardInbound { get; }
    public bool IsForward(int connection) => forward[connection];
    public bool IsReachable(int node) => reachable[node];
    /// <summary>Every forward path from the start to the source passes through the target.</summary>
    public bool IsValidBackward(int connection) => validBackward[connection];
    /// <summary>Nodes that reach this one over forward connections.</summary>
    public HashSet<int> AncestorsOf(int node)
    {
        var result = new HashSet<int>();
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var at))
            foreach (var c in ForwardInbound[at])
                if (result.Add(flow.Connections[c].Source)) stack.Push(flow.Connections[c].Source);
        return result;
    }

    /// <summary>Nodes that this one reaches over forward connections.</summary>
    public HashSet<int> DescendantsOf(int node)
    {
        var result = new HashSet<int>();
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var at))
            foreach (var c in flow.Outbound[at])
                if (forward[c] && result.Add(flow.Connections[c].Target)) stack.Push(flow.Connections[c].Target);
        return result;
    }

    private static bool Reaches(HashSet<int>[] successors, int from, int to)
    {
        if (successors[from].Count == 0) return false;
        var seen = new HashSet<int> { from };
        var stack = new Stack<int>([from]);
        while (stack.TryPop(out var node))
            foreach (var next in successors[node])
            {
                if (next == to) return true;
                if (seen.Add(next)) stack.Push(next);
            }
        return false;
    }

    private static bool Dominates(HashSet<int>[] successors, int start, int source, int target)
    {
        if (source == target || target == start) return true;
        if (start == source) return false;
        var seen = new HashSet<int> { start };
        var stack = new Stack<int>([start]);
        while (stack.TryPop(out var node))
            foreach (var next in successors[node])
            {
                if (next == target) continue;
                if (next == source) return false;
                if (seen.Add(next)) stack.Push(next);
            }
        return true;
    }
}
