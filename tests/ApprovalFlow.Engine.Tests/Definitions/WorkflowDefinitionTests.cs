using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Definitions;

public sealed class WorkflowDefinitionTests
{
    private static IReadOnlyList<DefinitionProblem> Validate(JsonObject root) => WorkflowGraph.Validate(WorkflowDefinition.Load(Definition(root)).Definition!, ActivityRegistry.CreateCore());

    [Fact]
    public void Load_should_tell_where_the_text_is_not_json()
    {
        var load = WorkflowDefinition.Load("{ \"id\": \"a\",\n \"root\": { \"type\": }", "broken.json");
        load.Definition.ShouldBeNull();
        var problem = load.Problems.Single();
        problem.Code.ShouldBe("json-invalid");
        problem.File.ShouldBe("broken.json");
        problem.Message.ShouldContain("line 2");
    }

    [Theory]
    [InlineData("[1]", "definition-not-an-object")]
    [InlineData("{\"root\":[]}", "root-not-an-object")]
    [InlineData("{\"version\":\"x\"}", "version-invalid")]
    [InlineData("{\"inputs\":[{\"name\":\"A\"},{\"name\":\"a\"}]}", "inputs-duplicate")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Sequence\",\"activities\":[{\"$ref\":\"1\"}]}}", "reference-not-allowed")]
    [InlineData("{\"name\":\"\\ud800\"}", "json-invalid")]
    public void Load_should_refuse_what_is_no_definition(string json, string code)
    {
        var load = WorkflowDefinition.Load(json);
        load.Definition.ShouldBeNull();
        load.Problems.ShouldContain(p => p.Code == code && p.Severity == ProblemSeverity.Error);
    }

    [Fact]
    public void Load_should_refuse_a_document_of_more_than_two_megabytes()
    {
        var load = WorkflowDefinition.Load("{\"name\":\"" + new string('x', WorkflowDefinition.MaxLength) + "\"}");
        load.Problems.Single().Code.ShouldBe("definition-too-large");
    }

    [Fact]
    public void Load_should_refuse_nesting_without_end()
    {
        var load = WorkflowDefinition.Load(string.Concat(Enumerable.Repeat("{\"root\":", 10_000)) + "1" + new string('}', 10_000));
        load.Problems.Single().Code.ShouldBe("definition-too-deep");
    }

    [Fact]
    public void Save_should_keep_what_is_not_understood()
    {
        const string json = """
            { "$schema": "s", "definitionId": "d", "futureMember": { "a": [1, 2.50, "ü漢"] }, "root": { "type": "Acme.Custom", "id": "x", "secretSauce": { "typeName": "Acme.Thing", "expression": { "type": "Liquid", "value": "{{ x }}" } },
              "nested": { "type": "Acme.Other", "id": "y" }, "metadata": { "designer": { "position": { "x": 1.5, "y": -2 } } } } }
            """;
        var saved = WorkflowDefinition.Load(json).Definition!.ToJson();
        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(saved).RootElement).ShouldBeTrue();
        WorkflowDefinition.Load(saved).Definition!.ContentHash.ShouldBe(WorkflowDefinition.Load(json).Definition!.ContentHash);
    }

    [Fact]
    public void Content_hash_should_not_depend_on_spelling_but_on_content()
    {
        string Hash(string json) => WorkflowDefinition.Load(json).Definition!.ContentHash;
        Hash("{\"definitionId\":\"d\",\"version\":1.0}").ShouldBe(Hash("{ \"version\": 1, \"definitionId\": \"\\u0064\" }"));
        Hash("{\"definitionId\":\"d\"}").ShouldNotBe(Hash("{\"definitionId\":\"e\"}"));
    }

    [Fact]
    public void Validate_should_tell_all_problems_at_once_with_activity_and_path()
    {
        var broken = Activity("WriteLine", "w", ("text", Script("1 +")));
        var unknown = new JsonObject { ["id"] = "u", ["type"] = "Acme.Unknown" };
        var set = Activity("SetVariable", "s", ("variable", new JsonObject { ["id"] = "nowhere" }));
        var problems = Validate(Chart("flow", [Activity("Start", "start"), broken, unknown, set, Line("lost"), Decision("d", true)], "start -> w", "start.Sideways -> u", "start -> ghost", "w -> s", "u -> d", "d.Perhaps -> s"));

        problems.ShouldContain(p => p.Code == "expression-invalid" && p.ActivityId == "w" && p.Path == "$.root.activities[1].text.expression.value");
        problems.ShouldContain(p => p.Code == "activity-type-unknown" && p.ActivityId == "u" && p.Severity == ProblemSeverity.Warning);
        problems.ShouldContain(p => p.Code == "port-unknown" && p.ActivityId == "start" && p.Path == "$.root.connections[1]");
        problems.ShouldContain(p => p.Code == "port-unknown" && p.ActivityId == "d");
        problems.ShouldContain(p => p.Code == "connection-end-unknown" && p.ActivityId == "ghost" && p.Path == "$.root.connections[2]");
        problems.ShouldContain(p => p.Code == "variable-unknown" && p.ActivityId == "s");
        problems.ShouldContain(p => p.Code == "activity-unreachable" && p.ActivityId == "lost");
        problems.ShouldAllBe(p => p.Message.StartsWith("Expected ", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_should_find_a_way_back_that_does_not_dominate_its_source() =>
        Validate(Chart("flow", [Activity("Start", "s"), Line("a"), Line("b"), Line("c")], "s -> a", "s -> b", "a -> c", "b -> c", "c -> a"))
            .ShouldContain(p => p.Code == "connection-backward-invalid" && p.ActivityId == "c");

    [Fact]
    public void Validate_should_find_a_workflow_that_contains_itself()
    {
        var json = Definition(new JsonObject { ["id"] = "me", ["type"] = "Self", ["workflowDefinitionId"] = "self" }, "self", options: new JsonObject { ["usableAsActivity"] = true });
        var definition = WorkflowDefinition.Load(json).Definition!;
        WorkflowGraph.Validate(definition, ActivityRegistry.CreateCore(), _ => definition).ShouldContain(p => p.Code == "definition-cycle");
    }

    [Fact]
    public void Validate_should_find_nothing_wrong_with_seven_thousand_activities_in_a_row()
    {
        var activities = Enumerable.Range(0, 7_000).Select(i => Line("a" + i)).ToArray();
        var problems = Validate(Chart("flow", activities, [.. Enumerable.Range(0, 6_999).Select(i => $"a{i} -> a{i + 1}")]));
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void Missing_ids_should_be_given_by_type_and_number()
    {
        var definition = WorkflowDefinition.Load("""{ "root": { "type": "Elsa.Sequence", "activities": [ { "type": "Elsa.WriteLine" }, { "type": "Elsa.WriteLine", "id": "WriteLine1" }, { "type": "Elsa.WriteLine" } ] } }""").Definition!;
        WorkflowGraph.Compile(definition, ActivityRegistry.CreateCore()).Activities.Select(a => a.Id).ShouldBe(["Sequence1", "WriteLine2", "WriteLine1", "WriteLine3"]);
    }

    [Theory]
    [InlineData("""[ { "source": "a", "sourcePort": "Done", "target": "b", "targetPort": "In" } ]""")]
    [InlineData("""{ "$values": [ { "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b" } } ] }""")]
    [InlineData("""{ "source": { "activity": "a" }, "target": { "activity": "b" } }""")]
    [InlineData("""[ { "Source": { "Activity": "a", "Port": "Done" }, "Target": { "Activity": "b", "Port": "In" } } ]""")]
    public void Connections_should_be_read_in_every_shape_there_ever_was(string connections)
    {
        var chart = Chart("flow", [Line("a"), Line("b")]);
        chart["connections"] = JsonNode.Parse(connections);
        Run(chart).Lab.Lines.ShouldBe(["a", "b"]);
    }
}
