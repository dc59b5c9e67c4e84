using ApprovalFlow.Domain.Calendars;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

public sealed class WorkCalendarTests
{
    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2024-01-31", 5, "2024-02-06")]
    [InlineData("2024-09-13", 5, "2024-09-23")]
    [InlineData("2024-09-27", 20, "2024-10-30")]
    [InlineData("2024-09-27", 30, "2024-11-13")]
    [InlineData("2024-04-26", 5, "2024-05-07")]
    [InlineData("2025-01-24", 5, "2025-02-07")]
    [InlineData("2025-09-26", 20, "2025-10-30")]
    [InlineData("2024-09-26", 5, "2024-10-09")]
    [InlineData("2024-09-26", 20, "2024-10-29")]
    [InlineData("2024-12-27", 5, "2025-01-06")]
    public void Limit_should_end_on_the_working_day_of_the_notices(string start, double limit, string due)
    {
        Repository.Calendar.Due(Day(start), limit).Day.ShouldBe(Day(due));
        Repository.Calendar.Between(Day(start), Day(due)).ShouldBe((int)limit);
        Repository.Calendar.Between(Day(due), Day(start)).ShouldBe(-(int)limit);
    }

    [Theory]
    [InlineData(2019, 250)]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Year_should_have_its_number_of_working_days(int year, int days)
    {
        var calendar = Repository.Calendar;
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Count(i => calendar.IsWorkingDay(new DateOnly(year, 1, 1).AddDays(i)) == true).ShouldBe(days);
        calendar.Years.Single(y => y.Year == year).Notice.ShouldContain("国办发明电");
    }

    [Fact]
    public void Eve_of_spring_festival_2024_should_be_a_working_day() => Repository.Calendar.IsWorkingDay(new(2024, 2, 9)).ShouldBe(true);

    [Theory]
    [InlineData("2026-03-02", 0, "2026-03-02", false)]
    [InlineData("2026-03-01", 0, "2026-03-02", false)]
    [InlineData("2026-03-02", 0.5, "2026-03-03", true)]
    [InlineData("2026-03-02", 1, "2026-03-03", false)]
    [InlineData("2026-03-02", 1.5, "2026-03-04", true)]
    public void Half_days_should_end_at_noon(string start, double limit, string due, bool noon) =>
        Repository.Calendar.Due(Day(start), limit).ShouldBe(new CalendarAnswer(Day(due), null) { EndsAtNoon = noon });

    [Fact]
    public void Unloaded_year_should_refuse_to_compute()
    {
        var calendar = Repository.Calendar;
        var answer = calendar.Due(new(2026, 12, 30), 20);

        answer.Day.ShouldBeNull();
        answer.Reason.ShouldBe("Expected the calendar of 2027 to be loaded, but only 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026 are.");
        answer.Code.ShouldBe("calendar-year-not-loaded");
        calendar.IsWorkingDay(new(2027, 1, 4)).ShouldBeNull();
        calendar.Between(new(2026, 12, 30), new(2027, 1, 5)).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0.3)]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public void Limit_that_is_no_count_of_half_days_should_be_refused(double limit)
    {
        var answer = Repository.Calendar.Due(new(2026, 3, 2), limit);
        answer.Day.ShouldBeNull();
        answer.Reason.ShouldNotBeNull().ShouldStartWith("Expected a limit");
    }

    [Fact]
    public void Later_start_should_never_be_due_earlier()
    {
        var calendar = Repository.Calendar;
        for (var day = new DateOnly(2024, 1, 1); day < new DateOnly(2026, 10, 1); day = day.AddDays(1))
            for (var limit = 0.0; limit <= 20; limit += 2.5)
                calendar.Due(day.AddDays(1), limit).Day.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(calendar.Due(day, limit).Day.ShouldNotBeNull());
    }

    [Theory]
    [InlineData("""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":1,"daysOff":[],"daysWorked":[]}""", "Expected 'daysOff' to list the holidays, but it is empty.")]
    [InlineData("""{"year":2026,"notice":" ","noticeDate":"2025-11-04","version":1,"daysOff":["2026-10-01"],"daysWorked":[]}""", "Expected 'notice' to name the official notice, but it is empty.")]
    [InlineData("""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":1,"daysOff":["2026-10-03"],"daysWorked":[]}""", "Expected 'daysOff' to hold only weekdays, but 2026-10-03 is a Saturday.")]
    [InlineData("""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":1,"daysOff":["2025-10-01"],"daysWorked":[]}""", "Expected every day of 'daysOff' in 2026, but 2025-10-01 is not.")]
    [InlineData("""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":1,"daysOff":["2026-10-01","2026-10-01"],"daysWorked":["x"]}""", "Expected a day such as 2026-10-01 in 'daysWorked', but it is \"x\".")]
    [InlineData("""{"year":2026,"notice":"n","version":1,"daysOff":["2026-10-01"],"daysWorked":[]}""", "Expected 'noticeDate' to be the day of the notice, such as 2025-11-04, but it is ''.")]
    [InlineData("""{"year":"2026","notice":"n","noticeDate":"2025-11-04","version":1,"daysOff":["2026-10-01"],"daysWorked":[]}""", "Expected 'year' to be a year, but it is 0.")]
    [InlineData("""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":"1","daysOff":["2026-10-01"],"daysWorked":[]}""", "Expected 'version' to be 1 or more, but it is 0.")]
    [InlineData("""{"year":2026,"notice":"n\ud800","noticeDate":"2025-11-04","version":1,"daysOff":["2026-10-01"],"daysWorked":[]}""", "Expected well-formed Unicode text, but found half a character.")]
    [InlineData("[1]", "Expected an object, but the calendar is Array.")]
    public void Broken_calendar_file_should_be_refused(string json, string problem)
    {
        var load = CalendarYear.Read(json);
        load.Year.ShouldBeNull();
        load.Problems.ShouldContain(problem);
    }

    [Fact]
    public void Amended_notice_should_replace_the_earlier_version()
    {
        static CalendarYear Version(int version, string off) =>
            CalendarYear.Read($$"""{"year":2026,"notice":"n","noticeDate":"2025-11-04","version":{{version}},"daysOff":["{{off}}"],"daysWorked":[]}""").Year.ShouldNotBeNull();

        var calendar = new WorkCalendar([Version(2, "2026-10-02"), Version(1, "2026-10-01")]);

        calendar.Years.Single().Version.ShouldBe(2);
        calendar.IsWorkingDay(new(2026, 10, 1)).ShouldBe(true);
        Should.Throw<ArgumentException>(() => new WorkCalendar([Version(1, "2026-10-01"), Version(1, "2026-10-02")])).Message.ShouldStartWith("Expected each version of a year once, but version 1 of 2026 is there twice.");
    }
}
