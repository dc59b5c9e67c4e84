using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>SPEC 5.5, 6 and 8.8: workflows used as activities, what goes in and comes out, and which version is meant.</summary>
public sealed class CompositeTests
{
    private static JsonObject Say(string id, string code) => Activity("WriteLine", id, ("text", Script(code, "String")));

    private static JsonObject Variable(string id, string type = "Object", string? value = null) =>
        new() { ["id"] = id, ["name"] = char.ToUpperInvariant(id[0]) + id[1..], ["typeName"] = type, ["value"] = value, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" };

    /// <summary>A definition that may be used as an activity.</summary>
    private static string Usable(string id, JsonObject root, string? inputs = null, string? outputs = null, string? outcomes = null, int version = 1, bool updates = false, JsonArray? variables = null)
    {
        JsonArray Names(string? names) => new([.. (names ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => new JsonObject { ["name"] = n.Split(':')[0], ["type"] = n.Contains(':') ? n.Split(':')[1] : "Object" })]);
        var json = (JsonObject)JsonNode.Parse(Definition(root, id, variables, new JsonObject { ["usableAsActivity"] = true, ["autoUpdateConsumingWorkflows"] = updates }))!;
        (json["inputs"], json["outputs"]) = (Names(inputs), Names(outputs));
        json["outcomes"] = new JsonArray([.. (outcomes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => JsonValue.Create(o))]);
        json["version"] = version;
        return json.ToJsonString();
    }

    private static JsonObject Use(string id, string definition, params (string Name, JsonNode? Value)[] members)
    {
        var json = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = char.ToUpperInvariant(definition[0]) + definition[1..], ["workflowDefinitionId"] = definition };
        foreach (var (name, value) in members) json[name] = value;
        return json;
    }

    private static JsonObject To(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private static (WorkflowLab Lab, LabInstance Instance) RunWith(JsonObject root, JsonArray? variables, params string[] others)
    {
        var lab = Lab(FlowchartMode.Counter, [.. others, Definition(root, variables: variables)]);
        return (lab, lab.Run("w", new Dictionary<string, object?> { ["X"] = "parent's" })!);
    }

    [Fact]
    public void Input_should_be_the_activity_s_own_even_when_the_parent_has_one_of_that_name()
    {
        var child = Usable("child", Sequence("r", Say("a", "getInput('X')"), Say("b", "getX()"), Say("c", "getInput('x')"), Say("d", "getInput('Y') ?? 'nothing'")), "X:String Y");
        RunWith(Sequence("root", Use("sub", "child", ("x", Literal(5))), Say("after", "getInput('X')")), null, child).Lab.Lines.ShouldBe(["5", "5", "5", "nothing", "parent's"]);
    }

    [Fact]
    public void Input_named_like_a_member_of_every_activity_should_be_written_with_an_underscore()
    {
        var child = Usable("child", Say("a", "getInput('Name') + getInput('Version')"), "Name Version");
        RunWith(Use("sub", "child", ("_name", Literal("n")), ("_version", Literal("v"))), null, child).Lab.Lines.ShouldBe(["nv"]);
    }

    [Fact]
    public void Outputs_should_come_from_set_output_from_bound_outputs_and_from_variables_of_that_name()
    {
        var child = Usable("child", Sequence("r",
                Sequence("deep", Activity("SetOutput", "s", ("outputName", Literal("one")), ("outputValue", Literal(1)))),
                Activity("RunJavaScript", "js", ("script", Literal("'two'")), ("result", To("Two"))),
                Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "three" }), ("value", Literal("three")))),
            outputs: "One:Int32 Two Three Unset", variables: [Variable("three")]);
        var use = Use("sub", "child", ("one", To("a")), ("two", To("b")), ("three", To("c")), ("unset", To("d")));
        var (lab, instance) = RunWith(Sequence("root", use, Say("say", "[getA(), getB(), getC(), getOneFromSub(), getOutputFrom('sub', 'Two')].join()")),
            [Variable("a", value: "old"), Variable("b", value: "old"), Variable("c", value: "old"), Variable("d", value: "kept")], child);
        lab.Lines.ShouldBe(["1,two,three,1,two"]);
        instance.State.Output.ShouldBeEmpty("the child's outputs are not the instance's");
        instance.State.TryGetVariable("d", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("'Yes'"), InlineData("['Yes']"), InlineData("['No', 'Yes']")]
    public void Complete_should_choose_the_outcome_and_end_what_encloses_it(string outcomes)
    {
        var complete = Activity("Complete", "c", ("outcomes", Script(outcomes)));
        var child = Usable("child", Chart("r", [Activity("For", "loop", ("end", Literal(5, "Int32")), ("body", Sequence("s", Line("turn"), complete, Line("never")))), Line("not after")], "loop -> not after"), outcomes: "Yes No");
        var (lab, instance) = RunWith(Activity("For", "outer", ("end", Literal(1, "Int32")), ("body", Chart("flow", [Use("sub", "child"), Line("yes"), Line("done")], "sub.Yes -> yes", "sub.Done -> done"))), null, child);
        lab.Lines.ShouldBe(["turn", "yes", "turn", "yes"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Complete_should_cancel_what_waits_inside_and_leave_what_waits_outside()
    {
        var child = Usable("child", Activity("Parallel", "p", ("activities", new JsonArray(Event("inside"), Activity("Complete", "c", ("outcomes", Literal("Out")))))), outcomes: "Out");
        var (lab, instance) = RunWith(Activity("Parallel", "p", ("activities", new JsonArray(Event("outside"), Chart("flow", [Use("sub", "child"), Line("out")], "sub.Out -> out")))), null, child);
        lab.Lines.ShouldBe(["out"]);
        instance.State.Bookmarks.Select(b => instance.Graph.ActivityAt(b.Node)!.Id).ShouldBe(["outside"]);
        lab.PublishEvent("outside");
        instance.State.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public void Wait_inside_should_be_resumed_by_the_activity_s_id_and_keep_inputs_and_variables()
    {
        var child = Usable("child", Sequence("r", Activity("SetVariable", "v", ("variable", new JsonObject { ["id"] = "mine" }), ("value", Script("getX() + 1"))), Event("Go"), Say("a", "getMine() + ' ' + getX()")), "X:Int32", variables: [Variable("mine", "Int32")]);
        var (lab, instance) = RunWith(Use("sub", "child", ("x", Literal("41"))), null, child);
        var bookmark = instance.State.Bookmarks.Single();
        instance.Graph.ActivityAt(bookmark.Node)!.Id.ShouldBe("Go");
        lab.Resume(instance, bookmark.Id);
        lab.Lines.ShouldBe(["42 41"]);
    }

    [Fact]
    public void Inner_variable_should_shadow_the_outer_one_of_its_name_and_die_with_its_container()
    {
        var inner = Sequence("inner", Say("a", "getN()"), Activity("RunJavaScript", "js", ("script", Literal("setVariable('N', 'changed'); setVariable('Fresh', 'new')"))), Say("b", "getN() + getVariable('Fresh')"));
        inner["variables"] = new JsonArray(new JsonObject { ["id"] = "n2", ["name"] = "N", ["typeName"] = "String", ["value"] = "inner" }, new JsonObject { ["typeName"] = "String", ["value"] = "unnamed" });
        var unnamed = Sequence("u", Say("c", "getVariable1()"));
        unnamed["variables"] = new JsonArray(new JsonObject { ["typeName"] = "String", ["value"] = "unnamed" });
        RunWith(Sequence("root", inner, unnamed, Say("d", "getN() + (getVariable('Fresh') ?? '')")), [Variable("n", "String", "outer")]).Lab.Lines.ShouldBe(["inner", "changednew", "unnamed", "outer"]);
    }

    [Fact]
    public void Output_bound_to_a_variable_named_like_a_workflow_output_should_reach_both()
    {
        var json = (JsonObject)JsonNode.Parse(Definition(Activity("RunJavaScript", "js", ("script", Literal("'x'")), ("result", To("r"))), variables: [Variable("r")]))!;
        json["outputs"] = new JsonArray(new JsonObject { ["name"] = "r", ["type"] = "String" });
        var instance = Lab(FlowchartMode.Counter, json.ToJsonString()).Run("w")!;
        instance.State.TryGetVariable("r", out var value).ShouldBeTrue();
        value.ShouldBe("x");
        instance.State.Output["r"].ShouldBe("x");
    }

    [Fact]
    public void Array_output_should_stay_a_list()
    {
        var json = (JsonObject)JsonNode.Parse(Definition(Activity("SetOutput", "s", ("outputName", Literal("Names")), ("outputValue", Script("['a', 'b']")))))!;
        json["outputs"] = new JsonArray(new JsonObject { ["name"] = "Names", ["type"] = "String", ["isArray"] = true });
        Lab(FlowchartMode.Counter, json.ToJsonString()).Run("w")!.State.Output["Names"].ShouldBe(new List<object?> { "a", "b" });
    }

    // ---- versions

    private static string Lines(WorkflowLab lab) { lab.Lines.Clear(); lab.Run("w"); return string.Join(",", lab.Lines); }

    [Theory]
    [InlineData("""{ "workflowDefinitionVersionId": "child-v1", "workflowDefinitionId": "child", "version": 2 }""", "one")]
    [InlineData("""{ "workflowDefinitionVersionId": "child-v1" }""", "one")]
    [InlineData("""{ "workflowDefinitionId": "child", "version": 1 }""", "one")]
    [InlineData("""{ "workflowDefinitionId": "child", "version": 9 }""", "two")]
    [InlineData("""{ "workflowDefinitionId": "child" }""", "two")]
    [InlineData("""{ "version": 1 }""", "one")]
    [InlineData("""{ "version": 7 }""", "two")]
    [InlineData("""{ }""", "two")]
    public void Version_should_be_found_by_its_id_then_by_number_then_the_published_one(string reference, string expected)
    {
        var use = (JsonObject)JsonNode.Parse(reference)!;
        (use["id"], use["type"]) = ("sub", "Child");
        Lines(Lab(FlowchartMode.Counter, Usable("child", Line("one")), Usable("child", Line("two"), version: 2), Definition(use))).ShouldBe(expected);
    }

    [Fact]
    public void Consumer_should_find_what_was_published_after_it()
    {
        var lab = Lab(FlowchartMode.Counter, Definition(Use("sub", "child")));
        lab.Run("w")!.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        lab.ImportAndPublish(Usable("child", Line("one"))).ShouldBeEmpty();
        Lines(lab).ShouldBe("one");
    }

    [Fact]
    public void Consumers_should_follow_directly_and_through_others_in_the_order_of_their_dependence()
    {
        // top uses middle and leaf; middle uses leaf and does not ask its own consumers to follow.
        var middle = Usable("middle", Sequence("r", Line("m"), Use("leaf1", "leaf", ("version", 1), ("workflowDefinitionVersionId", "leaf-v1"))));
        var top = Definition(Sequence("root", Use("leaf2", "leaf", ("version", 1), ("workflowDefinitionVersionId", "leaf-v1")), Use("mid", "middle", ("version", 1), ("workflowDefinitionVersionId", "middle-v1"))));
        var lab = Lab(FlowchartMode.Counter, Usable("leaf", Line("old"), updates: true), middle, top);
        Lines(lab).ShouldBe("old,m,old");
        lab.ImportAndPublish(Usable("leaf", Line("new"), updates: true)).ShouldBeEmpty();
        Lines(lab).ShouldBe("new,m,new");
        lab.Latest("w")!.Version.ShouldBe(2);
        lab.Latest("middle")!.Version.ShouldBe(2);
    }

    [Fact]
    public void Readonly_consumers_and_those_of_a_workflow_that_does_not_ask_for_it_should_stay()
    {
        var fixedOne = (JsonObject)JsonNode.Parse(Definition(Use("sub", "child", ("version", 1), ("workflowDefinitionVersionId", "child-v1"))))!;
        fixedOne["isReadonly"] = true;
        var lab = Lab(FlowchartMode.Counter, Usable("child", Line("old"), updates: true), fixedOne.ToJsonString());
        lab.PublishAgain("child").ShouldBeEmpty();
        lab.Latest("w")!.Version.ShouldBe(1);

        lab = Lab(FlowchartMode.Counter, Usable("child", Line("old")), Definition(Use("sub", "child", ("version", 1), ("workflowDefinitionVersionId", "child-v1"))));
        lab.ImportAndPublish(Usable("child", Line("new"))).ShouldBeEmpty();
        Lines(lab).ShouldBe("old");
    }

    [Fact]
    public void Running_instance_should_keep_its_version_for_life()
    {
        var lab = Lab(FlowchartMode.Counter, Usable("child", Sequence("r", Event("Go"), Line("old")), updates: true), Definition(Use("sub", "child")));
        lab.Run("w");
        lab.ImportAndPublish(Usable("child", Line("new"), updates: true)).ShouldBeEmpty();
        lab.PublishEvent("Go");
        lab.Lines.ShouldBe(["old"]);
        Lines(lab).ShouldBe("new");
    }

    [Fact]
    public void Duplicate_inputs_and_outputs_should_be_one_error_each_and_nothing_published()
    {
        var lab = new WorkflowLab(ApprovalFlow.Engine.Activities.ActivityRegistry.CreateCore(), FlowchartMode.Counter);
        var errors = lab.ImportAndPublish(Usable("child", Line("x"), "A B a b C", "O O"));
        errors.Select(e => e.Message).ShouldBe(["The following inputs are defined more than once: A, B", "The following outputs are defined more than once: O"]);
        lab.Published("child").ShouldBeNull();
    }
}
