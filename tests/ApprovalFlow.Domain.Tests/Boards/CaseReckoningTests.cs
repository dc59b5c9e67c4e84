using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Boards;

/// <summary>What boards count of one case, told by its days: ten working days promised, twenty by law.</summary>
public sealed class CaseReckoningTests
{
    private static CaseFigures Of(ClockDesk story) => CaseReckoning.Of(story.Desk.Journal, story.Clocks, "dept-nyj");

    private static ClockDesk Reviewed(ClockDesk story, string on) => story.At(on).Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve");

    private static ClockDesk Decided(ClockDesk story, string on, string outcome = "Approve") =>
        story.At(on).Complete("decide", Chief, outcome, data: outcome == "Refuse" ? new() { ["reasons"] = "防疫距离不足。", ["remedies"] = "六十日内可申请复议" } : null);

    [Fact]
    public void Open_case_should_have_its_last_day_and_nothing_that_is_judged()
    {
        var figures = Of(Accepted());
        (figures.ReceivedOn, figures.AcceptedOn, figures.EndedOn, figures.Due).ShouldBe((Day("2026-03-02"), Day("2026-03-02"), null, Day("2026-03-16")));
        (figures.IsDecided, figures.InTime, figures.UsedDays, figures.WaitedDays, figures.PausedBy).ShouldBe((false, null, null, null, null));
        (figures.PromisedDays, figures.LawDays).ShouldBe((10, 20));
        figures.Window.ShouldBe(new("window-clerk", "window-clerk"));
    }

    [Fact]
    public void Decision_in_time_should_save_what_was_promised_and_not_used()
    {
        var figures = Of(Decided(Reviewed(Accepted(), "2026-03-04"), "2026-03-06"));
        (figures.EndedOn, figures.Result, figures.IsDecided, figures.InTime, figures.InLaw).ShouldBe((Day("2026-03-06"), "approved", true, true, true));
        (figures.UsedDays, figures.LawUsedDays, figures.WaitedDays, figures.Due).ShouldBe((4, 4, 4, null));
        figures.Decider.ShouldBe(new("chief-representative", "chief-representative"));
    }

    [Fact]
    public void Decision_after_the_promise_should_count_the_days_beyond_it_too()
    {
        var figures = Of(Decided(Reviewed(Accepted(), "2026-03-04"), "2026-03-19"));
        (figures.InTime, figures.InLaw, figures.UsedDays, figures.LawUsedDays).ShouldBe((false, true, 13, 13));
    }

    [Fact]
    public void Special_procedure_should_stand_with_an_open_case_and_be_taken_out_of_a_decided_one()
    {
        var story = Accepted().At("2026-03-04")
            .Do(new CaseCommand.RequestPause("hearing", Day("2026-03-05"), Reviewer) { PlannedEnd = Day("2026-03-10"), Notice = "听〔2026〕1号", Reason = "涉及他人重大利益" })
            .At("2026-03-05").Do(new CaseCommand.DecidePause("P1", true, Chief));
        (Of(story).PausedBy, Of(story).PausedUntil, Of(story).Due).ShouldBe(("hearing", Day("2026-03-10"), Day("2026-03-20")));
        story.At("2026-03-10").Do(new CaseCommand.EndPause("P1", Day("2026-03-10"), Reviewer) { Evidence = "笔录〔2026〕1号" });
        var decided = Of(Decided(Reviewed(story, "2026-03-11"), "2026-03-12"));
        // 3, 4, 11 and 12 March: four days; ten calendar days for the applicant.
        (decided.UsedDays, decided.LawUsedDays, decided.WaitedDays, decided.PausedBy).ShouldBe((4, 4, 10, null));
    }

    [Fact]
    public void Hold_of_an_administrator_should_be_told_apart_from_what_the_law_stops()
    {
        var admin = Person("administrator", "administrator");
        var story = Accepted().At("2026-03-04").Do(new CaseCommand.Suspend(admin, "系统核查"));
        (Of(story).PausedBy, Of(story).PausedUntil, Of(story).Due).ShouldBe((CaseReckoning.Suspended, null, Day("2026-03-16")));
    }

    [Fact]
    public void Decision_that_was_taken_back_should_end_nothing()
    {
        var story = Decided(Reviewed(Accepted(), "2026-03-04"), "2026-03-06", "Refuse");
        // The full stop is no part of a reason.
        Of(story).Reasons.Select(r => (r.Kind, r.On, r.Text)).ShouldBe([(ReasonKind.Refusal, Day("2026-03-06"), "防疫距离不足")]);
        var open = Reviewed(Accepted(), "2026-03-04");
        Decided(open, "2026-03-06");
        open.At("2026-03-09").Do(new CaseCommand.TakeBack(open.Desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last().TaskId, Chief) { Reason = "笔误" });
        (Of(open).EndedOn, Of(open).IsDecided, Of(open).Result, Of(open).Due).ShouldBe((null, false, null, Day("2026-03-16")));
        Decided(open, "2026-03-10");
        (Of(open).EndedOn, Of(open).UsedDays).ShouldBe((Day("2026-03-10"), 6), "the days of the first decision count");
    }

    [Fact]
    public void Withdrawal_should_end_without_a_time_that_could_be_judged()
    {
        var figures = Of(Accepted().At("2026-03-20").Do(new CaseCommand.Withdraw(Owner, "不再办理")));
        (figures.EndedOn, figures.IsDecided, figures.InTime, figures.UsedDays, figures.Result, figures.WaitedDays).ShouldBe((Day("2026-03-20"), false, null, null, "withdrawn", 18));
        figures.Reasons.Single().ShouldSatisfyAllConditions(r => r.Kind.ShouldBe(ReasonKind.Withdrawal), r => r.Text.ShouldBe("不再办理"));
    }

    [Fact]
    public void Steps_should_be_of_who_completed_them_with_the_days_of_their_own_limit()
    {
        var figures = Of(Accepted().At("2026-03-09").Complete("review", Reviewer, "Approve"));
        figures.Steps.Select(s => (s.Person.UserId, s.Outcome, s.InTime, s.UsedDays)).ShouldBe([("window-clerk", "Accept", true, 0), ("reviewer", "Approve", false, 5)]);
        figures.Steps[1].LimitDays.ShouldBe(3);
    }

    [Fact]
    public void Correction_should_be_counted_with_its_reason_and_the_applicants_part_be_nobodys_step()
    {
        var story = Accepted().At("2026-03-04").Complete("review", Reviewer, "Return", "平面图\n  缺少比例尺");
        (Of(story).Corrections, Of(story).PausedBy).ShouldBe((1, null), "papers asked for after acceptance stop no clock here");
        story.At("2026-03-06").Complete("correction", Clerk, "Resubmit");
        var figures = Of(story);
        figures.Reasons.Select(r => (r.Kind, r.On, r.Text)).ShouldBe([(ReasonKind.Correction, Day("2026-03-04"), "平面图 缺少比例尺")]);
        figures.Steps.Select(s => s.Outcome).ShouldBe(["Accept", "Return"]);
    }

    [Fact]
    public void Cards_should_count_while_they_stand()
    {
        var story = Accepted().TickUntil("2026-03-18");
        var before = Of(story);
        before.RedCards.ShouldBeGreaterThan(0);
        before.YellowCards.ShouldBeGreaterThan(0);
        var red = story.State.Cards.First(c => c.Raised.Level == "red").Raised.CardId;
        story.Do(new CaseCommand.AppealCard(red, "误计", Chief)).Do(new CaseCommand.DecideAppeal(red, true, "核实为误计", Supervisor));
        Of(story).RedCards.ShouldBe(before.RedCards - 1);
    }

    [Theory]
    [InlineData("一", "一")]
    [InlineData("  a\r\n b。 ", "a b")]
    public void Same_words_should_be_the_same_reason(string entered, string reason) =>
        Of(Accepted().At("2026-03-04").Do(new CaseCommand.Withdraw(Owner, entered))).Reasons.Single().Text.ShouldBe(reason);

    [Fact]
    public void Long_reason_should_be_cut_between_characters()
    {
        var text = Of(Accepted().Do(new CaseCommand.Withdraw(Owner, new string('长', CaseReckoning.LongestReason - 2) + "𠮷𠮷𠮷"))).Reasons.Single().Text;
        (text.Length <= CaseReckoning.LongestReason, text[^1], char.IsSurrogate(text[^2])).ShouldBe((true, '…', false));
    }
}
