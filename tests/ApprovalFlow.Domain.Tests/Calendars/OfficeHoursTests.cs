using ApprovalFlow.Domain.Calendars;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

public sealed class OfficeHoursTests
{
    private static DateTimeOffset At(int day, int hour, int minute = 0) => OfficeHours.At(new(2025, 9, day), new(hour, minute));

    [Fact]
    public void Hours_should_run_only_while_the_office_is_open()
    {
        var hours = OfficeHours.Default;
        hours.Between(Repository.Calendar, At(26, 8), At(26, 20)).ShouldBe(TimeSpan.FromHours(7));
        hours.Between(Repository.Calendar, At(26, 11), At(26, 14)).ShouldBe(TimeSpan.FromHours(1.5));
        // Saturday 27 is free, Sunday 28 is a make-up day.
        hours.Between(Repository.Calendar, At(26, 16, 30), At(28, 10)).ShouldBe(TimeSpan.FromHours(2));
        hours.Between(Repository.Calendar, At(28, 10), At(26, 10)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Limit_in_hours_should_end_in_open_time()
    {
        var hours = OfficeHours.Default;
        hours.Due(Repository.Calendar, At(26, 16, 30), TimeSpan.FromHours(2)).ShouldBe(At(28, 10));
        hours.Due(Repository.Calendar, At(26, 20), TimeSpan.FromHours(3)).ShouldBe(At(28, 12));
        hours.Due(Repository.Calendar, OfficeHours.At(new(2026, 12, 31), new(17, 0)), TimeSpan.FromHours(2)).ShouldBeNull();
        hours.Between(Repository.Calendar, OfficeHours.At(new(2026, 12, 31), new(17, 0)), OfficeHours.At(new(2027, 1, 4), new(17, 0))).ShouldBeNull();
    }

    [Theory]
    // Friday 26 September 2025 is a working day, Saturday 27 is free, Sunday 28 a make-up day; 1 to 8 October are free, Saturday 11 October is a make-up day.
    [InlineData("09-26 09:00", 180, "09-26 12:00", "the morning is enough")]
    [InlineData("09-26 09:00", 181, "09-26 13:31", "over noon")]
    [InlineData("09-26 12:00", 60, "09-26 14:30", "from the end of the morning")]
    [InlineData("09-26 12:45", 60, "09-26 14:30", "from the break")]
    [InlineData("09-26 09:00", 420, "09-26 17:30", "a whole day")]
    [InlineData("09-26 09:00", 421, "09-28 09:01", "a minute more than a day, over a free Saturday")]
    [InlineData("09-26 17:30", 60, "09-28 10:00", "from the end of the day")]
    [InlineData("09-26 06:15", 30, "09-26 09:30", "before the office opens")]
    [InlineData("09-27 10:00", 0, "09-28 09:00", "no time at all, from a free day")]
    [InlineData("09-30 17:00", 60, "10-09 09:30", "over the festival")]
    [InlineData("10-10 17:00", 60, "10-11 09:30", "into a Saturday that is worked")]
    [InlineData("10-11 17:00", 60, "10-13 09:30", "over a Sunday that is free")]
    public void Limit_in_hours_should_end_where_open_time_does(string from, int minutes, string due, string why)
    {
        static DateTimeOffset Read(string text) => OfficeHours.At(DateOnly.ParseExact("2025-" + text[..5], "yyyy-MM-dd", null), TimeOnly.ParseExact(text[6..], "HH:mm", null));
        var limit = TimeSpan.FromMinutes(minutes);
        OfficeHours.Default.Due(Repository.Calendar, Read(from), limit).ShouldBe(Read(due), why);
        OfficeHours.Default.Between(Repository.Calendar, Read(from), Read(due)).ShouldBe(limit, why);
    }

    [Fact]
    public void Day_should_be_chinas_wherever_the_server_stands() =>
        OfficeHours.DayOf(new DateTimeOffset(2025, 9, 26, 16, 30, 0, TimeSpan.Zero)).ShouldBe(new DateOnly(2025, 9, 27));

    [Theory]
    [InlineData("""{"morning":["09:00","12:00"],"afternoon":["13:30","17:30"]}""", null)]
    [InlineData("""{"morning":["09:00","14:00"],"afternoon":["13:30","17:30"]}""", "Expected the office to open before it closes, morning before afternoon, but it does not.")]
    [InlineData("""{"morning":["9 am","12:00"]}""", "Expected 'morning' and 'afternoon' to be two times each, such as [\"09:00\", \"12:00\"], but they are not.")]
    public void Broken_hours_should_be_refused(string json, string? problem)
    {
        var (hours, told) = OfficeHours.Read(json);
        told.ShouldBe(problem);
        (hours is null).ShouldBe(problem is not null);
    }
}
