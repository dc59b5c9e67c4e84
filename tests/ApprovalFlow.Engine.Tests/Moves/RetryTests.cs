using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;
using static ApprovalFlow.Engine.Tests.Moves.MoveLab;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>An incident is taken up again: the faulted step begins anew, and everything beside it stands where it stood.</summary>
public sealed class RetryTests
{
    private static readonly Dictionary<string, object?> Mended = new() { ["Mended"] = new Dictionary<string, object?> { ["ok"] = "yes" } };

    /// <summary>Faults until the input says otherwise.</summary>
    private static JsonObject Shaky(string id) => Activity("WriteLine", id, ("text", Script("getInput('Mended').ok", "String")));

    private static MoveLab Broken() => new(Chart("flow", [Ask("accept"), Line("fork"), Shaky("notify"), Ask("review"), Join("join", "WaitAll"), Ask("decide")],
        "accept -> fork", "fork -> notify", "fork -> review", "notify -> join", "review -> join", "join -> decide"));

    [Fact]
    public void Retry_should_begin_the_faulted_step_anew_and_leave_its_siblings()
    {
        var lab = Broken();
        lab.Answer("accept");
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        lab.Waiting.ShouldBe(["review"], "what stood when it faulted stands");
        var (review, faulted) = (lab.ContextOf("review"), lab.State.Incidents.Single().Context);
        lab.Answer("review")!.Code.ShouldBe("workflow-finished");

        lab.Send(new WorkflowCommand.Retry(faulted)).ShouldBeNull();
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted, "nothing was mended");
        lab.State.Incidents.Single().Context.ShouldBeGreaterThan(faulted);
        lab.Send(new WorkflowCommand.Retry(faulted))!.Code.ShouldBe("retry-not-faulted", "late work carries an old generation");

        lab.Send(new WorkflowCommand.Retry(lab.State.Incidents.Single().Context) { Input = Mended }).ShouldBeNull();
        lab.State.Incidents.ShouldBeEmpty();
        lab.ContextOf("review").ShouldBe(review);
        lab.Answer("review").ShouldBeNull();
        lab.Waiting.ShouldBe(["decide"]);
        lab.Answer("decide");
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Jump_should_give_up_what_faulted_and_run_again()
    {
        var lab = Broken();
        lab.Answer("accept");
        lab.Jump("decide").ShouldBeNull();
        lab.State.Incidents.ShouldBeEmpty();
        lab.Waiting.ShouldBe(["decide"]);
        lab.Answer("decide");
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Faulted_instance_may_be_cancelled()
    {
        var lab = Broken();
        lab.Answer("accept");
        lab.Send(new WorkflowCommand.Cancel()).ShouldBeNull();
        lab.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        lab.State.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public void Retry_should_refuse_what_has_not_faulted_and_what_has_ended()
    {
        var lab = Broken();
        lab.Send(new WorkflowCommand.Retry(lab.ContextOf("accept")))!.Code.ShouldBe("retry-not-faulted");
        lab.Send(new WorkflowCommand.Cancel());
        lab.Send(new WorkflowCommand.Retry(1))!.Code.ShouldBe("workflow-finished");
    }

    [Fact]
    public void Retry_should_refuse_a_container_below_which_something_runs()
    {
        var lab = new MoveLab(Sequence("root", Ask("first")));
        var state = lab.State.Evolve([new WorkflowEvent.ActivityFaulted(2, "broken"), new WorkflowEvent.WorkflowFinished(WorkflowSubStatus.Faulted)]);
        var refused = WorkflowEngine.Decide(lab.Graph, state, new WorkflowCommand.Retry(2), default).Rejection!;
        refused.Code.ShouldBe("retry-not-alone");
        refused.Arguments.ShouldBe(["2", "root"]);
    }

    /// <summary>Whatever the shape: mended and retried, it ends as the one that never faulted.</summary>
    [Theory]
    [InlineData(FlowchartMode.Counter), InlineData(FlowchartMode.Token)]
    public void Mended_instance_should_do_what_one_does_that_never_faulted(FlowchartMode mode)
    {
        var faults = 0;
        for (var seed = 1; seed <= 600; seed++)
        {
            var shape = Shape(new Random(seed), "r", 3);
            var healthy = new MoveLab(shape, mode, Mended);
            var shaken = new MoveLab((JsonObject)shape.DeepClone(), mode);
            Finish(healthy, new Random(seed));
            faults += Finish(shaken, new Random(seed * 31));
            Completed(shaken).ShouldBe(Completed(healthy), $"seed {seed}");
            shaken.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished, $"seed {seed}");
        }
        faults.ShouldBeGreaterThan(1_000, "or nothing was tried");
    }

    /// <summary>Answers how many incidents were taken up.</summary>
    private static int Finish(MoveLab lab, Random random)
    {
        var retried = 0;
        for (var step = 0; step < 500 && lab.State.SubStatus is not WorkflowSubStatus.Finished; step++)
        {
            var answerable = lab.State.SubStatus == WorkflowSubStatus.Suspended ? lab.Waiting : [];
            var pick = random.Next(lab.State.Incidents.Count + answerable.Count);
            if (pick < lab.State.Incidents.Count)
            {
                // The first ones get no help: they fault again, which must cost nothing.
                lab.Send(new WorkflowCommand.Retry(lab.State.Incidents[pick].Context) { Input = retried > 3 ? Mended : null }).ShouldBeNull();
                retried++;
            }
            else lab.Answer(answerable[pick - lab.State.Incidents.Count]).ShouldBeNull();
        }
        return retried;
    }

    private static List<string> Completed(MoveLab lab)
    {
        var nodes = lab.Events.OfType<WorkflowEvent.ActivityStarted>().ToDictionary(e => e.Context, e => e.Node);
        return [.. lab.Events.OfType<WorkflowEvent.ActivityCompleted>().Select(e => nodes[e.Context]).Order(StringComparer.Ordinal)];
    }

    private static JsonObject Shape(Random random, string id, int depth)
    {
        JsonObject Child(int i) => Shape(random, $"{id}{i}", depth - 1);
        var children = Enumerable.Range(0, random.Next(2, 4)).ToList();
        return (depth == 0 ? 4 + random.Next(3) : random.Next(7)) switch
        {
            0 => Sequence(id, [.. children.Select(Child)]),
            1 => Activity("Parallel", id, ("activities", new JsonArray([.. children.Select(Child)]))),
            2 => Activity("ForEach", id, ("items", Literal(new JsonArray("a", "b"), "Object")), ("body", Child(0))),
            3 => Fork(random, id, Child),
            4 => Ask(id),
            _ => Shaky(id),
        };
    }

    private static JsonObject Fork(Random random, string id, Func<int, JsonObject> child)
    {
        JsonObject[] branches = [child(1), child(2)];
        var join = Join(id + "j", random.Next(2) == 0 ? "WaitAll" : "WaitAllActive");
        return Chart(id, [Line(id + "s"), .. branches, join, Shaky(id + "e")],
            $"{id}s -> {id}1", $"{id}s -> {id}2", $"{id}1 -> {id}j", $"{id}2 -> {id}j", $"{id}j -> {id}e");
    }
}
