namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>A flowchart with returns and jumps, told without counters: what each activity has come to in this round is a fact, and after every
/// step the waiting activities are worked out from the facts alone, as if the path were walked from scratch without what was returned.</summary>
internal sealed class MoveModel(IReadOnlyList<MoveModel.ModelNode> nodes, IReadOnlyList<MoveModel.ModelConnection> connections)
{
    /// <param name="Kind">ask, line, WaitAll, WaitAllActive or WaitAny.</param>
    internal sealed record ModelNode(string Id, string Kind);

    internal sealed record ModelConnection(int Source, string Port, int Target) { public bool Back { get; init; } }

    private enum Way { Open, Followed, Dead, Void }

    private const string Nothing = "";

    /// <summary>The outcome an activity came to; <see cref="Nothing"/> when it was cancelled by a join.</summary>
    private readonly Dictionary<int, string> facts = [];
    /// <summary>In the order in which they began.</summary>
    private readonly List<int> running = [];
    /// <summary>What has been decided to begin.</summary>
    private readonly Queue<int> queue = [];
    /// <summary>The join that is ending what has still to come to it.</summary>
    private int? joining;
    /// <summary>What a jump left behind: it neither comes nor is waited for.</summary>
    private readonly HashSet<int> left = [];
    /// <summary>What is new in another version and had been passed by then: it decides nothing until the way leads there again.</summary>
    private readonly HashSet<int> skipped = [];
    /// <summary>Whether what is kept had come this way, whatever is answered when somebody is asked again.</summary>
    private readonly Dictionary<(int Source, int Target), bool> came = [];
    /// <summary>Whose arrival had let a join begin.</summary>
    private readonly Dictionary<int, HashSet<int>> inTime = [];
    /// <summary>Whose arrival an activity had heard of before it was undone: news of somebody else must come before a join is looked at again.</summary>
    private readonly Dictionary<int, HashSet<int>> heard = [];

    public List<string> Started { get; } = [];
    public IReadOnlyList<string> Waiting => [.. running.Select(r => nodes[r].Id).Order(StringComparer.Ordinal)];
    /// <summary>A loop was gone round while something before, inside or behind it still ran or was kept: the format has no word for that, with or without returns.</summary>
    public bool IsTangled { get; private set; }
    public bool Finished => running.Count == 0;

    public void Start()
    {
        Enqueue(0);
        Settle();
    }

    public void Complete(string id, string outcome)
    {
        var node = Index(id);
        running.Remove(node);
        facts[node] = outcome;
        foreach (var back in connections.Where(c => c.Back && c.Source == node && c.Port == outcome))
        {
            IsTangled |= running.Contains(back.Target) || running.Exists(r => After(r).Contains(back.Target)) || running.Exists(After(back.Target).Contains) || After(node).Overlaps(facts.Keys);
            foreach (var n in After(back.Target)) { facts.Remove(n); left.Remove(n); skipped.Remove(n); }
            facts.Remove(back.Target);
            Enqueue(back.Target);
        }
        Advance(node);
        Settle();
    }

    /// <summary>Activities whose completion led here, all the way back.</summary>
    /// <param name="late">With those that came to a join when it had begun already.</param>
    public IReadOnlyList<string> Earlier(string id, bool late = false) =>
        [.. CameThrough(Index(id), late).Select(n => nodes[n].Id).Order(StringComparer.Ordinal)];

    private HashSet<int> CameThrough(int start, bool late = true)
    {
        var found = new HashSet<int>();
        void Walk(int node)
        {
            foreach (var c in Into(node))
                if (facts.GetValueOrDefault(c.Source, Nothing) is { } outcome && outcome != Nothing && came.GetValueOrDefault((c.Source, node), outcome == c.Port) && (late || !inTime.TryGetValue(node, out var first) || first.Contains(c.Source)) && found.Add(c.Source)) Walk(c.Source);
        }
        Walk(start);
        return found;
    }

    public void Return(string from, string to, bool keep)
    {
        var (source, target) = (Index(from), Index(to));
        Undo(target, n => keep ? n != source && !After(n).Contains(source) : !CameThrough(n).Contains(target));
    }

    public void TakeBack(string id) => Undo(Index(id), n => !CameThrough(n).Contains(Index(id)));

    /// <summary>The same facts under another drawing.</summary>
    /// <param name="was">Which activity each one was before; -1: it is new.</param>
    /// <param name="passed">What an activity is that is new and that nothing leads to any more: done as its one predecessor led on, or nothing (null).</param>
    public MoveModel Migrated(IReadOnlyList<ModelNode> newNodes, IReadOnlyList<ModelConnection> newConnections, IReadOnlyList<int> was, Func<int, bool> passed)
    {
        var next = new MoveModel(newNodes, newConnections);
        int Now(int n) => was.ToList().IndexOf(n);
        foreach (var (n, outcome) in facts) if (Now(n) >= 0) next.facts[Now(n)] = outcome;
        foreach (var n in running) next.running.Add(Now(n));
        foreach (var n in left) if (Now(n) >= 0) next.left.Add(Now(n));
        foreach (var n in skipped) if (Now(n) >= 0) next.skipped.Add(Now(n));
        foreach (var ((source, target), isSo) in came) if (Now(source) >= 0 && Now(target) >= 0) next.came[(Now(source), Now(target))] = isSo;
        foreach (var (n, first) in inTime) if (Now(n) >= 0) next.inTime[Now(n)] = [.. first.Select(Now)];
        foreach (var (n, of) in heard) if (Now(n) >= 0) next.heard[Now(n)] = [.. of.Select(Now)];
        var ahead = new HashSet<int>();
        var open = new Queue<int>(next.running);
        while (open.TryDequeue(out var at))
            foreach (var c in newConnections.Where(c => !c.Back && c.Source == at))
                if (!next.running.Contains(c.Target) && !next.facts.ContainsKey(c.Target) && ahead.Add(c.Target)) open.Enqueue(c.Target);
        for (var n = 0; n < newNodes.Count; n++)
        {
            if (was[n] >= 0 || ahead.Contains(n)) continue;
            var from = next.Into(n).Single();
            if (passed(n) && next.facts.GetValueOrDefault(from.Source) == from.Port) next.facts[n] = "Done";
            else if (!passed(n) || next.skipped.Contains(from.Source)) next.skipped.Add(n);
        }
        return next;
    }

    /// <summary>What comes after the target is forgotten, but for what somebody did or does and is to be kept.</summary>
    private void Undo(int target, Predicate<int> keeps)
    {
        var after = After(target);
        var kept = after.Where(n => (facts.ContainsKey(n) || running.Contains(n)) && keeps(n)).ToHashSet();
        var undone = after.Except(kept).Append(target).ToHashSet();
        foreach (var n in skipped.Order().ToList()) if (Into(n).All(c => undone.Contains(c.Source) && !skipped.Contains(c.Source))) skipped.Remove(n);
        foreach (var c in connections.Where(c => !c.Back && undone.Contains(c.Source) && kept.Contains(c.Target) && facts.ContainsKey(c.Source)))
            came.TryAdd((c.Source, c.Target), facts[c.Source] == c.Port);
        foreach (var n in undone)
        {
            facts.Remove(n);
            running.Remove(n);
        }
        running.Add(target);
        var dead = Dead();
        foreach (var n in undone) heard[n] = [.. Into(n).Select(c => c.Source).Where(s => facts.ContainsKey(s) || dead.Contains(s))];
        running.Remove(target);
        Enqueue(target);
        Settle();
    }

    /// <summary>A join ended it before anybody answered.</summary>
    public bool WasCanceled(string id) => facts.GetValueOrDefault(Index(id)) == Nothing;

    /// <summary>The activity is done, all that followed from it may be undone.</summary>
    public bool MayTakeBack(string id) => Index(id) is var n && facts.GetValueOrDefault(n, Nothing) != Nothing;

    public void Jump(string to)
    {
        var target = Index(to);
        facts.Clear();
        running.Clear();
        left.Clear();
        skipped.Clear();
        left.UnionWith(Enumerable.Range(0, nodes.Count).Except(After(target)).Where(n => n != target));
        Enqueue(target);
        Settle();
    }

    private void Begin(int node)
    {
        Started.Add(nodes[node].Id);
        facts.Remove(node);
        left.Remove(node);
        skipped.Remove(node);
        heard.Remove(node);
        inTime.Remove(node);
        if (nodes[node].Kind == "WaitAny") inTime[node] = [.. Into(node).Where(c => facts.GetValueOrDefault(c.Source) == c.Port).Select(c => c.Source)];
        foreach (var c in Into(node)) came.Remove((c.Source, node));
        if (nodes[node].Kind == "ask")
        {
            running.Add(node);
            return;
        }
        if (nodes[node].Kind == "WaitAny")
        {
            joining = node;
            EndBefore(node);
            joining = null;
        }
        facts[node] = "Done";
        Advance(node);
    }

    private void Settle()
    {
        while (queue.TryDequeue(out var node)) Begin(node);
    }

    /// <summary>What is to begin begins in the order in which it was decided; a join that waits for any ends what has still to come when it is decided, and once more when it begins.</summary>
    private void Enqueue(int node)
    {
        queue.Enqueue(node);
        if (nodes[node].Kind == "WaitAny") EndBefore(node);
    }

    /// <summary>One after the other in the order in which they began; what that lets begin comes before the next one is ended.</summary>
    private void EndBefore(int join)
    {
        foreach (var n in running.Where(r => After(r).Contains(join)).ToList())
        {
            running.Remove(n);
            facts[n] = Nothing;
            Advance(n);
        }
    }

    /// <summary>What may begin now that this one is done, in the order in which the connections are listed, along what is dead.</summary>
    private void Advance(int node)
    {
        var dead = new HashSet<int>();
        var ready = Look(dead);
        var listed = new List<int>();
        void Walk(int at)
        {
            foreach (var c in connections.Where(c => !c.Back && c.Source == at))
            {
                listed.Remove(c.Target);
                listed.Add(c.Target);
                if (dead.Contains(c.Target)) Walk(c.Target);
            }
        }
        Walk(node);
        foreach (var n in ready.OrderBy(listed.IndexOf)) if (!queue.Contains(n) && !running.Contains(n) && !facts.ContainsKey(n)) Enqueue(n);
    }

    private HashSet<int> Dead()
    {
        var dead = new HashSet<int>();
        Look(dead);
        return dead;
    }

    /// <summary>The activities that are to begin now; on the way, those that never will.</summary>
    private List<int> Look(HashSet<int> dead)
    {
        var ready = new List<int>();
        for (var n = 0; n < nodes.Count; n++)
        {
            if (facts.ContainsKey(n) || running.Contains(n) || left.Contains(n) || skipped.Contains(n) || queue.Contains(n) || joining == n) continue;
            var into = Into(n).Select(c => (c.Source, Way: left.Contains(c.Source) || skipped.Contains(c.Source) ? Way.Void
                : facts.TryGetValue(c.Source, out var outcome) ? outcome == c.Port ? Way.Followed : Way.Dead
                : dead.Contains(c.Source) ? Way.Dead : Way.Open)).ToList();
            var ways = into.ConvertAll(i => i.Way);
            if (ways.Count == 0) continue;
            if (nodes[n].Kind == "WaitAny" && ways.Contains(Way.Followed) && into.Exists(i => i.Way is Way.Followed or Way.Dead && heard.GetValueOrDefault(n)?.Contains(i.Source) != true))
            {
                ready.Add(n);
                continue;
            }
            if (ways.Contains(Way.Open)) continue;
            var runs = nodes[n].Kind == "WaitAll" ? ways.TrueForAll(w => w is Way.Followed or Way.Void) : ways.Contains(Way.Followed);
            if (runs) ready.Add(n);
            else dead.Add(n);
        }
        return ready;
    }

    private int Index(string id) => Enumerable.Range(0, nodes.Count).First(n => nodes[n].Id == id);
    private IEnumerable<ModelConnection> Into(int node) => connections.Where(c => !c.Back && c.Target == node);

    /// <summary>Everything that lies ahead of a node, without going back.</summary>
    private HashSet<int> After(int node)
    {
        var found = new HashSet<int>();
        void Walk(int at)
        {
            foreach (var c in connections.Where(c => !c.Back && c.Source == at))
                if (found.Add(c.Target)) Walk(c.Target);
        }
        Walk(node);
        return found;
    }
}
