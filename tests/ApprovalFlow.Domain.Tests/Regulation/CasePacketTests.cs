using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Regulation;

/// <summary>The case's side: the decision is addressed, its time to be claimed runs, findings come back, a licence is taken away.</summary>
public sealed class CasePacketTests
{
    private const string Packet = $"{Number}-P1", Revocation = $"{Packet}-R1";
    private static readonly ActorStamp Officer = new("officer", "联络员") { Role = "regulator", DepartmentId = "dept-nyj" };

    /// <summary>Decided on Tuesday the 24th of November; nothing of it is claimed.</summary>
    private static ClockDesk Decided(string outcome = "Approve")
    {
        var story = Accepted("2026-11-23").Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve").At("2026-11-24");
        return story.Complete("decide", Chief, outcome, "理由", outcome == "Refuse" ? new() { ["reasons"] = "不符合", ["remedies"] = "可复议" } : null);
    }

    private static ClockDesk Hear(ClockDesk story, CaseEvent.PacketNews news) => story.Do(new CaseCommand.ReceivePacketNews(news));
    private static CaseEvent.RegulatorClaimed ClaimedAt(DateTimeOffset at) => new(Packet, 2, at.ToUniversalTime(), Officer);
    private static CaseEvent.RegulatorTold Told(FeedbackKind kind = FeedbackKind.PromiseBroken) => new(Packet, 3, "F1", kind, "补交的材料不实", new(2026, 11, 24), Officer);

    private static ClockDesk Opened()
    {
        var story = Hear(Hear(Decided(), ClaimedAt(At(24))), Told());
        return Hear(story, new CaseEvent.RevocationOpened(Packet, 4, Revocation, "F1", RevocationKind.Annul, "第六十九条第二款。", Officer));
    }

    private static DateTimeOffset At(int day, int hour = 12) => new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("Approve", "approved")]
    [InlineData("Refuse", "refused")]
    public void Decision_should_be_addressed_in_the_same_command(string outcome, string result)
    {
        var story = Decided(outcome);
        var decided = story.Desk.Journal.Single(r => r.Event is CaseEvent.DecisionMade);
        var addressed = story.Desk.Journal.Single(r => r.Event is CaseEvent.PacketAddressed);
        (addressed.At, addressed.Sequence).ShouldBe((decided.At, decided.Sequence + 1));
        addressed.Event.ShouldBe(new CaseEvent.PacketAddressed(Packet, "dept-nyj", [], 2, 1));
        story.State.Decision!.Result.ShouldBe(result);
    }

    [Fact]
    public void Decision_of_before_the_first_day_should_be_no_packet() =>
        Accepted("2026-03-02").Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve").Complete("decide", Chief, "Approve").State.Packets.ShouldBeEmpty();

    [Fact]
    public void Two_working_days_without_a_claim_should_earn_the_regulator_a_card_although_the_case_is_closed()
    {
        var story = Decided("Refuse");
        if (story.State.OpenTasks.FirstOrDefault() is { } task) story.Complete(task.ActivityId, task.Candidate.Role == "issuer" ? Issuer : Clerk, task.Outcomes[0]);
        story.State.IsClosed.ShouldBeTrue();
        story.Read(ClockKind.RegulatorClaim, Packet).Due.ShouldBe(Day("2026-11-26"));
        story.TickUntil("2026-11-26").State.Cards.ShouldNotContain(c => c.Raised.Clock == "REGULATOR-CLAIM");
        story.TickUntil("2026-11-27");
        var card = story.State.Cards.Single(c => c.Raised.Clock == "REGULATOR-CLAIM");
        (card.Raised.Level, card.Raised.Owner).ShouldBe(("red", new Candidate("regulator", "dept-nyj", "140105")));
        card.Order.ShouldNotBeNull().IsOpen.ShouldBeTrue();
        // Nobody answers the order: it goes to the head of the body that regulates.
        story.TickUntil("2026-11-28");
        story.TickUntil("2026-12-01");
        story.State.Cards.Single(c => c.Raised.Clock == "REGULATOR-CLAIM").Order!.To.ShouldBe(new Candidate("chief-representative", "dept-nyj"));
    }

    [Fact]
    public void Claim_should_stop_the_clock_on_the_day_it_was_made_and_leave_nothing_to_wake_for()
    {
        var story = Decided().At("2026-11-26");
        Hear(story, ClaimedAt(At(26)));
        story.Read(ClockKind.RegulatorClaim, Packet).State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeTrue();
        story.TickUntil("2026-12-05").State.Cards.ShouldNotContain(c => c.Raised.Clock == "REGULATOR-CLAIM");
    }

    [Fact]
    public void Card_should_be_revoked_by_itself_when_the_claim_was_in_time_and_only_the_news_was_late()
    {
        var story = Decided().TickUntil("2026-11-27");
        Hear(story.At("2026-11-27", 8), ClaimedAt(At(26)));
        var card = story.State.Cards.Single(c => c.Raised.Clock == "REGULATOR-CLAIM");
        (card.Status, card.RuledBy!.UserId, card.Order!.IsOpen).ShouldBe((CardStatus.Revoked, "system", false));
    }

    [Fact]
    public void Card_should_stay_when_the_claim_was_late()
    {
        var story = Decided().TickUntil("2026-11-27");
        Hear(story.At("2026-11-27", 12), ClaimedAt(At(27, 10)));
        story.State.Cards.Single(c => c.Raised.Clock == "REGULATOR-CLAIM").Status.ShouldBe(CardStatus.Raised);
        story.Read(ClockKind.RegulatorClaim, Packet).State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeFalse();
    }

    [Fact]
    public void Body_that_gets_a_returned_packet_should_have_the_whole_time()
    {
        var story = Decided().At("2026-11-26");
        Hear(story, new CaseEvent.RegulatorChanged(Packet, 2, "dept-swj", "属于水务", Officer));
        story.Read(ClockKind.RegulatorClaim, Packet).State.ShouldBeOfType<ClockState.Stopped>();
        story.Read(ClockKind.RegulatorClaim, $"{Packet}.2").Due.ShouldBe(Day("2026-11-30"));
        story.TickUntil("2026-12-01").State.Cards.Single(c => c.Raised.Clock == "REGULATOR-CLAIM").Raised.Owner.DepartmentId.ShouldBe("dept-swj");
    }

    [Fact]
    public void Decision_that_is_made_anew_should_be_a_packet_of_its_own_and_the_first_is_awaited_no_longer()
    {
        var story = Decided();
        var task = story.State.CompletedTasks.Single(t => t.ActivityId == "decide").TaskId;
        story.Do(new CaseCommand.TakeBack(task, Chief) { Reason = "笔误" });
        (story.State.Packets[0].IsRecalled, story.State.Packets[0].IsAwaited).ShouldBe((true, false));
        story.Read(ClockKind.RegulatorClaim, Packet).State.ShouldBeOfType<ClockState.Stopped>();
        story.Complete("decide", Chief, "Approve", "重新决定");
        story.State.Packets.Select(p => (p.Number, p.IsAwaited)).ShouldBe([(Packet, false), ($"{Number}-P2", true)]);
        story.Read(ClockKind.RegulatorClaim, $"{Number}-P2").Due.ShouldBe(Day("2026-11-26"));
    }

    [Fact]
    public void News_should_count_once()
    {
        var story = Hear(Decided(), ClaimedAt(At(24)));
        var version = story.State.Version;
        Hear(story, ClaimedAt(At(24)));
        story.State.Version.ShouldBe(version);
        story.Code(new CaseCommand.ReceivePacketNews(new CaseEvent.RegulatorTold("P-9", 1, "F1", FeedbackKind.AllWell, "好", new(2026, 11, 24), Officer))).ShouldBe("packet-unknown-to-case");
    }

    [Fact]
    public void Applicant_should_be_heard_before_the_head_decides_and_the_certificate_is_revoked_by_a_counter_entry()
    {
        var story = Opened();
        var proceeding = story.State.Revocations.ShouldHaveSingleItem();
        proceeding.Opened.StatementsUntil.ShouldBe(Day("2026-12-01"));
        story.Code(new CaseCommand.DecideRevocation(Revocation, true, "属实", Chief) { Remedies = "六十日内申请复议" }).ShouldBe("revocation-not-heard");
        story.Code(new CaseCommand.StateOnRevocation(Revocation, "冤枉", Reviewer)).ShouldBe("revocation-statement-not-allowed");
        story.Code(new CaseCommand.StateOnRevocation(Revocation, " ", Owner)).ShouldBe("revocation-text-required");
        story.Do(new CaseCommand.StateOnRevocation(Revocation, "材料系代办机构伪造", Owner)).Do(new CaseCommand.StateOnRevocation(Revocation, "补充说明", Clerk));
        story.Code(new CaseCommand.DecideRevocation(Revocation, true, "", Chief)).ShouldBe("revocation-reasons-required");
        story.Code(new CaseCommand.DecideRevocation(Revocation, true, "属实", Chief)).ShouldBe("revocation-remedies-required");
        story.Code(new CaseCommand.DecideRevocation(Revocation, true, "属实", Reviewer) { Remedies = "六十日内申请复议" }).ShouldBe("revocation-not-head");
        story.Do(new CaseCommand.DecideRevocation(Revocation, true, "属实", Chief) { Remedies = "六十日内申请复议" });
        story.State.Revoked.ShouldNotBeNull().Decided!.By.Role.ShouldBe("chief-representative");
        story.State.Decision!.Result.ShouldBe("approved", "what was decided stays as it was; the entry beside it takes its effect");
        story.Code(new CaseCommand.DecideRevocation(Revocation, false, "再看", Chief)).ShouldBe("revocation-decided");
        story.Code(new CaseCommand.DecideRevocation("R-9", false, "再看", Chief)).ShouldBe("revocation-unknown");
        story.Code(new CaseCommand.ReceivePacketNews(new CaseEvent.RevocationOpened(Packet, 5, $"{Packet}-R2", "F1", RevocationKind.Annul, "再次", Officer))).ShouldBe("revocation-not-possible");
    }

    [Fact]
    public void Silence_until_the_last_day_should_be_enough_and_a_negative_decision_leaves_the_licence()
    {
        var story = Opened().At("2026-12-01", 17);
        story.Code(new CaseCommand.DecideRevocation(Revocation, false, "证据不足", Chief)).ShouldBe("revocation-not-heard");
        story.At("2026-12-02").Do(new CaseCommand.DecideRevocation(Revocation, false, "证据不足", Chief));
        (story.State.Revoked, story.State.Revocations[0].Decided!.Revoked).ShouldBe((null, false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Head_who_found_it_or_asked_for_it_should_not_decide(bool asked)
    {
        var chief = new ActorStamp(Chief.UserId, Chief.Name) { Role = "regulator", DepartmentId = "dept-nyj" };
        var story = Hear(Decided(), ClaimedAt(At(24)));
        Hear(story, new CaseEvent.RevocationOpened(Packet, 4, Revocation, "F1", RevocationKind.Withdraw, "第八条", asked ? chief : Officer) { FoundBy = asked ? null : chief });
        story.Do(new CaseCommand.StateOnRevocation(Revocation, "无异议", Owner));
        story.Code(new CaseCommand.DecideRevocation(Revocation, false, "不成立", Chief)).ShouldBe("revocation-same-person");
        story.Do(new CaseCommand.DecideRevocation(Revocation, false, "不成立", OtherChief));
    }

    [Fact]
    public void Applicant_and_head_should_be_told_when_it_begins_and_the_applicant_when_it_ends()
    {
        var story = Opened();
        var opened = MessageRules.Of(story.State, story.Desk.Journal[^1], Repository.Catalogue);
        opened.Select(t => t.To.GetType()).ShouldBe([typeof(Audience.Applicant), typeof(Audience.Pool)]);
        opened[0].Values["text"].Zh.ShouldBe("第六十九条第二款。您有权陈述、申辩，请于2026-12-01前提出。");
        story.Do(new CaseCommand.StateOnRevocation(Revocation, "无异议", Owner)).Do(new CaseCommand.DecideRevocation(Revocation, true, "属实", Chief) { Remedies = "六十日内申请复议" });
        var ended = MessageRules.Of(story.State, story.Desk.Journal[^1], Repository.Catalogue).ShouldHaveSingleItem();
        (ended.Kind.Class, ended.Values["title"].Zh, ended.Values["text"].Zh).ShouldBe((MessageClass.Legal, "许可已撤销", "属实 六十日内申请复议"));
    }

    [Fact]
    public void Applicant_who_broke_a_promise_should_not_be_let_bring_papers_later()
    {
        var promise = new CaseCommand.PromisePapers(["NYJ-001-M02"], 3, Clerk) { Document = "容缺〔2026〕1号" };
        Accepted("2026-11-23").Code(promise with { BrokenBefore = "OLD-P1" }).ShouldBe("promise-broken-before");
        Accepted("2026-11-23").Do(promise).State.Promises.ShouldHaveSingleItem();
    }

    public static IReadOnlyList<string> Codes { get; } =
    [
        "packet-unknown-to-case", "revocation-not-possible", "revocation-unknown", "revocation-decided", "revocation-statement-not-allowed", "revocation-text-required", "revocation-not-head",
        "revocation-same-person", "revocation-not-heard", "revocation-reasons-required", "revocation-remedies-required", "promise-broken-before",
    ];
}
