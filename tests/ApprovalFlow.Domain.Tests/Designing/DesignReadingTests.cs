using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Designing;

/// <summary>Opening and writing definitions, the pieces to insert, expressions, and the running total of days.</summary>
public sealed class DesignReadingTests
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());

    [Fact]
    public void What_is_dropped_in_a_lane_should_belong_to_its_department_and_undo_should_take_both_back()
    {
        var design = DesignWalkTests.Open("AJJ-001-A");
        var (before, department) = (design.ToJson(), design.Node("accept")!.DepartmentId);
        var delta = design.Apply(new DesignCommand.Move(["accept", "start", "review"], 0, 240, "dept-ghj")).Delta!;
        (design.Node("accept")!.DepartmentId, design.Node("review")!.DepartmentId, design.Node("start")!.DepartmentId).ShouldBe(("dept-ghj", "dept-ghj", null), "a start belongs to nobody");
        delta.Nodes.Select(n => n.Node.Id).ShouldBe(["accept", "review"], ignoreOrder: true);
        delta.Moved.Select(m => m.Id).ShouldBe(["start"]);
        design.Undo();
        design.ToJson().ShouldBe(before);
        design.Apply(new DesignCommand.Move(["accept"], 0, 8)).Refusal.ShouldBeNull();
        design.Node("accept")!.DepartmentId.ShouldBe(department);
        design.Apply(new DesignCommand.Move(["accept"], 0, 8, ""));
        design.Node("accept")!.DepartmentId.ShouldBeNull();
    }

    [Fact]
    public void Line_that_was_taken_elsewhere_should_be_what_the_designer_goes_on_with()
    {
        var design = DesignWalkTests.Open("AJJ-001-A");
        var line = design.ConnectionsFrom("accept")[0];
        var to = line with { Target = design.View(design.RootFlow)!.Nodes.First(n => n.AcceptsInput && n.Id != "accept" && design.ConnectionsFrom("accept").All(c => c.Target != n.Id)).Id };
        var delta = design.Apply(new DesignCommand.Reconnect(line, to)).Delta!;
        delta.Chosen.ShouldBe([to.Text]);
        delta.Cut.ShouldBe([(design.RootFlow, line)]);
    }

    [Fact]
    public void Every_definition_of_the_catalogue_should_open_and_come_out_as_it_went_in()
    {
        var seen = 0;
        foreach (var file in FlowDefinitionWriter.WriteAll(Repository.Catalogue))
        {
            var design = FlowDesign.Open(file.Json, Registry).Design.ShouldNotBeNull(file.Path);
            design.ToDefinition().ContentHash.ShouldBe(WorkflowDefinition.Load(file.Json).Definition!.ContentHash, file.Path);
            design.ToReadableJson().ShouldBe(file.Json, file.Path);
            design.View(design.RootFlow)!.Edges.ShouldAllBe(e => !e.IsLoose);
            seen++;
        }
        seen.ShouldBe(225);
    }

    [Fact]
    public void What_another_tool_wrote_should_survive_the_round_trip()
    {
        var design = FlowDesign.Open(DesignWalkTests.Foreign, Registry).Design!;
        Same(design.ToJson(), DesignWalkTests.Foreign);
        design.View("flow")!.Nodes.Single(n => n.Id == "a").Shape.ShouldBe(DesignShape.Unknown);
        design.View("flow")!.Nodes.Single(n => n.Id == "b").Inside.ShouldBe("inner");
        design.WayTo("inner").Select(w => w.Flow).ShouldBe(["flow", "inner"]);
        design.HolderOf("inner", "flow").ShouldBe("b");
        design.HolderOf("flow", "inner").ShouldBeNull();
        design.HolderOf("inner", "inner").ShouldBeNull();
    }

    [Fact]
    public void Older_spellings_should_be_brought_to_todays()
    {
        var design = FlowDesign.Open("""
            { "Root": { "Type": "Elsa.Flowchart", "Activities": { "$values": [ { "id": "a", "type": "Elsa.WriteLine" }, { "type": "Elsa.WriteLine" }, { "id": "c", "type": "Elsa.WriteLine" } ] },
              "connections": [ { "source": "a", "target": "c", "sourcePort": "Done", "targetPort": "In", "kept": true }, { "Source": { "Activity": "c", "Port": "Done" }, "Target": { "Activity": "WriteLine1" } } ] } }
            """, Registry).Design!;
        design.View(design.RootFlow)!.Nodes.Select(n => n.Id).ShouldBe(["a", "WriteLine1", "c"]);
        design.View(design.RootFlow)!.Edges.Select(e => e.Key).ShouldBe([new("a", "Done", "c"), new("c", "Done", "WriteLine1")]);
        design.ToJson().ShouldContain("\"kept\":true");
        design.Apply(new DesignCommand.Delete(["c"], [], [])).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Connections_should_leave_when_their_outcome_does_and_be_marked_not_lost()
    {
        var design = DesignWalkTests.Open("AJJ-001-A");
        var answer = design.Apply(new DesignCommand.SetInput("accept", HumanInputs.Outcomes, new DesignValue.List(["Accept"])));
        answer.Delta!.Edges.Where(e => e.Edge.IsLoose).Select(e => e.Edge.Key.Port).ShouldBe(["Refuse", "Return", "Withdraw"], ignoreOrder: true);
        design.Undo().Delta!.Edges.ShouldAllBe(e => !e.Edge.IsLoose);
    }

    [Fact]
    public void Bends_should_go_along_when_both_ends_move_and_go_away_when_one_does()
    {
        var design = DesignWalkTests.Open("foreign");
        design.Apply(new DesignCommand.Move(["c", "d"], 10, 20));
        design.View("inner")!.Edges.Single().Bends.ShouldBe([new(15, 26)]);
        design.Apply(new DesignCommand.Move(["c"], 10, 0));
        design.View("inner")!.Edges.Single().Bends.ShouldBeEmpty();
    }

    [Fact]
    public void Templates_should_fit_together_to_a_flow_that_passes_every_check()
    {
        var design = FlowDesign.Open(DefinitionContent.Empty("T-1", null, null), Registry).Design!;
        var pieces = new[] { "accept-and-review", "inspection-with-deadline", "parallel-group", "decide-and-close" }.Select((name, i) => design.Apply(new DesignCommand.Paste("flow", DesignTemplates.Find(name)!.Clip, 200 + i * 900, 100)).Delta!.Chosen).ToList();
        string Of(int piece, string type) => pieces[piece].First(id => design.TypeNameOf(id) == type);
        foreach (var key in new ConnectionKey[]
        {
            new("start", "Done", Of(0, "Approval.Accept")), new(Of(0, "Approval.Review"), "Approve", Of(1, "Elsa.FlowFork")), new(Of(1, "Elsa.FlowJoin"), "Done", Of(2, "Elsa.FlowFork")), new(Of(2, "Elsa.FlowJoin"), "Done", Of(3, "Approval.Decide")),
        })
            design.Apply(new DesignCommand.Connect(key)).Refusal.ShouldBeNull();
        var problems = PublishingRules.Problems(WorkflowGraph.Compile(design.ToDefinition(), Registry), Repository.Catalogue);
        problems.Where(p => p.Severity == ProblemSeverity.Error).ShouldBeEmpty();
        problems.Select(p => p.Code).Distinct().ShouldBe(["step-without-department"], "only who does it is left to say");
    }

    [Fact]
    public void Rail_should_count_the_slowest_way_to_a_step_and_leave_out_what_is_not_counted()
    {
        var design = DesignWalkTests.Open("GHJ-003-A");
        var graph = WorkflowGraph.Compile(design.ToDefinition(), Registry);
        var decide = ClockRail.To(graph, "decide");
        decide[0].Id.ShouldBe("accept");
        decide[^1].Id.ShouldBe("decide");
        decide[^1].Total.ShouldBe(decide.Sum(s => s.Days));
        decide.Where(s => s.Excluded).ShouldAllBe(s => s.Days == 0);
        decide.Zip(decide.Skip(1)).ShouldAllBe(p => p.Second.Total >= p.First.Total);
        ClockRail.To(graph, "accept").Select(s => s.Total).ShouldBe([0.5]);
        ClockRail.To(graph, "nobody").ShouldBeEmpty();
        design.Apply(new DesignCommand.SetInput("accept", "limitDays", new DesignValue.Number(3)));
        ClockRail.To(WorkflowGraph.Compile(design.ToDefinition(), Registry), "decide")[^1].Total.ShouldBe(decide[^1].Total + 2.5);
    }

    [Theory]
    [InlineData("getInput(\"area\") > 500", "Boolean", "")]
    [InlineData("return getInput(\"area\") > 500 && getInput(\"city\") === \"太原\"", "Boolean", "")]
    [InlineData("getVariable(\"Decision\") == 'Approve'", "Boolean", "")]
    [InlineData("variables.Decision === 'Approve' || getUrgent()", "Boolean", "")]
    [InlineData("getInput(\"area\")", "Boolean", "type-mismatch")]
    [InlineData("getInput(\"city\") > 500", "Boolean", "type-mismatch")]
    [InlineData("getInput(\"city\") === 500", "Boolean", "type-mismatch")]
    [InlineData("getInput(\"city\") * 2", "Double", "type-mismatch")]
    [InlineData("`${getInput(\"area\")} ㎡`", "Double", "type-mismatch")]
    [InlineData("getInput(\"area\") > 500 ? 'a' : 'b'", "Boolean", "type-mismatch")]
    [InlineData("[1, 2]", "String", "type-mismatch")]
    [InlineData("getInput(\"volume\") > 1", "Boolean", "input-unknown")]
    [InlineData("getVariable(\"volume\") > 1", "Boolean", "variable-unknown")]
    [InlineData("volume > 1", "Boolean", "name-unknown")]
    [InlineData("getInput(\"area\" > 1", "Boolean", "expression-invalid")]
    [InlineData("while (true) { }", "Boolean", "")]
    public void Expression_should_be_told_what_is_wrong_with_it(string source, string type, string code)
    {
        DesignField[] fields = [new("area", "Double", "面积", "Area"), new("city", "String", "城市", "City"), new("urgent", "Boolean", "加急", "Urgent")];
        var problems = ExpressionHelp.Problems(source, type, fields, [new("Decision", "String", "", "")]);
        problems.Select(p => p.Code).Distinct().ShouldBe(code.Length == 0 ? [] : [code]);
        problems.ShouldAllBe(p => p.Message.Zh.EndsWith('。'));
    }

    [Fact]
    public void Names_should_be_offered_by_code_and_by_label()
    {
        DesignField[] fields = [new("area", "Double", "面积", "Area"), new("city", "String", "城市", "City")];
        ExpressionHelp.Offers("are", fields, []).Select(o => o.Insert).ShouldBe(["getInput(\"area\")"]);
        ExpressionHelp.Offers("1 > 面", fields, []).Select(o => o.Insert).ShouldBe(["getInput(\"area\")"]);
        ExpressionHelp.Offers("getIn", fields, []).Count.ShouldBe(2);
        ExpressionHelp.Offers("area ", fields, []).ShouldBeEmpty();
        ExpressionHelp.Take("1 > 面", ExpressionHelp.Offers("1 > 面", fields, [])[0]).ShouldBe("1 > getInput(\"area\")");
    }

    private static void Same(string one, string other) => JsonElement.DeepEquals(JsonDocument.Parse(one).RootElement, JsonDocument.Parse(other).RootElement).ShouldBeTrue();
}
