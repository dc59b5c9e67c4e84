using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;

namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>A flowchart as the analysis walks it: what each activity may come to, and which connections that follows.</summary>
/// <remarks>Data is left out: every outcome that an activity can have is thought possible at any time, but for those that no application ever comes to.</remarks>
internal sealed class FlowNet
{
    /// <summary>More cases than this in one switch that may match several: its combinations are not listed any more.</summary>
    private const int MaxCombinedCases = 8;

    private readonly FlowGraph flow;
    private readonly IReadOnlyDictionary<string, HashSet<string>>? impossible;
    private readonly Dictionary<int, int[]> rounds = [];
    private readonly Dictionary<int, HashSet<int>> ancestors = [];

    /// <param name="impossible">Outcomes that no application comes to, by activity path; null: none is known.</param>
    public FlowNet(FlowGraph flow, int start, IReadOnlyDictionary<string, HashSet<string>>? impossible = null)
    {
        (this.flow, this.impossible) = (flow, impossible);
        Start = start;
        var analysis = flow.From(start);
        Connections = [.. flow.Connections.Select((c, i) => new NetConnection(c.Source, c.Target, analysis.IsForward(i), analysis.IsForward(i) || analysis.IsValidBackward(i)))];
        Outbound = [.. flow.Outbound.Select(o => o.ToList())];
        Inbound = [.. analysis.ForwardInbound.Select(i => i.ToList())];
        Nodes = [.. flow.Nodes.Select((node, i) => new NetNode(i, KindOf(node), Choices(i, node)) { IsMerge = Inbound[i].Count > 1, IsConclusion = node.Type.IsConclusion, MayBeCutOff = node.Behavior.MayBeCutOff(node.LiteralOf) })];
        IsReachable = analysis.IsReachable;
        HasTerminal = Nodes.Any(n => n.Kind == NetNodeKind.Terminal && IsReachable(n.Index));
        // What stands inside another flowchart may leave the conclusion to it.
        HasConclusion = !HasTerminal && flow.Nodes.Length > 0 && flow.Nodes[0].Parent?.Parent is { Parent: null } && Nodes.Any(n => n.IsConclusion);
    }

    public int Start { get; }
    public NetNode[] Nodes { get; }
    public NetConnection[] Connections { get; }
    public List<int>[] Outbound { get; }
    /// <summary>Forward connections into a node: those that joins count.</summary>
    public List<int>[] Inbound { get; }
    public Func<int, bool> IsReachable { get; }
    public bool HasTerminal { get; }
    /// <summary>No terminal activities, but something that every path is drawn for.</summary>
    public bool HasConclusion { get; }
    /// <summary>Outcomes that are not all listed: what is found is true, what is not found is not proven.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Who is cancelled when a wait-any join goes on.</summary>
    public HashSet<int> AncestorsOf(int node)
    {
        if (ancestors.TryGetValue(node, out var known)) return known;
        var found = new HashSet<int>();
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var at))
            foreach (var c in Inbound[at])
                if (found.Add(Connections[c].Source)) stack.Push(Connections[c].Source);
        return ancestors[node] = found;
    }

    /// <summary>A node and all that forward connections lead to from it: what a way back to it begins anew.</summary>
    public int[] RoundOf(int node)
    {
        if (rounds.TryGetValue(node, out var known)) return known;
        var found = new HashSet<int> { node };
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var at))
            foreach (var c in Outbound[at])
                if (Connections[c].IsForward && found.Add(Connections[c].Target)) stack.Push(Connections[c].Target);
        return rounds[node] = [.. found];
    }

    /// <summary>Forgets what was derived from connections that have changed.</summary>
    public void Changed()
    {
        rounds.Clear();
        ancestors.Clear();
    }

    private static NetNodeKind KindOf(Node node) => node switch
    {
        { IsTerminal: true } => NetNodeKind.Terminal,
        { Behavior: FaultBehavior } => NetNodeKind.Fault,
        { Behavior: FlowJoinBehavior } => JoinKind(node),
        { Type.IsAutomatic: true } => NetNodeKind.Immediate,
        _ => NetNodeKind.Waiting,
    };

    private static NetNodeKind JoinKind(Node node) => node.InputNamed("mode") switch
    {
        null => NetNodeKind.JoinAny,
        var mode => FlowchartBehavior.JoinModeOf(mode.Kind == ExpressionKind.Literal ? mode.Literal : null) switch
        {
            JoinMode.WaitAny => NetNodeKind.JoinAny,
            JoinMode.WaitAll => NetNodeKind.JoinAll,
            _ => NetNodeKind.JoinActive,
        },
    };

    private List<NetChoice> Choices(int index, Node node)
    {
        var choices = new List<NetChoice>();
        var never = impossible?.GetValueOrDefault(node.Path);
        foreach (var outcomes in OutcomesOf(index, node))
        {
            if (never is not null && outcomes is not null && outcomes.Any(never.Contains)) continue;
            int[] followed = [.. flow.Outbound[index].Where(c => flow.Follows(c, outcomes))];
            if (!choices.Exists(c => c.Followed.SequenceEqual(followed)))
                choices.Add(new([(index, outcomes is null ? null : string.Join("+", outcomes))], followed));
        }
        return choices;
    }

    private IEnumerable<IReadOnlyList<string>?> OutcomesOf(int index, Node node)
    {
        switch (node.Behavior)
        {
            case FlowDecisionBehavior:
                return node.InputNamed("condition") switch
                {
                    null => [["False"]],
                    { Kind: ExpressionKind.Literal, Literal: var constant } => [[constant is true ? "True" : "False"]],
                    _ => [["True"], ["False"]],
                };
            case FlowSwitchBehavior: return Cases(node);
            case FlowForkBehavior:
                return node.InputNamed("branches") is { Kind: ExpressionKind.Literal, Literal: List<object?> branches }
                    ? [[.. branches.Select(b => Values.Value.ToText(b))]]
                    : [[.. flow.Outbound[index].Select(c => flow.Connections[c].Port ?? "Done").Distinct()]];
        }
        if (node.Type.HasDynamicOutcomes)
            return [null, .. flow.Outbound[index].Select(c => flow.Connections[c].Port).Where(p => p is not (null or "Done")).Distinct().Select(p => (IReadOnlyList<string>?)[p!])];
        if (node.Type.Outcomes.Count == 0) return [null];
        return node.OfferedOutcomes().Select(o => (IReadOnlyList<string>?)[o]);
    }

    private IEnumerable<IReadOnlyList<string>?> Cases(Node node)
    {
        var labels = node.Cases.Select(c => c.Label).Distinct().ToArray();
        var single = node.InputNamed("mode") is not { } mode || (mode.Kind == ExpressionKind.Literal && Choice.Of<SwitchMode>(mode.Literal) == SwitchMode.MatchFirst);
        if (single) return [.. labels.Select(l => (IReadOnlyList<string>?)[l]), ["Default"]];
        if (labels.Length > MaxCombinedCases)
        {
            IsPartial = true;
            return [.. labels.Select(l => (IReadOnlyList<string>?)[l]), labels, ["Default"]];
        }
        return [.. Enumerable.Range(1, (1 << labels.Length) - 1).Select(set => (IReadOnlyList<string>?)[.. labels.Where((_, i) => (set >> i & 1) == 1)]), ["Default"]];
    }
}

/// <param name="Choices">What it may come to, each once.</param>
internal sealed record NetNode(int Index, NetNodeKind Kind, List<NetChoice> Choices)
{
    /// <summary>Several paths meet here.</summary>
    public bool IsMerge { get; init; }
    public bool IsConclusion { get; init; }
    public bool MayBeCutOff { get; init; }
    /// <summary>Decided in the step that reaches it; everything else may take any time.</summary>
    public bool IsImmediate => Kind != NetNodeKind.Waiting;
}

/// <param name="Trail">The activities decided by it, with their outcomes; an outcome of null is "done".</param>
/// <param name="Followed">Connections; all others of the node are visited and not followed.</param>
internal sealed record NetChoice(IReadOnlyList<(int Node, string? Outcome)> Trail, int[] Followed)
{
    /// <summary>Activities on other ways to the same.</summary>
    public IReadOnlyList<int> AlsoRuns { get; init; } = [];
}

/// <param name="IsValid">A way back that every path to its source has passed.</param>
internal readonly record struct NetConnection(int Source, int Target, bool IsForward, bool IsValid);

/// <summary>Fault: ends the instance on purpose, whatever else is under way.</summary>
internal enum NetNodeKind { Waiting, Immediate, JoinAll, JoinActive, JoinAny, Terminal, Fault }
