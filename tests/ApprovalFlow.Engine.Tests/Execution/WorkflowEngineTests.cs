using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

public sealed class WorkflowEngineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    private static WorkflowGraph Compile(JsonObject root) => WorkflowGraph.Compile(WorkflowDefinition.Load(Definition(root)).Definition!, ActivityRegistry.CreateCore());

    [Fact]
    public void Resume_should_be_rejected_when_the_bookmark_is_of_an_earlier_generation()
    {
        var graph = Compile(Chart("flow", [Event("ask"), Event("again")], "ask -> again", "again -> ask"));
        var started = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        var first = started.Bookmarks.Single().Id;
        var second = WorkflowEngine.Decide(graph, started, new WorkflowCommand.Resume(first), Now).State;
        var third = WorkflowEngine.Decide(graph, second, new WorkflowCommand.Resume(second.Bookmarks.Single().Id), Now).State;

        third.Bookmarks.Single().Node.ShouldBe("flow:ask");
        var late = WorkflowEngine.Decide(graph, third, new WorkflowCommand.Resume(first), Now);
        late.Rejection!.Code.ShouldBe("bookmark-not-found");
        late.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Decide_should_leave_the_given_state_untouched()
    {
        var graph = Compile(Sequence("root", Event("a"), Event("b")));
        var state = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        var before = state.Describe();
        WorkflowEngine.Decide(graph, state, new WorkflowCommand.Resume(state.Bookmarks[0].Id), Now).Rejection.ShouldBeNull();
        state.Describe().ShouldBe(before);
    }

    [Fact]
    public void Finished_workflow_should_reject_everything()
    {
        var graph = Compile(Sequence("root", Line("a")));
        var state = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        state.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        WorkflowEngine.Decide(graph, state, new WorkflowCommand.Start("i"), Now).Rejection!.Code.ShouldBe("instance-exists");
        WorkflowEngine.Decide(graph, state, new WorkflowCommand.Resume("1.1"), Now).Rejection!.Code.ShouldBe("workflow-finished");
        WorkflowEngine.Decide(graph, state, new WorkflowCommand.Cancel(), Now).Rejection!.Code.ShouldBe("workflow-finished");
    }

    [Fact]
    public void Endless_loop_should_fault_the_workflow_instead_of_hanging()
    {
        var (_, instance) = Run(Activity("While", "loop", ("condition", Literal(true, "Boolean")), ("body", Line("x"))));
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldContain("a loop without a wait");
    }

    [Fact]
    public void Unknown_activity_type_should_fault_when_it_is_reached()
    {
        var (_, instance) = Run(Sequence("root", Line("before"), new JsonObject { ["id"] = "x", ["type"] = "Acme.Unknown" }));
        instance.State.Incidents.Single().Message.ShouldBe("Activity type 'Acme.Unknown' version '0' could not be found.");
    }

    [Fact]
    public void Fault_should_let_queued_siblings_run()
    {
        var (lab, instance) = Run(Activity("Parallel", "p", ("activities", new JsonArray(Activity("Fault", "f", ("message", Literal("broken"))), Line("B")))));
        lab.Lines.ShouldBe(["B"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public void Incident_should_leave_the_instance_suspended_and_stuck_when_the_strategy_goes_on()
    {
        var root = Activity("Parallel", "p", ("activities", new JsonArray(Activity("Fault", "f", ("message", Literal("broken"))), Line("B"))));
        var lab = Lab(FlowchartMode.Counter, Definition(root, options: new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" }));
        var instance = lab.Run("w")!;
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.State.IsStuck.ShouldBeTrue();
        instance.State.Incidents.Count.ShouldBe(1);
    }

    [Fact]
    public void Join_wait_any_should_cancel_the_waiting_branch_and_run_what_follows_once()
    {
        var (lab, instance) = Run(Chart("flow", [Activity("Start", "s"), Line("fast"), Event("slow"), Join("j", "WaitAny"), Line("after")], "s -> fast", "s -> slow", "fast -> j", "slow -> j", "j -> after"));
        lab.Lines.ShouldBe(["fast", "after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        instance.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => e.Node == "flow:after").ShouldBe(1);
    }

    [Fact]
    public void Return_over_a_backward_connection_should_open_the_step_again_with_a_new_generation()
    {
        var (lab, instance) = Run(Chart("flow", [Activity("Start", "s"), Event("accept"), Event("left"), Event("right"), Join("back", "WaitAny"), Line("fix"), Join("all", "WaitAll"), Line("done")],
            "s -> accept", "accept -> left", "accept -> right", "left -> all", "right -> all", "all -> done"));
        lab.PublishEvent("accept");
        instance.State.Bookmarks.Select(b => b.Node).ShouldBe(["flow:left", "flow:right"]);
        lab.PublishEvent("left");
        lab.PublishEvent("right");
        lab.Lines.ShouldBe(["done"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Bookmark_hash_should_match_the_published_vector() =>
        BookmarkHash.Of("Elsa.Event", new Dictionary<string, object?> { ["EventName"] = "Order Shipped" }, null)
            .ShouldBe("C3BFF192D7D868BBD2488AC108D905C2AB26E0AE4936A38063939DA099ABABE8");

    [Fact]
    public void Input_that_cannot_be_evaluated_should_be_an_incident_that_names_the_input_and_the_cause()
    {
        var (_, instance) = Run(Sequence("root", Activity("WriteLine", "w", ("text", Script("nobody()")))));
        var incident = instance.State.Incidents.Single();
        incident.Message.ShouldBe("Failed to evaluate activity input 'Text'");
        incident.Cause.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void State_should_not_grow_with_the_length_of_the_history()
    {
        var graph = Compile(Chart("flow", [Event("ask"), Line("x"), Event("again")], "ask -> x", "x -> again", "again -> ask"));
        var state = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        int Step()
        {
            state = WorkflowEngine.Decide(graph, state, new WorkflowCommand.Resume(state.Bookmarks[0].Id), Now).State;
            return state.Describe().Length;
        }
        for (var i = 0; i < 20; i++) Step();
        var early = Step();
        for (var i = 0; i < 2_001; i++) Step();
        Step().ShouldBeLessThan(early + 40, "only counters get longer");
    }

    [Fact]
    public void State_at_a_wait_should_fit_in_two_kilobytes()
    {
        var graph = Compile(Chart("flow", [Activity("Start", "s"), Event("accept"), Event("review"), Event("decide"), Event("issue"), Activity("End", "e")], "s -> accept", "accept -> review", "review -> decide", "decide -> issue", "issue -> e"));
        var state = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        System.Text.Encoding.UTF8.GetByteCount(state.Describe()).ShouldBeLessThan(2048);
    }

    [Fact]
    public void Allocation_should_stay_within_its_budget()
    {
        var graph = Compile(Sequence("root", Activity("SetName", "a"), Activity("SetName", "b"), Activity("SetName", "c"), Event("wait"), Activity("SetName", "d")));
        var waiting = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        WorkflowEngine.Decide(graph, waiting, new WorkflowCommand.Resume(waiting.Bookmarks[0].Id), Now);

        Allocated(() => WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now)).ShouldBeLessThan(6 * 2048, "six activities, two kilobytes each");
        Allocated(() => WorkflowEngine.Decide(graph, waiting, new WorkflowCommand.Resume(waiting.Bookmarks[0].Id), Now)).ShouldBeLessThan(20 * 1024, "one resume");
    }

    private static long Allocated(Func<object> act)
    {
        GC.KeepAlive(act());
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(act());
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
