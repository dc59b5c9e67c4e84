using ApprovalFlow.Engine.Activities.Core;

namespace ApprovalFlow.Engine.Execution;

/// <summary>Reads from a flowchart's counters what has been done in its present round (counter mode).</summary>
/// <remarks>A connection that was visited more often than its target waits to be answered; one visited as often has been answered.
/// Every completion visits all connections that leave it, so what is done follows from what is done before it.</remarks>
internal sealed class FlowRound
{
    private readonly FlowGraph flow;
    private readonly FlowAnalysis analysis;
    private readonly FlowVisits visits;
    private readonly HashSet<int> again = [];

    public FlowRound(FlowGraph flow, FlowAnalysis analysis, Scope scope, Func<Scope, Node?> nodeOf)
    {
        this.flow = flow;
        this.analysis = analysis;
        visits = scope.Visits ?? new FlowVisits();
        for (var child = scope.FirstChild; child is not null; child = child.NextSibling)
        {
            if (nodeOf(child) is not { } node) continue;
            Running.Add(node.Position);
            if (child.Backward) again.Add(node.Position);
        }
    }

    public HashSet<int> Running { get; } = [];
    public FlowVisits Visits => visits;

    /// <summary>Running, and counted as visited before it began: its arrivals have been answered.</summary>
    public bool RunsAgain(int node) => again.Contains(node);

    /// <summary>The predecessors whose completion led to a node that runs or is done.</summary>
    public IEnumerable<int> CameFrom(int node)
    {
        var needed = visits.OfNode(node) + (Running.Contains(node) && !again.Contains(node) ? 1 : 0);
        foreach (var c in analysis.ForwardInbound[node])
            if (visits.OfConnection(c) >= needed && visits.WasFollowed(c) && !visits.IsRepeat(c) && flow.Connections[c].Source is var source && !Running.Contains(source) && WasExecuted(source))
                yield return source;
    }

    /// <summary>Everything that was completed on the way to a node, nearest first.</summary>
    public IEnumerable<int> CompletedBefore(int node)
    {
        var seen = new HashSet<int> { node };
        var open = new Queue<int>([node]);
        while (open.TryDequeue(out var at))
            foreach (var source in CameFrom(at))
                if (seen.Add(source))
                {
                    open.Enqueue(source);
                    yield return source;
                }
    }

    /// <summary>What has been done in this round: carried out or passed over as dead.</summary>
    public HashSet<int> Done()
    {
        var done = new HashSet<int>();
        for (var grown = true; grown;)
        {
            grown = false;
            for (var node = 0; node < flow.Nodes.Length; node++)
                if (!done.Contains(node) && !Running.Contains(node) && IsDone(node, done)) grown |= done.Add(node);
        }
        return done;
    }

    private bool IsDone(int node, HashSet<int> done)
    {
        if (node == analysis.Start) return visits.OfNode(node) > 0 || visits.WasCarriedOut(node);
        foreach (var c in analysis.ForwardInbound[node])
            if (visits.IsRepeat(c) || done.Contains(flow.Connections[c].Source) && visits.OfConnection(c) <= visits.OfNode(node)) return true;
        return false;
    }

    /// <summary>What runs or is done because a node was completed.</summary>
    public HashSet<int> LedTo(int node, HashSet<int> below, HashSet<int> done)
    {
        var led = new HashSet<int> { node };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var n in below)
                if (!led.Contains(n) && (Running.Contains(n) || done.Contains(n)) && CameFrom(n).Any(led.Contains)) grown |= led.Add(n);
        }
        led.Remove(node);
        return led;
    }

    /// <summary>A node that is done was carried out, not passed over as dead.</summary>
    public bool WasExecuted(int node)
    {
        var inbound = analysis.ForwardInbound[node];
        if (inbound.Length == 0 || visits.WasCarriedOut(node)) return true;
        bool any = false, all = true;
        foreach (var c in inbound)
        {
            var followed = visits.OfConnection(c) >= visits.OfNode(node) && visits.WasFollowed(c);
            any |= followed;
            all &= followed;
        }
        return FlowchartBehavior.WaitsForAll(flow.Nodes[node]) ? all : any;
    }
}
