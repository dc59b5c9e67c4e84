using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Inspections;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

public sealed class SlotFinderTests
{
    private static IReadOnlyList<SlotChoice> Find(DateOnly earliest, DateOnly? latest, params (string Body, TripSlot[][] Officers)[] bodies) =>
        SlotFinder.Find(Repository.Calendar, OfficeHours.Default, earliest, latest, TimeSpan.FromHours(2), TripRules.For(TripKind.Inspection),
            bodies.ToDictionary(b => b.Body, b => (IReadOnlyList<IReadOnlyList<TripSlot>>)b.Officers), take: 4);

    [Fact]
    public void First_slots_should_be_morning_and_afternoon_of_working_days() =>
        Find(new(2026, 11, 27), null, ("a", [[], []])).Select(c => TripText.Text(c.Slot)).ShouldBe(
            ["2026-11-27 09:00–11:00", "2026-11-27 13:30–15:30", "2026-11-30 09:00–11:00", "2026-11-30 13:30–15:30"]);

    [Fact]
    public void Slot_should_move_to_where_two_officers_of_every_body_are_free()
    {
        var first = Find(new(2026, 11, 26), new(2026, 11, 26), ("a", [[Slot(26, 9, 1)], [], [Slot(26, 9)]]), ("b", [[], []]))[0];
        (TripText.Text(first.Slot), first.SuitsAll).ShouldBe(("2026-11-26 10:00–12:00", true));
    }

    [Fact]
    public void Slot_that_leaves_a_body_short_should_say_so()
    {
        var choices = Find(new(2026, 11, 26), new(2026, 11, 26), ("a", [[Slot(26, 9, 8)], []]), ("b", [[], []]));
        choices.Select(c => string.Join(',', c.ShortOf)).ShouldBe(["a", "a"]);
    }

    [Fact]
    public void Search_should_end_where_the_calendar_ends() => Find(new(2027, 1, 4), null, ("a", [[], []])).ShouldBeEmpty();
}
