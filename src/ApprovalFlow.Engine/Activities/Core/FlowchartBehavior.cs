using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>A flowchart: follows connections by outcome, with two ways of deciding joins (SPEC 4).</summary>
internal sealed class FlowchartBehavior : ContainerBehavior
{
    protected override void Execute(Activation self)
    {
        if (StartOf(self) is var start && start < 0) self.CompleteWith(null);
        else self.Burst.Schedule(self.Node.Activities[start], self.Scope);
    }

    private static int StartOf(Activation self) => StartOf(self.Node, self.Burst.State);

    private static int StartOf(Node flowchart, WorkflowState state)
    {
        if (state.TriggerActivityId is { } trigger)
            foreach (var node in flowchart.Activities)
                if (node.CanStartWorkflow && node.Id == trigger) return node.Position;
        return flowchart.Flow!.Start;
    }

    private static FlowAnalysis AnalysisOf(Activation self) => AnalysisOf(self.Node, self.Burst.State);

    internal static FlowAnalysis AnalysisOf(Node flowchart, WorkflowState state) => flowchart.Flow!.From(StartOf(flowchart, state));

    internal static JoinMode JoinModeAt(Activation self, Node node) =>
        node.Behavior is FlowJoinBehavior && node.InputNamed("mode") is { } mode ? JoinModeOf(self.Evaluate(mode)) : JoinMode.WaitAllActive;

    public override void ChildCompleted(Activation self, Scope child, Node childNode, IReadOnlyList<string>? outcomes)
    {
        if (childNode.IsTerminal) self.CompleteWith(null);
        else Advance(self, child, childNode.Position, outcomes, completed: true);
    }

    /// <summary>A direct child was cancelled: nothing follows it, but joins must know.</summary>
    public void ChildCanceled(Activation self, Scope child, Node childNode) => Advance(self, child, childNode.Position, [], completed: false);

    private static void Advance(Activation self, Scope child, int node, IReadOnlyList<string>? outcomes, bool completed)
    {
        if (self.Burst.State.Mode == FlowchartMode.Token) new TokenStep(self, AnalysisOf(self)).Run(node, outcomes, completed);
        else new CounterStep(self, AnalysisOf(self)).Run(child, node, outcomes);
    }

    /// <summary>As the definition says it in so many words; a mode that is worked out while running counts as one of the others.</summary>
    internal static bool WaitsForAll(Node node) => node.Behavior is FlowJoinBehavior && node.InputNamed("mode") is { Kind: ExpressionKind.Literal } mode && JoinModeOf(mode.Literal) == JoinMode.WaitAll;

    /// <summary>By name in any case or by number; what is neither is the type's default (SPEC 1.1, 6.5).</summary>
    public static JoinMode JoinModeOf(object? mode) => Choice.Of<JoinMode>(mode);

    /// <summary>Cancels what still runs upstream of a node, in this flowchart only.</summary>
    public static void CancelAncestors(Activation self, int node)
    {
        if (self.Scope.LiveChildren == 0) return;
        var ancestors = AnalysisOf(self).AncestorsOf(node);
        foreach (var scope in self.Burst.ChildrenOf(self.Scope))
            if (self.Burst.NodeOf(scope) is { } running && ancestors.Contains(running.Position)) self.Burst.Cancel(scope);
    }

    /// <summary>Running or faulted children, or work still queued.</summary>
    internal static bool HasPendingWork(Activation self) => self.Scope.LiveChildren > 0 || Burst.HasQueuedWork(self.Scope);

    internal static bool IsQueuedOrRunning(Activation self, Node target)
    {
        if (self.Burst.IsQueued(target, self.Scope)) return true;
        foreach (var scope in self.Burst.ChildrenOf(self.Scope)) if (self.Burst.NodeOf(scope) == target) return true;
        return false;
    }
}

/// <summary>One step of a flowchart in counter mode: joins compare how often nodes and connections were visited (SPEC 4.6).</summary>
internal sealed class CounterStep
{
    private readonly Activation self;
    private readonly FlowGraph flow;
    private readonly FlowAnalysis analysis;
    private readonly FlowVisits visits;
    private readonly List<int> visitedNodes = [];
    private readonly List<int> visitedConnections = [];
    private Stack<(int Node, IReadOnlyList<string>? Outcomes, int Next)>? path;
    private bool scheduled;
    private bool broken;
    private int? again;

    public CounterStep(Activation self, FlowAnalysis analysis)
    {
        this.self = self;
        this.analysis = analysis;
        flow = self.Node.Flow!;
        visits = self.Scope.Visits ??= new FlowVisits();
        visits.Reserve(flow.Nodes.Length, flow.Connections.Length);
    }

    public void Run(Scope child, int node, IReadOnlyList<string>? outcomes)
    {
        if (!analysis.IsReachable(node))
        {
            self.Burst.FaultWorkflow($"Activity '{flow.Nodes[node].Id}' is not reachable from the flowchart's start, so what follows it cannot be decided.");
            return;
        }
        if (!child.Backward) VisitNode(node);
        else visits.CarryOut((again = node).Value);
        try { Follow(node, outcomes); }
        finally { Flush(); }
        if (!scheduled && !broken && self.Scope.IsRunning && !self.Scope.Ending && !FlowchartBehavior.HasPendingWork(self)) self.CompleteWith(null);
    }

    /// <summary>Depth first, as dead paths go on, but without recursion: a dead path may be thousands of activities long.</summary>
    private void Follow(int node, IReadOnlyList<string>? outcomes)
    {
        for (var next = 0; ; )
        {
            if (next >= flow.Outbound[node].Length)
            {
                if (path is null || !path.TryPop(out var above)) return;
                (node, outcomes, next) = above;
                continue;
            }
            var c = flow.Outbound[node][next++];
            var followed = flow.Follows(c, outcomes);
            visitedConnections.Add(followed ? c : ~c);
            if (!visits.VisitConnection(c, followed)) continue;
            var target = flow.Connections[c].Target;
            if (analysis.IsForward(c))
            {
                if (!Join(c, target)) continue;
                // A dead path goes on, so that a join behind an exclusive decision never hangs.
                VisitNode(target);
                (path ??= new()).Push((node, outcomes, next));
                (node, outcomes, next) = (target, [], 0);
            }
            else if (followed)
            {
                if (!analysis.IsValidBackward(c))
                {
                    broken = true;
                    self.Burst.FaultWorkflow($"Invalid backward connection: Every path from the source ('{flow.Nodes[node].Id}') must go through the target ('{flow.Nodes[target].Id}') when tracing back to the start.");
                    return;
                }
                self.Burst.Schedule(flow.Nodes[target], self.Scope, backward: true);
                scheduled = true;
            }
        }
    }

    /// <summary>Schedules the target, or waits, or answers true: it is to be skipped.</summary>
    private bool Join(int connection, int target)
    {
        var node = flow.Nodes[target];
        var v = visits.OfNode(target);
        int min = int.MaxValue, max = 0;
        foreach (var c in analysis.ForwardInbound[target])
        {
            var count = visits.OfConnection(c);
            min = Math.Min(min, count);
            max = Math.Max(max, count);
        }
        var allVisited = min > v;
        bool any = false, all = max > v;
        foreach (var c in analysis.ForwardInbound[target])
        {
            var latest = visits.OfConnection(c) == max && visits.WasFollowed(c);
            any |= latest;
            all &= latest;
        }
        any &= max > v;

        switch (FlowchartBehavior.JoinModeAt(self, node))
        {
            case JoinMode.WaitAllActive when allVisited && any:
            case JoinMode.WaitAll when allVisited && all:
                Schedule(node);
                return false;
            case JoinMode.WaitAny when visits.OfConnection(connection) <= v || FlowchartBehavior.IsQueuedOrRunning(self, node):
                return false;
            case JoinMode.WaitAny when any:
                Schedule(node);
                Flush();
                FlowchartBehavior.CancelAncestors(self, target);
                return false;
            default:
                return allVisited;
        }
    }

    private void Schedule(Node node)
    {
        self.Burst.Schedule(node, self.Scope);
        scheduled = true;
    }

    private void VisitNode(int node)
    {
        visits.VisitNode(node);
        visitedNodes.Add(node);
    }

    /// <summary>The visits were made on the state as they came; the event says them all at once.</summary>
    private void Flush()
    {
        if (visitedNodes.Count == 0 && visitedConnections.Count == 0 && again is null) return;
        if (self.Burst.Exists(self.Scope)) self.Burst.Record(new FlowVisited(self.Scope.Context, visitedNodes.ToArray(), visitedConnections.ToArray()) { Again = again });
        again = null;
        visitedNodes.Clear();
        visitedConnections.Clear();
    }
}

/// <summary>One step of a flowchart in token mode: joins look at the tokens that lie on connections (SPEC 4.7).</summary>
internal sealed class TokenStep(Activation self, FlowAnalysis analysis)
{
    private readonly FlowGraph flow = self.Node.Flow!;
    /// <summary>Connection indexes; ~index is a blocked token.</summary>
    private readonly List<int> tokens = [.. self.Scope.Tokens ?? []];
    /// <summary>Nodes that a Stream join put off because a predecessor was still to come.</summary>
    private readonly List<int> postponed = [.. self.Scope.Postponed ?? []];

    public void Run(int node, IReadOnlyList<string>? outcomes, bool completed)
    {
        List<int> active = [];
        if (completed)
        {
            foreach (var c in flow.Outbound[node]) if (flow.Follows(c, outcomes)) active.Add(c);
            tokens.RemoveAll(t => t >= 0 && flow.Connections[t].Target == node);
            tokens.AddRange(active);
        }
        else tokens.RemoveAll(t => flow.Connections[t < 0 ? ~t : t] is var c && (c.Target == node || c.Source == node));

        foreach (var c in active) Arrive(c);
        // What was cancelled was cancelled by a step that goes on: that one looks again, when it knows all its tokens.
        foreach (var target in completed ? postponed.ToArray() : [])
            if (!HasTokenBefore(target))
            {
                postponed.Remove(target);
                if (tokens.Exists(t => t >= 0 && flow.Connections[t].Target == target)) Schedule(target);
            }

        var pending = FlowchartBehavior.HasPendingWork(self) || tokens.Exists(t => t >= 0);
        if (!pending) tokens.Clear();
        Save();
        if (!pending && self.Scope.IsRunning && !self.Scope.Ending) self.CompleteWith(null);
    }

    private void Arrive(int connection)
    {
        var target = flow.Connections[connection].Target;
        var node = flow.Nodes[target];
        switch (ModeOf(node))
        {
            case MergeMode.Merge:
                if (analysis.ForwardInbound[target] is var forward && (forward.Length <= 1 || forward.All(tokens.Contains))) Schedule(target);
                break;
            case MergeMode.Converge:
                if (flow.Inbound[target] is var inbound && (inbound.Length <= 1 || inbound.All(tokens.Contains))) Schedule(target);
                break;
            case MergeMode.Race:
                Save();
                FlowchartBehavior.CancelAncestors(self, target);
                Reload();
                Cascade(connection, target);
                break;
            case MergeMode.Cascade: Cascade(connection, target); break;
            default:
                if (!HasTokenBefore(target)) { postponed.Remove(target); Schedule(target); }
                else if (!postponed.Contains(target)) postponed.Add(target);
                break;
        }
    }

    /// <summary>Once per round, on the first arrival; a later one meets its blocked token and both go.</summary>
    private void Cascade(int connection, int target)
    {
        if (tokens.Remove(~connection))
        {
            tokens.Remove(connection);
            return;
        }
        Schedule(target);
        foreach (var other in analysis.ForwardInbound[target])
            if (flow.Connections[other].Source != flow.Connections[connection].Source) tokens.Add(~other);
    }

    private MergeMode ModeOf(Node node)
    {
        if (node.Behavior is FlowJoinBehavior && node.InputNamed("mode") is { } mode)
            return FlowchartBehavior.JoinModeOf(self.Evaluate(mode)) == JoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        return node.Merge;
    }

    /// <summary>A token still points at an immediate forward predecessor.</summary>
    private bool HasTokenBefore(int target)
    {
        foreach (var c in analysis.ForwardInbound[target])
        {
            var predecessor = flow.Connections[c].Source;
            if (tokens.Exists(t => t >= 0 && flow.Connections[t].Target == predecessor)) return true;
        }
        return false;
    }

    private void Schedule(int target) => self.Burst.Schedule(flow.Nodes[target], self.Scope);

    private void Save()
    {
        if (self.Burst.Exists(self.Scope)) self.Burst.Emit(new TokensMoved(self.Scope.Context, tokens.ToArray()) { Postponed = postponed.Count > 0 ? postponed.ToArray() : null });
    }

    private void Reload()
    {
        tokens.Clear();
        tokens.AddRange(self.Scope.Tokens ?? []);
        postponed.Clear();
        postponed.AddRange(self.Scope.Postponed ?? []);
    }
}
