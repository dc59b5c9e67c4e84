using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Definitions;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Versions.LifeDesk;

namespace ApprovalFlow.Domain.Tests.Versions;

/// <summary>Definitions from draft to retirement.</summary>
public sealed class LifeStoryTests
{
    private readonly LifeDesk desk = new();

    [Fact]
    public void Catalogue_file_should_be_published_as_it_stands_and_not_twice()
    {
        desk.Catalogued();
        desk.Published!.ContentHash.ShouldBe(WorkflowDefinition.Load(Original).Definition!.ContentHash);
        var first = desk.State.Latest!;
        (first.Number, first.EffectiveFrom, first.ApprovedBy).ShouldBe((1, null, null));
        desk.Try(new LifeCommand.PublishFile(Flow, Original, null)).IsChange.ShouldBeFalse();
    }

    [Fact]
    public void Version_should_be_published_by_two_people_with_its_note_and_day()
    {
        desk.Catalogued().Opened(Ann).Do(new LifeCommand.SaveDraft(1, Content(2.5), Ben)).Requested(Ann).Approved(Chief, publish: false);
        desk.State.Stage.ShouldBe(LifeStage.Approved);
        desk.Do(new LifeCommand.Publish(Second));
        var version = desk.State.Latest!;
        (version.Number, version.EffectiveFrom, version.ChangeNote, version.By.Name, version.ApprovedBy!.Name).ShouldBe((2, desk.Today.AddDays(3), "缩短审查时限", Second.Name, Chief.Name));
        version.RequestedBy!.Name.ShouldBe(Ann.Name);
        desk.Published!.ShouldSatisfyAllConditions(
            d => d.ContentHash.ShouldBe(version.Hash), d => d.Version.ShouldBe(2), d => d.Id.ShouldBe("FGW-001-A-v2"), d => d.IsPublished.ShouldBeTrue(), d => d.DefinitionId.ShouldBe(Flow));
        (desk.State.Draft, desk.Draft, desk.State.Stage).ShouldBe((null, null, LifeStage.Settled));
    }

    [Fact]
    public void Approval_should_fall_when_the_draft_changes_after_it()
    {
        desk.Catalogued().Opened(Ann).Requested(Ann).Approved(Chief, publish: false).Do(new LifeCommand.SaveDraft(1, Content(1), Ben));
        desk.State.Draft!.ShouldSatisfyAllConditions(d => d.Request.ShouldBeNull(), d => d.Approval.ShouldBeNull());
        desk.Journal[^2].Event.ShouldBeOfType<LifeEvent.ReviewLapsed>().Reason.ShouldBe(ReviewLapse.Changed);
        desk.Try(new LifeCommand.Publish(Chief)).Rejection!.Code.ShouldBe("draft-not-in-review");
    }

    [Fact]
    public void Approval_should_stand_when_what_is_saved_is_saved_again()
    {
        desk.Catalogued().Opened(Ann).Requested(Ann).Approved(Chief, publish: false);
        desk.Try(new LifeCommand.SaveDraft(1, Content(2), Ben)).ShouldSatisfyAllConditions(d => d.Rejection.ShouldBeNull(), d => d.IsChange.ShouldBeFalse());
        desk.Try(new LifeCommand.SaveDraft(1, WorkflowDefinition.Load(Content(2)).Definition!.ToJson(), Ben)).IsChange.ShouldBeFalse();
    }

    [Fact]
    public void Approval_should_fall_when_another_version_is_published_meanwhile()
    {
        desk.Catalogued().Opened(Ann).Requested(Ann).Approved(Chief, publish: false).Do(new LifeCommand.PublishFile(Flow, Content(1.5), null));
        desk.State.Latest!.Number.ShouldBe(2);
        desk.State.Draft!.Approval.ShouldBeNull();
        desk.Journal.Select(r => r.Event).OfType<LifeEvent.ReviewLapsed>().Single().Reason.ShouldBe(ReviewLapse.BaseMoved);
    }

    [Fact]
    public void Draft_should_be_asked_for_review_again_after_it_was_sent_back()
    {
        desk.Catalogued().Opened(Ann).Requested(Ann).Do(new LifeCommand.RejectReview("请说明依据", Chief));
        desk.State.Draft!.Rejection!.Comment.ShouldBe("请说明依据");
        desk.Requested(Ben).State.Draft!.Rejection.ShouldBeNull();
        desk.Do(new LifeCommand.TakeBack(Ann)).State.Stage.ShouldBe(LifeStage.Draft);
    }

    [Fact]
    public void Events_should_have_stable_names()
    {
        LifeEventJson.Names.Select(n => $"{n.Name} v{n.Version}").ShouldBe(
        [
            "definition-registered v1", "draft-discarded v1", "draft-edited v1", "draft-merged v1", "draft-opened v1", "review-approved v1", "review-lapsed v1", "review-rejected v1", "review-requested v1",
            "version-published v1", "version-retired v1",
        ]);
        LifeEventJson.Names.Count.ShouldBe(typeof(LifeEvent).GetNestedTypes().Length);
        Should.Throw<FormatException>(() => LifeEventJson.Decode("vanished", 1, "{}"u8));
        Should.Throw<FormatException>(() => LifeEventJson.Decode("draft-edited", 2, "{}"u8));
        Should.Throw<FormatException>(() => LifeEventJson.Decode("draft-edited", 1, "[]"u8));
    }
}
