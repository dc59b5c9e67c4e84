using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Looks for days on which every body has enough officers free.</summary>
public static class SlotFinder
{
    private const int MostDays = 120;

    /// <summary>The first slots, at most one each morning and one each afternoon, the earliest first. Those on which a body has too few people free are there too, told as such.</summary>
    /// <param name="earliest">First day that gives enough notice.</param>
    /// <param name="latest">Last day that suits every leg; null: no end.</param>
    /// <param name="bodies">By department: its officers, each with the slots that other trips have taken.</param>
    public static IReadOnlyList<SlotChoice> Find(
        WorkCalendar calendar, OfficeHours hours, DateOnly earliest, DateOnly? latest, TimeSpan length, TripRules rules,
        IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<TripSlot>>> bodies, int take = 10)
    {
        var found = new List<SlotChoice>();
        for (var day = earliest; found.Count < take && day <= (latest ?? DateOnly.MaxValue) && day < earliest.AddDays(MostDays); day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day) is not { } working) break;
            if (!working) continue;
            foreach (var open in (OpenHours[])[hours.Morning, hours.Afternoon])
                if (found.Count < take && Best(day, open, length, rules, bodies) is { } choice) found.Add(choice);
        }
        return found;
    }

    /// <summary>The first start of a half day at which all bodies have people; otherwise the one with the fewest bodies short.</summary>
    private static SlotChoice? Best(DateOnly day, OpenHours open, TimeSpan length, TripRules rules, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<TripSlot>>> bodies)
    {
        SlotChoice? best = null;
        for (var start = OfficeHours.At(day, open.Opens); start + length <= OfficeHours.At(day, open.Closes); start = start.AddMinutes(TripSlot.PieceMinutes))
        {
            var slot = new TripSlot(start.ToUniversalTime(), (start + length).ToUniversalTime());
            var shortOf = bodies.Where(b => b.Value.Count(officer => !officer.Any(slot.Overlaps)) < rules.OfficersPerBody).Select(b => b.Key).ToArray();
            if (best is null || shortOf.Length < best.ShortOf.Count) best = new SlotChoice(slot, shortOf);
            if (shortOf.Length == 0) break;
        }
        return best;
    }
}

/// <param name="ShortOf">Bodies that have too few people free then.</param>
public sealed record SlotChoice(TripSlot Slot, IReadOnlyList<string> ShortOf)
{
    public bool SuitsAll => ShortOf.Count == 0;
}
