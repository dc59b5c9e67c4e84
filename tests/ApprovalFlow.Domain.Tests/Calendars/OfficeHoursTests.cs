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
