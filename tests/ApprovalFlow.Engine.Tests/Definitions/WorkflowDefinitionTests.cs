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
    [InlineData("{\"inputs\":\"x\"}", "list-expected")]
    [InlineData("{\"variables\":5}", "list-expected")]
    [InlineData("{\"options\":[]}", "object-expected")]
    [InlineData("{\"inputs\":[{\"name\":\"A\"},{\"name\":\"a\"}]}", "inputs-duplicate")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Sequence\",\"activities\":[{\"$ref\":\"1\"}]}}", "reference-not-allowed")]
    [InlineData("{\"name\":\"\\ud800\"}", "json-invalid")]
    [InlineData("{\"other\":1e999}", "json-invalid")]
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
    public void Load_should_count_bytes_not_characters()
    {
        var load = WorkflowDefinition.Load("{\"name\":\"" + new string('办', WorkflowDefinition.MaxLength / 3 + 1) + "\"}");
        load.Problems.Single().Code.ShouldBe("definition-too-large");
        WorkflowDefinition.Load("{\"name\":\"" + new string('x', WorkflowDefinition.MaxLength / 2) + "\"}").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Load_should_keep_the_last_of_a_member_that_occurs_twice()
    {
        var definition = WorkflowDefinition.Load("""{ "definitionId": "a", "definitionId": "b", "root": { "id": "x", "type": "Elsa.Sequence", "text": 1, "text": 2.50 } }""").Definition!;
        definition.DefinitionId.ShouldBe("b");
        JsonElement.DeepEquals(JsonDocument.Parse(definition.ToJson()).RootElement, JsonDocument.Parse("""{ "definitionId": "b", "root": { "id": "x", "type": "Elsa.Sequence", "text": 2.50 } }""").RootElement).ShouldBeTrue();
        definition.With(new Dictionary<string, JsonNode?> { ["definitionId"] = "c" }).DefinitionId.ShouldBe("c");
    }

    [Fact]
    public void Load_should_read_on_where_only_the_document_has_errors()
    {
        var load = WorkflowDefinition.Load("""{ "version": "x", "inputs": [{ "name": "A" }, { "name": "a" }], "root": { "id": "f", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }], "connections": [{ "source": "a", "sourcePort": "Sideways", "target": "a" }] } }""");
        load.Definition.ShouldBeNull();
        load.Problems.Select(p => p.Code).ShouldBe(["version-invalid", "inputs-duplicate"]);
        WorkflowGraph.Validate(load.Readable!, ActivityRegistry.CreateCore()).ShouldContain(p => p.Code == "port-unknown");
    }

    [Fact]
    public void Load_should_say_of_broken_json_only_once_where_it_is() =>
        WorkflowDefinition.Load("{\n 'x': 1 }").Problems.Single().Message.ShouldBe("Expected JSON, but line 2, byte 2 is not: ''' is an invalid start of a property name. Expected a '\"'.");

    [Theory]
    [InlineData("""{ "id": "s", "type": "Elsa.Sequence", "activities": [{ "id": "i", "type": "Elsa.If", "then": { "$ref": "s" } }] }""", "reference-not-allowed", "i", "$.root.activities[0].then")]
    [InlineData("""{ "id": "s", "type": "Elsa.Sequence", "activities": [{ "id": "w", "type": "Elsa.WriteLine", "text": "\ud800" }] }""", "json-invalid", "w", "$.root.activities[0].text")]
    [InlineData("""{ "id": "s", "type": "Elsa.Sequence", "activities": "text" }""", "list-expected", "s", "$.root.activities")]
    [InlineData("""{ "id": "s", "type": "Elsa.Sequence", "variables": 5 }""", "list-expected", "s", "$.root.variables")]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "connections": true }""", "list-expected", "f", "$.root.connections")]
    [InlineData("""{ "id": "s", "type": "Elsa.Switch", "cases": "text" }""", "list-expected", "s", "$.root.cases")]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }], "connections": [{ "source": "a" }] }""", "connection-end-unknown", "f", "$.root.connections[0]")]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "activities": [{ "id": "a", "type": "Elsa.Start" }], "connections": [{ "source": "x", "target": "y" }] }""", "connection-end-unknown", "y", "$.root.connections[0]")]
    [InlineData("""{ "id": "r", "type": "Elsa.RunJavaScript", "script": "let = ;" }""", "expression-invalid", "r", "$.root.script")]
    [InlineData("""{ "id": "e", "type": "Elsa.ForEach", "items": { "typeName": "Object", "expression": { "type": "Object", "value": "[1," } } }""", "expression-invalid", "e", "$.root.items.expression.value")]
    [InlineData("""{ "id": "f", "type": "Elsa.Flowchart", "activities": [{ "id": "k", "type": "Elsa.FlowFork", "branches": ["A"] }, { "id": "b", "type": "Elsa.Start" }], "connections": [{ "source": { "activity": "k", "port": "B" }, "target": { "activity": "b" } }] }""", "port-unknown", "k", "$.root.connections[0]")]
    public void Problem_should_name_activity_and_path(string root, string code, string activity, string path)
    {
        var load = WorkflowDefinition.Load($$"""{ "definitionId": "d", "root": {{root}} }""");
        var problems = load.Readable is { } definition ? [.. load.Problems, .. WorkflowGraph.Validate(definition, ActivityRegistry.CreateCore())] : load.Problems;
        problems.ShouldContain(p => p.Code == code && p.ActivityId == activity && p.Path == path, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public void Reference_should_be_told_once()
    {
        var load = WorkflowDefinition.Load("""{ "root": { "type": "Elsa.Sequence", "activities": [{ "$ref": "1" }] } }""");
        load.Problems.Concat(WorkflowGraph.Validate(load.Readable!, ActivityRegistry.CreateCore())).Count(p => p.Path == "$.root.activities[0]").ShouldBe(1);
    }

    [Fact]
    public void Validate_should_look_outside_for_what_is_given_to_a_workflow_used_as_an_activity()
    {
        var child = WorkflowDefinition.Load(Definition(Sequence("cs", Line("c")), "child", [new JsonObject { ["id"] = "own", ["name"] = "Own", ["typeName"] = "String" }], new JsonObject { ["usableAsActivity"] = true }).Replace("\"root\"", "\"inputs\":[{\"name\":\"Text\",\"type\":\"String\"}],\"root\"", StringComparison.Ordinal)).Definition!;
        var use = new JsonObject { ["id"] = "c", ["type"] = "child", ["workflowDefinitionId"] = "child", ["text"] = Script("getOwn()") };
        WorkflowGraph.Validate(WorkflowDefinition.Load(Definition(Sequence("s", use))).Definition!, ActivityRegistry.CreateCore(), _ => child).ShouldContain(p => p.Code == "variable-unknown" && p.ActivityId == "c");
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
