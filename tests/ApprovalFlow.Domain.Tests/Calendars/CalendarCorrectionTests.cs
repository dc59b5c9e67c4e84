using ApprovalFlow.Domain.Calendars;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

/// <summary>The two notices of 2019 and 2020 that were amended within the year.</summary>
public sealed class CalendarCorrectionTests
{
    private static readonly WorkCalendar Now = Repository.Calendar;
    private static readonly WorkCalendar Before = Now.KnownOn(new(2019, 3, 21));
    private static readonly CalendarYear Corrected = Now.Years.Single(y => y.Year == 2019);

    [Fact]
    public void Calendar_should_hold_both_versions_of_an_amended_year()
    {
        Before.Years.Single().Version.ShouldBe(1);
        Before.Years.Single().Notice.ShouldContain("国办发明电〔2018〕15号");
        Corrected.Version.ShouldBe(2);
        Corrected.Notice.ShouldContain("国办发明电〔2019〕3号");
        Now.KnownOn(new(2020, 1, 25)).IsWorkingDay(new(2020, 2, 1)).ShouldBe(true);
        Now.KnownOn(new(2020, 1, 26)).IsWorkingDay(new(2020, 2, 1)).ShouldBe(false);
        Now.IsWorkingDay(new(2020, 1, 31)).ShouldBe(false);
    }

    [Fact]
    public void Correction_should_list_the_days_it_changes() =>
        CalendarCorrection.Days(Before, Corrected).ShouldBe(
        [
            new(new(2019, 4, 28), true, false), new(new(2019, 5, 2), false, false), new(new(2019, 5, 3), false, false), new(new(2019, 5, 5), true, false),
        ]);

    [Fact]
    public void Correction_should_point_out_days_before_its_notice()
    {
        var late = CalendarYear.Read("""{"year":2019,"notice":"n","noticeDate":"2019-05-03","version":3,"daysOff":["2019-05-01"],"daysWorked":[]}""").Year.ShouldNotBeNull();
        CalendarCorrection.Days(Now, late).Where(d => d.RewritesPast).Select(d => d.Day).ShouldContain(new DateOnly(2019, 4, 5));
        CalendarCorrection.Days(Now, late).Single(d => d.Day == new DateOnly(2019, 5, 3)).RewritesPast.ShouldBeFalse();
    }

    [Fact]
    public void Correction_should_tell_which_open_due_dates_move()
    {
        OpenDueDate[] open =
        [
            new("moves", "STATUTORY", new(2019, 4, 29), 3, []),
            new("ends before", "STATUTORY", new(2019, 4, 15), 5, []),
            new("both sides even out", "STATUTORY", new(2019, 4, 22), 20, []),
            new("paused over it", "STATUTORY", new(2019, 4, 15), 10, [new(new(2019, 4, 20), new(2019, 5, 10))]),
            new("leaves the loaded years", "JOINT", new(2019, 12, 20), 45, []),
        ];

        CalendarCorrection.Moves(Before, Before.With(Corrected), open).Select(m => (m.Open.CaseNumber, m.Was, m.Becomes)).ShouldBe(
        [
            ("moves", new DateOnly(2019, 5, 3), new DateOnly(2019, 5, 6)),
        ]);
        CalendarCorrection.Moves(Before, Now, open).ShouldContain(m => m.Open.CaseNumber == "leaves the loaded years" && m.Was == null && m.Becomes == new DateOnly(2020, 3, 2));
    }

    [Fact]
    public void Later_notice_should_never_change_an_earlier_day()
    {
        for (var day = new DateOnly(2019, 1, 1); day < Corrected.NoticeDate; day = day.AddDays(1))
            Before.IsWorkingDay(day).ShouldBe(Now.IsWorkingDay(day));
    }
}
