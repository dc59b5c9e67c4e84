using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 3 and 4 beyond the given cases: order, dead paths, ways back, cancelling, what ends what.</summary>
public sealed class FlowchartDetailTests
{
    private static int Runs(ApprovalFlow.Runtime.Workflows.LabInstance instance, string id) =>
        instance.Events.OfType<WorkflowEvent.ActivityStarted>().Count(e => instance.Graph.ActivityAt(e.Node)!.Id == id);

    [Fact]
    public void Children_scheduled_together_should_run_breadth_first()
    {
        var (lab, _) = Run(Activity("Parallel", "p", ("activities", new JsonArray(Sequence("x", Line("x1"), Line("x2")), Sequence("y", Line("y1"), Line("y2"))))));
        lab.Lines.ShouldBe(["x1", "y1", "x2", "y2"]);
        (lab, _) = Run(Chart("flow", [Activity("Start", "s"), Line("a"), Line("b"), Line("a2"), Line("b2"), Line("end")], "s -> a", "s -> b", "a -> a2", "b -> b2", "a2 -> end", "b2 -> end"));
        lab.Lines.ShouldBe(["a", "b", "a2", "b2", "end"]);
    }

    [Fact]
    public void Dead_path_of_thousands_of_activities_should_be_skipped()
    {
        const int n = 6_000;
        var activities = new List<JsonObject> { Decision("d", true), Line("yes"), Line("join") };
        activities.AddRange(Enumerable.Range(0, n).Select(i => Activity("End", "dead" + i)));
        var connections = new List<string> { "d.True -> yes", "yes -> join", "d.False -> dead0", $"dead{n - 1} -> join" };
        connections.AddRange(Enumerable.Range(1, n - 1).Select(i => $"dead{i - 1} -> dead{i}"));
        var (lab, instance) = Run(Chart("flow", [.. activities], [.. connections]));
        lab.Lines.ShouldBe(["yes", "join"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Invalid_way_back_should_fault_the_workflow_and_nothing_should_follow_the_flowchart()
    {
        var chart = Chart("flow", [Activity("Start", "s"), Line("a"), Line("b"), Line("c")], "s -> a", "s -> b", "a -> c", "b -> c", "c -> a");
        var (lab, instance) = Run(Sequence("root", chart, Line("after")));
        lab.Lines.ShouldBe(["a", "b", "c"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Incidents.Single().Message.ShouldBe("Invalid backward connection: Every path from the source ('c') must go through the target ('a') when tracing back to the start.");
    }

    [Theory]
    [InlineData("WaitAll"), InlineData("WaitAllActive")]
    public void Join_inside_a_loop_should_wait_for_both_branches_in_every_round(string mode)
    {
        JsonObject Set(string id, string code) => Activity("SetVariable", id, ("variable", new JsonObject { ["id"] = "n" }), ("value", Script(code)));
        var check = Activity("FlowDecision", "more", ("condition", Script("getN() < 3", "Boolean")));
        var chart = Chart("flow", [Activity("Start", "s"), Set("inc", "getN() + 1"), Line("a"), Event("b"), Join("j", mode), check, Line("end")],
            "s -> inc", "inc -> a", "inc -> b", "a -> j", "b -> j", "j -> more", "more.True -> inc", "more.False -> end");
        var lab = Lab(FlowchartMode.Counter, Definition(chart, variables: [new JsonObject { ["id"] = "n", ["name"] = "N", ["typeName"] = "Int32", ["value"] = "0", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }]));
        var instance = lab.Run("w")!;
        for (var round = 1; round <= 3; round++)
        {
            Runs(instance, "j").ShouldBe(round - 1);
            lab.PublishEvent("b");
            Runs(instance, "j").ShouldBe(round);
        }
        lab.Lines.ShouldBe(["a", "a", "a", "end"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Theory]
    [InlineData(FlowchartMode.Counter), InlineData(FlowchartMode.Token)]
    public void Any_join_should_cancel_a_nested_flowchart_that_still_waits(FlowchartMode mode)
    {
        var nested = Chart("nested", [Line("in"), Event("slow"), Line("never")], "in -> slow", "slow -> never");
        var (lab, instance) = Run(Chart("flow", [Activity("Start", "s"), nested, Event("fast"), Join("j", "WaitAny"), Line("after")], "s -> nested", "s -> fast", "nested -> j", "fast -> j", "j -> after"), mode);
        lab.PublishEvent("fast");
        lab.Lines.ShouldBe(["in", "after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        instance.Events.OfType<WorkflowEvent.ActivityCanceled>().Count().ShouldBe(2);
    }

    [Fact]
    public void Nested_forks_should_join_from_the_inside_out()
    {
        var (lab, instance) = Run(Chart("flow",
            [Activity("Start", "s"), Event("a"), Line("f"), Event("b"), Event("c"), Join("inner", "WaitAll"), Join("outer", "WaitAll"), Line("end")],
            "s -> a", "s -> f", "f -> b", "f -> c", "b -> inner", "c -> inner", "a -> outer", "inner -> outer", "outer -> end"));
        foreach (var name in new[] { "c", "a", "b" })
        {
            instance.State.IsFinished.ShouldBeFalse();
            lab.PublishEvent(name);
        }
        lab.Lines.ShouldBe(["f", "end"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void End_should_cancel_what_still_waits_in_its_flowchart_only()
    {
        var inner = Chart("inner", [Activity("Start", "s"), Event("slow"), Activity("End", "e")], "s -> slow", "s -> e");
        var (lab, instance) = Run(Sequence("root", inner, Line("after")));
        lab.Lines.ShouldBe(["after"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("For", "end"), InlineData("ForEach", "items"), InlineData("While", "condition")]
    public void Break_in_a_flowchart_inside_a_loop_should_end_the_flowchart_and_then_the_loop(string loop, string input)
    {
        JsonObject value = input switch { "end" => Literal(5, "Int32"), "items" => Literal(new JsonArray(1, 2, 3), "Object"), _ => Literal(true, "Boolean") };
        var body = Chart("body", [Line("turn"), Activity("Break", "b"), Line("never")], "turn -> b", "b -> never");
        var (lab, instance) = Run(Sequence("root", Activity(loop, "loop", (input, value), ("body", body)), Line("after")));
        lab.Lines.ShouldBe(["turn", "after"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Connection_without_a_port_should_follow_only_the_default_outcome()
    {
        var chart = Chart("flow", [Decision("d", true), Line("no"), Line("yes"), Line("next")], "d.True -> yes");
        var connections = (JsonArray)chart["connections"]!;
        connections.Add(JsonNode.Parse("""{ "source": { "activity": "d" }, "target": { "activity": "no" } }"""));
        connections.Add(JsonNode.Parse("""{ "source": { "activity": "yes", "port": null }, "target": { "activity": "next" } }"""));
        Run(chart).Lab.Lines.ShouldBe(["yes", "next"]);
    }

    [Fact]
    public void Only_one_root_of_a_flowchart_should_start_and_lonely_or_doubled_connections_should_not_matter()
    {
        Run(Chart("flow", [Line("a"), Line("b"), Line("c")], "b -> c")).Lab.Lines.ShouldBe(["a"]);
        Run(Chart("flow", [Line("a"), Line("b")], "a -> b", "a -> b", "a -> ghost", "ghost -> b")).Lab.Lines.ShouldBe(["a", "b"]);
        Run(Chart("flow", [Line("a"), Activity("WriteLine", "b", ("text", Literal("b")), ("customProperties", new JsonObject { ["CanStartWorkflow"] = true }))], "a -> b")).Lab.Lines.ShouldBe(["b"]);
        Run(Chart("flow", [Line("b"), Line("a")], "a -> b")).Lab.Lines.ShouldBe(["a", "b"], "the first without inbound connections");
        Run(Chart("flow", [Line("a"), Line("b"), Event("wait")], "a -> b", "b -> wait", "wait -> a")).Lab.Lines.ShouldBe(["a", "b"], "all have inbound connections: the first");
    }

    [Fact]
    public void Connections_laid_aside_should_come_back_when_both_ends_are_there_again()
    {
        var chart = Chart("flow", [Line("a"), Line("b"), new JsonObject { ["id"] = "u", ["type"] = "Acme.Unknown" }], "b -> u");
        chart["customProperties"] = new JsonObject { ["notFoundConnections"] = new JsonArray(
            JsonNode.Parse("""{ "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b", "port": "In" } }"""),
            JsonNode.Parse("""{ "source": { "activity": "a", "port": "Done" }, "target": { "activity": "u", "port": "In" } }"""),
            JsonNode.Parse("""{ "source": { "activity": "a", "port": "Done" }, "target": { "activity": "gone", "port": "In" } }""")) };
        var (lab, instance) = Run(chart);
        lab.Lines.ShouldBe(["a", "b"]);
        Runs(instance, "u").ShouldBe(1);
    }

    [Fact]
    public void Activity_that_was_not_found_should_be_tried_again_as_it_was()
    {
        var original = Line("back");
        foreach (JsonNode kept in new JsonNode[] { original.ToJsonString(), original.DeepClone() })
            Run(Sequence("root", new JsonObject { ["id"] = "x", ["type"] = "Elsa.NotFoundActivity", ["missingTypeName"] = "Elsa.WriteLine", ["originalActivityJson"] = kept })).Lab.Lines.ShouldBe(["back"]);

        foreach (var kept in new[] { "{ \"type\": \"Acme.Gone\" }", "{ broken", "{ \"type\": \"\\ud800\" }", "7" })
            Run(Sequence("root", new JsonObject { ["id"] = "x", ["type"] = "Elsa.NotFoundActivity", ["missingTypeName"] = "Acme.Gone", ["originalActivityJson"] = kept }))
                .Instance.State.Incidents.Single().Message.ShouldBe("Activity type 'Acme.Gone' version '0' could not be found.");
    }

    [Theory]
    [InlineData("Sequence"), InlineData("Parallel"), InlineData("Fork"), InlineData("Flowchart"), InlineData("ForEach"), InlineData("ParallelForEach"), InlineData("If"), InlineData("Switch"), InlineData("While"), InlineData("FlowNode")]
    public void Incident_in_any_container_should_leave_it_open_when_the_strategy_goes_on(string container)
    {
        var fault = Activity("Fault", "f", ("message", Literal("broken")));
        JsonObject root = container switch
        {
            "Sequence" => Sequence("c", fault, Line("never")),
            "Parallel" => Activity("Parallel", "c", ("activities", new JsonArray(fault, Line("sibling")))),
            "Fork" => Activity("Fork", "c", ("branches", new JsonArray(fault, Line("sibling")))),
            "Flowchart" => Chart("c", [Activity("Start", "s"), fault, Line("sibling"), Line("never")], "s -> f", "s -> sibling", "f -> never"),
            "ForEach" => Activity("ForEach", "c", ("items", Literal(new JsonArray(1, 2), "Object")), ("body", fault)),
            "ParallelForEach" => Activity("ParallelForEach", "c", ("items", Literal(new JsonArray(1, 2), "Object")), ("body", fault)),
            "If" => Activity("If", "c", ("condition", Literal(true, "Boolean")), ("then", fault)),
            "Switch" => Activity("Switch", "c", ("cases", new JsonArray()), ("default", fault)),
            "While" => Activity("While", "c", ("condition", Literal(true, "Boolean")), ("body", fault)),
            _ => Activity("FlowNode", "c", ("body", fault)),
        };
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", root, Line("never")), options: new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" }));
        var instance = lab.Run("w")!;
        lab.Lines.ShouldNotContain("never");
        lab.Lines.Contains("sibling").ShouldBe(container is "Parallel" or "Fork" or "Flowchart");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.State.IsStuck.ShouldBeTrue();
        instance.State.Incidents.Count.ShouldBe(container == "ParallelForEach" ? 2 : 1);
    }

    [Theory]
    [InlineData("a", "b", "c"), InlineData("c", "b", "a"), InlineData("b", "c", "a")]
    public void Bookmarks_of_parallel_branches_should_be_resumed_in_any_order(string first, string second, string third)
    {
        var fork = Activity("Fork", "f", ("branches", new JsonArray(Event("a"), Sequence("sb", Event("b"), Line("b done")), Chart("fc", [Event("c"), Line("c done")], "c -> c done"))));
        var (lab, instance) = Run(Sequence("root", fork, Line("end")));
        instance.State.Bookmarks.Count.ShouldBe(3);
        foreach (var name in new[] { first, second, third })
        {
            instance.State.IsFinished.ShouldBeFalse();
            lab.PublishEvent(name);
        }
        lab.Lines.Order(StringComparer.Ordinal).ShouldBe(["b done", "c done", "end"]);
        lab.Lines[^1].ShouldBe("end");
    }
}
