using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>The same law written a second time, as plainly as possible: lists of days, nothing shared with the clocks but the notices.</summary>
internal sealed class DayByDayReference(RandomTimeline timeline, DateOnly today)
{
    private static readonly HashSet<DateOnly> WorkingDays = Days();
    private static readonly HashSet<string> Law = ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"];
    private static readonly HashSet<string> Promise = [.. Law, "site-survey", "publicity"];

    public static bool Works(DateOnly day) => WorkingDays.Contains(day);

    /// <summary>Null while nothing is accepted.</summary>
    public (DateOnly On, bool Deemed)? Acceptance()
    {
        if (today < timeline.Received) return null;
        var fifth = Nth(timeline.Received, 5);
        var notice = timeline.Notice <= today ? timeline.Notice : null;
        var accepted = timeline.Accepted <= today ? timeline.Accepted : null;
        // A decision does not answer the papers: it comes too late or too early, and silence is silence.
        if (accepted <= fifth && !(notice < accepted)) return (accepted!.Value, false);
        if (notice <= fifth) return accepted is { } later ? (later, false) : null;
        if (accepted <= fifth) return (accepted!.Value, false);
        return today > fifth ? (timeline.Received, true) : null;
    }

    public Numbers? Clock(bool commit)
    {
        if (Acceptance() is not { } acceptance) return null;
        var limit = commit ? timeline.Commit : timeline.Statutory;
        var last = timeline.Decided is { } decided && decided <= today ? decided : today;
        var plain = Count(acceptance.On, limit, commit, last);
        if (commit || timeline.Extension is not { } x || x.On > today || x.Told is not { } told || told > today || x.Reason is null || x.Approver != "organ-head" || x.Days > 10)
            return plain;
        return told > plain.Due ? plain : Count(acceptance.On, limit + x.Days, commit, last);
    }

    private Numbers Count(DateOnly start, double limit, bool commit, DateOnly last)
    {
        double used = 0, overdue = 0;
        DateOnly? due = null;
        var day = limit == 0 ? start : start.AddDays(1);
        var given = 0.0;
        while (due is null || day <= last)
        {
            if (due is not null)
                overdue += Works(day) ? 1 : 0;
            else if (Works(day) && !timeline.Pauses.Any(p => Stops(p, day, commit)))
            {
                var part = Math.Min(1, limit - given);
                given += part;
                if (day <= last) used += part;
                if (given >= limit) due = day;
            }
            day = day.AddDays(1);
        }
        return new(due!.Value, used, limit - used, overdue, limit % 1 != 0);
    }

    /// <summary>Whether the procedure, as it is known today, takes a day out.</summary>
    private bool Stops(RandomPause pause, DateOnly day, bool commit)
    {
        if (pause.Recorded > today || !(commit ? Promise : Law).Contains(pause.Kind)) return false;
        if (pause.Notice is null || pause.PlannedEnd is not { } planned) return false;
        if (day < pause.From || day < pause.Recorded || (pause.NoticeOn is { } told && day < told)) return false;
        if (day > planned) return false;
        return !(pause.Ended is { } ended && ended <= today && day > pause.LastDay);
    }

    private static DateOnly Nth(DateOnly start, int n)
    {
        var day = start;
        for (var i = 0; i < n;)
        {
            day = day.AddDays(1);
            if (Works(day)) i++;
        }
        return day;
    }

    private static HashSet<DateOnly> Days()
    {
        var days = new HashSet<DateOnly>();
        foreach (CalendarYear year in Repository.Calendar.Years)
            for (var day = new DateOnly(year.Year, 1, 1); day.Year == year.Year; day = day.AddDays(1))
            {
                var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
                if (weekend ? year.DaysWorked.Contains(day) : !year.DaysOff.Contains(day)) days.Add(day);
            }
        return days;
    }
}

internal sealed record Numbers(DateOnly Due, double Used, double Remaining, double Overdue, bool Noon);
