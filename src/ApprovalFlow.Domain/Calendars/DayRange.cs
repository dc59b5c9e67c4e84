namespace ApprovalFlow.Domain.Calendars;

/// <summary>Whole days, both ends included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>Overlapping and adjoining ranges become one; the result is in order. A range that ends before it begins holds no day and is left out.</summary>
    public static IReadOnlyList<DayRange> Merge(IEnumerable<DayRange> ranges)
    {
        var merged = new List<DayRange>();
        foreach (var range in ranges.Where(r => r.From <= r.To).OrderBy(r => r.From))
        {
            if (merged.Count > 0 && range.From.DayNumber <= merged[^1].To.DayNumber + 1)
                merged[^1] = merged[^1] with { To = range.To > merged[^1].To ? range.To : merged[^1].To };
            else
                merged.Add(range);
        }
        return merged;
    }
}

/// <summary>Counting working days with days taken out.</summary>
public static class DayCount
{
    /// <summary>The last day of a limit, as <see cref="WorkCalendar.Due"/>, leaving out the days of <paramref name="pauses"/>.</summary>
    public static CalendarAnswer Due(WorkCalendar calendar, DateOnly start, double limitDays, IReadOnlyList<DayRange> pauses)
    {
        if (pauses.Count == 0)
            return calendar.Due(start, limitDays);
        if (WorkCalendar.WhyNoLimit(limitDays) is { } refused)
            return refused;
        if (start == DateOnly.MaxValue)
            return calendar.NotLoaded(start);
        var merged = DayRange.Merge(pauses);
        var next = 0;
        var left = (int)Math.Ceiling(limitDays);
        for (var day = left == 0 ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            while (next < merged.Count && merged[next].To < day)
                next++;
            if (next < merged.Count && merged[next].From <= day)
            {
                // Days of a pause need no calendar: none of them counts.
                if (merged[next].To >= DateOnly.MaxValue.AddDays(-1))
                    return calendar.NotLoaded(DateOnly.MaxValue);
                day = merged[next].To;
                continue;
            }
            if (calendar.IsWorkingDay(day) is not { } working)
                return calendar.NotLoaded(day);
            if (working && --left <= 0)
                return new CalendarAnswer(day, null) { EndsAtNoon = limitDays % 1 != 0 };
        }
    }
}
