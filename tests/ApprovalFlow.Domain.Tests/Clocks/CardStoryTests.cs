using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Cards and orders as a case earns them: raised when their time comes, once, whether somebody ticks in time or not.</summary>
public sealed class CardStoryTests
{
    [Fact]
    public void Late_case_should_earn_each_colour_when_its_day_comes()
    {
        // Ten days promised, twenty by law, for the county as well; the steps have three.
        var story = Accepted();
        (string, string[])[] days =
        [
            ("2026-03-05", []), ("2026-03-06", ["yellow exceeded STEP"]), ("2026-03-12", ["warn left COMMIT"]), ("2026-03-13", ["yellow used COMMIT"]), ("2026-03-16", []),
            ("2026-03-17", ["red exceeded COMMIT"]), ("2026-03-24", ["warn left STATUTORY", "warn left COUNTY"]), ("2026-03-30", []), ("2026-03-31", ["deep-red exceeded STATUTORY", "red exceeded COUNTY"]),
        ];
        var seen = new List<string>();
        foreach (var (day, cards) in days)
        {
            story.TickUntil(day);
            story.Cards.Except(seen).ShouldBe(cards, ignoreOrder: true, day);
            seen.AddRange(story.Cards.Except(seen));
        }
        story.State.Cards.Select(c => c.Raised.CardId).ShouldBeUnique();
    }

    [Fact]
    public void Cards_should_be_the_same_when_nobody_ticked_for_a_month()
    {
        var (prompt, late) = (Accepted().TickUntil("2026-04-02"), Accepted().At("2026-04-02"));
        late.Tick();
        late.Cards.ShouldBe(prompt.Cards, ignoreOrder: true);
    }

    [Fact]
    public void Tick_should_add_nothing_when_nothing_is_due()
    {
        var story = Accepted().At("2026-03-04");
        story.Tick().ShouldBeEmpty();
        story.At("2026-03-17");
        story.Tick().ShouldNotBeEmpty();
        story.Tick().ShouldBeEmpty();
    }

    [Fact]
    public void Red_card_should_open_an_order_that_climbs_until_somebody_answers()
    {
        var story = Accepted().TickUntil("2026-03-17");
        var order = story.State.Cards.Single(c => c.Raised.Level == "red").Order.ShouldNotBeNull();
        (order.To.Role, story.Read(ClockKind.CardReply, order.ClockId).Due).ShouldBe(("reviewer", Day("2026-03-18")));

        story.TickUntil("2026-03-18").State.Cards.Single(c => c.Order is not null).Order!.Step.ShouldBe(0);
        order = story.TickUntil("2026-03-19").State.Cards.Single(c => c.Order is not null).Order!;
        (order.Step, order.To.Role, story.Read(ClockKind.CardReply, order.ClockId).Due).ShouldBe((1, "chief-representative", Day("2026-03-20")));
        order = story.TickUntil("2026-03-21").State.Cards.First(c => c.Order is not null).Order!;
        (order.Step, order.To.Role).ShouldBe((2, "city-leader"));

        story.At("2026-03-23").Code(new CaseCommand.AnswerOrder(order.OrderId, "x", Reviewer)).ShouldBe("card-not-owner");
        story.Do(new CaseCommand.AnswerOrder(order.OrderId, "已督促办结", Leader));
        story.Read(ClockKind.CardReply, order.ClockId).State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeTrue();
        story.State.Cards.Single(c => c.Order?.OrderId == order.OrderId).Order!.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Card_should_be_acknowledged_answered_appealed_and_revoked_by_a_second_person()
    {
        var story = Accepted().TickUntil("2026-03-17");
        var card = story.State.Cards.Single(c => c.Raised.Level == "red").Raised.CardId;
        story.Do(new CaseCommand.AcknowledgeCard(card, Reviewer)).Do(new CaseCommand.AnswerCard(card, "县区初审未返回", Reviewer)).Do(new CaseCommand.AppealCard(card, "非本岗位原因", Reviewer));
        story.State.Cards.Single(c => c.Raised.CardId == card).Status.ShouldBe(CardStatus.Appealed);
        story.Do(new CaseCommand.DecideAppeal(card, true, "责任在县区", ClockDesk.Supervisor));

        var revoked = story.State.Cards.Single(c => c.Raised.CardId == card);
        (revoked.Status, revoked.Ruling, revoked.RuledBy!.UserId, revoked.IsOpen, revoked.Order!.IsOpen).ShouldBe((CardStatus.Revoked, "责任在县区", "supervisor", false, false));
        // The card stays in the journal, and is not raised again.
        story.Desk.Journal.Count(r => r.Event is CaseEvent.CardRaised c && c.CardId == card).ShouldBe(1);
        story.TickUntil("2026-03-24").State.Cards.Count(c => c.Raised.Rule == "exceeded" && c.Raised.Clock == "COMMIT").ShouldBe(1);
    }

    [Fact]
    public void Upheld_appeal_should_leave_the_card_and_its_order()
    {
        var story = Accepted().TickUntil("2026-03-17");
        var card = story.State.Cards.Single(c => c.Raised.Level == "red").Raised.CardId;
        story.Do(new CaseCommand.AppealCard(card, "非本岗位原因", Reviewer)).Do(new CaseCommand.DecideAppeal(card, false, "理由不成立", ClockDesk.Supervisor));
        var upheld = story.State.Cards.Single(c => c.Raised.CardId == card);
        (upheld.Status, upheld.Order!.IsOpen).ShouldBe((CardStatus.Upheld, true));
        story.Code(new CaseCommand.AppealCard(card, "再次", Reviewer)).ShouldBe("card-not-open");
    }

    [Fact]
    public void Planned_end_of_a_pause_should_earn_a_card()
    {
        var story = Accepted().At("2026-03-04").Do(new CaseCommand.RequestPause("hearing", Day("2026-03-05"), Reviewer) { PlannedEnd = Day("2026-03-06"), Notice = "听〔2026〕1号" })
            .Do(new CaseCommand.DecidePause("P1", true, Chief)).TickUntil("2026-03-07");
        story.Cards.ShouldContain("yellow pause-over-plan PAUSE-PLAN");
    }

    [Fact]
    public void Step_of_a_procedure_should_earn_a_card_when_nobody_recorded_its_notice()
    {
        var story = Story(notice: false);
        story.Cards.ShouldBe(["yellow pause-without-notice PAUSE-PLAN"]);
        Story(notice: true).Cards.ShouldBeEmpty();

        static ClockDesk Story(bool notice)
        {
            var story = new ClockDesk(flow: () => new FlowSketch("hearing").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk", 1)
                .Step("hearing", "Hearing", "reviewer", 15, clock: "excluded").Close("granted", "approved").Line("start", "accept").Line("accept.Accept", "hearing").Line("hearing.Approve", "granted")).At("2026-03-02");
            story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
            story.Complete("accept", Clerk, "Accept");
            if (notice)
                story.At("2026-03-03").Do(new CaseCommand.RequestPause("hearing", Day("2026-03-03"), Reviewer) { PlannedEnd = Day("2026-03-20"), Notice = "听〔2026〕1号", TaskId = story.Desk.TaskAt("hearing").TaskId })
                    .Do(new CaseCommand.DecidePause("P1", true, Chief));
            return story.TickUntil("2026-03-04");
        }
    }

    [Theory]
    [InlineData("second-notice")]
    [InlineData("paper-not-listed")]
    [InlineData("back-dated-acceptance")]
    [InlineData("refusal-without-remedy")]
    [InlineData("case-duplicated")]
    [InlineData("fee-without-basis")]
    public void Sign_should_earn_its_card_at_the_next_tick(string trigger)
    {
        var story = trigger switch
        {
            "second-notice" => Accepted().Complete("review", Reviewer, "Return", "一").Complete("correction", Clerk, "Resubmit").Complete("accept", Clerk, "Accept").Complete("review", Reviewer, "Return", "二"),
            "paper-not-listed" => Accepted().Complete("review", Reviewer, "Return", "补", new() { ["requestedPapers"] = "平面图；无犯罪记录证明" }),
            "back-dated-acceptance" => Registered().At("2026-03-03").Complete("accept", Clerk, "Accept", data: new() { ["voucherDate"] = "2026-03-02" }),
            "refusal-without-remedy" => Accepted().Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve").Complete("decide", Chief, "Refuse", "不符合条件"),
            "fee-without-basis" => Fee(),
            _ => Duplicate(),
        };
        story.Alarm.ShouldBe(story.Desk.Now);
        story.Tick();
        story.State.Cards.ShouldHaveSingleItem().Raised.Rule.ShouldBe(trigger);
        story.Tick().ShouldBeEmpty();

        static ClockDesk Fee()
        {
            var cashier = Person("cashier", "cashier", "dept-nyj");
            var story = new ClockDesk(flow: () => new FlowSketch("fee").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("fee", "Fee", "cashier", 5)
                .Close("granted", "approved").Line("start", "fee").Line("fee.Pay", "granted")).At("2026-03-02");
            story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
            return story.Complete("fee", cashier, "Pay", data: new() { ["feeAmount"] = 200d });
        }

        static ClockDesk Duplicate()
        {
            var story = new ClockDesk().At("2026-03-02");
            story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105", EarlierCase = "NYJ-2026-000001" });
            return story;
        }
    }

    [Fact]
    public void Careful_case_should_earn_no_card()
    {
        var story = Registered().At("2026-03-03").Complete("accept", Clerk, "Accept", data: new() { ["voucherDate"] = "2026-03-03" });
        story.At("2026-03-04").Complete("review", Reviewer, "Return", "补", new() { ["requestedPapers"] = "平面图" });
        story.At("2026-03-05").Complete("correction", Clerk, "Resubmit").Complete("accept", Clerk, "Accept");
        story.At("2026-03-06").Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve");
        story.Complete("decide", Chief, "Refuse", "不符合条件", new() { ["remedies"] = "可在六十日内申请行政复议" });
        story.TickUntil("2026-06-01").State.Cards.ShouldBeEmpty();
    }

    [Fact]
    public void Alarm_should_be_the_first_instant_at_which_something_becomes_due()
    {
        var story = Accepted();
        for (var i = 0; i < 40 && story.Alarm is { } at; i++)
        {
            // A moment before, nothing is due; at the instant, or at one the alarm only looked at, the tick may add.
            story.Desk.Now = at.AddMilliseconds(-1);
            story.Tick().ShouldBeEmpty($"{at:O}");
            story.Desk.Now = at;
            story.Tick();
        }
        story.Cards.ShouldContain("deep-red exceeded STATUTORY");
    }
}
