using System.Text.Json.Nodes;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>Another version of a sketch: steps inserted, branches added, steps left out, steps named otherwise, everything listed in another order.</summary>
internal sealed partial class FlowSketch
{
    private FlowSketch(FlowSketch other, Random random)
    {
        (this.random, outcomes, forks) = (random, new(other.outcomes), [.. other.forks]);
        Nodes.AddRange(other.Nodes);
        Connections.AddRange(other.Connections);
        Was.AddRange(Enumerable.Range(0, Nodes.Count));
    }

    /// <summary>Which activity of the sketch this was made of each one is; -1: it is new.</summary>
    public List<int> Was { get; } = [];
    public Dictionary<string, string?> Renamed { get; } = [];
    /// <summary>New steps that begin a branch, and do not stand on a way that was there.</summary>
    private readonly HashSet<string> branches = [];

    public bool StandsOnTheWay(int node) => !branches.Contains(Nodes[node].Id);

    /// <param name="needed">What must not be left out.</param>
    public FlowSketch Edited(Random random, IReadOnlyCollection<string> needed)
    {
        var next = new FlowSketch(this, random);
        for (var n = random.Next(1, 4); n > 0; n--)
            switch (random.Next(4))
            {
                case 0: next.Leave(needed); break;
                case 1 when next.forks.Count > 0: next.Branch(); break;
                case 2: next.Rename(); break;
                default: next.Insert(); break;
            }
        return next;
    }

    /// <summary>The way back: names and steps as they were.</summary>
    public Dictionary<string, string?> Unrenamed => Renamed.ToDictionary(r => r.Value!, r => (string?)r.Key);

    private void Insert()
    {
        var ways = Connections.Where(c => !c.Back).ToList();
        var way = ways[random.Next(ways.Count)];
        var x = New(way.Target);
        way = way with { Source = Shifted(way.Source, x), Target = Shifted(way.Target, x) };
        Connections.Remove(way);
        Connections.Add(way with { Target = x });
        Connections.Add(new(x, "Done", way.Target));
        if (branches.Contains(Nodes[way.Target].Id)) branches.Add(Nodes[x].Id);
    }

    private void Branch()
    {
        var (fork, join) = forks[random.Next(forks.Count)];
        var x = New(Nodes.FindIndex(n => n.Id == join));
        branches.Add(Nodes[x].Id);
        Connections.Add(new(Nodes.FindIndex(n => n.Id == fork), "Done", x));
        Connections.Add(new(x, "Done", Nodes.FindIndex(n => n.Id == join)));
    }

    private void Leave(IReadOnlyCollection<string> needed)
    {
        bool MayGo(int n) => n > 0 && Was[n] >= 0 && Nodes[n].Kind is ("ask" or "line") && !needed.Contains(Nodes[n].Id) && !Renamed.ContainsValue(Nodes[n].Id) && !outcomes.ContainsKey(Nodes[n].Id)
            && forks.TrueForAll(f => f.Fork != Nodes[n].Id) && Connections.Count(c => c.Source == n) == 1 && Connections.Count(c => c.Target == n) == 1 && !Connections.Exists(c => c.Back && (c.Source == n || c.Target == n))
            && Connections.First(c => c.Target == n) is var into && Connections.First(c => c.Source == n) is var from && !Connections.Exists(c => c.Source == into.Source && c.Target == from.Target)
            // A fork straight to a join that waits for any: which branches begin at all hangs on the order in which the connections are listed.
            && !(Nodes[from.Target].Kind == "WaitAny" && Connections.Count(c => c.Source == into.Source) > 1);
        var candidates = Enumerable.Range(0, Nodes.Count).Where(MayGo).ToList();
        if (candidates.Count == 0) return;
        var gone = candidates[random.Next(candidates.Count)];
        var (before, after) = (Connections.First(c => c.Target == gone), Connections.First(c => c.Source == gone));
        Connections.Remove(before);
        Connections.Remove(after);
        Connections.Add(before with { Target = after.Target });
        Nodes.RemoveAt(gone);
        Was.RemoveAt(gone);
        for (var i = 0; i < Connections.Count; i++) Connections[i] = Connections[i] with { Source = Connections[i].Source - (Connections[i].Source > gone ? 1 : 0), Target = Connections[i].Target - (Connections[i].Target > gone ? 1 : 0) };
    }

    private void Rename()
    {
        var n = random.Next(1, Nodes.Count);
        var (id, name) = (Nodes[n].Id, $"m{Nodes[n].Id[1..]}");
        if (Was[n] < 0 || Renamed.ContainsValue(id)) return;
        Renamed[id] = name;
        Nodes[n] = Nodes[n] with { Id = name };
        if (outcomes.Remove(id, out var of)) outcomes[name] = of;
        for (var i = 0; i < forks.Count; i++) forks[i] = (forks[i].Fork == id ? name : forks[i].Fork, forks[i].Join == id ? name : forks[i].Join);
    }

    /// <summary>A new step before this one, so that what comes first keeps the smaller number.</summary>
    private int New(int at)
    {
        Nodes.Insert(at, new($"x{Nodes.Count}_{Was.Count(w => w < 0)}", random.Next(3) == 0 ? "line" : "ask"));
        Was.Insert(at, -1);
        for (var i = 0; i < Connections.Count; i++) Connections[i] = Connections[i] with { Source = Shifted(Connections[i].Source, at), Target = Shifted(Connections[i].Target, at) };
        return at;
    }

    private static int Shifted(int node, int at) => node >= at ? node + 1 : node;

    /// <summary>The same definition listed in another order; the first activity stays first, because it is the start. What follows at once begins in the order of the
    /// connections, so whoever walks the sketch reads them in that order too.</summary>
    public JsonObject ToShuffledJson(Random order)
    {
        var nodes = Nodes.Select((n, i) => (n, Key: i == 0 ? -1 : order.Next(1_000))).OrderBy(n => n.Key).Select(n => n.n);
        var listed = Connections.OrderBy(_ => order.Next()).ToList();
        Connections.Clear();
        Connections.AddRange(listed);
        return Chart("flow",
            [.. nodes.Select(n => n.Kind switch { "ask" => MoveLab.Ask(n.Id), "line" => Line(n.Id), _ => Join(n.Id, n.Kind) })],
            [.. Connections.Select(c => $"{Nodes[c.Source].Id}.{c.Port} -> {Nodes[c.Target].Id}")]);
    }

    public string Tell() => $"{string.Join(" ", Nodes.Select(n => $"{n.Id}:{n.Kind}"))} | {string.Join(" ", Connections.Select(c => $"{Nodes[c.Source].Id}.{c.Port}>{(c.Back ? "^" : "")}{Nodes[c.Target].Id}"))}";
}
