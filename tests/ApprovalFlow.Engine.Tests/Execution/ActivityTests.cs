using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>What each activity of SPEC 5 does, beyond the conformance cases.</summary>
public sealed class ActivityTests
{
    private static readonly JsonArray Counter = [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }];

    private static (WorkflowLab Lab, LabInstance Instance) RunWith(JsonObject root, params string[] others)
    {
        var lab = Lab(FlowchartMode.Counter, [.. others, Definition(root, variables: (JsonArray)Counter.DeepClone())]);
        return (lab, lab.Run("w")!);
    }

    [Theory]
    [InlineData("variables.N = 42")]
    [InlineData("variables['N'] = 40; variables.N += 2")]
    [InlineData("setN(42)")]
    [InlineData("setVariable('N', getN() + 42)")]
    public void Script_should_write_a_variable_in_every_spelling(string script)
    {
        var (_, instance) = RunWith(Activity("RunJavaScript", "js", ("script", Literal(script))));
        instance.State.Incidents.ShouldBeEmpty();
        instance.State.TryGetVariable("n", out var value).ShouldBeTrue();
        value.ShouldBe(42d);
    }

    [Fact]
    public void Script_outcomes_should_choose_the_connections()
    {
        var (lab, _) = Run(Chart("flow", [Activity("RunJavaScript", "js", ("script", Literal("setOutcomes(['A', 'C'])"))), Line("a"), Line("b"), Line("c")], "js.A -> a", "js.B -> b", "js.C -> c"));
        lab.Lines.ShouldBe(["a", "c"]);
    }

    [Fact]
    public void Switch_should_take_its_default_when_nothing_matches()
    {
        var cases = new JsonArray(new JsonObject { ["label"] = "X", ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = false }, ["activity"] = Line("x") });
        var (lab, instance) = Run(Sequence("root", Activity("Switch", "sw", ("cases", cases), ("default", Line("default"))), Line("after")));
        lab.Lines.ShouldBe(["default", "after"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void For_each_over_nothing_should_fault_but_parallel_for_each_should_complete()
    {
        Run(Activity("ForEach", "fe", ("body", Line("x")))).Instance.State.Incidents.Count.ShouldBe(1);
        Run(Activity("ParallelForEach", "fe", ("body", Line("x")))).Instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Loops_without_a_body_should_complete()
    {
        Run(Activity("For", "l", ("end", Literal(3, "Int32")))).Instance.State.IsFinished.ShouldBeTrue();
        Run(Activity("While", "l", ("condition", Literal(true, "Boolean")))).Instance.State.IsFinished.ShouldBeTrue();
        Run(Activity("ParallelForEach", "l", ("items", Literal(new JsonArray(1, 2), "Object")))).Instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void While_should_read_its_condition_before_every_turn()
    {
        var body = Activity("SetVariable", "inc", ("variable", new JsonObject { ["id"] = "n" }), ("value", Script("getN() + 1")));
        var (_, instance) = RunWith(Activity("While", "loop", ("condition", Script("getN() < 3", "Boolean")), ("body", body)));
        instance.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => e.Node == "loop:inc").ShouldBe(3);
    }

    [Fact]
    public void Break_should_end_only_the_nearest_loop()
    {
        var inner = Activity("For", "inner", ("end", Literal(5, "Int32")), ("body", Sequence("s", Line("turn"), Activity("Break", "b"), Line("never"))));
        var (lab, _) = Run(Activity("For", "outer", ("end", Literal(1, "Int32")), ("body", inner)));
        lab.Lines.ShouldBe(["turn", "turn"]);
    }

    [Fact]
    public void Finish_inside_a_workflow_used_as_activity_should_end_the_parent()
    {
        var child = Definition(Sequence("root", Line("child"), Activity("Finish", "f")), "child", options: new JsonObject { ["usableAsActivity"] = true });
        var use = new JsonObject { ["id"] = "sub", ["type"] = "Child", ["workflowDefinitionId"] = "child" };
        var (lab, instance) = RunWith(Sequence("root", use, Line("never")), child);
        lab.Lines.ShouldBe(["child"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Event_should_only_reach_waits_of_its_correlation_id()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Event("Go"), Line("gone"))));
        var one = lab.Run("w", correlationId: "one")!;
        var two = lab.Run("w", correlationId: "two")!;
        lab.PublishEvent("Go", "two");
        one.State.IsFinished.ShouldBeFalse();
        two.State.IsFinished.ShouldBeTrue();
        lab.PublishEvent("Go");
        one.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Event_payload_should_be_the_result_of_the_wait()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Event("Go"), Activity("WriteLine", "w", ("text", Script("getLastResult().who", "String"))))));
        lab.Run("w");
        lab.PublishEvent("Go", payload: new Dictionary<string, object?> { ["who"] = "window" });
        lab.Lines.ShouldBe(["window"]);
    }

    [Fact]
    public void Timer_trigger_should_start_an_instance_at_every_interval()
    {
        var timer = Activity("Timer", "t", ("interval", Literal("00:10:00", "TimeSpan")), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }));
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", timer, Line("tick"))));
        lab.Advance(TimeSpan.FromMinutes(35));
        lab.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Cron_should_wait_for_its_next_occurrence()
    {
        var (lab, instance) = Run(Sequence("root", Activity("Cron", "c", ("cronExpression", Literal("0 30 9 * * *"))), Line("half past nine")));
        instance.State.Bookmarks.Single().ResumeAt.ShouldBe(new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero));
        lab.Advance(TimeSpan.FromHours(9));
        lab.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public void Execute_workflow_should_fault_when_there_is_no_published_version()
    {
        var (_, instance) = Run(Activity("ExecuteWorkflow", "x", ("workflowDefinitionId", Literal("nobody"))));
        instance.State.Incidents.Single().Message.ShouldContain("published version of workflow 'nobody'");
    }

    [Fact]
    public void Waiting_parent_should_go_on_when_its_child_ends_later()
    {
        var child = Definition(Sequence("root", Event("Go"), Line("child")), "child");
        var call = Activity("ExecuteWorkflow", "x", ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(true, "Boolean")));
        var (lab, instance) = RunWith(Sequence("root", call, Line("parent")), child);
        instance.State.IsFinished.ShouldBeFalse();
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["child", "parent"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Bulk_dispatch_should_run_its_port_for_every_child_and_then_complete()
    {
        var child = Definition(Line("child"), "child");
        var bulk = Activity("BulkDispatchWorkflows", "b", ("workflowDefinitionId", Literal("child")), ("items", Literal(new JsonArray(1, 2), "Object")), ("childCompleted", Line("one done")));
        var (lab, instance) = RunWith(Chart("flow", [bulk, Line("all")], "b.Completed -> all"), child);
        lab.Lines.Order(StringComparer.Ordinal).ShouldBe(["all", "child", "child", "one done", "one done"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Run_task_should_wait_for_its_answer()
    {
        var (lab, instance) = Run(Sequence("root", Activity("RunTask", "t", ("taskName", Literal("scan"))), Activity("WriteLine", "w", ("text", Script("getLastResult()", "String")))));
        lab.Resume(instance, instance.State.Bookmarks.Single().Id, new Dictionary<string, object?> { ["RunTaskInput"] = "scanned" });
        lab.Lines.ShouldBe(["scanned"]);
    }

    [Fact]
    public void Variable_without_a_storage_driver_should_fall_back_to_its_default_after_a_wait()
    {
        var transient = new JsonArray(new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "7" });
        var set = Activity("SetVariable", "s", ("variable", new JsonObject { ["id"] = "n" }), ("value", Literal(1, "Object")));
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", set, Activity("WriteLine", "a", ("text", Script("getN()", "String"))), Event("Go"), Activity("WriteLine", "b", ("text", Script("getN()", "String")))), variables: transient));
        lab.Run("w");
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["1", "7"]);
    }

    [Fact]
    public void Output_of_an_activity_in_a_loop_should_be_the_latest_one()
    {
        var work = Activity("RunJavaScript", "work", ("script", Literal("getN() * 10")));
        var set = Activity("SetVariable", "inc", ("variable", new JsonObject { ["id"] = "n" }), ("value", Script("getN() + 1")));
        var say = Activity("WriteLine", "say", ("text", Script("getResultFromWork()", "String")));
        var check = Activity("FlowDecision", "check", ("condition", Script("getN() < 3", "Boolean")));
        var (lab, _) = RunWith(Chart("flow", [Activity("Start", "s"), check, set, work, say], "s -> check", "check.True -> inc", "inc -> work", "work -> say", "say -> check"));
        lab.Lines.ShouldBe(["10", "20", "30"]);
    }

    [Fact]
    public void Singleton_workflow_should_not_start_while_one_is_running()
    {
        var wait = Activity("Event", "Go", ("eventName", Literal("Go")), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }));
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", wait, Event("Stop")), options: new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core" }));
        lab.PublishEvent("Go");
        lab.PublishEvent("Go");
        lab.Instances.Count.ShouldBe(1);
    }
}
