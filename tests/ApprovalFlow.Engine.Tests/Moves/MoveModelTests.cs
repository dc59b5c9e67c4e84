using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

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
            var sketch = new FlowSketch(random);
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

    internal static void Compare(MoveModel model, MoveLab lab, string told)
    {
        Waits(model, lab, told);
        lab.Started.Where(s => s is not ("flow" or "Workflow1")).Order(StringComparer.Ordinal).ShouldBe(model.Started.Order(StringComparer.Ordinal), told);
    }

    internal static void Waits(MoveModel model, MoveLab lab, string told)
    {
        lab.State.Incidents.ShouldBeEmpty(told);
        lab.Waiting.ShouldBe(model.Waiting, told);
        lab.State.IsFinished.ShouldBe(model.Finished, told);
    }
}
