using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 2.2 and 6.5: every shape in which an input may be written, and what becomes of its value.</summary>
public sealed class InputShapeTests
{
    private static JsonObject Expression(string type, JsonNode? value, string typeName = "Object") =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private static string Written(JsonNode? text, JsonArray? variables = null, Dictionary<string, object?>? input = null)
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Activity("WriteLine", "w", ("text", text)), variables: variables));
        var instance = lab.Run("w", input)!;
        instance.State.Incidents.ShouldBeEmpty();
        return lab.Lines.Single();
    }

    [Fact]
    public void Plain_values_should_be_literals()
    {
        Written("Hi").ShouldBe("Hi");
        Written(5).ShouldBe("5");
        Written(true).ShouldBe("True");
        Written(null).ShouldBe("");
        Written(new JsonArray(1, "a")).ShouldBe("[1,\"a\"]");
    }

    [Fact]
    public void Incomplete_inputs_should_be_no_input_and_no_error()
    {
        Written(new JsonObject { ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "x" } }).ShouldBe("", "no typeName");
        Written(new JsonObject { ["typeName"] = "String" }).ShouldBe("", "no expression");
        Written(new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["value"] = "x" } }).ShouldBe("", "no expression type");
        Written(Expression("Liquid", "{{ x }}")).ShouldBe("", "unknown expression type");
        Written(Expression("Delegate", null)).ShouldBe("");
    }

    [Fact]
    public void Literals_should_become_the_type_of_the_input_and_not_the_one_written_beside_them()
    {
        Written(Expression("Literal", 1.5, "Int32")).ShouldBe("1.5");
        Written(Expression("Literal", true)).ShouldBe("True");
        Written(Expression("Literal", new JsonObject { ["a"] = 1 })).ShouldBe("{\"a\":1}");
    }

    [Fact]
    public void Type_wrappers_inside_a_literal_should_be_taken_off()
    {
        Written(Expression("Literal", JsonNode.Parse("""{ "_type": "Object[]", "items": [1, 2] }"""))).ShouldBe("[1,2]");
        Written(Expression("Literal", JsonNode.Parse("""{ "_type": "String[]", "values": ["a"] }"""))).ShouldBe("[\"a\"]");
        Written(Expression("Literal", JsonNode.Parse("""{ "_type": "Thing", "a": { "_type": "Other", "b": 1 } }"""))).ShouldBe("{\"a\":{\"b\":1}}");
    }

    [Fact]
    public void Object_expressions_should_be_parsed()
    {
        Written(Expression("Object", "\"text\"")).ShouldBe("text");
        Written(Expression("Json", "[1, 2]")).ShouldBe("[1, 2]", "text that is JSON stays as it was written");
        Written(Expression("Object", "  ")).ShouldBe("");
        var items = Activity("ForEach", "fe", ("items", Expression("Object", "[1, \"b\", true]")), ("body", Activity("WriteLine", "w", ("text", Script("getCurrentValue()", "String")))));
        Run(items).Lab.Lines.ShouldBe(["1", "b", "True"]);
    }

    [Fact]
    public void Variable_expressions_should_be_read_as_objects_and_as_text()
    {
        JsonArray Variables() => [new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = "String", ["value"] = "set" }];
        Written(Expression("Variable", new JsonObject { ["id"] = "v", ["name"] = "V" }), Variables()).ShouldBe("set");
        Written(Expression("Variable", """{"id":"v"}"""), Variables()).ShouldBe("set");
        Written(Expression("Variable", null), Variables()).ShouldBe("");
        Written(Expression("Variable", """{"id":"\ud800"}"""), Variables()).ShouldBe("", "half a character is no id");
    }

    [Fact]
    public void Input_expressions_should_find_the_input_in_any_case()
    {
        var given = new Dictionary<string, object?> { ["amount"] = 5d };
        Written(Expression("Input", new JsonObject { ["name"] = "Amount" }), input: given).ShouldBe("5");
        Written(Expression("Input", """{"name":"AMOUNT"}"""), input: given).ShouldBe("5");
        Written(Expression("Input", new JsonObject { ["name"] = "Nobody" }), input: given).ShouldBe("");
    }

    [Theory]
    [InlineData("WaitAny", "any"), InlineData("waitany", "any"), InlineData(2, "any"), InlineData("2", "any")]
    [InlineData("WaitAll", "all"), InlineData(0, "all"), InlineData("nonsense", "all")]
    public void Join_mode_should_be_read_by_name_and_by_number(object mode, string expected)
    {
        var value = mode is int number ? JsonValue.Create(number) : JsonValue.Create((string)mode);
        foreach (var input in new[] { Literal(value, "FlowJoinMode"), Script(mode is int n ? $"{n}" : $"'{mode}'") })
        {
            var (lab, _) = Run(Chart("flow", [Activity("Start", "s"), Line("fast"), Event("slow"), Activity("FlowJoin", "j", ("mode", input)), Line("after")],
                "s -> fast", "s -> slow", "fast -> j", "slow -> j", "j -> after"));
            lab.Lines.Contains("after").ShouldBe(expected == "any");
        }
    }

    [Theory]
    [InlineData("\"MatchAny\"", 2), InlineData("\"matchany\"", 2), InlineData("1", 2), InlineData("\"MatchFirst\"", 1), InlineData("0", 1)]
    public void Switch_mode_should_be_read_by_name_and_by_number(string mode, int runs)
    {
        JsonObject Case(string label, JsonObject? activity) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = true }, ["activity"] = activity };
        var input = Literal(JsonNode.Parse(mode), "SwitchMode");
        Run(Activity("Switch", "sw", ("mode", input), ("cases", new JsonArray(Case("A", Line("a")), Case("B", Line("b")))))).Lab.Lines.Count.ShouldBe(runs);
        Run(Chart("flow", [Activity("FlowSwitch", "sw", ("mode", input.DeepClone()), ("cases", new JsonArray(Case("A", null), Case("B", null)))), Line("a"), Line("b")], "sw.A -> a", "sw.B -> b"))
            .Lab.Lines.Count.ShouldBe(runs);
    }

    [Theory]
    [InlineData("\"WaitAny\""), InlineData("\"waitAny\""), InlineData("1"), InlineData("""{ "typeName": "ForkJoinMode", "expression": { "type": "Literal", "value": "WaitAny" } }""")]
    public void Fork_join_mode_should_be_read_in_every_spelling(string mode) =>
        Run(Sequence("root", Activity("Fork", "f", ("joinMode", JsonNode.Parse(mode)), ("branches", new JsonArray(Sequence("a", Line("one"), Line("two")), Event("slow")))), Line("after")))
            .Lab.Lines.ShouldBe(["one", "two", "after"]);

    [Fact]
    public void Scripts_should_be_allowed_wherever_an_input_is()
    {
        var fork = Activity("FlowFork", "f", ("branches", Script("['A', 'B']")));
        Run(Chart("flow", [fork, Line("a"), Line("b"), Line("c")], "f.A -> a", "f.B -> b", "f.C -> c")).Lab.Lines.ShouldBe(["a", "b"]);

        var (lab, instance) = Run(Sequence("root", Activity("Delay", "d", ("timeSpan", Script("'00:00:0' + (2 + 3)"))), Line("after")));
        instance.State.Bookmarks.Single().ResumeAt.ShouldBe(lab.Now.AddSeconds(5));

        (lab, instance) = Run(Activity("Event", "e", ("eventName", Script("'Go' + 1"))));
        lab.PublishEvent("Go1");
        instance.State.IsFinished.ShouldBeTrue();

        (lab, _) = Run(Activity("For", "l", ("start", Script("'1'")), ("end", Script("1 + 2")), ("step", Script("2")), ("outerBoundInclusive", Script("false")), ("body", Activity("WriteLine", "w", ("text", Script("getCurrentValue()", "String"))))));
        lab.Lines.ShouldBe(["1"]);
    }

    [Fact]
    public void Inputs_without_a_value_should_leave_loops_within_their_defaults()
    {
        var empty = new JsonObject { ["typeName"] = "Int32" };
        var (lab, instance) = Run(Activity("For", "l", ("start", empty.DeepClone()), ("end", empty.DeepClone()), ("outerBoundInclusive", Literal(true, "Boolean")), ("body", Line("once"))));
        lab.Lines.ShouldBe(["once"]);
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Theory]
    [InlineData("abc", "Int32", 0d), InlineData("12", "Int32", 12d), InlineData("1.25", "Decimal", 1.25)]
    [InlineData("TRUE", "Boolean", true), InlineData("nonsense", "Boolean", false), InlineData("x", "String", "x")]
    public void Assigned_values_should_become_the_type_of_the_variable(string given, string type, object expected)
    {
        var set = Activity("SetVariable", "s", ("variable", new JsonObject { ["id"] = "v" }), ("value", Literal(given)));
        var lab = Lab(FlowchartMode.Counter, Definition(set, variables: [new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = type }]));
        lab.Run("w")!.State.TryGetVariable("v", out var value).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("String", true, "[\"a\",\"b\"]", "[\"a\",\"b\"]"), InlineData("Int32", true, "[1,\"2\"]", "[1,2]"), InlineData("String", true, "a", "[\"a\"]")]
    [InlineData("Int32", false, "7", "7"), InlineData("Int32", false, "abc", ""), InlineData("Boolean", false, "abc", ""), InlineData("Boolean", false, "true", "True")]
    [InlineData("ObjectDictionary", false, "{\"a\":1}", "{\"a\":1}"), InlineData("JSON", false, "{\"a\":[1]}", "{\"a\":[1]}"), InlineData("List<Int32>", false, "[\"3\"]", "[3]")]
    public void Defaults_of_variables_should_be_read_from_text(string type, bool isArray, string value, string expected) =>
        Written(Expression("Variable", new JsonObject { ["id"] = "v" }), [new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = type, ["isArray"] = isArray, ["value"] = value }]).ShouldBe(expected);

    [Theory]
    [InlineData("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", true), InlineData("WorkflowInstanceStorageDriver", true), InlineData("workflowstoragedriver", true)]
    [InlineData("Elsa.Workflows.Services.WorkflowStorageDriver, Elsa.Workflows.Core", true), InlineData("Elsa.Workflows.Core.Services.WorkflowStorageDriver, Elsa.Workflows.Core", true)]
    [InlineData("MemoryStorageDriver", false), InlineData(null, false)]
    public void Storage_drivers_should_be_known_by_every_name_they_had(string? driver, bool persistent)
    {
        var set = Activity("SetVariable", "s", ("variable", new JsonObject { ["id"] = "v" }), ("value", Literal("new")));
        var say = Activity("WriteLine", "w", ("text", Expression("Variable", new JsonObject { ["id"] = "v" })));
        var lab = Lab(FlowchartMode.Counter, Definition(Sequence("root", set, Event("Go"), say), variables: [new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = "String", ["value"] = "old", ["storageDriverTypeName"] = driver }]));
        lab.Run("w");
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe([persistent ? "new" : "old"]);
    }

    [Fact]
    public void Member_names_should_be_read_in_any_case()
    {
        const string json = """
            { "ID": "w-v1", "DefinitionId": "w", "Version": "2", "Variables": [ { "ID": "v", "NAME": "V", "TypeName": "String", "Value": "x" } ],
              "Root": { "Type": "Elsa.Sequence", "Id": "root", "Activities": [ { "TYPE": "Elsa.WriteLine", "Id": 7, "Text": { "TypeName": "String", "Expression": { "Type": "Variable", "Value": { "Id": "v" } } } } ] } }
            """;
        var lab = Lab(FlowchartMode.Counter, json);
        var instance = lab.Run("w")!;
        lab.Lines.ShouldBe(["x"]);
        instance.State.Version.ShouldBe(2);
        instance.Graph.Activities.Select(a => a.Id).ShouldBe(["root", "7"]);
    }

    [Fact]
    public void Half_a_character_cut_out_by_a_script_should_neither_be_stored_nor_throw()
    {
        var name = Activity("Event", "e", ("eventName", Script("'\\u{20BB7}\\u{91CE}'.substring(0, 1)")));
        var (_, instance) = Run(name);
        instance.State.Bookmarks.Count.ShouldBe(1);
        Run(Activity("RunJavaScript", "js", ("script", Literal("JSON.parse('\"x\"'); setVariable('a', { '\\ud800': ['\\udc00'] })")))).Instance.State.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public void Spans_beyond_the_calendar_should_end_with_it()
    {
        Run(Activity("Delay", "d", ("timeSpan", Literal("10675199.02:48:05.4775807", "TimeSpan")))).Instance.State.Bookmarks.Single().ResumeAt!.Value.Year.ShouldBe(9999);
        Run(Activity("Timer", "t", ("interval", Literal("-10675199.02:48:05.4775808", "TimeSpan")))).Instance.State.Bookmarks.Single().ResumeAt!.Value.Year.ShouldBe(1);
        var trigger = Activity("Timer", "t", ("interval", Literal("10675199.00:00:00", "TimeSpan")), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }));
        Lab(FlowchartMode.Counter, Definition(trigger)).Definitions.Count.ShouldBe(1);
    }
}
