using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>docs/adr/0002: where the format is silent or the reference has a defect. Those with a place of their own are tested there.</summary>
public sealed class FormatDecisionTests
{
    private static JsonObject Say(string code) => Activity("WriteLine", "say", ("text", Script(code, "String")));

    [Fact]
    public void Numbers_without_a_value_should_become_null_where_they_would_be_stored()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Activity("RunJavaScript", "js", ("script", Literal("setVariable('A', [1 / 0, 0 / 0])"))), Event("Go"), Say("JSON.stringify(getVariable('A'))"))));
        lab.Run("w");
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["[null,null]"]);
    }

    [Fact]
    public void Workflow_input_should_be_kept_over_a_wait_and_the_resuming_input_should_win()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Event("Go"), Say("getInput('A') + getInput('b')"))));
        var instance = lab.Run("w", new Dictionary<string, object?> { ["A"] = "kept ", ["B"] = "old" })!;
        lab.Resume(instance, instance.State.Bookmarks.Single().Id, new Dictionary<string, object?> { ["b"] = "new" });
        lab.Lines.ShouldBe(["kept new"]);
    }

    [Fact]
    public void Variable_of_unknown_type_should_be_an_object()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Say("getThing()"), variables: [new JsonObject { ["id"] = "thing", ["name"] = "Thing", ["typeName"] = "Acme.Thing, Acme", ["value"] = "x" }]));
        lab.Run("w");
        lab.Lines.ShouldBe(["x"]);
    }

    [Fact]
    public void Start_at_no_instant_should_be_an_incident() =>
        Run(Activity("StartAt", "s")).Instance.State.Incidents.Single().Message.ShouldBe("Expected an instant in 'dateTime', but there is none.");

    [Fact]
    public void Bookmarks_of_an_instance_that_faults_should_be_kept_and_answer_nobody()
    {
        var (lab, instance) = Run(Activity("Parallel", "p", ("activities", new JsonArray(Event("wait"), Activity("Fault", "f", ("message", Literal("broken")))))));
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Bookmarks.Count.ShouldBe(1);
        var events = instance.Events.Count;
        lab.PublishEvent("wait");
        instance.Events.Count.ShouldBe(events);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public void Cancelled_instance_should_keep_the_statuses_of_its_activities_and_answer_nobody()
    {
        var (lab, instance) = Run(Sequence("root", Event("Go"), Line("never")));
        lab.Cancel(instance);
        instance.Events.ShouldNotContain(e => e is WorkflowEvent.ActivityCanceled);
        lab.PublishEvent("Go");
        lab.Lines.ShouldBeEmpty();
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public void Children_of_siblings_should_run_inside_their_parent_s_run_where_they_are_asked_for()
    {
        JsonObject Call(string id, string child) => Activity("ExecuteWorkflow", id, ("workflowDefinitionId", Literal(child)));
        var lab = Lab(FlowchartMode.Counter, Definition(Line("one"), "c1"), Definition(Line("two"), "c2"),
            Definition(Sequence("root", Activity("Parallel", "p", ("activities", new JsonArray(Call("x", "c1"), Line("sibling"), Call("y", "c2")))), Line("after"))));
        lab.Run("w");
        lab.Lines.ShouldBe(["one", "sibling", "two", "after"]);
    }

    [Fact]
    public void Connection_of_a_node_to_itself_should_not_count_when_the_start_is_sought() =>
        Run(Chart("flow", [Line("b"), Line("a")], "a.Again -> a", "a -> b")).Lab.Lines.ShouldBe(["a", "b"]);

    [Fact]
    public void Break_below_an_activity_of_a_flowchart_should_end_the_loop_but_not_the_flowchart()
    {
        var branch = Activity("If", "if", ("condition", Literal(true, "Boolean")), ("then", Activity("Break", "break")));
        var loop = Activity("While", "loop", ("condition", Literal(true, "Boolean")), ("body", Chart("flow", [branch, Line("follows")], "if -> follows")));
        Run(Sequence("root", loop, Line("after"))).Lab.Lines.ShouldBe(["follows", "after"]);
    }

    /// <summary>SPEC 5.4 and 7.2: a parent that waited goes on with the output of its child as input.</summary>
    [Theory]
    [InlineData("ExecuteWorkflow", true, "the child's"), InlineData("DispatchWorkflow", true, "the child's"), InlineData("ExecuteWorkflow", false, "the parent's")]
    public void Output_of_a_child_should_become_input_of_a_parent_that_waited_for_it(string type, bool childWaits, string expected)
    {
        var set = Activity("SetOutput", "o", ("outputName", Literal("A")), ("outputValue", Literal("the child's", "Object")));
        var call = Activity(type, "call", ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(true, "Boolean")));
        var lab = Lab(FlowchartMode.Counter, Definition(childWaits ? Sequence("r", Event("Go"), set) : set, "child"), Definition(Sequence("root", call, Say("getInput('A') + ', ' + getInput('B') + getInput('WorkflowStatus')"))));
        lab.Run("w", new Dictionary<string, object?> { ["A"] = "the parent's", ["B"] = "b" });
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe([$"{expected}, bnull"]);
    }

    [Fact]
    public void Workflow_that_is_named_by_its_id_should_be_used_even_if_it_does_not_offer_itself()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Line("inside"), "child"), Definition(Sequence("root", new JsonObject { ["id"] = "c", ["type"] = "child", ["workflowDefinitionId"] = "child" })));
        lab.Run("w");
        lab.Lines.ShouldBe(["inside"]);
    }

    [Fact]
    public void Accessor_should_find_a_name_with_an_underscore_before_a_digit_in_both_spellings()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", Say("getMy_1() + getMy1()")), variables: [new JsonObject { ["id"] = "v", ["name"] = "my_1", ["typeName"] = "String", ["value"] = "x" }]));
        lab.Run("w");
        lab.Lines.ShouldBe(["xx"]);
    }

    [Fact]
    public void Many_parallel_items_should_not_cost_more_each_than_a_few()
    {
        // Counted, not timed: what a run allocates for one item stays the same.
        static long PerItem(int items)
        {
            var fork = Activity("Fork", "f", ("joinMode", "WaitAny"), ("branches", new JsonArray(Event("e"), Sequence("s", Activity("SetName", "a"), Activity("SetName", "b")))));
            var loop = Activity("ParallelForEach", "p", ("items", Literal(new JsonArray([.. Enumerable.Range(0, items).Select(i => JsonValue.Create(i))]), "Object")), ("body", fork));
            var graph = WorkflowGraph.Compile(ApprovalFlow.Engine.Definitions.WorkflowDefinition.Load(Definition(loop)).Definition!, ApprovalFlow.Engine.Activities.ActivityRegistry.CreateCore());
            var before = GC.GetAllocatedBytesForCurrentThread();
            WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), DateTimeOffset.UnixEpoch).State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / items;
        }
        PerItem(100);
        PerItem(4_000).ShouldBeLessThan(PerItem(400) * 2);
    }
}
