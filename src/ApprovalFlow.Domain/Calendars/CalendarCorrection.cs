namespace ApprovalFlow.Domain.Calendars;

/// <summary>What a corrected notice would change, looked at before it is applied.</summary>
public static class CalendarCorrection
{
    /// <summary>Days that change their nature, in order. A notice can only order the days that follow it: what it says about earlier ones is a mistake of the file.</summary>
    public static IReadOnlyList<CorrectedDay> Days(WorkCalendar before, CalendarYear corrected)
    {
        var changed = new List<CorrectedDay>();
        for (var day = new DateOnly(corrected.Year, 1, 1); day.Year == corrected.Year; day = day.AddDays(1))
            if (before.IsWorkingDay(day) is { } was && was != corrected.IsWorkingDay(day))
                changed.Add(new(day, corrected.IsWorkingDay(day), day < corrected.NoticeDate));
        return changed;
    }

    /// <summary>The open due dates that move, in the order given. One that cannot be computed with either calendar has no day on that side.</summary>
    public static IReadOnlyList<MovedDueDate> Moves(WorkCalendar before, WorkCalendar after, IEnumerable<OpenDueDate> open)
    {
        var moved = new List<MovedDueDate>();
        foreach (var due in open)
        {
            var (was, becomes) = (Due(before, due), Due(after, due));
            if (was != becomes)
                moved.Add(new(due, was, becomes));
        }
        return moved;
    }

    private static DateOnly? Due(WorkCalendar calendar, OpenDueDate due) => DayCount.Due(calendar, due.Start, due.LimitDays, due.Pauses).Day;
}

/// <param name="IsWorkingDay">What it becomes.</param>
/// <param name="RewritesPast">It lies before the day of the notice.</param>
public sealed record CorrectedDay(DateOnly Day, bool IsWorkingDay, bool RewritesPast);

/// <summary>A limit that still runs.</summary>
/// <param name="Start">The day that is not counted.</param>
/// <param name="LimitDays">Working days with an extension, may be halves.</param>
/// <param name="Pauses">Days that do not count, in any order; they may overlap.</param>
public sealed record OpenDueDate(string CaseNumber, string Clock, DateOnly Start, double LimitDays, IReadOnlyList<DayRange> Pauses);

public sealed record MovedDueDate(OpenDueDate Open, DateOnly? Was, DateOnly? Becomes);
