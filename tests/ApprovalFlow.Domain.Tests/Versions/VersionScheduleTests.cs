using ApprovalFlow.Domain.Versions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Versions;

/// <summary>Which version a day belongs to.</summary>
public sealed class VersionScheduleTests
{
    private sealed record Entry(int Version, string? From = null, string? Until = null, string? Region = null) : IScheduledVersion
    {
        public string DefinitionId => "X";
        public DateOnly? EffectiveFrom => From is null ? null : DateOnly.Parse(From, System.Globalization.CultureInfo.InvariantCulture);
        public DateOnly? RetiredFrom => Until is null ? null : DateOnly.Parse(Until, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int? On(string day, string? region, params Entry[] entries) => VersionSchedule.InForce(entries, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), region)?.Version;

    [Theory]
    [InlineData("2026-02-28", 1)]
    [InlineData("2026-03-01", 2)]
    [InlineData("2026-03-09", 2)]
    [InlineData("2026-03-10", 4)]
    public void Version_should_be_in_force_from_its_day_until_the_next_ones(string day, int expected) =>
        On(day, null, new(1), new(2, "2026-03-01"), new(3, "2026-03-10"), new(4, "2026-03-10")).ShouldBe(expected);

    [Fact]
    public void Predecessor_should_not_come_back_when_a_version_is_retired() =>
        On("2026-03-20", null, new(1), new(2, "2026-03-01", "2026-03-15")).ShouldBeNull();

    [Fact]
    public void Version_retired_before_its_first_day_should_never_have_been() =>
        On("2026-03-20", null, new(1), new(2, "2026-03-10", "2026-03-10")).ShouldBe(1);

    [Fact]
    public void County_should_have_its_own_version_where_there_is_one()
    {
        Entry[] entries = [new(1), new(2, "2026-03-01"), new(1, "2026-03-05", "2026-03-20", "140105")];
        On("2026-03-04", "140105", entries).ShouldBe(2);
        VersionSchedule.InForce(entries, new(2026, 3, 6), "140105")!.Region.ShouldBe("140105");
        VersionSchedule.InForce(entries, new(2026, 3, 6), "140106")!.Region.ShouldBeNull();
        On("2026-03-20", "140105", entries).ShouldBe(2);
    }
}
