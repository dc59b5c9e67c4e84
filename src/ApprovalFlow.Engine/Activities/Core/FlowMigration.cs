using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>A flowchart in counter mode under another definition: what has been done, runs and has still to come is read from the old counters and
/// said in new ones, so that every join waits for exactly what can still arrive.</summary>
/// <remarks>Everything that runs leads on to what has still to come; all the rest is passed, whether it was carried out, was dead, or is new.
/// Connections whose ends mean what they meant keep what they had counted, so nothing changes where nothing was changed.</remarks>
internal sealed class FlowMigration
{
    private enum Standing { Passed, Running, Ahead }

    private readonly Scope scope;
    private readonly Action<Rejection> refuse;
    private readonly ISet<string> passedOver;
    private readonly FlowGraph old;
    private readonly FlowGraph flow;
    private readonly FlowAnalysis oldAnalysis;
    private readonly FlowAnalysis analysis;
    private readonly FlowRound round;
    private readonly int[] newOf;
    private readonly int[] oldOf;
    private readonly HashSet<int> executed;
    private readonly Standing[] oldStanding;
    private readonly Standing[] standing;
    private readonly HashSet<int> oldCrossings = [];
    private readonly HashSet<int> crossings = [];
    private readonly FlowConnectionMap kept;
    private readonly int[] nodes;
    private readonly int[] counts;
    private readonly bool[] followed;
    private readonly bool[] repeats;
    private readonly bool[] inherited;

    public FlowMigration(WorkflowGraph graph, WorkflowGraph target, WorkflowState before, WorkflowState after, Scope scope, NodeMap map, Action<Rejection> refuse, ISet<string> passedOver)
    {
        (this.scope, this.refuse, this.passedOver) = (scope, refuse, passedOver);
        var node = graph.Find(scope.NodePath)!;
        var place = map.Of(node)!;
        (old, flow) = (node.Flow!, place.Flow!);
        (oldAnalysis, analysis) = (FlowchartBehavior.AnalysisOf(node, before), FlowchartBehavior.AnalysisOf(place, after));
        round = new FlowRound(old, oldAnalysis, scope, s => graph.Find(s.NodePath));
        newOf = [.. old.Nodes.Select(n => map.Of(n) is { } there && there.Parent == place ? there.Position : -1)];
        oldOf = [.. Enumerable.Repeat(-1, flow.Nodes.Length)];
        for (var n = 0; n < newOf.Length; n++) if (newOf[n] >= 0) oldOf[newOf[n]] = n;
        kept = new FlowConnectionMap(node, place, map);
        executed = [.. round.Done().Where(round.WasExecuted)];
        oldStanding = Stand(old, oldAnalysis, round.Running, executed, oldCrossings);
        standing = Stand(flow, analysis, [.. round.Running.Select(n => newOf[n])], [.. executed.Select(n => newOf[n]).Where(n => n >= 0)], crossings);
        nodes = [.. oldOf.Select((was, n) => was >= 0 ? round.Visits.OfNode(was) : standing[n] == Standing.Passed && analysis.IsReachable(n) ? 1 : 0)];
        (counts, followed, repeats, inherited) = (new int[flow.Connections.Length], new bool[flow.Connections.Length], new bool[flow.Connections.Length], new bool[flow.Connections.Length]);
    }

    /// <summary>Null when nothing is counted otherwise than before.</summary>
    public FlowRecounted? Recount()
    {
        if (!IsPossible()) return null;
        if (analysis.Start >= 0 && standing[analysis.Start] == Standing.Passed && nodes[analysis.Start] == 0) nodes[analysis.Start] = 1;
        for (var c = 0; c < counts.Length; c++) Count(c);
        Explain();
        Joins();
        for (var n = 0; n < flow.Nodes.Length; n++)
            if (standing[n] == Standing.Passed && analysis.IsReachable(n) && (oldOf[n] < 0 || oldStanding[oldOf[n]] == Standing.Ahead)) passedOver.Add(flow.Nodes[n].Path);
        var recounted = new FlowRecounted(scope.Context, Used(nodes), Used(counts))
        {
            Followed = [.. Where(followed)], Repeats = [.. Where(repeats)],
            CarriedOut = [.. Enumerable.Range(0, flow.Nodes.Length).Where(n => oldOf[n] >= 0 && round.Visits.WasCarriedOut(oldOf[n]))],
        };
        return FlowVisits.Of(recounted).Describe().SequenceEqual(round.Visits.Describe()) ? null : recounted;
    }

    /// <summary>What lies ahead of what runs; what was carried out already is not walked through.</summary>
    private static Standing[] Stand(FlowGraph flow, FlowAnalysis analysis, HashSet<int> running, HashSet<int> executed, HashSet<int> crossings)
    {
        var standing = new Standing[flow.Nodes.Length];
        var open = new Queue<int>(running);
        foreach (var n in running) standing[n] = Standing.Running;
        while (open.TryDequeue(out var at))
            foreach (var c in flow.Outbound[at])
            {
                if (!analysis.IsForward(c)) continue;
                var next = flow.Connections[c].Target;
                if (standing[next] == Standing.Running || executed.Contains(next)) crossings.Add(next);
                else if (standing[next] == Standing.Passed)
                {
                    standing[next] = Standing.Ahead;
                    open.Enqueue(next);
                }
            }
        return standing;
    }

    private bool IsPossible()
    {
        var possible = true;
        foreach (var n in round.Running)
            if (!analysis.IsReachable(newOf[n])) Refuse("migrate-step-unreachable", $"Expected '{flow.Nodes[newOf[n]].Path}' to be reachable from the start, because it runs, but it is not.", newOf[n]);
        var kept = oldCrossings.Concat(oldCrossings.SelectMany(oldAnalysis.DescendantsOf)).ToHashSet();
        // A kept branch below a return is ahead of what was returned to; nothing else may come twice.
        foreach (var n in crossings)
            if (!kept.Contains(oldOf[n])) Refuse("migrate-step-ahead", $"Expected '{flow.Nodes[n].Path}', which is done or runs, not to lie ahead of what runs, but it does: it would come twice.", n);
        return possible;

        void Refuse(string code, string message, int node)
        {
            possible = false;
            refuse(new(code, message) { Arguments = [flow.Nodes[node].Path] });
        }
    }

    private void Count(int c)
    {
        var (source, target) = (flow.Connections[c].Source, flow.Connections[c].Target);
        if (kept.Before(c) is { } same && (!analysis.IsForward(c) || oldAnalysis.IsForward(same) && Stands(source) && Stands(target)))
        {
            (counts[c], followed[c], repeats[c], inherited[c]) = (round.Visits.OfConnection(same), round.Visits.WasFollowed(same), round.Visits.IsRepeat(same), round.Visits.WasFollowed(same));
            return;
        }
        if (!analysis.IsForward(c) || !analysis.IsReachable(source)) return;
        var arrived = standing[source] == Standing.Passed;
        repeats[c] = !arrived && standing[target] != Standing.Ahead;
        counts[c] = nodes[target] + standing[target] switch
        {
            Standing.Ahead => arrived ? 1 : 0,
            Standing.Running => round.RunsAgain(oldOf[target]) ? 0 : 1,
            _ => 0,
        };
        if (!arrived)
        {
            // A branch that a return has kept was begun, whatever stands before it now.
            followed[c] = repeats[c] && oldOf[target] >= 0 && (standing[target] == Standing.Running || executed.Contains(oldOf[target]));
            return;
        }
        inherited[c] = Inherits(c) is { } way && way;
        followed[c] = inherited[c] || Inherits(c) is null && FlowchartBehavior.WaitsForAll(flow.Nodes[target]);
    }

    private bool Stands(int node) => oldOf[node] >= 0 && oldStanding[oldOf[node]] == standing[node];

    /// <summary>Whether what came this way before, past activities that are new or gone, was followed; null when nothing did, and the arrival decides nothing.</summary>
    private bool? Inherits(int c)
    {
        var origins = Origins(flow, analysis, c, n => oldOf[n] >= 0 ? oldOf[n] : null);
        // Past what is new only where no shorter way is there: a branch that is new does not stand in for one whose step has gone.
        if (oldOf[flow.Connections[c].Source] < 0)
            foreach (var way in analysis.ForwardInbound[flow.Connections[c].Target])
                if (way != c && oldOf[flow.Connections[way].Source] is >= 0 and var origin) origins.Remove((origin, FlowConnectionMap.Port(flow.Connections[way])));
        bool? gone = null, same = null;
        for (var o = 0; o < old.Connections.Length; o++)
        {
            var (source, target) = (old.Connections[o].Source, old.Connections[o].Target);
            if (!oldAnalysis.IsForward(o) || oldStanding[source] != Standing.Passed || IsNeutral(o)) continue;
            var isSame = newOf[target] == flow.Connections[c].Target;
            // What arrived at something that is gone and had not begun waits there still; what was let through there has gone on.
            if (!isSame && (newOf[target] >= 0 || oldStanding[target] != Standing.Ahead) || !OldOrigins(o).Overlaps(origins)) continue;
            if (isSame) same = same is true || round.Visits.WasFollowed(o);
            else gone = gone is true || round.Visits.WasFollowed(o);
        }
        return same ?? gone;
    }

    /// <summary>Counted as arrived so that nothing waits for it, by an earlier migration or a jump; nobody came this way.</summary>
    private bool IsNeutral(int o) => round.Visits.WasFollowed(o) && !executed.Contains(old.Connections[o].Source);

    private HashSet<(int, string)> OldOrigins(int o) => Origins(old, oldAnalysis, o, n => newOf[n] >= 0 ? n : null);

    /// <summary>The nearest activities behind a connection that both versions have, and the outcome by which each leads here.</summary>
    private static HashSet<(int, string)> Origins(FlowGraph flow, FlowAnalysis analysis, int connection, Func<int, int?> known)
    {
        var found = new HashSet<(int, string)>();
        var seen = new HashSet<int>();
        var open = new Queue<int>([connection]);
        while (open.TryDequeue(out var c))
        {
            var source = flow.Connections[c].Source;
            if (known(source) is { } origin) found.Add((origin, FlowConnectionMap.Port(flow.Connections[c])));
            else if (seen.Add(source)) foreach (var before in analysis.ForwardInbound[source]) open.Enqueue(before);
        }
        return found;
    }

    /// <summary>The way back (docs/adr/0005) is read from what was followed: what was carried out was reached, over new activities too.</summary>
    private void Explain()
    {
        for (var n = 0; n < flow.Nodes.Length; n++)
        {
            if (oldOf[n] < 0 || standing[n] == Standing.Ahead || standing[n] == Standing.Passed && !executed.Contains(oldOf[n])) continue;
            var inbound = analysis.ForwardInbound[n].Where(c => standing[flow.Connections[c].Source] == Standing.Passed).ToList();
            if (inbound.Exists(c => inherited[c])) continue;
            foreach (var c in inbound.Where(c => kept.Before(c) is null)) followed[c] = inherited[c] = true;
        }
        for (var grown = true; grown;)
        {
            grown = false;
            for (var n = 0; n < flow.Nodes.Length; n++)
            {
                if (oldOf[n] >= 0 || standing[n] != Standing.Passed || !flow.Outbound[n].Any(c => analysis.IsForward(c) && inherited[c])) continue;
                foreach (var c in analysis.ForwardInbound[n])
                    if (!inherited[c] && standing[flow.Connections[c].Source] == Standing.Passed) grown = followed[c] = inherited[c] = true;
            }
        }
    }

    /// <summary>What has arrived at a join must be there still, and a join that waits for all must not have been told already that one will not come.</summary>
    private void Joins()
    {
        for (var o = 0; o < old.Connections.Length; o++)
        {
            var (source, target) = (old.Connections[o].Source, old.Connections[o].Target);
            if (!oldAnalysis.IsForward(o) || oldStanding[source] != Standing.Passed || oldStanding[target] != Standing.Ahead || newOf[target] < 0 || !round.Visits.WasFollowed(o) || IsNeutral(o)
                || round.Visits.OfConnection(o) <= round.Visits.OfNode(target)) continue;
            var origins = OldOrigins(o);
            var arrives = standing[newOf[target]] == Standing.Ahead && analysis.ForwardInbound[newOf[target]].Any(c => (inherited[c] || standing[flow.Connections[c].Source] != Standing.Passed) && Origins(flow, analysis, c, n => oldOf[n] >= 0 ? oldOf[n] : null).Overlaps(origins));
            if (!arrives) refuse(new("migrate-arrival-lost", $"Expected what has arrived at '{old.Nodes[target].Path}' to arrive in the other version too, but it would be lost.") { Arguments = [old.Nodes[target].Path] });
        }
        for (var n = 0; n < flow.Nodes.Length; n++)
            if (standing[n] == Standing.Ahead && FlowchartBehavior.WaitsForAll(flow.Nodes[n]) && !(oldOf[n] >= 0 && FlowchartBehavior.WaitsForAll(old.Nodes[oldOf[n]]))
                && analysis.ForwardInbound[n].Any(c => standing[flow.Connections[c].Source] == Standing.Passed && !followed[c]))
                refuse(new("migrate-join-never-fires", $"Expected '{flow.Nodes[n].Path}' to wait for what can still come, but it waits for all, and one way has been passed over already.") { Arguments = [flow.Nodes[n].Path] });
    }

    private static int[] Used(int[] values) => values[..(Array.FindLastIndex(values, v => v != 0) + 1)];

    private IEnumerable<int> Where(bool[] which) => Enumerable.Range(0, which.Length).Where(c => which[c]);
}
