using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Calendars;

public sealed class CalendarInForceTests
{
    private static CalendarYear Amended(int year, int version) => new(year, "amended", new(2026, 11, 1), version, new HashSet<DateOnly> { new(year, 12, 1) }, new HashSet<DateOnly>());

    [Fact]
    public void Whoever_asks_should_follow_a_notice_and_what_was_taken_before_should_stay()
    {
        var inForce = new CalendarInForce(House.Calendar);
        var before = inForce.Now;
        inForce.Learn(Amended(2026, 9));
        (before.IsWorkingDay(new(2026, 12, 1)), inForce.Now.IsWorkingDay(new(2026, 12, 1))).ShouldBe((true, false));
        var after = inForce.Now;
        inForce.Learn(Amended(2026, 9));
        inForce.Now.ShouldBeSameAs(after);
    }

    [Fact]
    public void Clocks_of_a_flow_should_follow_the_notice()
    {
        var inForce = new CalendarInForce(House.Calendar);
        var clocks = ClockFolder.Load(Repository.Path("workflows"), inForce);
        var (flow, item) = (House.Catalogue.Flow("FGW-001-A")!, House.Catalogue.Item("FGW-001")!);
        var before = clocks.Of(item, flow);
        clocks.Of(item, flow).ShouldBeSameAs(before);
        inForce.Learn(Amended(2026, 9));
        clocks.Of(item, flow).Calendar.ShouldBeSameAs(inForce.Now);
        before.Calendar.ShouldBeSameAs(House.Calendar);
    }

    [Fact]
    public void No_notice_should_be_lost_when_several_are_learnt_at_once()
    {
        var inForce = new CalendarInForce(House.Calendar);
        Parallel.For(0, 40, i => inForce.Learn(Amended(2026, 10 + i)));
        inForce.Now.Versions.Count.ShouldBe(House.Calendar.Versions.Count + 40);
        inForce.Now.YearOf(new(2026, 1, 1))!.Version.ShouldBe(49);
    }
}
