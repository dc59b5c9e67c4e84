using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Inspections;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>统一意见: due the working day after everything was seen, by the lead.</summary>
public sealed class TripOpinionClockTests
{
    private const string Trip = "TK-2026-000009";
    private readonly ClockDesk story;

    public TripOpinionClockTests()
    {
        var desk = Case("GHJ-001-A", "GHJ-001-2026-000001", TripDesk.Monday);
        story = new(desk);
        Hears(new CaseEvent.TripJoined(Trip, 1, TripKind.Inspection, "dept-gtj", desk.Until("Approval.JointInspection").TaskId));
        story.At("2026-11-25", 16);
    }

    private ClockDesk Hears(CaseEvent.TripNews news) => story.Do(new CaseCommand.ReceiveTripNews(news));

    private IEnumerable<ClockReading> Opinions => ClockBook.Compute(story.State.Timeline, story.Clocks.Policy, story.Clocks.Calendar, story.Desk.Now).Where(r => r.Kind == ClockKind.Opinion && r.Id.StartsWith(Trip, StringComparison.Ordinal));

    [Fact]
    public void Opinion_should_be_due_the_working_day_after_the_visit()
    {
        Opinions.ShouldBeEmpty();
        Hears(new CaseEvent.TripVisited(Trip, 5, ["dept-gtj"]));
        var opinion = Opinions.ShouldHaveSingleItem();
        (opinion.Id, opinion.NameZh, opinion.Due).ShouldBe((Trip, "联合踏勘统一意见", Day("2026-11-26")));
        story.At("2026-11-26");
        Hears(new CaseEvent.TripOpinionReceived(Trip, 6, TripResult.Pass, "同意", Day("2026-11-25"), new ActorStamp("lead", "牵头")));
        Opinions.ShouldHaveSingleItem().State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeTrue();
    }

    [Fact]
    public void Late_opinion_should_earn_the_lead_a_card()
    {
        Hears(new CaseEvent.TripVisited(Trip, 5, ["dept-gtj"]));
        story.TickUntil("2026-11-27");
        var card = story.State.Cards.Single(c => c.Raised.Clock == "OPINION").Raised;
        (card.Level, card.Owner).ShouldBe(("yellow", new Candidate("inspector", "dept-gtj")));
        CardAccess.Owns(card, CaseSamples.Person("chief-gtj", "chief-representative", "dept-gtj"), "dept-ghj").ShouldBeTrue("the head of the lead answers");
        CardAccess.Owns(card, CaseSamples.Person("chief-ghj", "chief-representative", "dept-ghj"), "dept-ghj").ShouldBeFalse();
    }

    [Fact]
    public void What_is_still_to_be_seen_or_put_right_should_stop_the_wait()
    {
        Hears(new CaseEvent.TripVisited(Trip, 5, ["dept-gtj"]) { Partial = "北侧未能进入" });
        Opinions.ShouldBeEmpty();
        story.At("2026-11-26", 16);
        Hears(new CaseEvent.TripVisited(Trip, 7, ["dept-gtj"]));
        Hears(new CaseEvent.TripRectification(Trip, 8, ["清理排洪沟"], Day("2026-12-04")));
        Opinions.Single().State.ShouldBeOfType<ClockState.Stopped>();
        story.At("2026-12-04", 16);
        Hears(new CaseEvent.TripVisited(Trip, 9, ["dept-gtj"]));
        Opinions.Select(o => (o.Id, o.Due)).ShouldBe([(Trip, Day("2026-11-27")), ($"{Trip}.2", Day("2026-12-07"))]);
    }
}
