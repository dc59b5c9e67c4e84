using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>A move in a flowchart in counter mode: joins are told anew what has arrived, so that none fires twice and none waits for what will not come.</summary>
/// <remarks>Visits of nodes stay as they are. A connection set to its target's visits has still to arrive; one more, and it has arrived.</remarks>
internal sealed class CounterMove
{
    private readonly Activation self;
    private readonly FlowGraph flow;
    private readonly FlowAnalysis analysis;
    private readonly FlowRound round;
    private readonly List<int> connections = [];
    private readonly List<int> counts = [];

    public CounterMove(Activation self)
    {
        this.self = self;
        flow = self.Node.Flow!;
        analysis = FlowchartBehavior.AnalysisOf(self.Node, self.Burst.State);
        round = new FlowRound(flow, analysis, self.Scope, self.Burst.NodeOf);
    }

    private FlowVisits Visits => round.Visits;

    public void Make(Move move)
    {
        var target = move.Target.Position;
        var rewound = move.Command is WorkflowCommand.Return back ? Return(target, move.Source, back.Siblings) : Jump(target);
        self.Burst.Emit(rewound);
        self.Burst.Schedule(move.Target, self.Scope, backward: true);
    }

    private FlowRewound Return(int target, int? source, SiblingRule siblings)
    {
        var below = analysis.DescendantsOf(target);
        var done = round.Done();
        var undone = Undone(target, source, siblings, below, done);

        var completed = Completed(undone, done);
        Remove(undone.Contains);
        foreach (var node in undone)
            if (node != target) Reopen(node, undone, below, done);
        var repeats = new List<int>();
        foreach (var node in undone)
            foreach (var c in flow.Outbound[node])
                if (analysis.IsForward(c) && !undone.Contains(flow.Connections[c].Target) && (node == target || done.Contains(node))) repeats.Add(c);
        repeats.Sort();
        return new(self.Scope.Context, completed, connections.ToArray(), counts.ToArray()) { Repeats = repeats.ToArray() };
    }

    /// <summary>What led from the target to the source, or all that the target led to; and what follows from their answers.</summary>
    private HashSet<int> Undone(int target, int? source, SiblingRule siblings, HashSet<int> below, HashSet<int> done)
    {
        var undone = new HashSet<int> { target };
        if (source is { } from && siblings == SiblingRule.Keep)
        {
            undone.Add(from);
            undone.UnionWith(analysis.AncestorsOf(from).Where(below.Contains));
        }
        else undone.UnionWith(round.LedTo(target, below, done));
        // What nobody has reached yet is counted anew; what was passed over as dead is decided anew where somebody is asked again who had said so.
        var untouched = below.Where(n => !round.Running.Contains(n) && !done.Contains(n)).ToList();
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var node in below)
                if (done.Contains(node) && !round.WasExecuted(node) && !undone.Contains(node) && analysis.ForwardInbound[node].Any(c => undone.Contains(flow.Connections[c].Source))) grown |= undone.Add(node);
        }
        undone.UnionWith(untouched);
        return undone;
    }

    /// <summary>What is undone has still to arrive, what is kept has arrived, and what came from elsewhere and was answered has arrived again.</summary>
    private void Reopen(int node, HashSet<int> undone, HashSet<int> below, HashSet<int> done)
    {
        var visited = Visits.OfNode(node);
        foreach (var c in analysis.ForwardInbound[node])
        {
            var source = flow.Connections[c].Source;
            if (undone.Contains(source)) Set(c, visited);
            else if (below.Contains(source)) Set(c, visited + (!round.Running.Contains(source) && done.Contains(source) ? 1 : 0));
            else if (Visits.IsRepeat(c)) Set(c, visited);
            else if (done.Contains(node) || round.RunsAgain(node)) Set(c, Visits.OfConnection(c) >= visited ? visited + 1 : visited);
        }
    }

    /// <summary>The target alone is under way, and begins a path of its own: what leads to it has still to come, what joins its path from elsewhere
    /// counts as arrived and decides nothing.</summary>
    private FlowRewound Jump(int target)
    {
        var below = analysis.DescendantsOf(target);
        var completed = Completed(Enumerable.Range(0, flow.Nodes.Length), round.Done());
        Remove(_ => true);
        for (var node = 0; node < flow.Nodes.Length; node++)
            foreach (var c in analysis.ForwardInbound[node])
            {
                var source = flow.Connections[c].Source;
                if (!below.Contains(node)) Set(c, Visits.OfNode(node), followed: false);
                else if (source == target || below.Contains(source)) Set(c, Visits.OfNode(node));
                else Set(c, Visits.OfNode(node) + 1, followed: FlowchartBehavior.JoinModeAt(self, flow.Nodes[node]) == JoinMode.WaitAll);
            }
        return new(self.Scope.Context, completed, connections.ToArray(), counts.ToArray());
    }

    private void Remove(Predicate<int> which)
    {
        foreach (var child in self.Burst.ChildrenOf(self.Scope))
            if (self.Burst.NodeOf(child) is { } node && which(node.Position)) self.Burst.Remove(child);
    }

    /// <summary>Of what is undone, what had been completed: in this round, or in one before when it is being cancelled now.</summary>
    private int[] Completed(IEnumerable<int> undone, HashSet<int> done) =>
        [.. undone.Where(n => done.Contains(n) ? round.WasExecuted(n) : Visits.WasCarriedOut(n)).Order()];

    private void Set(int connection, int count) => Set(connection, count, Visits.WasFollowed(connection));

    private void Set(int connection, int count, bool followed)
    {
        if (Visits.OfConnection(connection) == count && Visits.WasFollowed(connection) == followed && !Visits.IsRepeat(connection)) return;
        connections.Add(followed ? connection : ~connection);
        counts.Add(count);
    }
}

/// <summary>A move in a flowchart in token mode: tokens that what is undone had laid are taken away. Siblings are always cancelled.</summary>
internal sealed class TokenMove(Activation self)
{
    public void Make(Move move)
    {
        var flow = self.Node.Flow!;
        var undone = move.Command is WorkflowCommand.Jump ? [.. Enumerable.Range(0, flow.Nodes.Length)] : From(FlowchartBehavior.AnalysisOf(self.Node, self.Burst.State), move.Target.Position);
        foreach (var child in self.Burst.ChildrenOf(self.Scope))
            if (self.Burst.NodeOf(child) is { } node && undone.Contains(node.Position)) self.Burst.Remove(child);
        bool Stays(int token) => flow.Connections[token < 0 ? ~token : token] is var c && !undone.Contains(c.Source) && c.Target != move.Target.Position;
        int[] postponed = [.. (self.Scope.Postponed ?? []).Where(p => !undone.Contains(p))];
        self.Burst.Emit(new TokensMoved(self.Scope.Context, [.. (self.Scope.Tokens ?? []).Where(Stays)]) { Postponed = postponed.Length > 0 ? postponed : null });
        self.Burst.Schedule(move.Target, self.Scope, backward: true);
    }

    private static HashSet<int> From(FlowAnalysis analysis, int node)
    {
        var all = analysis.DescendantsOf(node);
        all.Add(node);
        return all;
    }

    /// <summary>A join after the target that needs an arrival from elsewhere which neither lies there nor can still come; null when there is none.</summary>
    /// <remarks>Tokens say what lies on connections, not what was used up, so such a move would never get past the join.</remarks>
    public static string? WhyNot(FlowGraph flow, FlowAnalysis analysis, Scope holder, int target, bool jump, Func<Scope, Node?> nodeOf)
    {
        var undone = From(analysis, target);
        var coming = new HashSet<int>();
        for (var child = holder.FirstChild; child is not null && !jump; child = child.NextSibling)
            if (nodeOf(child) is { } node && !undone.Contains(node.Position)) coming.UnionWith(From(analysis, node.Position));
        foreach (var node in undone)
        {
            if (node == target || analysis.ForwardInbound[node].Length < 2) continue;
            foreach (var c in analysis.ForwardInbound[node])
                if (flow.Connections[c].Source is var from && !undone.Contains(from) && !coming.Contains(from) && (jump || holder.Tokens?.Contains(c) != true))
                    return flow.Nodes[node].Id;
        }
        return null;
    }
}
