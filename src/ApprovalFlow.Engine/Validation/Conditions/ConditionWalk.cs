using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>Which values can arrive at a choice of a flowchart, and what it then comes to.</summary>
/// <remarks>
/// The values of what the choice depends on are cut into pieces (<see cref="FieldCells"/>), and each combination of pieces is sent through the flowchart. Conditions on the way
/// that depend on the same let it pass, stop it, or say nothing. What a person does may change the form, so behind a step every value may come; only, not all of them surely do.
/// </remarks>
internal sealed class ConditionWalk
{
    /// <summary>Does it come to this with these values?</summary>
    public enum Arrival : byte { Never, Maybe, Surely }

    private readonly Node flowchart;
    private readonly Node choice;
    private readonly Dictionary<string, Arrival[]>?[] outcomes;
    private readonly Arrival[][] arrivals;

    private ConditionWalk(Node flowchart, Node choice, ConditionScope[] scopes, Script? given, Combinations values)
    {
        (this.flowchart, this.choice, Values) = (flowchart, choice, values);
        arrivals = Array.ConvertAll(flowchart.Activities, _ => new Arrival[values.Count]);
        outcomes = Array.ConvertAll(flowchart.Activities, n => IsChoice(n) ? Decide(n, scopes[n.Position]) : null);
        Send(given is null ? null : values.Ask(scopes[choice.Position], s => given.RangeIn(s).AsCondition));
    }

    /// <param name="scopes">One for each activity of the flowchart, by position; null where it is no choice.</param>
    /// <param name="given">What holds of every application.</param>
    /// <param name="budget">Looks that are left for all choices of a definition; null is answered when they are used up, or there are too many values.</param>
    public static ConditionWalk? To(Node flowchart, Node choice, ConditionScope[] scopes, Script? given, ref long budget)
    {
        var choices = flowchart.Activities.Where(IsChoice).ToList();
        var literals = choices.SelectMany(ConditionsOf).Select(c => c.Script).OfType<Script>().Concat(given is null ? [] : [given]).SelectMany(s => s.Literals).ToHashSet();
        var values = new Combinations(scopes[choice.Position].Mentioned.Values, literals);
        if (values.Count < 0 || (budget -= (long)values.Count * (flowchart.Flow!.Connections.Length + choices.Count)) < 0) return null;
        return new(flowchart, choice, scopes, given, values);
    }

    public static bool IsChoice(Node node) => node.Behavior is FlowDecisionBehavior or FlowSwitchBehavior;

    public static IEnumerable<CompiledInput> ConditionsOf(Node node) => node.Behavior is FlowDecisionBehavior ? node.InputNamed("condition") is { } condition ? [condition] : [] : node.Cases.Select(c => c.Condition);

    public Combinations Values { get; }

    /// <summary>Whether these values, and the application's own rules, bring a case to the choice.</summary>
    public Arrival At(int combination) => arrivals[choice.Position][combination];

    /// <summary>What the choice does with these values, wherever they come from.</summary>
    public Arrival Takes(int combination, string outcome) => outcomes[choice.Position]!.TryGetValue(outcome, out var arrival) ? arrival[combination] : Arrival.Never;

    public IEnumerable<string> Outcomes => outcomes[choice.Position]!.Keys;

    /// <summary>For each outcome, whether each combination of values comes to it once it is here.</summary>
    private Dictionary<string, Arrival[]> Decide(Node node, ConditionScope at)
    {
        var found = new Dictionary<string, Arrival[]>(StringComparer.Ordinal);
        void Note(string outcome, int combination, Arrival arrival)
        {
            if (!found.TryGetValue(outcome, out var all)) found[outcome] = all = new Arrival[Values.Count];
            if (arrival > all[combination]) all[combination] = arrival;
        }
        if (node.Behavior is FlowDecisionBehavior)
        {
            var condition = node.InputNamed("condition");
            var truths = condition is null ? [.. Enumerable.Repeat((false, true), Values.Count)] : Values.Ask(at, s => s.Truth(condition));
            for (var i = 0; i < Values.Count; i++)
            {
                var (may, mayNot) = truths[i];
                Note("True", i, Sure(may, mayNot));
                Note("False", i, Sure(mayNot, may));
            }
            return found;
        }
        var cases = node.Cases.Select(c => (c.Label, Truths: Values.Ask(at, s => s.Truth(c.Condition)))).ToList();
        var mode = node.InputNamed("mode") is not { } given ? SwitchMode.MatchFirst : given.Kind == ExpressionKind.Literal ? Choice.Of<SwitchMode>(given.Literal) : (SwitchMode?)null;
        for (var i = 0; i < Values.Count; i++)
        {
            var left = Arrival.Surely;
            foreach (var (label, truths) in cases)
            {
                var (may, mayNot) = truths[i];
                if (mode == SwitchMode.MatchAny) Note(label, i, Sure(may, mayNot));
                else Note(label, i, Least(left, mode is null && may ? Arrival.Maybe : Sure(may, mayNot)));
                left = Least(left, Sure(mayNot, may));
            }
            Note("Default", i, left);
        }
        return found;
    }

    private static Arrival Sure(bool may, bool mayNot) => !may ? Arrival.Never : mayNot ? Arrival.Maybe : Arrival.Surely;
    private static Arrival Least(Arrival a, Arrival b) => a < b ? a : b;

    private void Send((bool May, bool MayNot)[]? given)
    {
        var flow = flowchart.Flow!;
        var queue = new Queue<int>();
        foreach (var start in flow.Nodes.Where(n => n.CanStartWorkflow).Select(n => n.Position).Append(flow.Start).Distinct())
        {
            for (var i = 0; i < Values.Count; i++)
            {
                // What a step comes to is not there before it.
                var begins = Enumerable.Range(0, Values.Axes).All(n => Values.Field(n).Step?.Parent != flowchart || Values.Range(i, n).Kinds == ValueKinds.Null);
                if (begins) arrivals[start][i] = given is null ? Arrival.Surely : Sure(given[i].May, given[i].MayNot);
            }
            queue.Enqueue(start);
        }
        while (queue.TryDequeue(out var at))
            foreach (var c in flow.Outbound[at])
                if (Pass(flow.Nodes[at], flow.Connections[c]) && !queue.Contains(flow.Connections[c].Target)) queue.Enqueue(flow.Connections[c].Target);
    }

    /// <summary>Sends on what has come to a node; true when the target hears of something new.</summary>
    private bool Pass(Node from, FlowConnection over)
    {
        var (come, there, port) = (arrivals[from.Position], arrivals[over.Target], over.Port ?? "Done");
        if (Array.TrueForAll(come, a => a == Arrival.Never)) return false;
        var own = Values.AxisOf(from);
        var best = own < 0 ? null : Best(come, own);
        var decided = outcomes[from.Position];
        // Somebody worked on the case: the form may be another one now.
        var here = own >= 0 || from.Type.IsAutomatic || decided is not null ? null : Enumerable.Range(0, Values.Count).Where(i => come[i] != Arrival.Never).Select(Values.StepValues).ToHashSet();
        var changed = false;
        for (var i = 0; i < Values.Count; i++)
        {
            var arrival = come[i];
            if (decided is not null) arrival = Least(arrival, decided.TryGetValue(port, out var takes) ? takes[i] : Arrival.Never);
            else if (best is not null) arrival = Values.Range(i, own).MayBeText(port) ? best[Values.First(i, own)] : Arrival.Never;
            else if (arrival == Arrival.Never && here?.Contains(Values.StepValues(i)) == true) arrival = Arrival.Maybe;
            if (arrival <= there[i]) continue;
            there[i] = arrival;
            changed = true;
        }
        return changed;
    }

    /// <summary>The most certain arrival among combinations that differ in one axis, by the first of them.</summary>
    private Arrival[] Best(Arrival[] come, int axis)
    {
        var best = new Arrival[Values.Count];
        for (var i = 0; i < Values.Count; i++)
            if (Values.First(i, axis) is var first && come[i] > best[first]) best[first] = come[i];
        return best;
    }
}
