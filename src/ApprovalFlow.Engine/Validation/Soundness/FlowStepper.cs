namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>What follows when one activity of a flowchart ends: the counter mode's rules (SPEC 4.6) on markings.</summary>
/// <remarks>A step goes on until somebody has to wait, or until an immediate activity may come to several things: then the next step says to which.</remarks>
internal sealed class FlowStepper(FlowNet net)
{
    /// <summary>A chain of activities that goes round more often than this without a wait or a choice never ends.</summary>
    private const int MaxChain = 20_000;

    private FlowMarking marking = null!;
    private List<(int Node, string? Outcome)> trail = null!;
    private List<int> executed = null!;
    private (string Code, int Node)? problem;

    /// <summary>The flowchart begins.</summary>
    public FlowStep Begin()
    {
        Take(new FlowMarking(net.Nodes.Length, net.Connections.Length));
        marking.Enqueue(net.Start, backward: false);
        return Go();
    }

    /// <summary>What may come next: the choices of what is queued first, or else those of everything that runs.</summary>
    public IEnumerable<FlowStep> Next(FlowMarking from)
    {
        if (from.Queue.Count > 0)
        {
            var next = from.Queue[0] < 0 ? ~from.Queue[0] : from.Queue[0];
            foreach (var choice in net.Nodes[next].Choices)
            {
                Take(from.Copy());
                var (node, backward) = marking.Dequeue();
                if (Reach(node, backward) is { } end) yield return end;
                else yield return Choose(node, choice);
            }
            yield break;
        }
        foreach (var node in from.Running.ToArray())
            foreach (var choice in net.Nodes[node].Choices)
            {
                Take(from.Copy());
                yield return Choose(node, choice);
            }
    }

    private void Take(FlowMarking at) => (marking, trail, executed, problem) = (at, [], [], null);

    private FlowStep Choose(int node, NetChoice choice)
    {
        trail.AddRange(choice.Trail);
        foreach (var (decided, _) in choice.Trail) executed.Add(decided);
        executed.AddRange(choice.AlsoRuns);
        End(node, choice.Followed);
        return Go();
    }

    private FlowStep Go()
    {
        for (var length = 0; problem is null && marking.Queue.Count > 0;)
        {
            var first = marking.Queue[0] < 0 ? ~marking.Queue[0] : marking.Queue[0];
            var choices = net.Nodes[first].Choices;
            if (net.Nodes[first].IsImmediate && choices.Count > 1) return Result(null, -1);
            if (++length > MaxChain)
            {
                problem = (SoundnessCodes.NeverWaits, first);
                break;
            }
            var (node, backward) = marking.Dequeue();
            if (Reach(node, backward) is { } end) return end;
            if (net.Nodes[node].IsImmediate) End(node, choices[0].Followed);
        }
        return Result(problem is null && marking.IsIdle ? FlowEnd.RanDry : null, -1);
    }

    /// <summary>An activity begins; answers the last step when it ends the flowchart.</summary>
    private FlowStep? Reach(int index, bool backward)
    {
        var node = net.Nodes[index];
        executed.Add(index);
        if (node.IsMerge)
        {
            if (marking.HasRun(index)) problem ??= (SoundnessCodes.FiresTwice, index);
            marking.MarkRun(index);
        }
        if (node.Kind == NetNodeKind.Fault) return Result(FlowEnd.Reached, index);
        if (node.Kind == NetNodeKind.Terminal)
        {
            // What is queued when the flowchart ends still runs (SPEC 3.1), and is heard of by nobody.
            executed.AddRange(marking.Queue.Select(q => q < 0 ? ~q : q));
            return Result(marking.Queue.Count == 0 && marking.Running.All(r => net.Nodes[r].MayBeCutOff) ? FlowEnd.Reached : FlowEnd.WithLiveBranches, index);
        }
        if (node.IsConclusion && net.HasConclusion) marking.IsConcluded = true;
        marking.Run(index, backward);
        if (node.Kind == NetNodeKind.JoinAny) CancelAncestors(index);
        return null;
    }

    private FlowStep Result(FlowEnd? end, int endNode) => new(marking, trail, executed, end, endNode, problem);

    private void End(int node, int[] followed)
    {
        var visits = !marking.IsBackward(node);
        marking.Rest(node);
        if (visits) Visit(node);
        Follow(node, followed);
    }

    private void CancelAncestors(int node)
    {
        var ancestors = net.AncestorsOf(node);
        foreach (var running in marking.Running.ToArray())
            if (running != node && ancestors.Contains(running) && marking.IsRunning(running)) End(running, []);
    }

    private void Visit(int node)
    {
        foreach (var c in net.Inbound[node]) marking.Catch(c);
    }

    /// <summary>Depth first, as dead paths go on, but without recursion: a dead path may be thousands of activities long.</summary>
    private void Follow(int from, int[] followed)
    {
        Stack<(int Node, int[] Followed, int Next)>? above = null;
        for (var next = 0; ;)
        {
            if (next >= net.Outbound[from].Count)
            {
                if (above is null || !above.TryPop(out var back)) return;
                (from, followed, next) = back;
                continue;
            }
            var c = net.Outbound[from][next++];
            var connection = net.Connections[c];
            var isFollowed = Array.IndexOf(followed, c) >= 0;
            if (connection.IsForward)
            {
                marking.Visit(c, isFollowed);
                if (!Join(c, connection.Target)) continue;
                Visit(connection.Target);
                (above ??= new()).Push((from, followed, next));
                (from, followed, next) = (connection.Target, [], 0);
            }
            else if (isFollowed)
            {
                if (!connection.IsValid)
                {
                    problem ??= (SoundnessCodes.BackwardInvalid, from);
                    return;
                }
                foreach (var again in net.RoundOf(connection.Target)) marking.ForgetRun(again);
                Schedule(connection.Target, backward: true);
            }
        }
    }

    /// <summary>Schedules the target, or waits, or answers true: it is to be skipped.</summary>
    private bool Join(int connection, int target)
    {
        int min = int.MaxValue, max = int.MinValue;
        foreach (var c in net.Inbound[target])
        {
            var ahead = marking.Ahead(c);
            min = Math.Min(min, ahead);
            max = Math.Max(max, ahead);
        }
        var allVisited = min > 0;
        bool any = false, all = max > 0;
        foreach (var c in net.Inbound[target])
        {
            var latest = max > 0 && marking.Ahead(c) == max && marking.WasFollowed(c);
            any |= latest;
            all &= latest;
        }
        switch (net.Nodes[target].Kind)
        {
            case NetNodeKind.JoinAny:
                if (marking.Ahead(connection) <= 0 || marking.IsRunning(target) || marking.IsQueued(target)) return false;
                if (!any) return allVisited;
                Schedule(target, backward: false);
                CancelAncestors(target);
                return false;
            case NetNodeKind.JoinAll when allVisited && all:
            case not NetNodeKind.JoinAll when allVisited && any:
                Schedule(target, backward: false);
                return false;
            default: return allVisited;
        }
    }

    private void Schedule(int target, bool backward)
    {
        if (marking.IsRunning(target) || marking.IsQueued(target)) problem ??= (SoundnessCodes.FiresTwice, target);
        else marking.Enqueue(target, backward);
    }
}

/// <summary>One way in which a step may go.</summary>
/// <param name="Trail">The activities that were decided, with their outcomes, for telling a person how to get there.</param>
/// <param name="Executed">What ran.</param>
/// <param name="End">Set when the flowchart is over.</param>
internal sealed record FlowStep(FlowMarking Marking, IReadOnlyList<(int Node, string? Outcome)> Trail, IReadOnlyList<int> Executed, FlowEnd? End, int EndNode, (string Code, int Node)? Problem);

internal enum FlowEnd
{
    /// <summary>A terminal activity ran and nothing else was under way.</summary>
    Reached,
    /// <summary>A terminal activity ran while other branches were.</summary>
    WithLiveBranches,
    /// <summary>Nothing was left to do, and no terminal activity had run.</summary>
    RanDry,
}
