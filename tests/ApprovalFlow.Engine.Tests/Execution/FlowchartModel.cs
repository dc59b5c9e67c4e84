namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>The flowchart rules of SPEC 4.5 to 4.7 written down a second time, as slowly and as literally as they are told, to compare with.</summary>
internal sealed class FlowchartModel(bool tokenMode, IReadOnlyList<FlowchartModel.ModelNode> nodes, IReadOnlyList<FlowchartModel.ModelConnection> connections)
{
    /// <param name="Kind">line, wait, end, True, False (a decision), WaitAll, WaitAllActive or WaitAny (a join).</param>
    internal sealed record ModelNode(string Id, string Kind, string Merge);

    internal sealed record ModelConnection(int Source, string Port, int Target);

    private sealed class Token { public required ModelConnection Way { get; init; } public bool Blocked { get; init; } public bool Consumed { get; set; } }

    private sealed class Execution(int node, bool backward) { public int Node => node; public bool Backward => backward; }

    private readonly Queue<Execution> queue = new();
    private readonly List<Execution> running = [];
    private readonly int[] activityVisits = new int[nodes.Count];
    private readonly Dictionary<ModelConnection, int> connectionVisits = [];
    private readonly Dictionary<ModelConnection, bool> lastFollowed = [];
    private readonly List<Token> tokens = [];
    private readonly List<int> postponed = [];
    private HashSet<ModelConnection> forward = [];
    private bool scheduled;

    public List<string> Executed { get; } = [];
    public bool Completed { get; private set; }
    public bool Faulted { get; private set; }
    public IReadOnlyList<string> Waiting => [.. running.Select(r => nodes[r.Node].Id)];

    public void Start()
    {
        forward = Forward();
        queue.Enqueue(new Execution(0, false));
        Drain();
    }

    public void Resume(string id)
    {
        var execution = running.First(r => nodes[r.Node].Id == id);
        Complete(execution);
        Drain();
    }

    private void Drain()
    {
        while (queue.TryDequeue(out var next))
        {
            Executed.Add(nodes[next.Node].Id);
            running.Add(next);
            if (nodes[next.Node].Kind == "wait") continue;
            if (nodes[next.Node].Kind == "WaitAny") CancelAncestors(next.Node);
            Complete(next);
        }
        // What ran on after the end of its flowchart has nobody to answer to.
        if (Completed) running.Clear();
    }

    private void Complete(Execution execution)
    {
        running.Remove(execution);
        if (Completed) return;
        var node = nodes[execution.Node];
        if (node.Kind == "end") { End(); return; }
        var outcome = node.Kind is "True" or "False" ? node.Kind : "Done";
        if (tokenMode) TokenStep(execution.Node, [.. Out(execution.Node).Where(c => c.Port == outcome)]);
        else CounterStep(execution, outcome);
    }

    private void End()
    {
        Completed = true;
        running.Clear();
    }

    private void CancelAncestors(int target)
    {
        if (Completed) return;
        foreach (var execution in running.Where(r => r.Node != target && Precedes(r.Node, target)).ToList())
        {
            if (!running.Remove(execution)) continue;
            if (!tokenMode) { CounterStep(execution, null); continue; }
            tokens.RemoveAll(t => t.Way.Source == execution.Node || t.Way.Target == execution.Node);
            EndTokens();
        }
    }

    private bool Pending => running.Count > 0 || queue.Count > 0;

    // ---- SPEC 4.6

    private void CounterStep(Execution execution, string? outcome)
    {
        var outer = scheduled;
        scheduled = false;
        if (!execution.Backward) activityVisits[execution.Node]++;
        var valid = Visit(execution.Node, outcome);
        if (valid && !scheduled && !Pending) End();
        scheduled = outer;
    }

    private bool Visit(int node, string? outcome)
    {
        foreach (var c in Out(node))
        {
            connectionVisits[c] = connectionVisits.GetValueOrDefault(c) + 1;
            lastFollowed[c] = c.Port == outcome;
            if (!forward.Contains(c))
            {
                if (!lastFollowed[c]) continue;
                if (!ForwardPaths(0, node).All(path => path.Contains(c.Target))) { Faulted = true; return false; }
                Schedule(c.Target, true);
            }
            else if (!Arrive(c)) return false;
        }
        return true;
    }

    private bool Arrive(ModelConnection c)
    {
        var (t, v) = (c.Target, activityVisits[c.Target]);
        var into = Into(t).Where(forward.Contains).ToList();
        int min = into.Min(i => connectionVisits.GetValueOrDefault(i)), max = into.Max(i => connectionVisits.GetValueOrDefault(i));
        bool Latest(ModelConnection i) => connectionVisits.GetValueOrDefault(i) == max && lastFollowed.GetValueOrDefault(i);
        bool allVisited = min > v, anyFollowed = max > v && into.Any(Latest), allFollowed = max > v && into.All(Latest);
        switch (nodes[t].Kind)
        {
            case "WaitAny":
                if (connectionVisits[c] <= v || queue.Any(q => q.Node == t) || running.Any(r => r.Node == t)) return true;
                if (anyFollowed) { Schedule(t, false); CancelAncestors(t); return true; }
                return !allVisited || Skip(t);
            case "WaitAll":
                if (!allVisited) return true;
                if (allFollowed) Schedule(t, false); else return Skip(t);
                return true;
            default:
                if (!allVisited) return true;
                if (anyFollowed) Schedule(t, false); else return Skip(t);
                return true;
        }
    }

    private bool Skip(int node)
    {
        activityVisits[node]++;
        return Visit(node, null);
    }

    private void Schedule(int node, bool backward)
    {
        queue.Enqueue(new Execution(node, backward));
        scheduled = true;
    }

    // ---- SPEC 4.7, with what SPEC 11 asks for in 1 and 18

    private void TokenStep(int node, List<ModelConnection> followed)
    {
        foreach (var t in tokens) if (!t.Blocked && t.Way.Target == node) t.Consumed = true;
        foreach (var c in followed) tokens.Add(new Token { Way = c });
        foreach (var c in followed) Decide(c);
        tokens.RemoveAll(t => t.Consumed);
        foreach (var t in postponed.ToList())
            if (!TokenBefore(t))
            {
                postponed.Remove(t);
                if (tokens.Exists(x => !x.Blocked && x.Way.Target == t)) Schedule(t, false);
            }
        EndTokens();
    }

    private void EndTokens()
    {
        if (!Completed && !Pending && !tokens.Exists(t => !t.Blocked && !t.Consumed)) End();
    }

    private void Decide(ModelConnection c)
    {
        var t = c.Target;
        bool Has(ModelConnection i) => tokens.Exists(x => !x.Blocked && !x.Consumed && x.Way == i);
        var ahead = Into(t).Where(forward.Contains).ToList();
        switch (nodes[t].Kind switch { "WaitAny" => "Race", "WaitAll" or "WaitAllActive" => "Merge", _ => nodes[t].Merge })
        {
            case "Merge": if (ahead.Count <= 1 || ahead.TrueForAll(Has)) Schedule(t, false); break;
            case "Converge": if (Into(t).Count <= 1 || Into(t).TrueForAll(Has)) Schedule(t, false); break;
            case "Race": CancelAncestors(t); Cascade(c, ahead); break;
            case "Cascade": Cascade(c, ahead); break;
            default:
                if (TokenBefore(t)) { if (!postponed.Contains(t)) postponed.Add(t); }
                else { postponed.Remove(t); Schedule(t, false); }
                break;
        }
    }

    private void Cascade(ModelConnection c, List<ModelConnection> ahead)
    {
        if (tokens.Find(x => x.Blocked && x.Way == c) is { } blocked)
        {
            tokens.Remove(blocked);
            tokens.Remove(tokens.First(x => !x.Blocked && x.Way == c));
            return;
        }
        Schedule(c.Target, false);
        foreach (var other in ahead.Where(o => o.Source != c.Source)) tokens.Add(new Token { Way = other, Blocked = true });
    }

    private bool TokenBefore(int node) =>
        Into(node).Where(forward.Contains).Any(c => tokens.Exists(t => !t.Blocked && !t.Consumed && t.Way.Target == c.Source));

    // ---- SPEC 4.5

    private List<ModelConnection> Out(int node) => [.. connections.Where(c => c.Source == node)];
    private List<ModelConnection> Into(int node) => [.. connections.Where(c => c.Target == node)];

    private HashSet<ModelConnection> Forward()
    {
        var edges = new HashSet<(int, int)>();
        var seen = new HashSet<int> { 0 };
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var at))
            foreach (var c in Out(at))
            {
                if (c.Target == at || Reach(edges, c.Target, at)) continue;
                edges.Add((at, c.Target));
                if (seen.Add(c.Target)) open.Enqueue(c.Target);
            }
        return [.. connections.Where(c => edges.Contains((c.Source, c.Target)))];
    }

    private static bool Reach(HashSet<(int From, int To)> edges, int from, int to) => from == to || edges.Where(e => e.From == from).Any(e => Reach(edges, e.To, to));

    private bool Precedes(int node, int target) => node != target && ForwardPaths(node, target).Any();

    private IEnumerable<List<int>> ForwardPaths(int from, int to)
    {
        if (from == to) { yield return [to]; yield break; }
        foreach (var next in Out(from).Where(forward.Contains).Select(c => c.Target).Distinct())
            foreach (var path in ForwardPaths(next, to)) yield return [from, .. path];
    }
}
