using System.Text.Json.Nodes;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>Blocks inside blocks, numbered so that what comes first has the smaller number.</summary>
internal sealed partial class FlowSketch
{
    private readonly Random random;
    private readonly Dictionary<string, string[]> outcomes;
    private readonly List<(string Fork, string Join)> forks;

    public FlowSketch(Random random)
    {
        (this.random, outcomes, forks) = (random, [], []);
        var last = Node("line");
        for (var n = random.Next(2, 5); n > 0; n--) last = Block(last, 2, top: true);
    }

    public List<MoveModel.ModelNode> Nodes { get; } = [];
    public List<MoveModel.ModelConnection> Connections { get; } = [];

    public string Kind(string id) => Nodes.First(n => n.Id == id).Kind;
    public string Any(Random random) => Nodes.Where(n => n.Kind is "ask").ToList() is var asks ? asks[random.Next(asks.Count)].Id : "";
    public string OutcomeOf(string id, Random random) => outcomes.TryGetValue(id, out var all) ? all[random.Next(all.Length)] : "Done";

    private int Node(string kind)
    {
        Nodes.Add(new($"n{Nodes.Count}", kind));
        return Nodes.Count - 1;
    }

    private int After(int last, string kind, string port = "Done")
    {
        var node = Node(kind);
        Connections.Add(new(last, port, node));
        return node;
    }

    private int Block(int last, int depth, bool top = false)
    {
        switch (random.Next(depth > 0 ? 8 : 3))
        {
            case 0: return After(last, "line");
            case 3 or 4 or 5:
                var fork = After(last, "line");
                var ends = new List<int>();
                for (var n = random.Next(2, 4); n > 0; n--)
                {
                    var end = After(fork, "ask");
                    for (var m = random.Next(3); m > 0; m--) end = Block(end, depth - 1);
                    ends.Add(end);
                }
                var join = Node(random.Next(3) switch { 0 => "WaitAll", 1 => "WaitAllActive", _ => "WaitAny" });
                foreach (var end in ends) Connections.Add(new(end, "Done", join));
                forks.Add((Nodes[fork].Id, Nodes[join].Id));
                return join;
            case 6:
                var choice = After(last, "ask");
                outcomes[Nodes[choice].Id] = ["Done", "Other"];
                var one = Block(After(choice, "ask"), depth - 1);
                var other = random.Next(2) == 0 ? Block(After(choice, "ask", "Other"), depth - 1) : -1;
                var merge = Node("line");
                Connections.Add(new(one, "Done", merge));
                Connections.Add(other >= 0 ? new(other, "Done", merge) : new(choice, "Other", merge));
                return merge;
            case 7 when top:
                var head = After(last, "ask");
                var body = Block(head, depth - 1);
                var foot = After(body, "ask");
                outcomes[Nodes[foot].Id] = ["Done", "Again"];
                Connections.Add(new(foot, "Again", head) { Back = true });
                return foot;
            default: return After(last, "ask");
        }
    }

    public JsonObject ToJson() => Chart("flow",
        [.. Nodes.Select(n => n.Kind switch { "ask" => MoveLab.Ask(n.Id), "line" => Line(n.Id), _ => Join(n.Id, n.Kind) })],
        [.. Connections.Select(c => $"{Nodes[c.Source].Id}.{c.Port} -> {Nodes[c.Target].Id}")]);
}
