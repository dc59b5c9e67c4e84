using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>Random flowcharts of sequences, choices, forks with every join and loops, walked at random with returns, take-backs and jumps:
/// after every step the engine waits where the model waits, and started what the model started.</summary>
public sealed class MoveModelTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Engine_should_wait_where_the_path_without_what_was_returned_leads(int part)
    {
        var (returns, takeBacks, jumps, finished) = (0, 0, 0, 0);
        for (var seed = part * 10_000; seed < part * 10_000 + 300; seed++)
        {
            var random = new Random(seed);
            var sketch = new Sketch(random);
            var model = new MoveModel(sketch.Nodes, sketch.Connections);
            var lab = new MoveLab(sketch.ToJson());
            var told = $"seed {seed}: {string.Join(" ", sketch.Nodes.Select(n => $"{n.Id}:{n.Kind}"))} | {string.Join(" ", sketch.Connections.Select(c => $"n{c.Source}.{c.Port}>{(c.Back ? "^" : "")}n{c.Target}"))} |";
            model.Start();
            Compare(model, lab, told);
            for (var step = 0; step < 30 && !model.Finished; step++)
            {
                model.Started.Clear();
                var at = model.Waiting[random.Next(model.Waiting.Count)];
                var earlier = model.Earlier(at);
                earlier.ShouldBeSubsetOf(lab.Earlier(at), $"{told} before {at}");
                lab.Earlier(at).ShouldBeSubsetOf(model.Earlier(at, late: true), $"{told} before {at}");
                var asks = earlier.Where(e => sketch.Kind(e) is "ask" or "line").ToList();
                switch (random.Next(10))
                {
                    case 0 or 1 or 2 when asks.Count > 0:
                        var (to, keep) = (asks[random.Next(asks.Count)], random.Next(2) == 0);
                        told += $" {at}<{(keep ? "=" : "-")}{to}";
                        lab.Return(at, to, keep ? SiblingRule.Keep : SiblingRule.Cancel).ShouldBeNull(told);
                        model.Return(at, to, keep);
                        returns++;
                        break;
                    case 3:
                        var id = sketch.Any(random);
                        // Who did not complete anything has nothing to take back: the case knows, the flowchart does not.
                        if (model.WasCanceled(id)) continue;
                        told += $" ~{id}";
                        var may = model.MayTakeBack(id);
                        if (may) model.TakeBack(id);
                        var refused = lab.TakeBack(id);
                        refused?.Code.ShouldBe("return-target-not-completed", told);
                        (refused is null).ShouldBe(may, told);
                        takeBacks += may ? 1 : 0;
                        break;
                    case 4 when random.Next(3) == 0:
                        var target = sketch.Any(random);
                        told += $" >>{target}";
                        lab.Jump(target).ShouldBeNull(told);
                        model.Jump(target);
                        jumps++;
                        break;
                    default:
                        var outcome = sketch.OutcomeOf(at, random);
                        told += $" {at}.{outcome}";
                        lab.Answer(at, outcome).ShouldBeNull(told);
                        model.Complete(at, outcome);
                        break;
                }
                if (model.IsTangled) break;
                Compare(model, lab, told);
            }
            if (model.Finished) finished++;
        }
        (returns, takeBacks, jumps, finished).ShouldSatisfyAllConditions(() => returns.ShouldBeGreaterThan(800), () => takeBacks.ShouldBeGreaterThan(50), () => jumps.ShouldBeGreaterThan(100), () => finished.ShouldBeGreaterThan(50));
    }

    private static void Compare(MoveModel model, MoveLab lab, string told)
    {
        lab.State.Incidents.ShouldBeEmpty(told);
        lab.Waiting.ShouldBe(model.Waiting, told);
        lab.State.IsFinished.ShouldBe(model.Finished, told);
        lab.Started.Where(s => s is not ("flow" or "Workflow1")).Order(StringComparer.Ordinal).ShouldBe(model.Started.Order(StringComparer.Ordinal), told);
    }

    /// <summary>Blocks inside blocks, numbered so that what comes first has the smaller number.</summary>
    private sealed class Sketch
    {
        private readonly Random random;
        private readonly Dictionary<string, string[]> outcomes = [];

        public Sketch(Random random)
        {
            this.random = random;
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
}
