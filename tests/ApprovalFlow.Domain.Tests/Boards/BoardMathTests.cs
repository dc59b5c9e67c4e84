using ApprovalFlow.Domain.Boards;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Boards;

/// <summary>Percentiles, periods and sums against the plainest way to say them.</summary>
public sealed class BoardMathTests
{
    [Fact]
    public void Percentiles_should_be_those_of_the_sorted_values() => Prop.ForAll(Gen.Choose(0, 60).Select(h => h / 2.0).NonEmptyListOf().ToArbitrary(), values =>
    {
        var distribution = new Distribution();
        foreach (var group in values.GroupBy(v => v).OrderByDescending(g => g.Key))
            distribution.Add(group.Key, group.LongCount());
        var sorted = values.Order().ToList();
        foreach (var percent in (int[])[1, 10, 50, 90, 95, 99, 100])
            distribution.Percentile(percent / 100.0).ShouldBe(sorted[Math.Max(1, ((percent * sorted.Count) + 99) / 100) - 1], $"p{percent} of {string.Join(", ", sorted)}");
        (distribution.Count, distribution.Sum).ShouldBe((sorted.Count, sorted.Sum()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_should_have_no_percentile_and_no_mean()
    {
        new Distribution().Percentile(0.5).ShouldBeNull();
        new Distribution().Mean.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-03-01", BoardGrain.Week, "2026-02-23", "2026-03-01")]
    [InlineData("2026-03-02", BoardGrain.Week, "2026-03-02", "2026-03-08")]
    [InlineData("2026-02-14", BoardGrain.Month, "2026-02-01", "2026-02-28")]
    [InlineData("2026-05-31", BoardGrain.Quarter, "2026-04-01", "2026-06-30")]
    [InlineData("2024-02-29", BoardGrain.Year, "2024-01-01", "2024-12-31")]
    [InlineData("2026-03-02", BoardGrain.Day, "2026-03-02", "2026-03-02")]
    public void Day_should_lie_in_the_period_around_it(string day, BoardGrain grain, string from, string to) =>
        BoardPeriod.Around(DateOnly.Parse(day, null), grain).ShouldBe(new(DateOnly.Parse(from, null), DateOnly.Parse(to, null)));

    [Fact]
    public void Parts_should_follow_one_another_and_hold_every_day() => Prop.ForAll(Gen.Choose(0, 4000).SelectMany(from => Gen.Choose(0, 800).Select(length => (from, length))).ToArbitrary(), Gen.Elements(Enum.GetValues<BoardGrain>()).ToArbitrary(), (span, grain) =>
    {
        var period = new BoardPeriod(new DateOnly(2020, 1, 1).AddDays(span.from), new DateOnly(2020, 1, 1).AddDays(span.from + span.length));
        var parts = period.Parts(grain).ToList();
        for (var day = period.From; day <= period.To; day = day.AddDays(1))
            parts.ShouldContain(BoardPeriod.BeginOf(day, grain));
        parts.ShouldBe(parts.Distinct().Order());
        parts.Count.ShouldBeLessThanOrEqualTo(span.length + 1);
        period.Parts(period.Fitting(BoardGrain.Day)).Count().ShouldBeLessThanOrEqualTo(BoardPeriod.MostPoints + 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rate_should_leave_out_what_cannot_be_told_and_speed_should_be_of_all_days_together()
    {
        var tally = new BoardTally();
        tally.AddCarried(2);
        tally.AddReceived(5);
        tally.AddOpenAtEnd(1);
        tally.Add(new EndedCell("a", true, true, true, false, 10, 4, 20, 4, 2));
        tally.Add(new EndedCell("a", true, false, true, true, 10, 12, 20, 12, 1));
        tally.Add(new EndedCell("a", true, null, null, false, 10, null, 20, null, 1));
        tally.Add(new EndedCell("a", false, null, null, false, 10, null, 20, null, 2));
        (tally.Ended, tally.Decided, tally.InTime, tally.Late, tally.Untold, tally.Refused).ShouldBe((6, 4, 2, 1, 1, 1));
        tally.OnTimeRate.ShouldBe(2 / 3.0);
        tally.InLawRate.ShouldBe(1);
        tally.Saved.ShouldBe(10);
        tally.SpeedUp!.Value.ShouldBe(1 - (20 / 60.0), 1e-12);
        tally.Reconciles.ShouldBeTrue();
        tally.AddReceived(1);
        tally.Reconciles.ShouldBeFalse();
    }

    [Fact]
    public void Stale_should_begin_ten_working_days_back()
    {
        // Monday, 2 March 2026, and nine working days before it; the Spring Festival lasted until 23 February, and two Saturdays were worked.
        var calendar = Repository.Calendar;
        var day = BoardRules.StaleBefore(new(2026, 3, 16), calendar);
        calendar.Between(day, new(2026, 3, 16)).ShouldBe(BoardRules.StaleAfterWorkingDays - 1);
        calendar.IsWorkingDay(day).ShouldBe(true);
        BoardRules.StaleBefore(new(1990, 3, 16), calendar).ShouldBe(new(1990, 3, 2));
    }
}
