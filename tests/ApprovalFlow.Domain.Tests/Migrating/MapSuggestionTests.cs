using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Migrating;

public sealed class MapSuggestionTests
{
    /// <summary>Acceptance, then reviews as named (id, type, name, role), then the decision.</summary>
    private static WorkflowGraph Flow(params (string Id, string Type, string Name, string Role)[] steps)
    {
        var sketch = new FlowSketch("suggested").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk");
        foreach (var (id, type, name, role) in steps)
            sketch.Step(id, type, role, own: [("nameZh", Text(name)), ("nameEn", Text(name))]);
        return sketch.Close("granted", "approved").Compile();
    }

    private static System.Text.Json.Nodes.JsonObject Text(string value) => new() { ["typeName"] = "String", ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static MapLine Line(WorkflowGraph from, WorkflowGraph to, string id) => MapSuggestion.Of(from, to).Single(l => l.From.Id == id);

    [Fact]
    public void Same_id_and_kind_should_be_proposed_first()
    {
        var line = Line(Flow(("review", "Review", "初审", "reviewer")), Flow(("other", "Review", "初审", "reviewer"), ("review", "Review", "复审", "expert")), "review");
        (line.To, line.Why).ShouldBe(("flow:review", MapReason.Id));
    }

    [Fact]
    public void Same_name_should_be_proposed_when_the_id_is_gone()
    {
        var line = Line(Flow(("review", "Review", "初审", "reviewer")), Flow(("first", "Review", "初审", "expert"), ("second", "Review", "复审", "reviewer")), "review");
        (line.To, line.Why).ShouldBe(("flow:first", MapReason.Name));
    }

    [Fact]
    public void Same_role_and_department_should_be_proposed_when_the_name_is_gone_too()
    {
        var line = Line(Flow(("review", "Review", "初审", "reviewer")), Flow(("first", "Review", "形式审查", "expert"), ("second", "Review", "实质审查", "reviewer")), "review");
        (line.To, line.Why).ShouldBe(("flow:second", MapReason.Duty));
    }

    [Fact]
    public void What_could_be_several_should_be_left_to_a_person()
    {
        var line = Line(Flow(("review", "Review", "初审", "reviewer")), Flow(("first", "Review", "形式审查", "reviewer"), ("second", "Review", "实质审查", "reviewer")), "review");
        (line.To, line.Why).ShouldBe((null, MapReason.Unclear));
        var twins = Flow(("a", "Review", "审查", "reviewer"), ("b", "Review", "审查", "reviewer"));
        MapSuggestion.Of(twins, Flow(("c", "Review", "审查", "reviewer"))).Where(l => l.From.Id is "a" or "b").ShouldAllBe(l => l.To == null && l.Why == MapReason.Unclear);
    }

    [Fact]
    public void What_is_gone_or_of_another_kind_should_say_so()
    {
        (Line(Flow(("review", "Review", "初审", "reviewer")), Flow(), "review") is { To: null, Why: MapReason.Gone }).ShouldBeTrue();
        (Line(Flow(("review", "Review", "初审", "reviewer")), Flow(("review", "Publicity", "公示", "reviewer")), "review") is { To: null, Why: MapReason.KindChanged }).ShouldBeTrue();
    }

    [Fact]
    public void Only_what_differs_from_the_ids_should_have_to_be_told()
    {
        var (from, to) = (Flow(("review", "Review", "初审", "reviewer")), Flow(("first", "Review", "初审", "reviewer")));
        var told = MapSuggestion.Told(from, to, MapSuggestion.Of(from, to));
        told.ShouldBe(new Dictionary<string, string?> { ["flow:review"] = "flow:first" });
        MapSuggestion.Lines(from, to, told).Single(l => l.From.Id == "review").ShouldSatisfyAllConditions(l => l.To.ShouldBe("flow:first"), l => l.Why.ShouldBe(MapReason.Name));
        MapSuggestion.Lines(from, to, new Dictionary<string, string?>()).Single(l => l.From.Id == "review").ShouldSatisfyAllConditions(l => l.To.ShouldBeNull(), l => l.Why.ShouldBe(MapReason.Chosen));
    }

    [Fact]
    public void Way_back_should_lead_everything_where_it_was_and_nothing_where_nothing_went()
    {
        var from = Flow(("a", "Review", "甲", "reviewer"), ("b", "Review", "乙", "reviewer"), ("c", "Review", "丙", "reviewer"));
        var to = Flow(("b", "Review", "甲", "reviewer"), ("c", "Review", "新", "expert"), ("d", "Review", "丙", "reviewer"));
        // a goes to b, c to d; what is now called c is new, and b has gone.
        var told = new Dictionary<string, string?> { ["flow:a"] = "flow:b", ["flow:b"] = null, ["flow:c"] = "flow:d" };
        var back = ActivityPlaces.Back(from, to, told);
        var places = ActivityPlaces.Of(to, from, back);
        (places["flow:b"], places["flow:d"], places["flow:c"], places["flow:accept"]).ShouldBe(("flow:a", "flow:c", null, "flow:accept"));
        ActivityPlaces.Problems(to, from, back).ShouldBeEmpty();
        ActivityPlaces.Problems(from, to, new Dictionary<string, string?> { ["flow:a"] = "flow:nowhere" }).Select(p => p.Code).ShouldBe(["migrate-unknown-step"]);
    }
}
