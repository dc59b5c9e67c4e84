using System.Text;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Designing;

/// <summary>What a drawing does not accept: each refusal has a code, a sentence in both languages, and changes nothing.</summary>
public sealed class DesignRefusalTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());

    public static TheoryData<string, DesignCommand> Refused { get; } = new()
    {
        { "design-port-unknown", new DesignCommand.Connect(new("accept", "Fly", "review")) },
        { "design-port-unknown", new DesignCommand.Connect(new("end-grant", "Done", "review")) },
        { "design-connection-to-itself", new DesignCommand.Connect(new("accept", "Accept", "accept")) },
        { "design-connection-exists", new DesignCommand.Connect(new("start", "Done", "accept")) },
        { "design-connection-into-start", new DesignCommand.Connect(new("accept", "Accept", "start")) },
        { "design-connection-unknown", new DesignCommand.Bend(new("accept", "Fly", "review"), []) },
        { "design-activity-unknown", new DesignCommand.Connect(new("nobody", "Done", "accept")) },
        { "design-activity-unknown", new DesignCommand.Move(["accept", "nobody"], 1, 1) },
        { "design-activity-unknown", new DesignCommand.Delete(["accept", "nobody"], [], []) },
        { "design-comment-unknown", new DesignCommand.Delete(["accept"], [], ["nothing"]) },
        { "design-flow-unknown", new DesignCommand.Add("elsewhere", "Elsa.End", 0, 0) },
        { "design-type-unknown", new DesignCommand.Add("flow", "System.Diagnostics.Process", 0, 0) },
        { "design-start-twice", new DesignCommand.Add("flow", "Elsa.Start", 0, 0) },
        { "design-position-invalid", new DesignCommand.Add("flow", "Elsa.End", double.NaN, 0) },
        { "design-position-invalid", new DesignCommand.Move(["accept"], 1e9, 0) },
        { "design-nothing-to-align", new DesignCommand.Align(["accept"], Alignment.Left) },
        { "design-name-empty", new DesignCommand.Rename("accept", "  ", "x") },
        { "design-text-markup", new DesignCommand.Rename("accept", "<script>alert(1)</script>", "x") },
        { "design-text-hidden-characters", new DesignCommand.Rename("accept", "受理\u202e理受", "x") },
        { "design-text-hidden-characters", new DesignCommand.Rename("accept", "受理\0", "x") },
        { "design-text-too-long", new DesignCommand.Rename("accept", new string('长', 101), "x") },
        { "design-input-unknown", new DesignCommand.SetInput("accept", "__proto__", new DesignValue.Text("x")) },
        { "design-input-not-expression", new DesignCommand.SetInput("accept", "duty", new DesignValue.Script("1")) },
        { "design-value-not-offered", new DesignCommand.SetInput("accept", "role", new DesignValue.Text("king")) },
        { "design-value-not-offered", new DesignCommand.SetInput("accept", "outcomes", new DesignValue.List(["Fly"])) },
        { "design-value-invalid", new DesignCommand.SetInput("accept", "limitDays", new DesignValue.Number(-1)) },
        { "design-value-invalid", new DesignCommand.SetInput("accept", "limitDays", new DesignValue.Number(0.3)) },
        { "design-value-invalid", new DesignCommand.SetInput("accept", "limitDays", new DesignValue.Text("soon")) },
        { "design-identifier-invalid", new DesignCommand.DeclareInput("a b", "String", "", "") },
        { "design-identifier-taken", new DesignCommand.DeclareVariable("COUNTYCODE", "String") },
        { "design-identifier-unknown", new DesignCommand.Undeclare("nothing") },
        { "design-head-unknown", new DesignCommand.SetHead("isPublished", "true") },
        { "design-value-invalid", new DesignCommand.SetHead("promisedDays", "soon") },
        { "design-clip-invalid", new DesignCommand.Paste("flow", "{\"approvalflow-clip\":1,\"activities\":[{\"id\":1}]}", 0, 0) },
        { "design-clip-invalid", new DesignCommand.Paste("flow", new string('[', 500), 0, 0) },
        { "design-port-not-embedded", new DesignCommand.Embed("accept", "body") },
        { "design-text-too-long", new DesignCommand.AddComment("flow", new string('长', 2001), 0, 0) },
        { "design-input-unknown", new DesignCommand.SetCases("accept", []) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Command_should_be_refused_and_change_nothing(string code, DesignCommand command)
    {
        var design = DesignWalkTests.Open("AJJ-001-A");
        var before = design.ToJson();
        var refusal = design.Apply(command).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldStartWith("Expected ");
        DesignText.In("zh-CN", refusal).ShouldContain("。");
        DesignText.In("en", refusal).ShouldBe(refusal.Message);
        design.ToJson().ShouldBe(before);
        design.CanUndo.ShouldBeFalse();
    }

    [Fact]
    public void Connection_between_two_flowcharts_should_be_refused()
    {
        var design = DesignWalkTests.Open("foreign");
        design.Apply(new DesignCommand.Connect(new("a", "Done", "c"))).Refusal!.Code.ShouldBe("design-connection-across");
    }

    [Fact]
    public void Step_whose_department_an_expression_tells_should_not_be_dropped_in_another_lane()
    {
        var design = DesignWalkTests.Open("AJJ-001-A");
        design.Apply(new DesignCommand.SetInput("accept", "departmentId", new DesignValue.Script("getInput(\"department\")")));
        var before = design.ToJson();
        design.Apply(new DesignCommand.Move(["review", "accept"], 0, 100, "dept-ghj")).Refusal!.Code.ShouldBe("design-lane-by-expression");
        design.ToJson().ShouldBe(before);
    }

    [Fact]
    public void Switch_with_two_branches_of_one_name_should_be_refused()
    {
        var design = DesignWalkTests.Open("empty");
        var id = design.Apply(new DesignCommand.Add("flow", "Elsa.FlowSwitch", 0, 0)).Delta!.Chosen[0];
        design.Apply(new DesignCommand.SetCases(id, [new("甲", "true"), new("甲", "false")])).Refusal!.Code.ShouldBe("design-label-duplicate");
    }

    [Theory]
    [InlineData("json-invalid", "{ \"root\": ")]
    [InlineData("definition-not-an-object", "[1]")]
    [InlineData("design-root-not-flowchart", """{ "root": { "id": "r", "type": "Elsa.Sequence" } }""")]
    [InlineData("design-id-duplicate", """{ "root": { "id": "r", "type": "Elsa.Flowchart", "activities": [ { "id": "a", "type": "Elsa.End" }, { "id": "a", "type": "Elsa.End" } ] } }""")]
    [InlineData("design-member-twice", """{ "root": { "id": "r", "type": "Elsa.Flowchart", "TYPE": "Elsa.Flowchart" } }""")]
    [InlineData("reference-not-allowed", """{ "root": { "$ref": "1", "type": "Elsa.Flowchart" } }""")]
    public void Hostile_document_should_be_refused(string code, string json) => FlowDesign.Open(json, Registry).Refusal!.Code.ShouldBe(code);

    [Fact]
    public void Document_nested_too_deep_should_be_refused() =>
        FlowDesign.Open(string.Concat(Enumerable.Repeat("{\"root\":", 300)) + "1" + new string('}', 300), Registry).Refusal!.Code.ShouldBe("definition-too-deep");

    [Fact]
    public void Document_of_more_than_two_million_characters_should_be_refused() =>
        FlowDesign.Open($$"""{ "name": "{{new string('x', 2_200_000)}}" }""", Registry).Refusal!.Code.ShouldBe("definition-too-large");

    [Fact]
    public void An_edit_that_makes_the_document_too_large_should_be_refused_and_taken_back()
    {
        var design = FlowDesign.Open($$"""{ "name": "x", "filler": "{{new string('x', 2_096_000)}}", "root": { "id": "flow", "type": "Elsa.Flowchart" } }""", Registry).Design!;
        var before = design.ToJson();
        design.Apply(new DesignCommand.Paste("flow", DesignTemplates.All[3].Clip, 0, 0)).Refusal!.Code.ShouldBe("design-too-large");
        design.ToJson().ShouldBe(before);
        design.Apply(new DesignCommand.Add("flow", "Elsa.End", 0, 0)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void More_than_ten_thousand_activities_should_be_refused_on_opening_adding_and_pasting()
    {
        FlowDesign.Open(Many(10_001), Registry).Refusal!.Code.ShouldBe("design-too-many-activities");
        var design = FlowDesign.Open(Many(10_000), Registry).Design!;
        design.ActivityCount.ShouldBe(10_000);
        design.Apply(new DesignCommand.Add("flow", "Elsa.End", 0, 0)).Refusal!.Code.ShouldBe("design-too-many-activities");
        design.Apply(new DesignCommand.Paste("flow", DesignTemplates.All[0].Clip, 0, 0)).Refusal!.Code.ShouldBe("design-too-many-activities");
    }

    [Fact]
    public void Comparison_signs_should_be_welcome_in_names() =>
        DesignWalkTests.Open("AJJ-001-A").Apply(new DesignCommand.Rename("accept", "面积 < 500 ㎡", "Area <500")).Refusal.ShouldBeNull();

    private static string Many(int count)
    {
        var json = new StringBuilder("""{ "id": "m", "root": { "id": "flow", "type": "Elsa.Flowchart", "version": 1, "activities": [""");
        for (var i = 0; i < count; i++) json.Append(i == 0 ? "" : ",").Append("{\"id\":\"n").Append(i).Append("\",\"type\":\"Elsa.End\",\"version\":1}");
        return json.Append("] } }").ToString();
    }
}
