using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>字段权限: what a step sees, fills in and must fill in.</summary>
public sealed class FieldRightsTests
{
    /// <summary>Every code of refusal that is reached here.</summary>
    public static readonly string[] Codes = ["field-not-writable", "field-required"];

    private static (string, string, JsonNode) Rights(string step, params (string Key, string Right)[] rights) =>
        (step, "fieldRights", new JsonObject(rights.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Right))));

    private static CaseCommand.CompleteTask Review(CaseDesk desk, string outcome = "Approve") => new(desk.TaskAt("review").TaskId, Reviewer, outcome) { Comment = "意见" };
    private static Dictionary<string, object?> Values(params (string Key, object? Value)[] values) => values.ToDictionary(v => v.Key, v => v.Value);

    [Fact]
    public void Step_should_fill_in_what_the_definition_lets_it_and_nothing_else()
    {
        var desk = Accepted(Rights("review", ("rooms", "write"), ("siteName", "read"), ("kind", "hidden"), ("NYJ-001-M03", "write")));
        desk.Code(Review(desk) with { Form = Values(("siteName", "二号场")) }).ShouldBe("field-not-writable");
        desk.Code(Review(desk) with { Form = Values(("kind", "farm")) }).ShouldBe("field-not-writable");
        desk.Code(Review(desk) with { Form = Values(("unheard", 1d)) }).ShouldBe("field-not-writable");
        desk.Code(Review(desk) with { Form = Values(("rooms", -1d)) }).ShouldBe("form-invalid");
        desk.Code(Review(desk) with { Materials = [new("NYJ-001-M02", "平面图", true, 1)] }).ShouldBe("field-not-writable");
        desk.Do(Review(desk) with { Form = Values(("rooms", 20d)), Materials = [new("NYJ-001-M03", "其他材料", true, 1)] });
        desk.State.Form["rooms"].ShouldBe(20d);
        desk.State.Materials.Single(m => m.Code == "NYJ-001-M03").Received.ShouldBeTrue();
        desk.State.Workflow.Input["rooms"].ShouldBe(20d, "later conditions see what was filled in");
        var filled = desk.Journal.Select(r => r.Event).OfType<CaseEvent.FormFilledIn>().ShouldHaveSingleItem();
        (filled.By.UserId, filled.Form.Keys.Single()).ShouldBe(("reviewer", "rooms"));
    }

    [Fact]
    public void What_did_not_change_should_not_be_written_down_and_what_was_emptied_should_be_gone()
    {
        var desk = Accepted(Rights("review", ("rooms", "write")), Rights("check", ("rooms", "write")));
        desk.Do(Review(desk) with { Form = Values(("rooms", 12d)) });
        desk.Journal.ShouldNotContain(r => r.Event is CaseEvent.FormFilledIn);
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("check").TaskId, OtherReviewer, "Approve") { Form = Values(("rooms", "")) });
        desk.State.Form.ContainsKey("rooms").ShouldBeFalse();
    }

    [Fact]
    public void Required_field_should_be_filled_in_before_the_step_agrees()
    {
        var desk = Of(FlowSketch.TwoBranches(Rights("review", ("rooms", "required"), ("NYJ-001-M02", "required"))));
        desk.Complete("accept", Clerk, "Accept");
        desk.Code(Review(desk)).ShouldBe("field-required");
        desk.Code(Review(desk) with { Form = Values(("rooms", null)), Materials = [new("NYJ-001-M02", "平面图", true, 1)] }).ShouldBe("field-required");
        // Who does not agree needs nothing.
        var refusing = Accepted(Rights("review", ("NYJ-001-M02", "required")));
        refusing.Code(Review(refusing, "Refuse")).ShouldBe("accepted");
        desk.Do(Review(desk) with { Form = Values(("rooms", 3d)), Materials = [new("NYJ-001-M02", "平面图", true, 1)] });
        desk.State.Form["rooms"].ShouldBe(3d);
    }

    [Fact]
    public void Applicant_should_not_correct_what_is_kept_from_them()
    {
        var desk = Accepted(Rights("correction", ("rooms", "read"), ("NYJ-001-M02", "read"))).Complete("review", Reviewer, "Return", "请补正");
        CaseCommand.CompleteTask Resubmit(params (string, object?)[] values) => new(desk.TaskAt("correction").TaskId, Owner, "Resubmit") { Data = Values(values) };
        desk.Code(Resubmit(("rooms", 99d))).ShouldBe("field-not-writable");
        desk.Code(Resubmit() with { Materials = [new("NYJ-001-M02", "平面图", true, 1)] }).ShouldBe("field-not-writable");
        desk.Do(Resubmit(("siteName", "三号场"), ("rooms", 12d)));
        desk.State.Form["siteName"].ShouldBe("三号场");
    }

    [Fact]
    public void Reader_should_not_see_what_every_step_of_theirs_hides()
    {
        var graph = FlowSketch.TwoBranches(Rights("review", ("rooms", "hidden"), ("kind", "hidden")), Rights("check", ("kind", "hidden")), Rights("county", ("siteName", "hidden"))).Compile();
        string[] Hidden(Actor reader, params string[] activities) => [.. FieldRights.HiddenFrom(graph, reader.Mandates, activities).Order(StringComparer.Ordinal)];
        Hidden(Reviewer).ShouldBe(["kind"], "a reviewer may do the check too, which shows the rooms; the site is hidden from the county only");
        Hidden(CountyClerk).ShouldBe(["siteName"]);
        Hidden(Chief).ShouldBeEmpty();
        Hidden(Person("cashier", "cashier")).ShouldBe(["kind", "rooms", "siteName"], "who has no step sees what no step hides");
        Hidden(Person("expert", "expert"), "review").ShouldBe(["kind", "rooms"], "who held a task of the review");
        FieldRights.HiddenFrom(FlowSketch.TwoBranches().Compile(), Reviewer.Mandates, []).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"everything\"", "field-rights-invalid")]
    [InlineData("[1]", "field-rights-invalid")]
    [InlineData("{\"rooms\":\"secret\"}", "field-right-unknown")]
    [InlineData("{\"rooms\":3}", "field-right-unknown")]
    [InlineData("\"{\\\"rooms\\\":\\\"write\\\"}\"", null)]
    [InlineData("{\"rooms\":\"write\"}", null)]
    public void Definition_should_not_be_published_with_rights_that_cannot_be_read(string json, string? code) =>
        CaseDefinitionRules.Problems(FlowSketch.TwoBranches(("review", "fieldRights", JsonNode.Parse(json)!)).Compile()).Select(p => p.Code).ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Rights_for_what_the_item_does_not_have_should_be_found_before_publishing() =>
        FieldRights.Problems(FlowSketch.TwoBranches(Rights("review", ("rooms", "write"), ("NYJ-001-M01", "hidden"), ("colour", "write"))).Compile(), Item).ShouldHaveSingleItem().Code.ShouldBe("field-right-stranger");
}
