using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Clocks.CaseStory;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Each clock by itself.</summary>
public sealed class ClockBookTests
{
    [Fact]
    public void Definitions_should_be_listed_by_kind_and_have_one_code_each()
    {
        ClockDefinition.All.Select(d => d.Kind).ShouldBe(Enum.GetValues<ClockKind>());
        ClockDefinition.All.Select(d => d.Code).ShouldBe(
            ["RECEIVE", "STATUTORY", "JOINT", "COMMIT", "STEP", "STAGE", "COUNTY", "LEADER", "PAUSE-PLAN", "HEARING", "DELIVER", "RENEW", "TOLERANCE", "OPINION", "SURVEY", "CARD-REPLY", "REGULATOR-CLAIM"]);
    }

    [Fact]
    public void Case_that_was_only_received_should_wait_for_acceptance()
    {
        var story = new CaseStory().Add(new CaseFact.Received(At("2024-09-26")));

        story.Read(ClockKind.Receive, "2024-09-26", "1").State.ShouldBe(new ClockState.Running(5, Day("2024-10-09")));
        story.Read(ClockKind.Receive, "2024-10-09", "1").State.ShouldBe(new ClockState.Running(0, Day("2024-10-09")));
        story.Read(ClockKind.Statutory, "2024-10-09").State.ShouldBe(new ClockState.NotStarted());
        story.Read(ClockKind.Commit, "2024-10-09").State.ShouldBe(new ClockState.NotStarted());
        story.Read(ClockKind.Deliver, "2024-10-09").State.ShouldBe(new ClockState.NotStarted());
    }

    [Fact]
    public void Silence_should_accept_as_of_receipt()
    {
        var story = new CaseStory().Add(new CaseFact.Received(At("2024-09-26")));

        var receive = story.Read(ClockKind.Receive, "2024-10-10", "1");
        receive.State.ShouldBe(new ClockState.Stopped(OfficeHours.At(Day("2024-10-10"), default), false, "deemed"));
        receive.Findings.Single().Code.ShouldBe("deemed-acceptance");
        receive.Findings.Single().Zh.ShouldContain("自收到材料之日 2024-09-26 起");
        // Not from the day on which the five days ended.
        story.Read(ClockKind.Statutory, "2024-10-10").Due.ShouldBe(Day("2024-10-29"));
        story.Read(ClockKind.Statutory, "2024-10-10").Used.ShouldBe(6);
        story.Explain(ClockKind.Statutory, "2024-10-10")[0].Code.ShouldBe("deemed-acceptance");
    }

    [Fact]
    public void Late_acceptance_should_not_move_the_start()
    {
        var story = new CaseStory().Add(new CaseFact.Received(At("2024-09-26"))).Add(new CaseFact.Accepted(At("2024-10-12")));

        story.Read(ClockKind.Statutory, "2024-10-12").StartedOn.ShouldBe(Day("2024-09-26"));
        story.Read(ClockKind.Receive, "2024-10-12", "1").Findings.Select(f => f.Code).ShouldBe(["deemed-acceptance", "acceptance-late"]);
    }

    [Fact]
    public void Corrected_papers_should_open_a_new_round()
    {
        var story = new CaseStory().Add(new CaseFact.Received(At("2024-09-02"))).Add(new CaseFact.OneTimeNotice(At("2024-09-04"))).Add(new CaseFact.CorrectedReceived(At("2024-09-26")));

        story.Read(ClockKind.Receive, "2024-09-26", "1").State.ShouldBe(new ClockState.Stopped(At("2024-09-04"), true, "one-time-notice"));
        story.Read(ClockKind.Receive, "2024-09-26", "2").Due.ShouldBe(Day("2024-10-09"));
        story.Read(ClockKind.Statutory, "2024-10-10").StartedOn.ShouldBe(Day("2024-09-26"));
        story.Add(new CaseFact.OneTimeNotice(At("2024-09-29"))).Read(ClockKind.Receive, "2024-09-29", "2").Findings.Select(f => f.Code).ShouldBe(["second-notice"]);
        story.Read(ClockKind.Statutory, "2024-10-10").State.ShouldBe(new ClockState.NotStarted());
    }

    [Fact]
    public void Second_acceptance_should_not_restart_the_clock()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Add(new CaseFact.Accepted(At("2024-10-14")));

        story.Read(ClockKind.Statutory, "2024-10-14").Due.ShouldBe(Day("2024-10-30"));
        story.Read(ClockKind.Receive, "2024-10-14", "1").Findings.Single().Code.ShouldBe("accepted-again");
    }

    [Fact]
    public void Refusal_to_accept_should_end_receipt_and_start_nothing()
    {
        var story = new CaseStory().Add(new CaseFact.Received(At("2024-09-26"))).Add(new CaseFact.NotAccepted(At("2024-09-27")));

        story.Read(ClockKind.Receive, "2024-12-02", "1").State.ShouldBe(new ClockState.Stopped(At("2024-09-27"), true, "not-accepted"));
        story.Read(ClockKind.Statutory, "2024-12-02").State.ShouldBe(new ClockState.NotStarted());
    }

    [Fact]
    public void Joint_regime_should_take_the_place_of_the_statutory_limit()
    {
        var story = new CaseStory { Policy = new(Repository.Procedures) { Joint = true } }.Accepted("2024-09-26", "2024-09-27");

        story.ReadAll("2024-09-27").ShouldNotContain(r => r.Kind == ClockKind.Statutory);
        story.Read(ClockKind.Joint, "2024-09-27").Due.ShouldBe(Day("2024-12-04"));
        story.Extend("2024-11-01", 15, "government-head", clock: ClockKind.Joint).Read(ClockKind.Joint, "2024-11-01").Due.ShouldBe(Day("2024-12-25"));
    }

    [Fact]
    public void County_leader_opinion_survey_and_step_should_run_beside_the_case()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27")
            .Add(new CaseFact.LegOpened(At("2024-09-27"), ClockKind.County, "county", "县区初审", "County review"))
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Leader, "leader", "市领导审签", "City leader") { LimitDays = 1 })
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Step, "review", "审查", "Review") { LimitDays = 0.5 });

        story.Read(ClockKind.County, "2024-10-30", "county").State.ShouldBe(new ClockState.Running(0, Day("2024-10-30")));
        story.Read(ClockKind.County, "2024-10-31", "county").State.ShouldBe(new ClockState.Overdue(1, Day("2024-10-30")));
        story.Read(ClockKind.Leader, "2024-10-10", "leader").State.ShouldBe(new ClockState.Overdue(1, Day("2024-10-09")));
        // A late leader leaves the department's clock as it is.
        story.Read(ClockKind.Statutory, "2024-10-10").State.ShouldBe(new ClockState.Running(15, Day("2024-10-30")));
        var half = ClockBook.Compute(story.Timeline, story.Policy, Repository.Calendar, At("2024-10-09", 11)).Single(r => r.Kind == ClockKind.Step);
        half.State.ShouldBe(new ClockState.Running(0, Day("2024-10-09")));
        half.EndsAtNoon.ShouldBeTrue();
        ClockBook.Compute(story.Timeline, story.Policy, Repository.Calendar, At("2024-10-09", 13)).Single(r => r.Kind == ClockKind.Step).State.ShouldBe(new ClockState.Overdue(0.5, Day("2024-10-09")));
        story.Add(new CaseFact.LegClosed(At("2024-10-11"), ClockKind.Leader, "leader")).Read(ClockKind.Leader, "2024-12-02", "leader").State.ShouldBe(new ClockState.Stopped(At("2024-10-11"), false, "done"));
    }

    [Fact]
    public void Stage_tolerance_opinion_survey_and_card_should_keep_their_own_limits()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27")
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Stage, "s1", "立项用地规划许可", "Land and planning") { LimitDays = 20 })
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Tolerance, "M03", "营业执照", "Business licence") { LimitDays = 8 })
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Opinion, "gtj", "国土局意见", "Land bureau") { LimitDays = 3 })
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.Survey, "v", "联合踏勘", "Joint survey") { LimitDays = 5 })
            .Add(new CaseFact.LegOpened(At("2024-10-08"), ClockKind.CardReply, "card-1", "督办回复", "Reply"))
            .Pause("p", "hearing", "2024-10-14", "2024-10-18");

        story.Read(ClockKind.Stage, "2024-10-14", "s1").Due.ShouldBe(Day("2024-11-11"));
        story.Read(ClockKind.Tolerance, "2024-10-14", "M03").Due.ShouldBe(Day("2024-10-17"));
        story.Read(ClockKind.Tolerance, "2024-10-14", "M03").Findings.Single().Code.ShouldBe("tolerance-over-commitment");
        story.Read(ClockKind.Opinion, "2024-10-14", "gtj").Due.ShouldBe(Day("2024-10-11"));
        story.Read(ClockKind.Survey, "2024-10-14", "v").Due.ShouldBe(Day("2024-10-14"));
        story.Read(ClockKind.CardReply, "2024-10-14", "card-1").Due.ShouldBe(Day("2024-10-09"));
    }

    [Fact]
    public void Delivery_should_run_ten_days_from_a_grant()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Add(new CaseFact.Decided(At("2024-10-14"), true));

        story.Read(ClockKind.Statutory, "2024-12-02").State.ShouldBe(new ClockState.Stopped(At("2024-10-14"), true, "decided"));
        story.Read(ClockKind.Statutory, "2024-12-02").Remaining.ShouldBe(12);
        story.Read(ClockKind.Deliver, "2024-10-14").Due.ShouldBe(Day("2024-10-28"));
        story.Add(new CaseFact.Delivered(At("2024-10-28"))).Read(ClockKind.Deliver, "2024-10-30").State.ShouldBe(new ClockState.Stopped(At("2024-10-28"), true, "delivered"));
        new CaseStory().Accepted("2024-09-26", "2024-09-27").Add(new CaseFact.Decided(At("2024-10-14"), false)).Read(ClockKind.Deliver, "2024-12-02").State.ShouldBe(new ClockState.NotStarted());
    }

    [Fact]
    public void Hearing_should_have_the_applicants_and_the_organs_time()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Add(new CaseFact.HearingTold(At("2024-10-08")));

        // Five calendar days end on Sunday 13th, so with the Monday.
        story.Read(ClockKind.Hearing, "2024-10-08", "ask").Due.ShouldBe(Day("2024-10-14"));
        story.Add(new CaseFact.HearingAsked(At("2024-10-14"))).Read(ClockKind.Hearing, "2024-10-14", "ask").State.ShouldBe(new ClockState.Stopped(At("2024-10-14"), true, "hearing-asked"));
        story.Read(ClockKind.Hearing, "2024-10-14", "hold").Due.ShouldBe(Day("2024-11-11"));
        story.Add(new CaseFact.HearingNoticed(At("2024-10-21"), Day("2024-10-29"))).Read(ClockKind.Hearing, "2024-10-21", "hold").Findings.Single().Code.ShouldBe("hearing-notice-short");
        story.Policy = story.Policy with { ApplicantDaysAreCalendarDays = false };
        story.Read(ClockKind.Hearing, "2024-10-21", "ask").Due.ShouldBe(Day("2024-10-14"));
    }

    [Fact]
    public void Renewal_should_be_granted_by_silence_when_it_was_asked_for_in_time()
    {
        var story = new CaseStory().Accepted("2024-09-02", "2024-09-02").Add(new CaseFact.RenewalApplied(At("2024-09-02"), Day("2024-10-05")));

        story.Read(ClockKind.Renew, "2024-10-05").State.ShouldBe(new ClockState.Running(0, Day("2024-10-05")));
        story.Read(ClockKind.Renew, "2024-10-06").State.ShouldBe(new ClockState.Stopped(OfficeHours.At(Day("2024-10-06"), default), false, "deemed"));
        story.Read(ClockKind.Renew, "2024-10-06").Findings.Single().Code.ShouldBe("deemed-renewal");

        var late = new CaseStory().Accepted("2024-09-10", "2024-09-10").Add(new CaseFact.RenewalApplied(At("2024-09-10"), Day("2024-10-05")));
        late.Read(ClockKind.Renew, "2024-10-06").State.ShouldBeOfType<ClockState.Overdue>();
        late.Read(ClockKind.Renew, "2024-10-06").Findings.Single().Code.ShouldBe("renewal-applied-late");
    }

    [Fact]
    public void Year_that_is_not_loaded_should_refuse_instead_of_guessing()
    {
        var story = new CaseStory().Accepted("2026-12-10", "2026-12-10");

        var running = story.Read(ClockKind.Statutory, "2026-12-17");
        (running.Used, running.Remaining, running.Due).ShouldBe((5, 15, null));
        running.Refusal!.Code.ShouldBe("calendar-year-not-loaded");
        running.State.ShouldBe(new ClockState.Running(15, null));
        story.Read(ClockKind.Statutory, "2027-01-05").State.ShouldBeOfType<ClockState.Refused>().Reason.Code.ShouldBe("calendar-year-not-loaded");
        new CaseStory().Add(new CaseFact.Received(At("2026-12-29"))).Read(ClockKind.Statutory, "2027-01-05").State.ShouldBeOfType<ClockState.Refused>();
    }

    [Fact]
    public void Choices_of_interpretation_should_be_printed_and_followed()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27");
        story.Policy.Choices.Select(c => c.Zh).ShouldContain("受理当日不计入期限（民法典第二百零一条）。");
        story.Policy = story.Policy with { FirstDayCounted = true };
        story.Policy.Choices.Select(c => c.Zh).ShouldContain("受理当日计入期限。");
        story.Read(ClockKind.Statutory, "2024-09-27").Due.ShouldBe(Day("2024-10-29"));
        story.Read(ClockKind.Statutory, "2024-09-27").Used.ShouldBe(1);
    }

    [Fact]
    public void Corrected_notice_should_show_the_clocks_it_moves()
    {
        // The Labour Day notice of 22 March 2019, looked at on that day: Sunday 28 April becomes a working day.
        var before = Repository.Calendar.KnownOn(Day("2019-03-21"));
        var after = Repository.Calendar.KnownOn(Day("2019-03-22"));
        var story = new CaseStory().Accepted("2019-03-18", "2019-03-18").Extend("2019-03-22").Add(new CaseFact.LegOpened(At("2019-03-20"), ClockKind.Step, "s", "环节", "Step") { LimitDays = 5 });
        story.Policy = story.Policy with { StatutoryDays = 21 };

        IEnumerable<(string, DateOnly?, DateOnly?)> Moves() =>
            ClockBook.Moves(story.Timeline, story.Policy, before, after, At("2019-03-22", 12)).Select(m => (m.Clock.Code, m.Was, m.Becomes));

        Moves().ShouldBe([("STATUTORY", Day("2019-05-02"), Day("2019-04-30"))]);
        story.Add(new CaseFact.Decided(At("2019-03-22", 11), false));
        Moves().ShouldBeEmpty();
    }
}
