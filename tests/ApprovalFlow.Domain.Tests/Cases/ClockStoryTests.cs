using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Facts about time as people record them, on the stored stream.</summary>
public sealed class ClockStoryTests
{
    private static CaseCommand.RequestPause Hearing(string from, string until, string notice = "听〔2026〕1号") =>
        new("hearing", Day(from), Reviewer) { PlannedEnd = Day(until), Notice = notice, NoticeOn = null, Reason = "涉及他人重大利益" };

    [Fact]
    public void Pause_should_stop_the_clocks_from_the_day_of_its_approval()
    {
        var story = Accepted().At("2026-03-04").Do(Hearing("2026-03-05", "2026-03-10"));
        (story.State.Pauses.Single().Status, story.Read(ClockKind.Statutory).Due).ShouldBe((PauseStatus.Requested, Day("2026-03-30")));

        // Approved a day after it was to begin: nothing that passed is taken back.
        story.At("2026-03-06").Do(new CaseCommand.DecidePause("P1", true, Chief));
        (story.State.Pauses.Single().From, story.State.Pauses.Single().Status).ShouldBe((Day("2026-03-06"), PauseStatus.Running));
        story.Read(ClockKind.Statutory).State.ShouldBe(new ClockState.Paused("hearing", Day("2026-03-10"), 17, Day("2026-04-02")));
        story.Read(ClockKind.PausePlan, "P1").Due.ShouldBe(Day("2026-03-10"));

        story.At("2026-03-09").Do(new CaseCommand.EndPause("P1", Day("2026-03-09"), Reviewer) { Evidence = "笔录〔2026〕1号" });
        story.Read(ClockKind.Statutory).Due.ShouldBe(Day("2026-04-01"));
        story.At("2026-03-20");
        var ledger = ClockLedger.Explain(story.State.Timeline, story.Clocks.Policy, story.Clocks.Calendar, story.Desk.Now, ClockKind.Statutory)!;
        ledger.Days.Where(d => d.Code == "paused").Select(d => (d.Date.Day, d.Document)).ShouldBe([(6, "听〔2026〕1号"), (9, "听〔2026〕1号")]);
        ledger.Sum(LedgerSide.Used).ShouldBe(ledger.Reading.Used);
    }

    [Fact]
    public void Overlapping_pauses_should_count_once()
    {
        var story = Accepted().At("2026-03-04").Do(Hearing("2026-03-05", "2026-03-10")).Do(new CaseCommand.DecidePause("P1", true, Chief));
        story.Do(new CaseCommand.RequestPause("testing", Day("2026-03-09"), Reviewer) { PlannedEnd = Day("2026-03-12"), Notice = "检〔2026〕1号" }).Do(new CaseCommand.DecidePause("P2", true, Chief));
        // 5, 6, 9, 10, 11, 12 March: six working days.
        story.Read(ClockKind.Statutory).Due.ShouldBe(Day("2026-04-08"));
    }

    [Fact]
    public void Refused_pause_should_stop_nothing()
    {
        var story = Accepted().At("2026-03-04").Do(Hearing("2026-03-05", "2026-03-10")).Do(new CaseCommand.DecidePause("P1", false, Chief) { Reason = "无须听证" });
        (story.State.Pauses.Single().Status, story.Read(ClockKind.Statutory).Due).ShouldBe((PauseStatus.Rejected, Day("2026-03-30")));
        story.Code(new CaseCommand.EndPause("P1", Day("2026-03-04"), Reviewer)).ShouldBe("pause-not-open");
    }

    [Fact]
    public void Pause_of_a_step_should_end_with_it_and_leave_the_step_its_own_clock()
    {
        var story = Accepted();
        var review = story.Desk.TaskAt("review").TaskId;
        story.At("2026-03-03").Do(new CaseCommand.RequestPause("testing", Day("2026-03-03"), Reviewer) { PlannedEnd = Day("2026-03-10"), Notice = "检〔2026〕1号", TaskId = review }).Do(new CaseCommand.DecidePause("P1", true, Chief));
        story.Read(ClockKind.Step, review).State.ShouldBeOfType<ClockState.Paused>();
        story.At("2026-03-05").Complete("review", Reviewer, "Approve");
        (story.State.Pauses.Single().Status, story.State.Pauses.Single().LastDay).ShouldBe((PauseStatus.Ended, Day("2026-03-05")));
        story.Read(ClockKind.Statutory).Due.ShouldBe(Day("2026-04-02"));
    }

    [Fact]
    public void Extension_should_count_once_it_is_approved_and_told()
    {
        var story = Accepted().At("2026-03-20").Do(new CaseCommand.RequestExtension("STATUTORY", 10, "案情复杂", Reviewer));
        story.Read(ClockKind.Statutory).Due.ShouldBe(Day("2026-03-30"));
        story.Do(new CaseCommand.DecideExtension("E1", true, Chief));
        story.Read(ClockKind.Statutory).Due.ShouldBe(Day("2026-03-30"));
        story.At("2026-03-23").Do(new CaseCommand.TellExtension("E1", Day("2026-03-23"), Reviewer) { Document = "延〔2026〕1号" });
        (story.Read(ClockKind.Statutory).Due, story.Read(ClockKind.Statutory).ExtensionDays).ShouldBe((Day("2026-04-14"), 10));
        story.Code(new CaseCommand.RequestExtension("STATUTORY", 5, "再次", Reviewer)).ShouldBe("extension-twice");
    }

    [Fact]
    public void Hearing_should_be_told_asked_for_announced_and_held()
    {
        var story = Accepted().At("2026-03-04").Do(new CaseCommand.RecordHearing("told", Reviewer)).At("2026-03-06").Do(new CaseCommand.RecordHearing("asked", Reviewer));
        story.Read(ClockKind.Hearing, "hold").Due.ShouldBe(Day("2026-04-03"));
        story.Do(new CaseCommand.RecordHearing("noticed", Reviewer) { HeldOn = Day("2026-03-18"), Document = "通〔2026〕1号" });
        story.At("2026-03-18").Do(new CaseCommand.RecordHearing("held", Reviewer));
        story.Read(ClockKind.Hearing, "hold").State.ShouldBe(new ClockState.Stopped(story.Desk.Now.ToUniversalTime(), true, "hearing-held"));
    }

    [Fact]
    public void Promised_papers_should_have_their_own_clock_and_stop_no_other()
    {
        var story = Accepted().Do(new CaseCommand.PromisePapers(["NYJ-001-M02"], 5, Clerk) { Document = "容〔2026〕1号" });
        (story.Read(ClockKind.Tolerance, "T1").Due, story.Read(ClockKind.Statutory).Due).ShouldBe((Day("2026-03-09"), Day("2026-03-30")));
        story.At("2026-03-05").Do(new CaseCommand.ReceivePromisedPapers("T1", Clerk));
        story.State.Materials.Single(m => m.Code == "NYJ-001-M02").Received.ShouldBeTrue();
        story.Read(ClockKind.Tolerance, "T1").State.ShouldBeOfType<ClockState.Stopped>().InTime.ShouldBeTrue();
        story.Code(new CaseCommand.ReceivePromisedPapers("T1", Clerk)).ShouldBe("promise-unknown");
    }

    [Fact]
    public void Silence_should_accept_the_case_from_its_receipt()
    {
        var story = Registered().TickUntil("2026-03-10");
        story.State.DeemedAcceptedOn.ShouldBe(Day("2026-03-02"));
        (story.State.AcceptedAt, story.Read(ClockKind.Statutory).Due).ShouldBe((story.State.RegisteredAt, Day("2026-03-30")));
        story.Desk.Journal.Count(r => r.Event is CaseEvent.AcceptanceDeemed { Due: var due } && due == Day("2026-03-09")).ShouldBe(1);
        story.At("2026-03-11").Complete("accept", Clerk, "Accept");
        (story.State.AcceptedAt, story.Read(ClockKind.Statutory).StartedOn).ShouldBe((story.State.RegisteredAt, Day("2026-03-02")));
    }

    [Fact]
    public void Silence_should_renew_a_licence_whose_renewal_was_asked_for_in_time()
    {
        var story = Accepted().Do(new CaseCommand.RecordRenewal(Day("2026-04-08"), Clerk) { Licence = "并许〔2023〕1号" });
        story.Read(ClockKind.Renew).Due.ShouldBe(Day("2026-04-08"));
        story.TickUntil("2026-04-10").State.IsDeemedRenewed.ShouldBeTrue();
        Accepted().Do(new CaseCommand.RecordRenewal(Day("2026-03-20"), Clerk)).TickUntil("2026-04-10").State.IsDeemedRenewed.ShouldBeFalse();
    }

    [Fact]
    public void Legs_should_have_clocks_of_their_own()
    {
        var story = Accepted().Do(new CaseCommand.OpenLeg("STAGE", "立项用地规划许可", "Planning permission", Reviewer) { LimitDays = 5 })
            .Do(new CaseCommand.OpenLeg("SURVEY", "联合踏勘", "Joint survey", Reviewer) { LimitDays = 3, PlannedOn = Day("2026-03-05") });
        (story.Read(ClockKind.Stage, "L1").Due, story.Read(ClockKind.Survey, "L2").Due).ShouldBe((Day("2026-03-09"), Day("2026-03-05")));
        story.Do(new CaseCommand.CloseLeg("L2", Reviewer)).Code(new CaseCommand.CloseLeg("L2", Reviewer)).ShouldBe("leg-unknown");
    }

    [Fact]
    public void Second_acceptance_should_restart_nothing()
    {
        var story = Accepted().At("2026-03-04").Complete("review", Reviewer, "Return", "补充说明");
        story.At("2026-03-11").Complete("correction", Clerk, "Resubmit").At("2026-03-12").Complete("accept", Clerk, "Accept");
        (story.State.AcceptedAt, story.Read(ClockKind.Commit).Due).ShouldBe((OfficeHours.At(Day("2026-03-02"), new(9, 0)), Day("2026-03-16")));
        ClockBook.PromisedDue(story.State.Timeline, story.Clocks.Policy, story.Clocks.Calendar, story.Desk.Now).ShouldBe(Day("2026-03-16"));
    }
}
