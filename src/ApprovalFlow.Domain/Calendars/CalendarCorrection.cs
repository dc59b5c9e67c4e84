using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Calendars;

/// <summary>What a corrected notice would change, looked at before it is applied.</summary>
public static class CalendarCorrection
{
    /// <summary>The year of a calendar file, or the refusal that names every problem of it.</summary>
    public static (CalendarYear? Notice, Rejection? Refusal) Read(string json) =>
        CalendarYear.Read(json) is var read && read.Problems is { Count: > 0 } problems ? (null, Reject("calendar-invalid", string.Join(" ", problems))) : (read.Year, null);

    /// <summary>Why a notice may not be put into force; null when it may.</summary>
    /// <param name="today">At the window.</param>
    public static Rejection? WhyNot(WorkCalendar before, CalendarYear notice, DateOnly today)
    {
        if (notice.NoticeDate > today)
            return Reject("calendar-notice-in-future", notice.Notice, PlainJson.Iso(notice.NoticeDate));
        if (before.Years.FirstOrDefault(y => y.Year == notice.Year) is not { } current)
            return null;
        if (notice.Version <= current.Version)
            return Reject("calendar-version-not-newer", $"{notice.Year}", $"{current.Version}", $"{notice.Version}");
        if (notice.NoticeDate < current.NoticeDate)
            return Reject("calendar-notice-older", notice.Notice, PlainJson.Iso(notice.NoticeDate), current.Notice, PlainJson.Iso(current.NoticeDate));
        var days = Days(before, notice);
        if (days.Where(d => d.RewritesPast).Select(d => PlainJson.Iso(d.Day)).ToList() is { Count: > 0 } past)
            return Reject("calendar-rewrites-past", string.Join(", ", past), PlainJson.Iso(notice.NoticeDate));
        return days.Count == 0 ? Reject("calendar-changes-nothing", $"{notice.Year}") : null;
    }

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
