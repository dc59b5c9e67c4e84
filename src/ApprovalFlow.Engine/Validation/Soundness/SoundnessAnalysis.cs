using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>Walks every state that a flowchart can reach, and says what is wrong with the way there.</summary>
/// <remarks>
/// Sound: from every reachable state a terminal activity can still be reached, none ends while other branches are under way, no join runs twice in
/// one round, and every activity runs in some state. A flowchart without terminal activities ends when nothing is left to do.
/// </remarks>
internal sealed class SoundnessAnalysis
{
    private readonly FlowNet net;
    private readonly int budget;
    private readonly List<FlowMarking> states = [];
    private readonly List<(int From, IReadOnlyList<(int Node, string? Outcome)> Trail)> cameFrom = [];
    private readonly List<(int From, int To)> moves = [];
    private readonly HashSet<int> canEnd = [];
    private readonly Dictionary<FlowMarking, int> known = new(FlowMarking.Comparer);
    private readonly HashSet<int> executed = [];
    private readonly List<SoundnessFinding> findings = [];
    private readonly HashSet<(string, int)> told = [];

    private SoundnessAnalysis(FlowNet net, int budget) => (this.net, this.budget) = (net, budget);

    /// <param name="budget">Steps from state to state that are looked at before the flowchart is called too large.</param>
    public static SoundnessReport Of(FlowNet net, int budget)
    {
        var analysis = new SoundnessAnalysis(net, budget);
        var isDecided = analysis.Explore();
        if (isDecided) analysis.Conclude();
        return new(analysis.findings, analysis.executed, isDecided && !net.IsPartial, analysis.states.Count);
    }

    private bool Explore()
    {
        var stepper = new FlowStepper(net);
        var steps = 0;
        Arrive(-1, stepper.Begin());
        for (var at = 0; at < states.Count; at++)
        {
            foreach (var step in stepper.Next(states[at]))
            {
                if (++steps > budget) return false;
                Arrive(at, step);
            }
        }
        return true;
    }

    private void Arrive(int from, FlowStep step)
    {
        executed.UnionWith(step.Executed);
        if (step.Problem is { } problem)
        {
            // What comes after it would only be its echo; it counts as an end so that it is told once.
            Tell(problem.Code, problem.Node, from, step.Trail);
            canEnd.Add(from);
            return;
        }
        switch (step.End)
        {
            case FlowEnd.WithLiveBranches:
                Tell(SoundnessCodes.LiveBranches, step.EndNode, from, step.Trail);
                canEnd.Add(from);
                return;
            case FlowEnd.RanDry when net.HasTerminal || net.HasConclusion && !step.Marking.IsConcluded:
                Tell(SoundnessCodes.NoEnd, step.Trail.Count > 0 ? step.Trail[^1].Node : net.Start, from, step.Trail);
                canEnd.Add(from);
                return;
            case not null:
                canEnd.Add(from);
                return;
        }
        if (!known.TryGetValue(step.Marking, out var to))
        {
            known.Add(step.Marking, to = states.Count);
            states.Add(step.Marking);
            cameFrom.Add((from, step.Trail));
        }
        if (from >= 0) moves.Add((from, to));
    }

    private void Conclude()
    {
        for (var i = 0; i < net.Nodes.Length; i++)
            if (!executed.Contains(i) && net.IsReachable(i))
                findings.Add(new(net.Nodes[i].IsMerge ? SoundnessCodes.JoinNeverFires : SoundnessCodes.NeverRuns, i, []));

        var before = moves.ToLookup(m => m.To, m => m.From);
        var stack = new Stack<int>(canEnd);
        while (stack.TryPop(out var at))
            foreach (var from in before[at])
                if (canEnd.Add(from)) stack.Push(from);
        for (var i = 0; i < states.Count; i++)
            if (!canEnd.Contains(i))
            {
                var (from, trail) = cameFrom[i];
                Tell(SoundnessCodes.CannotEnd, states[i].Running.Concat(states[i].Queue.Select(q => q < 0 ? ~q : q)).First(), from, trail);
                break;
            }
    }

    private void Tell(string code, int node, int from, IReadOnlyList<(int, string?)> last)
    {
        if (!told.Add((code, node))) return;
        var steps = new List<IReadOnlyList<(int, string?)>> { last };
        for (var at = from; at >= 0; at = cameFrom[at].From) steps.Add(cameFrom[at].Trail);
        steps.Reverse();
        findings.Add(new(code, node, [.. steps.SelectMany(s => s)]));
    }
}

/// <param name="Trail">A shortest way there: activities with the outcomes they came to.</param>
internal sealed record SoundnessFinding(string Code, int Node, IReadOnlyList<(int Node, string? Outcome)> Trail);

/// <param name="IsDecided">False: the flowchart has more states than were looked at; nothing found means nothing.</param>
internal sealed record SoundnessReport(IReadOnlyList<SoundnessFinding> Findings, IReadOnlySet<int> Executed, bool IsDecided, int States);
