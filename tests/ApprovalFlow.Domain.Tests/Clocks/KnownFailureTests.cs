using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Clocks.CaseStory;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>What clocks of other systems get wrong.</summary>
public sealed class KnownFailureTests
{
    [Fact]
    public void Due_day_should_be_in_time_for_every_clock_and_the_day_after_overdue()
    {
        foreach (var clock in ClockDefinition.All)
        {
            if (Started(clock.Kind) is not { } started)
                continue;
            var (story, id) = started;
            var due = story.Read(clock.Kind, "2024-10-09", id).Due.ShouldNotBeNull();
            var last = story.Read(clock.Kind, Text(due), id);
            last.State.ShouldBe(new ClockState.Running(0, due), clock.Code);
            var next = due;
            do next = next.AddDays(1); while (Repository.Calendar.IsWorkingDay(next) != true);
            var state = story.Read(clock.Kind, Text(next), id).State;
            if (state is ClockState.Stopped { Why: "deemed" } deemed)
                deemed.InTime.ShouldBeFalse();
            else
                state.ShouldBe(new ClockState.Overdue(clock.Kind == ClockKind.Hearing || clock.Unit == ClockUnit.CalendarDays ? next.DayNumber - due.DayNumber : 1, due), clock.Code);
        }

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", null);
    }

    /// <summary>A case in which this clock runs on 2024-10-09.</summary>
    private static (CaseStory Story, string Id)? Started(ClockKind kind)
    {
        var story = new CaseStory();
        switch (kind)
        {
            case ClockKind.Receive: return (story.Add(new CaseFact.Received(At("2024-10-08"))), "1");
            case ClockKind.Statutory or ClockKind.Commit: return (story.Accepted("2024-10-08", "2024-10-08"), "");
            case ClockKind.Joint:
                story.Policy = story.Policy with { Joint = true };
                return (story.Accepted("2024-10-08", "2024-10-08"), "");
            case ClockKind.PausePlan: return (story.Accepted("2024-10-08", "2024-10-08").Pause("p", "testing", "2024-10-09", "2024-10-17"), "p");
            case ClockKind.Hearing: return (story.Accepted("2024-10-08", "2024-10-08").Add(new CaseFact.HearingTold(At("2024-10-09"))), "ask");
            case ClockKind.Deliver: return (story.Accepted("2024-10-08", "2024-10-08").Add(new CaseFact.Decided(At("2024-10-09"), true)), "");
            case ClockKind.Renew: return (story.Accepted("2024-10-08", "2024-10-08").Add(new CaseFact.RenewalApplied(At("2024-10-08"), Day("2024-10-25"))), "");
            default: return (story.Accepted("2024-10-08", "2024-10-08").Add(new CaseFact.LegOpened(At("2024-10-08"), kind, "leg", "环节", "Leg") { LimitDays = 3 }), "leg");
        }
    }

    [Fact]
    public void Planned_end_of_a_pause_should_be_enforced()
    {
        // The hearing was told to take until the 18th and goes on until the 25th.
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "hearing", "2024-10-14", "2024-10-18");

        story.Read(ClockKind.Statutory, "2024-10-18").State.ShouldBe(new ClockState.Paused("hearing", Day("2024-10-18"), 13, Day("2024-11-06")));
        story.Read(ClockKind.PausePlan, "2024-10-18", "p").State.ShouldBe(new ClockState.Running(0, Day("2024-10-18")));
        story.Read(ClockKind.PausePlan, "2024-10-21", "p").State.ShouldBe(new ClockState.Overdue(1, Day("2024-10-18")));
        story.Read(ClockKind.PausePlan, "2024-10-21", "p").Findings.Single().Code.ShouldBe("pause-over-plan");
        story.Read(ClockKind.Statutory, "2024-10-21").State.ShouldBe(new ClockState.Running(12, Day("2024-11-06")));
        story.Add(new CaseFact.PauseEnded(At("2024-10-25"), "p", Day("2024-10-25"))).Read(ClockKind.Statutory, "2024-10-28").Due.ShouldBe(Day("2024-11-06"));
        story.Explain(ClockKind.Statutory, "2024-10-28").Single(d => d.Date == Day("2024-10-21")).Code.ShouldBe("pause-over-plan");
        story.Policy = story.Policy with { PauseEndsAtItsPlan = false };
        story.Read(ClockKind.Statutory, "2024-10-28").Due.ShouldBe(Day("2024-11-13"));
    }

    [Fact]
    public void One_pause_should_stop_only_the_clocks_that_its_kind_stops()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27")
            .Add(new CaseFact.LegOpened(At("2024-10-11"), ClockKind.Leader, "l", "市领导", "Leader") { LimitDays = 5 })
            .Add(new CaseFact.LegOpened(At("2024-10-11"), ClockKind.Step, "s", "审查", "Review") { LimitDays = 5 })
            .Add(new CaseFact.LegOpened(At("2024-10-11"), ClockKind.Step, "own", "组织听证", "Hold the hearing") { LimitDays = 5, KeepsOwnClock = true })
            .Pause("p", "hearing", "2024-10-12", "2024-10-18");

        string[] stopped = [.. story.ReadAll("2024-10-14").Where(r => r.State is ClockState.Paused).Select(r => $"{r.Clock.Code}/{r.Id}")];
        stopped.ShouldBe(["STATUTORY/", "COMMIT/", "STEP/s"]);

        var survey = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "site-survey", "2024-09-29", "2024-09-30");
        survey.ReadAll("2024-09-29").Where(r => r.State is ClockState.Paused).Select(r => r.Clock.Code).ShouldBe(["COMMIT"]);
        survey.Explain(ClockKind.Statutory, "2024-09-29")[^1].Code.ShouldNotBe("paused");
        survey.Explain(ClockKind.Statutory, "2024-09-29").Single(d => d.Date == Day("2024-09-29")).Code.ShouldBe("pause-not-of-the-law");
    }

    [Fact]
    public void Pause_should_stay_in_the_ledger_after_it_ended()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "hearing", "2024-10-14", "2024-10-25").Add(new CaseFact.PauseEnded(At("2024-10-18"), "p", Day("2024-10-18")));

        var ledger = story.Explain(ClockKind.Statutory, "2024-12-02");
        ledger.Where(d => d.Code == "paused").Select(d => d.Date.Day).ShouldBe([14, 15, 16, 17, 18]);
        ledger.First(d => d.Code == "paused").Document.ShouldBe("通知〔2024〕1号");
        ledger.First(d => d.Code == "paused").Article.ShouldBe("行政许可法第四十五条");
        story.Read(ClockKind.Statutory, "2024-10-18").Due.ShouldBe(Day("2024-11-06"));
    }

    [Fact]
    public void Three_days_left_should_be_explained_day_by_day()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27");

        story.Read(ClockKind.Statutory, "2024-10-25").Remaining.ShouldBe(3);
        var ledger = story.Explain(ClockKind.Statutory, "2024-10-25");
        ledger.Where(d => d.Side == LedgerSide.Used).Sum(d => d.Counted).ShouldBe(17);
        ledger.Where(d => d.Side == LedgerSide.Remaining).Sum(d => d.Counted).ShouldBe(3);
        ledger.Single(d => d.Date == Day("2024-09-29")).ShouldBe(new(Day("2024-09-29"), 1, LedgerSide.Used, "make-up-day", "调休上班日，累计第 1 日。", "Weekend day worked instead, day 1.",
            "行政许可法第八十二条", "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）"));
        ledger.Single(d => d.Date == Day("2024-10-01")).Code.ShouldBe("holiday");
        ledger.Single(d => d.Date == Day("2024-10-05")).Code.ShouldBe("weekend");
    }

    [Theory]
    [InlineData("2024-10-08", "2024-10-30", "holidays inside the twenty days")]
    [InlineData("2024-10-28", "2024-11-13", "and inside the ten days added")]
    public void Added_days_should_be_working_days_too(string today, string due, string why)
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Extend("2024-10-28");
        story.Read(ClockKind.Statutory, today).Due.ShouldBe(Day(due), why);
        // The extension runs over the holiday of October as well.
        new CaseStory().Accepted("2024-09-02", "2024-09-02").Extend("2024-09-25").Read(ClockKind.Statutory, "2024-09-25").Due.ShouldBe(Day("2024-10-18"));
    }

    [Theory]
    [InlineData("2024-10-28", 10, "government-head", "2024-10-28", "extension-wrong-approver")]
    [InlineData("2024-10-28", 11, "organ-head", "2024-10-28", "extension-too-long")]
    [InlineData("2024-10-31", 10, "organ-head", "2024-10-31", "extension-too-late")]
    [InlineData("2024-10-28", 10, "organ-head", "2024-10-31", "extension-too-late")]
    public void Extension_that_is_not_as_the_law_wants_it_should_add_nothing(string on, double days, string by, string told, string code)
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Extend(on, days, by, told);
        var reading = story.Read(ClockKind.Statutory, "2024-11-01");
        (reading.Due, reading.ExtensionDays, reading.Findings.Single().Code).ShouldBe((Day("2024-10-30"), 0, code));
        reading.State.ShouldBe(new ClockState.Overdue(2, Day("2024-10-30")));
    }

    [Fact]
    public void Second_extension_should_add_nothing()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Extend("2024-10-28").Extend("2024-10-29", 5);
        story.Read(ClockKind.Statutory, "2024-11-01").Due.ShouldBe(Day("2024-11-13"));
        story.Read(ClockKind.Statutory, "2024-11-01").Findings.Single().Code.ShouldBe("extension-twice");
        story.Extend("2024-10-29", 2, clock: ClockKind.Commit).Read(ClockKind.Commit, "2024-11-01").Findings.Single().Code.ShouldBe("extension-not-allowed");
    }

    [Fact]
    public void Pause_without_notice_should_stop_nothing_and_be_found()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "hearing", "2024-10-14", "2024-10-25", notice: null);
        story.Read(ClockKind.Statutory, "2024-10-15").State.ShouldBe(new ClockState.Running(11, Day("2024-10-30")));
        story.Read(ClockKind.PausePlan, "2024-10-15", "p").Findings.Single().Code.ShouldBe("pause-without-notice");
        story.Explain(ClockKind.Statutory, "2024-10-15").Single(d => d.Date == Day("2024-10-14")).Code.ShouldBe("pause-without-notice");
    }

    [Fact]
    public void Late_notice_should_stop_the_clock_from_its_own_day()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "hearing", "2024-10-14", "2024-10-25", noticeOn: "2024-10-16");
        story.Read(ClockKind.Statutory, "2024-10-28").Due.ShouldBe(Day("2024-11-11"));
        story.Read(ClockKind.PausePlan, "2024-10-25", "p").Findings.Single().Code.ShouldBe("pause-notice-late");
    }

    [Fact]
    public void Back_dated_pause_should_take_back_no_day_that_was_counted()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27")
            .Add(new CaseFact.PauseStarted(At("2024-10-18"), "p", "hearing", Day("2024-10-14")) { PlannedEnd = Day("2024-10-25"), Notice = "N" });
        story.Read(ClockKind.Statutory, "2024-10-28").Due.ShouldBe(Day("2024-11-07"));
        story.Read(ClockKind.PausePlan, "2024-10-25", "p").Findings.Single().Code.ShouldBe("pause-back-dated");
    }

    [Fact]
    public void Pause_after_the_limit_should_not_heal_it()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Pause("p", "hearing", "2024-11-01", "2024-11-08");
        story.Read(ClockKind.Statutory, "2024-11-08").State.ShouldBe(new ClockState.Overdue(7, Day("2024-10-30")));
        story.Read(ClockKind.Statutory, "2024-11-08").Findings.Single().Code.ShouldBe("pause-after-due");
    }

    [Fact]
    public void Papers_asked_for_after_acceptance_should_stop_the_promise_only_where_the_item_says_so()
    {
        var story = new CaseStory().Accepted("2024-09-26", "2024-09-27").Add(new CaseFact.PauseStarted(At("2024-10-08"), "x", SpecialProcedure.Supplement, Day("2024-10-08")));
        story.Read(ClockKind.Commit, "2024-10-10").Used.ShouldBe(5);
        story.Policy = story.Policy with { SupplementStopsCommit = true };
        story.Read(ClockKind.Commit, "2024-10-10").State.ShouldBe(new ClockState.Paused("supplement", null, 5, Day("2024-10-16")));
        story.Read(ClockKind.Statutory, "2024-10-10").State.ShouldBe(new ClockState.Running(15, Day("2024-10-30")));
    }
}
