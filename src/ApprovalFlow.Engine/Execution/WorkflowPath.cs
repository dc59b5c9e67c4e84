using ApprovalFlow.Engine.Activities.Core;

namespace ApprovalFlow.Engine.Execution;

/// <summary>How an instance came to where it waits: what a return may go back to.</summary>
public static class WorkflowPath
{
    /// <summary>Activities completed on the way to a waiting context that a return from it may go back to, nearest first. In token mode: those that lie before it.</summary>
    public static IReadOnlyList<string> Earlier(WorkflowGraph graph, WorkflowState state, int context)
    {
        var found = new List<string>();
        foreach (var (holder, child) in Holders(graph, state, context))
            found.AddRange(Before(graph, state, holder, child, _ => false).Select(n => n.Path));
        return found;
    }

    /// <summary>The steps whose completion led to a waiting context: the nearest on each path that leads here, past everything that is no step.</summary>
    /// <param name="isStep">Whether the activity at a path is somebody's step.</param>
    public static IReadOnlyList<string> Previous(WorkflowGraph graph, WorkflowState state, int context, Predicate<string> isStep)
    {
        foreach (var (holder, child) in Holders(graph, state, context))
        {
            var steps = Before(graph, state, holder, child, n => isStep(n.Path)).Where(n => isStep(n.Path)).Select(n => n.Path).ToList();
            if (steps.Count > 0) return steps;
        }
        return [];
    }

    /// <summary>Activities whose completion would count no longer if the instance were returned so; none when the return is refused.</summary>
    public static IReadOnlyList<string> Undone(WorkflowGraph graph, WorkflowState state, WorkflowCommand.Return command)
    {
        var copy = state.Clone();
        if (Move.Find(graph, copy, command, out var move) is not null) return [];
        var holder = graph.Find(move!.Holder.NodePath)!;
        if (holder.Flow is null)
        {
            var running = move.Source ?? (move.Holder.FirstChild is { } child ? graph.Find(child.NodePath)?.Position : null) ?? holder.Activities.Length;
            return [.. holder.Activities.Where(n => n.Position >= move.Target.Position && n.Position < running).Select(n => n.Path)];
        }
        return [.. new Burst(graph, copy, default).Move(move).Events.OfType<WorkflowEvent.FlowRewound>().Take(1).SelectMany(e => e.Nodes).Append(move.Target.Position).Distinct().Select(n => holder.Activities[n].Path)];
    }

    /// <summary>Whether one activity of a flowchart or sequence leads to another without going back.</summary>
    public static bool Leads(WorkflowGraph graph, WorkflowState state, string from, string to)
    {
        if (graph.Find(from) is not { Parent: { } parent } source || graph.Find(to) is not { } target || target.Parent != parent) return false;
        return parent.Flow is null ? source.Position < target.Position : FlowchartBehavior.AnalysisOf(parent, state).DescendantsOf(source.Position).Contains(target.Position);
    }

    /// <summary>The flowcharts and sequences around a context, inside out, each with its child that holds the context.</summary>
    private static IEnumerable<(Scope Holder, Node Child)> Holders(WorkflowGraph graph, WorkflowState state, int context)
    {
        if (!state.Scopes.TryGetValue(context, out var scope)) yield break;
        for (; state.Scopes.TryGetValue(scope.Owner, out var owner); scope = owner)
            if (graph.Find(owner.NodePath) is { Behavior: FlowchartBehavior or SequenceBehavior } && graph.Find(scope.NodePath) is { } child)
                yield return (owner, child);
    }

    /// <param name="stopAt">The walk back does not go past these.</param>
    private static IEnumerable<Node> Before(WorkflowGraph graph, WorkflowState state, Scope holder, Node child, Predicate<Node> stopAt)
    {
        var parent = graph.Find(holder.NodePath)!;
        if (parent.Flow is not { } flow)
        {
            for (var i = child.Position - 1; i >= 0; i--)
            {
                yield return parent.Activities[i];
                if (stopAt(parent.Activities[i])) yield break;
            }
            yield break;
        }
        var analysis = FlowchartBehavior.AnalysisOf(parent, state);
        var round = new FlowRound(flow, analysis, holder, s => graph.Find(s.NodePath));
        var seen = new HashSet<int> { child.Position };
        var open = new Queue<int>([child.Position]);
        while (open.TryDequeue(out var at))
            foreach (var source in state.Mode == FlowchartMode.Token ? analysis.ForwardInbound[at].Select(c => flow.Connections[c].Source) : round.CameFrom(at))
                if (seen.Add(source))
                {
                    yield return flow.Nodes[source];
                    if (!stopAt(flow.Nodes[source])) open.Enqueue(source);
                }
    }
}
