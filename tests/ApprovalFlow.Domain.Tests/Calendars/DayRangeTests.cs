using ApprovalFlow.Domain.Calendars;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Calendars;

public sealed class DayRangeTests
{
    private static DateOnly October(int day) => new(2024, 10, day);

    [Fact]
    public void Overlapping_and_adjoining_ranges_should_merge() =>
        DayRange.Merge([new(October(20), October(22)), new(October(1), October(5)), new(October(4), October(8)), new(October(9), October(9)), new(October(12), October(11))])
            .ShouldBe([new(October(1), October(9)), new(October(20), October(22))]);

    [Fact]
    public void Days_of_a_pause_should_not_count()
    {
        DayCount.Due(Repository.Calendar, new(2024, 9, 27), 20, [new(October(14), October(25))]).Day.ShouldBe(new DateOnly(2024, 11, 13));
        DayCount.Due(Repository.Calendar, new(2024, 9, 27), 20, [new(October(14), October(20)), new(October(18), October(25))]).Day.ShouldBe(new DateOnly(2024, 11, 13));
        DayCount.Due(Repository.Calendar, new(2024, 9, 27), 20, [new(October(5), October(6))]).Day.ShouldBe(new DateOnly(2024, 10, 30));
    }

    [Theory]
    [InlineData(0, "2024-10-14", "2024-10-16")]
    [InlineData(0.5, "2024-10-11", "2024-10-12")]
    [InlineData(1.5, "2024-10-12", "2024-10-17")]
    public void Half_and_empty_limits_should_step_over_a_pause(double limit, string start, string due) =>
        DayCount.Due(Repository.Calendar, DateOnly.Parse(start, null), limit, [new(October(14), October(15))]).Day.ShouldBe(DateOnly.Parse(due, null));

    [Fact]
    public void Last_day_of_time_should_refuse_instead_of_failing()
    {
        DayCount.Due(Repository.Calendar, DateOnly.MaxValue, 5, []).Code.ShouldBe("calendar-year-not-loaded");
        DayCount.Due(Repository.Calendar, DateOnly.MaxValue, 5, [new(October(14), October(15))]).Code.ShouldBe("calendar-year-not-loaded");
        DayCount.Due(Repository.Calendar, October(1), 5, [new(October(2), DateOnly.MaxValue)]).Code.ShouldBe("calendar-year-not-loaded");
    }
}
