using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 5.3, 5.4 and 7: children, events, triggers, timers.</summary>
public sealed class ChildAndStimulusTests
{
    private static JsonObject Say(string id, string code) => Activity("WriteLine", id, ("text", Script(code, "String")));
    private static JsonObject Starting(JsonObject activity) { activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true }; return activity; }
    private static JsonObject Child(string type, bool wait, params (string Name, JsonNode? Value)[] members) =>
        Activity(type, "call", [("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(wait, "Boolean")), .. members]);
    private static JsonObject Out(string value) => Activity("SetOutput", "o", ("outputName", Literal("R")), ("outputValue", Literal(value)));

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Result_of_a_child_should_have_the_same_shape_at_once_and_after_a_wait(bool waits)
    {
        var child = Definition(waits ? Sequence("r", Event("Go"), Out("x")) : Out("x"), "child");
        var result = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "res" } };
        var lab = Lab(FlowchartMode.Counter, child, Definition(Sequence("root", Child("ExecuteWorkflow", true, ("result", result)), Say("a", "variables.Res.status + variables.Res.subStatus + variables.Res.output.R"), Say("b", "getLastResult().output.R"), Say("c", "getResultFromCall().output.R")),
            variables: [new JsonObject { ["id"] = "res", ["name"] = "Res", ["typeName"] = "Object", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }]));
        var parent = lab.Run("w")!;
        if (waits) { parent.State.IsFinished.ShouldBeFalse(); lab.PublishEvent("Go"); }
        parent.State.Incidents.ShouldBeEmpty();
        lab.Lines.ShouldBe(["FinishedFinishedx", "x", "x"]);
    }

    [Theory]
    [InlineData("ExecuteWorkflow"), InlineData("DispatchWorkflow")]
    public void Child_that_faults_or_is_cancelled_should_count_as_finished(string type)
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Activity("Fault", "f"), "child"), Definition(Sequence("root", Child(type, true), Line("after"))));
        lab.Run("w")!.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        lab.Lines.ShouldBe(["after"]);

        lab = Lab(FlowchartMode.Counter, Definition(Event("Go"), "child"), Definition(Sequence("root", Child(type, true), Line("after"))));
        lab.Run("w");
        lab.Cancel(lab.Instances[1]);
        lab.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void Dispatched_child_should_give_its_outputs_as_result_and_know_its_parent()
    {
        var child = Definition(Activity("SetOutput", "o", ("outputName", Literal("R")), ("outputValue", Script("getInput('A') + (getInput('ParentInstanceId') ? '!' : '?')"))), "child");
        var input = new JsonObject { ["typeName"] = "ObjectDictionary", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "({ A: 'a' })" } };
        var lab = Lab(FlowchartMode.Counter, child, Definition(Sequence("root", Child("DispatchWorkflow", true, ("input", input), ("correlationId", Literal("c-1"))), Say("s", "getLastResult().R"))));
        lab.Run("w");
        lab.Lines.ShouldBe(["a!"]);
        lab.Instances[1].State.CorrelationId.ShouldBe("c-1");
        lab.Instances[1].State.ParentInstanceId.ShouldBe(lab.Instances[0].Id);
    }

    [Fact]
    public void Child_should_not_hold_up_a_parent_that_does_not_wait()
    {
        foreach (var type in new[] { "ExecuteWorkflow", "DispatchWorkflow" })
        {
            var lab = Lab(FlowchartMode.Counter, Definition(Sequence("r", Line("child"), Event("Go")), "child"), Definition(Sequence("root", Child(type, false), Line("after"))));
            lab.Run("w")!.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
            lab.Lines.Order(StringComparer.Ordinal).ShouldBe(["after", "child"]);
            lab.Instances[1].State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        }
    }

    [Fact]
    public void Bulk_dispatch_should_take_each_port_merge_maps_and_correlate_each_item()
    {
        var child = Definition(Sequence("r", Say("s", "getInput('Item') ?? getInput('Code')"), Activity("If", "if", ("condition", Script("getInput('Code') === 'bad'", "Boolean")), ("then", Activity("Fault", "f", ("message", Literal("bad")))))), "child");
        var bulk = Activity("BulkDispatchWorkflows", "b", ("workflowDefinitionId", Literal("child")), ("items", Script("['x', { Code: 'bad' }]")), ("correlationIdFunction", Script("'c-' + (getItem().Code ?? getItem())")),
            ("childCompleted", Say("ok", "'ok ' + (getVariable('ChildInstanceId') ? 1 : 0)")), ("childFaulted", Line("faulted")));
        var lab = Lab(FlowchartMode.Counter, child, Definition(Chart("flow", [bulk, Line("done"), Line("completed")], "b.Done -> done", "b.Completed -> completed")));
        var parent = lab.Run("w")!;
        parent.State.Incidents.ShouldBeEmpty();
        lab.Lines.Order(StringComparer.Ordinal).ShouldBe(["bad", "completed", "done", "faulted", "ok 1", "x"]);
        lab.Instances.Skip(1).Select(i => i.State.CorrelationId).ShouldBe(["c-x", "c-bad"]);
        parent.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Bulk_dispatch_that_does_not_wait_should_complete_at_once()
    {
        var bulk = Activity("BulkDispatchWorkflows", "b", ("workflowDefinitionId", Literal("child")), ("items", Literal(new JsonArray(1, 2, 3), "Object")), ("waitForCompletion", Literal(false, "Boolean")), ("defaultItemInputKey", Literal("N")), ("childCompleted", Line("never")));
        var lab = Lab(FlowchartMode.Counter, Definition(Say("s", "getInput('N')"), "child"), Definition(Chart("flow", [bulk, Line("done"), Line("no")], "b.Done -> done", "b.Completed -> no")));
        lab.Run("w")!.State.IsFinished.ShouldBeTrue();
        lab.Lines.Order(StringComparer.Ordinal).ShouldBe(["1", "2", "3", "done"]);
    }

    [Fact]
    public void Event_should_resume_every_match_in_every_instance()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Activity("Parallel", "p", ("activities", new JsonArray(Sequence("x", Activity("Event", "e1", ("eventName", Literal("Go"))), Line("x done")), Sequence("y", Activity("Event", "e2", ("eventName", Literal("Go"))), Line("y done")))))));
        lab.Run("w");
        lab.Run("w");
        lab.PublishEvent("go");
        lab.Lines.ShouldBeEmpty("names are case-sensitive");
        lab.PublishEvent("Go");
        lab.Lines.Count.ShouldBe(4);
        lab.Instances.ShouldAllBe(i => i.State.SubStatus == WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Event_published_before_the_wait_should_be_delivered_within_ten_minutes()
    {
        foreach (var (minutes, delivered) in new[] { (5, true), (11, false) })
        {
            var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Event("Go"), Line("gone"))));
            lab.PublishEvent("Go", payload: 1d);
            lab.Jump(TimeSpan.FromMinutes(minutes));
            lab.Run("w")!.State.IsFinished.ShouldBe(delivered);
        }
    }

    [Theory]
    [InlineData(true, 1), InlineData(false, 2)]
    public void Local_event_should_reach_only_its_own_instance(bool local, int finished)
    {
        var publish = Activity("PublishEvent", "p", ("eventName", Literal("Go")), ("isLocalEvent", Literal(local, "Boolean")), ("payload", Script("({ a: 1 })")));
        var lab = Lab(FlowchartMode.Counter, Definition(Event("Go"), "other"), Definition(Activity("Parallel", "root", ("activities", new JsonArray(Sequence("s", Event("Go"), Say("w", "getLastResult().a")), publish)))));
        lab.Run("other");
        lab.Run("w");
        lab.Instances.Count(i => i.State.IsFinished).ShouldBe(finished);
        lab.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void Published_event_should_start_what_it_triggers_with_its_correlation_id_and_payload()
    {
        var wait = Starting(Activity("Event", "go", ("eventName", Literal("Go"))));
        var lab = Lab(FlowchartMode.Counter, Definition(Chart("flow", [Activity("Start", "s"), Line("not this way"), wait, Say("w", "getResultFromGo().who + getCorrelationId()")], "s -> not this way", "go -> w"), "triggered"),
            Definition(Activity("PublishEvent", "p", ("eventName", Literal("Go")), ("correlationId", Literal("-c")), ("payload", Script("({ who: 'me' })")))));
        lab.Run("w");
        lab.Instances.Count.ShouldBe(2);
        lab.Lines.ShouldBe(["me-c"]);
        lab.Instances[1].State.TriggerActivityId.ShouldBe("go");
    }

    [Fact]
    public void Trigger_that_did_not_start_the_run_should_wait_like_any_other()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Starting(Event("Go")), Line("gone"))));
        var instance = lab.Run("w")!;
        instance.State.Bookmarks.Count.ShouldBe(1);
        lab.Resume(instance, instance.State.Bookmarks[0].Id);
        lab.Lines.ShouldBe(["gone"]);
    }

    [Theory]
    [InlineData("SingletonStrategy", 1), InlineData("CorrelationStrategy", 2), InlineData("CorrelatedSingletonStrategy", 2), InlineData("AllowAlwaysStrategy", 3), InlineData(null, 3)]
    public void Activation_strategy_should_decide_whether_a_trigger_starts_another(string? strategy, int instances)
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Starting(Event("Go")), Event("Stop")), options: new JsonObject { ["activationStrategyType"] = strategy }));
        foreach (var correlation in new[] { "a", "b", "a" }) lab.PublishEvent("Go", correlation);
        lab.Instances.Count.ShouldBe(instances);
    }

    [Fact]
    public void Clock_that_jumps_should_count_the_next_wait_from_where_it_stands()
    {
        var loop = Activity("For", "l", ("end", Literal(2, "Int32")), ("body", Sequence("s", Activity("Delay", "d", ("timeSpan", Literal("00:00:01", "TimeSpan"))), Line("tick"))));
        var jumping = Lab(FlowchartMode.Counter, Definition(loop));
        jumping.Run("w");
        jumping.Jump(TimeSpan.FromSeconds(10));
        jumping.Lines.Count.ShouldBe(1);
        var walking = Lab(FlowchartMode.Counter, Definition(loop.DeepClone().AsObject()));
        walking.Run("w");
        walking.Advance(TimeSpan.FromSeconds(10));
        walking.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Timers_should_be_resumed_in_child_instances_and_in_workflows_used_as_activities_too()
    {
        JsonObject Delay(string id) => Activity("Delay", id, ("timeSpan", Literal("00:00:05", "TimeSpan")));
        var used = Definition(Sequence("r", Delay("d1"), Line("used")), "used", options: new JsonObject { ["usableAsActivity"] = true });
        var lab = Lab(FlowchartMode.Counter, used, Definition(Sequence("r", Delay("d2"), Line("child")), "child"),
            Definition(Sequence("root", new JsonObject { ["id"] = "u", ["type"] = "Used", ["workflowDefinitionId"] = "used" }, Child("ExecuteWorkflow", true), Line("end"))));
        var instance = lab.Run("w")!;
        lab.Jump(TimeSpan.FromSeconds(5));
        lab.Jump(TimeSpan.FromSeconds(5));
        lab.Lines.ShouldBe(["used", "child", "end"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Start_at_an_instant_that_is_past_should_complete_at_once()
    {
        Run(Sequence("root", Activity("StartAt", "s", ("dateTime", Literal("2026-01-05T00:59:59Z", "DateTimeOffset"))), Line("now"))).Lab.Lines.ShouldBe(["now"]);
        var (lab, instance) = Run(Sequence("root", Activity("StartAt", "s", ("dateTime", Script("new Date(Date.UTC(2026, 0, 5, 2)).toISOString()"))), Line("later")));
        instance.State.Bookmarks.Single().ResumeAt.ShouldBe(lab.Now.AddHours(1));
    }

    [Fact]
    public void Variable_changed_in_one_branch_should_be_seen_in_the_other()
    {
        var set = Activity("SetVariable", "set", ("variable", new JsonObject { ["id"] = "n" }), ("value", Script("getN() + 1")));
        var lab = Lab(FlowchartMode.Counter, Definition(Activity("ParallelForEach", "p", ("items", Literal(new JsonArray("x", "y"), "Object")), ("body", Sequence("s", Event("Go"), set, Say("w", "getCurrentValue() + getCurrentIndex() + getN()")))),
            variables: [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }]));
        lab.Run("w");
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["x01", "y12"]);
    }

    [Theory]
    [InlineData("ExecuteWorkflow"), InlineData("DispatchWorkflow"), InlineData("BulkDispatchWorkflows")]
    public void Wait_for_a_child_should_end_when_it_is_resumed_by_hand(string type)
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Event("Never"), "child"), Definition(Sequence("root", Child(type, true, ("items", Literal(new JsonArray(1), "Object"))), Line("after"))));
        var parent = lab.Run("w")!;
        lab.Resume(parent, parent.State.Bookmarks.Single().Id);
        lab.Lines.ShouldBe(["after"]);
        parent.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
