using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>The worked examples of SPEC 12 and the node shapes of 12.2.</summary>
public sealed class WorkedExamplesTests
{
    private const string Order = """
        { "id": "order-v1", "definitionId": "order", "name": "Order approval", "version": 1, "toolVersion": "3.6.0.0",
          "variables": [ { "id": "v-total", "name": "Total", "typeName": "Decimal", "isArray": false, "value": "0", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" } ],
          "inputs": [ { "type": "Decimal", "name": "Amount" } ], "outputs": [ { "type": "String", "name": "Decision" } ], "outcomes": [ "Approved", "Rejected" ],
          "isLatest": true, "isPublished": true, "options": { "usableAsActivity": true },
          "root": { "id": "flow", "type": "Elsa.Flowchart", "variables": [],
            "activities": [
              { "id": "calc", "name": "Calc", "type": "Elsa.SetVariable", "customProperties": { "canStartWorkflow": true }, "variable": { "id": "v-total", "name": "Total", "typeName": "Decimal" },
                "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "getAmount() * 1.2" } } },
              { "id": "big", "name": "Big", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "return variables.Total > 1000" } } },
              { "id": "no", "type": "Elsa.Complete", "outcomes": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "['Rejected']" } } },
              { "id": "yes", "type": "Elsa.Complete", "outcomes": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "['Approved']" } } } ],
            "connections": [
              { "source": { "activity": "calc", "port": "Done" }, "target": { "activity": "big", "port": "In" } },
              { "source": { "activity": "big", "port": "True" }, "target": { "activity": "no", "port": "In" } },
              { "source": { "activity": "big", "port": "False" }, "target": { "activity": "yes", "port": "In" } } ] } }
        """;

    [Theory]
    [InlineData(1500, 1800, "no", "Rejected")]
    [InlineData(100, 120, "yes", "Approved")]
    public void Order_approval_should_end_with_the_outcome_of_its_amount(double amount, double total, string end, string outcome)
    {
        var lab = Lab(FlowchartMode.Counter, Order);
        var instance = lab.Run("order", new Dictionary<string, object?> { ["Amount"] = amount })!;

        instance.State.TryGetVariable("v-total", out var value).ShouldBeTrue();
        value.ShouldBe(total);
        instance.Events.OfType<WorkflowEvent.ActivityStarted>().Skip(1).Select(e => instance.Graph.ActivityAt(e.Node)!.Id).ShouldBe(["flow", "calc", "big", end]);
        instance.Events.OfType<WorkflowEvent.ActivityCompleted>().Last().Outcomes.ShouldBe([outcome]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Workflow_as_activity_should_hand_its_outcome_and_output_to_the_parent()
    {
        var sub = new JsonObject
        {
            ["id"] = "sub", ["type"] = "OrderApproval", ["workflowDefinitionId"] = "order", ["workflowDefinitionVersionId"] = "order-v1", ["version"] = 1,
            ["amount"] = Literal(1500, "Decimal"),
        };
        var lab = Lab(FlowchartMode.Counter, Order, Definition(Chart("flow", [sub, Line("yes"), Line("no")], "sub.Approved -> yes", "sub.Rejected -> no")));
        lab.Run("w");
        lab.Lines.ShouldBe(["no"]);
    }

    [Fact]
    public void Flow_switch_should_take_every_match_in_match_any_mode()
    {
        var cases = new JsonArray(
            new JsonObject { ["label"] = "Small", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getVariable('N') < 10" } },
            new JsonObject { ["label"] = "Even", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "getVariable('N') % 2 == 0" } });
        var root = Chart("flow", [Activity("FlowSwitch", "sw", ("mode", Literal("MatchAny", "SwitchMode")), ("cases", cases)), Line("small"), Line("even"), Line("other")], "sw.Small -> small", "sw.Even -> even", "sw.Default -> other");
        var lab = Lab(FlowchartMode.Counter, Definition(root, variables: [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "4" }]));
        lab.Run("w");
        lab.Lines.ShouldBe(["small", "even"]);
    }

    [Fact]
    public void Fork_should_complete_on_the_event_and_cancel_the_delay()
    {
        var fork = Activity("Fork", "fk", ("joinMode", "WaitAny"), ("branches", new JsonArray(Activity("Delay", "w1", ("timeSpan", Literal("00:00:05", "TimeSpan"))), Event("Go"))));
        var (lab, instance) = Run(Sequence("root", fork, Line("after")));
        instance.State.Bookmarks.Count.ShouldBe(2);
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["after"]);
        instance.State.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public void Dead_path_should_not_hold_up_the_join_behind_an_exclusive_decision()
    {
        var (lab, instance) = Run(Chart("flow", [Activity("Start", "s"), Decision("d", false), Line("x"), Line("a"), Line("T"), Line("e")], "s -> d", "s -> a", "d.True -> x", "x -> T", "a -> T", "T -> e"));
        lab.Lines.ShouldBe(["a", "T", "e"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Loop_drawn_in_a_flowchart_should_run_until_its_condition_fails(FlowchartMode mode)
    {
        var variable = new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "0" };
        JsonObject Set(string id, string code) => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = "n", ["name"] = "N" }), ("value", Script(code)));
        var check = Activity("FlowDecision", "check", ("condition", Script("getVariable('N') < 3", "Boolean")));
        var root = Chart("flow", [Set("init", "0"), check, Set("work", "getVariable('N') + 1"), Line("end")], "init -> check", "check.True -> work", "work -> check", "check.False -> end");
        var lab = Lab(mode, Definition(root, variables: [variable]));
        var instance = lab.Run("w")!;
        instance.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => e.Node == "flow:work").ShouldBe(3);
        lab.Lines.ShouldBe(["end"]);
        instance.State.IsFinished.ShouldBeTrue();
    }
}
