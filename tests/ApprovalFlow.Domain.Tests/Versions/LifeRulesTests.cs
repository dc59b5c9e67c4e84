using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Versions;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Versions.LifeDesk;

namespace ApprovalFlow.Domain.Tests.Versions;

/// <summary>Every refusal of a definition's life, reached.</summary>
public sealed class LifeRulesTests
{
    private static readonly HashSet<string> Reached = [];
    private LifeDesk desk = new();

    private void Refused(LifeCommand command, string code)
    {
        var decision = desk.Try(command);
        decision.Rejection.ShouldNotBeNull($"Expected '{code}'").Code.ShouldBe(code);
        decision.IsChange.ShouldBeFalse();
        LifeText.In("zh-CN", decision.Rejection).ShouldNotContain("{");
        LifeText.In("en", decision.Rejection).ShouldBe(decision.Rejection.Message);
        lock (Reached)
            Reached.Add(code);
    }

    [Fact]
    public void Draft_should_be_begun_by_a_designer_of_the_department_and_once()
    {
        Refused(new LifeCommand.SaveDraft(1, Content(2), Ann), "definition-not-found");
        desk.Catalogued();
        Refused(new LifeCommand.SaveDraft(1, Content(2), Ann), "draft-unknown");
        foreach (var stranger in (Actor[])[Clerk, Far])
            Refused(new LifeCommand.OpenDraft(DraftOrigin.Version, Content(2), stranger), "not-designer");
        Refused(new LifeCommand.OpenDraft(DraftOrigin.Version, "{ not json", Ann), "definition-unreadable");
        desk.Opened(Ann);
        Refused(new LifeCommand.OpenDraft(DraftOrigin.Version, Content(1), Ben), "draft-exists");
        foreach (var command in (LifeCommand[])[new LifeCommand.SaveDraft(1, Content(1), Far), new LifeCommand.DiscardDraft(Clerk), new LifeCommand.RequestReview(1, desk.Today, "x", Far), new LifeCommand.MergeDraft(1, Content(1), desk.State.LatestName!, Far)])
            Refused(command, "not-designer");
    }

    [Fact]
    public void New_definition_should_have_a_name_and_a_flow_that_fit()
    {
        LifeCommand Open(string json, string? flow = null, string? region = null) => new LifeCommand.OpenDraft(DraftOrigin.Import, json, Ann) { FlowCode = flow, Region = region };

        foreach (var bad in (string[])["", "../etc", "a b", "<script>", new('x', LifeDecider.LongestId + 1), "流程"])
        {
            desk = new() { DefinitionId = bad };
            Refused(Open(Original), "definition-id-invalid");
        }
        desk = new() { DefinitionId = "mine" };
        Refused(Open(Original), "flow-taken");
        Refused(Open(Original, "NOBODY"), "definition-flow-unknown");
        Refused(Open(Original, region: "000000"), "definition-region-unknown");
        Refused(Open("""{ "customProperties": { "approvalflow": { "departmentId": "dept-none" } } }"""), "definition-department-unknown");
        Refused(new LifeCommand.PublishFile("NOBODY", Original, null), "definition-flow-unknown");
        desk.Do(Open(Original, region: "140105")).State.Region.ShouldBe("140105");
        new LifeDesk { DefinitionId = "sub-flow" }.Do(Open("""{ "name": "子流程", "root": { "type": "Elsa.Flowchart", "id": "flow" } }""")).State.FlowCode.ShouldBeNull();
    }

    [Fact]
    public void Save_should_be_made_on_the_last_revision()
    {
        desk.Catalogued().Opened(Ann).Do(new LifeCommand.SaveDraft(1, Content(1), Ben));
        Refused(new LifeCommand.SaveDraft(1, Content(2), Ann), "draft-stale");
        Refused(new LifeCommand.RequestReview(1, desk.Today, "x", Ann), "draft-stale");
        Refused(new LifeCommand.SaveDraft(2, "[]", Ann), "definition-unreadable");
        desk.Try(new LifeCommand.SaveDraft(1, Content(2), Ann)).Rejection!.Arguments.ShouldBe([Flow, "1", "2", Ben.Name, "2026-03-02 09:00:00"]);
    }

    [Fact]
    public void Review_should_be_asked_for_with_a_note_a_day_and_a_change_that_passes_every_check()
    {
        desk.Catalogued().Opened(Ann);
        Refused(new LifeCommand.RequestReview(1, desk.Today, " ", Ann), "change-note-required");
        Refused(new LifeCommand.RequestReview(1, desk.Today, new('长', LifeDecider.LongestText + 1), Ann), "text-too-long");
        Refused(new LifeCommand.RequestReview(1, desk.Today.AddDays(-1), "x", Ann), "effective-past");
        desk.Do(new LifeCommand.SaveDraft(1, Original, Ann));
        Refused(new LifeCommand.RequestReview(2, desk.Today, "x", Ann), "nothing-changed");
        desk.Do(new LifeCommand.SaveDraft(2, Content(30), Ann));
        Refused(new LifeCommand.RequestReview(3, desk.Today, "x", Ann), "definition-unsound");
        desk.Do(new LifeCommand.SaveDraft(3, Original.Replace("\"flowCode\": \"FGW-001-A\"", "\"flowCode\": \"FGW-002-A\"", StringComparison.Ordinal), Ann));
        Refused(new LifeCommand.RequestReview(4, desk.Today, "x", Ann), "flow-differs");
        Refused(new LifeCommand.TakeBack(Ann), "draft-not-in-review");
        Refused(new LifeCommand.Publish(Chief), "draft-not-in-review");
        Refused(new LifeCommand.RejectReview("x", Chief), "draft-not-in-review");
    }

    [Fact]
    public void All_errors_should_be_listed_at_once()
    {
        desk.Catalogued().Opened(Ann).Do(new LifeCommand.SaveDraft(1, Content(30).Replace("\"port\": \"Accept\"", "\"port\": \"Elsewhere\"", StringComparison.Ordinal), Ann));
        var decision = desk.Try(new LifeCommand.RequestReview(2, desk.Today, "x", Ann));
        decision.Rejection!.Code.ShouldBe("definition-unsound");
        decision.Problems.Select(p => p.Code).Distinct().Count().ShouldBeGreaterThan(1);
        decision.Rejection.Arguments[0].ShouldBe(decision.Problems.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Review_should_be_by_an_administrator_who_did_not_write_in_the_draft()
    {
        var both = Second with { Mandates = [new(Roles.ProcessDesigner), new(Roles.Administrator)] };
        desk.Catalogued().Opened(Ann).Do(new LifeCommand.SaveDraft(1, Content(1), both)).Requested(Ann);
        var compared = desk.State.Draft!.Request!.ComparedHash;
        foreach (var by in (Actor[])[Ann, Ben, Clerk])
        {
            Refused(new LifeCommand.ApproveReview(compared, by), "not-publisher");
            Refused(new LifeCommand.RejectReview("x", by), "not-publisher");
            Refused(new LifeCommand.Publish(by), "not-publisher");
            Refused(new LifeCommand.Retire(1, desk.Today, "x", by), "not-publisher");
        }
        Refused(new LifeCommand.ApproveReview(compared, both), "author-reviews");
        Refused(new LifeCommand.RejectReview("x", both), "author-reviews");
        Refused(new LifeCommand.RejectReview(" ", Chief), "review-comment-required");
        Refused(new LifeCommand.ApproveReview("another", Chief), "comparison-outdated");
        Refused(new LifeCommand.Publish(Chief), "approval-required");
        Refused(new LifeCommand.DiscardDraft(Ann), "draft-in-review");
        Refused(new LifeCommand.RequestReview(2, desk.Today, "x", Ann), "draft-in-review");
        desk.Approved(Chief, publish: false);
        Refused(new LifeCommand.ApproveReview(compared, Chief), "review-approved-already");
        desk.Now = desk.Now.AddDays(10);
        Refused(new LifeCommand.Publish(Chief), "effective-past");
    }

    [Fact]
    public void Version_should_take_effect_neither_in_the_past_nor_before_an_earlier_one()
    {
        desk.Catalogued().Opened(Ann).Requested(Ann, 9).Approved(Chief).Opened(Ben, 1);
        Refused(new LifeCommand.RequestReview(desk.Draft!.Revision, desk.Today.AddDays(8), "x", Ben), "effective-before-last");
        Refused(new LifeCommand.Retire(3, desk.Today, "x", Chief), "version-unknown");
        Refused(new LifeCommand.Retire(2, desk.Today, " ", Chief), "retire-reason-required");
        Refused(new LifeCommand.Retire(2, desk.Today.AddDays(-1), "x", Chief), "effective-past");
        desk.Do(new LifeCommand.Retire(2, desk.Today.AddDays(9), "不再试点", Chief)).Do(new LifeCommand.RequestReview(desk.Draft!.Revision, desk.Today.AddDays(8), "改期", Ben));
        Refused(new LifeCommand.Retire(2, desk.Today, "x", Chief), "version-retired");
    }

    [Fact]
    public void Draft_should_know_the_version_that_was_published_meanwhile()
    {
        desk.Catalogued().Opened(Ann).Do(new LifeCommand.PublishFile(Flow, Content(1.5), null));
        Refused(new LifeCommand.RequestReview(1, desk.Today, "x", Ann), "base-moved");
        Refused(new LifeCommand.MergeDraft(1, Content(2), new(Flow, 1, "x"), Ann), "merge-not-newer");
        Refused(new LifeCommand.MergeDraft(1, Content(2), new("FGW-002-A", 1, "x"), Ann), "merge-not-newer");
        desk.Do(new LifeCommand.MergeDraft(1, Content(2), desk.State.LatestName!, Ann)).Requested(Ann, 0).Approved(Chief).State.Latest!.Number.ShouldBe(3);
    }

    /// <summary>Found by the processor, not by the decider.</summary>
    private static readonly string[] OfTheShell = ["definition-busy", "nothing-to-merge", "version-immutable"];

    /// <summary>Runs every test above in this one, so that the table is whole whatever the order of the others.</summary>
    [Fact]
    public void Every_refusal_should_be_reached()
    {
        foreach (var method in typeof(LifeRulesTests).GetMethods().Where(m => m.DeclaringType == typeof(LifeRulesTests) && m.GetParameters().Length == 0 && m.ReturnType == typeof(void) && m.Name != nameof(Every_refusal_should_be_reached)))
            method.Invoke(new LifeRulesTests(), null);
        LifeText.Codes.Except(Reached).ShouldBe(OfTheShell, ignoreOrder: true);
    }
}
