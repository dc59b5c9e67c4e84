using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>One clock of one case, ready to be counted: where it starts, how long, what stands in its way.</summary>
internal sealed class ClockRun(ClockDefinition clock, string id, DateOnly start, double limit)
{
    private static readonly TimeOnly Noon = new(12, 0);
    private List<ClockFinding>? findings;

    public ClockDefinition Clock => clock;
    public string Id => id;
    public DateOnly Start => start;
    public double Limit { get; set; } = limit;
    public string NameZh { get; init; } = clock.NameZh;
    public string NameEn { get; init; } = clock.NameEn;
    public ClockUnit Unit { get; init; } = clock.Unit;
    public bool FirstDayCounted { get; init; }
    public string? StartDocument { get; init; }
    public bool StartDeemed { get; init; }
    public CaseFact.Extended? Extension { get; set; }
    public IReadOnlyList<PauseEffect> Pauses { get; init; } = [];
    /// <summary>A date of the case ends it, not a number of days.</summary>
    public DateOnly? FixedDue { get; init; }
    public (DateTimeOffset At, DateOnly Day, string Why)? Stop { get; set; }
    public List<ClockFinding> Findings => findings ??= [];
    /// <summary>It cannot be counted at all.</summary>
    public ClockFinding? Refusal { get; init; }

    public double Total => Limit + (Extension?.Days ?? 0);

    /// <summary>Counts day by day up to the instant, then on to the last day.</summary>
    /// <param name="asOf">Null: only the due date matters, nothing has been used yet.</param>
    /// <param name="ledger">Receives each day; null when only the numbers are asked for.</param>
    public ClockCount Count(WorkCalendar calendar, DateTimeOffset? asOf, LedgerWriter? ledger = null)
    {
        if (Refusal is not null)
            return new() { Failure = Refusal };
        if (start == DateOnly.MaxValue)
            return new() { Failure = ClockFinding.Of("calendar-year-not-loaded", start.Year), FailedInThePast = true };
        var last = asOf is { } now ? OfficeHours.DayOf(now) : DateOnly.MinValue;
        if (Stop is { } stop && stop.Day < last)
            last = stop.Day;

        var count = new ClockCount();
        var left = FixedDue is null ? (int)(Total * 2) : int.MaxValue;
        DateOnly? due = FixedDue <= start ? FixedDue : null;
        var first = left == 0 || FirstDayCounted ? start : start.AddDays(1);
        if (first != start)
            ledger?.StartDay(this, calendar);
        for (var day = first; due is null || day <= last; day = day.AddDays(1))
        {
            var past = day <= last;
            var working = calendar.IsWorkingDay(day);
            var pausedBy = due is null ? PausedOn(day) : null;
            if (working is null && Unit == ClockUnit.WorkingDays && (pausedBy is null || day.Year > 9990))
            {
                count.Failure = ClockFinding.Of("calendar-year-not-loaded", day.Year);
                count.FailedInThePast = past;
                break;
            }
            if (due is { } end)
            {
                if (day <= end)
                    continue;
                var over = Unit == ClockUnit.CalendarDays || working == true ? 1 : 0;
                count.Overdue += over;
                ledger?.Overdue(this, calendar, day, end, over);
                continue;
            }
            if (pausedBy is { } pause)
            {
                ledger?.Paused(this, calendar, day, pause, past);
                continue;
            }
            var counts = Unit == ClockUnit.CalendarDays || working == true;
            var take = counts ? Math.Min(2, left) : 0;
            left -= take;
            if (past) count.Used += take / 2.0; else count.Remaining += take / 2.0;
            ledger?.Day(this, calendar, day, take / 2.0, past);
            if (FixedDue == day || (FixedDue is null && left <= 0 && counts))
            {
                due = day;
                count.EndsAtNoon = take == 1;
                if (FixedDue is null && Unit == ClockUnit.CalendarDays && working != true)
                {
                    due = Roll(calendar, day, last, ledger, count);
                    if (due is null)
                        break;
                }
            }
        }
        count.Due = due ?? FixedDue;
        if (due is null && FixedDue is null)
            count.Remaining = Total - count.Used;
        if (count.EndsAtNoon && due == last && asOf is { } at && OfficeHours.TimeOf(Stop is { } s && s.At < at ? s.At : at) > Noon)
        {
            count.Overdue += 0.5;
            ledger?.Overdue(this, calendar, last, last, 0.5);
        }
        return count;
    }

    /// <summary>The first day on which so much is used; null when the calendar of that year is not loaded, or it cannot be told at all.</summary>
    public DateOnly? DayReaching(WorkCalendar calendar, double used)
    {
        if (Refusal is not null || start == DateOnly.MaxValue)
            return null;
        var left = used;
        for (var day = FirstDayCounted ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            if (left <= 0)
                return day.AddDays(-1) < start ? start : day.AddDays(-1);
            if (day.Year > 9990 || (Unit == ClockUnit.WorkingDays && calendar.IsWorkingDay(day) is null))
                return null;
            if (PausedOn(day) is null && (Unit == ClockUnit.CalendarDays || calendar.IsWorkingDay(day) == true))
                left--;
        }
    }

    /// <summary>Whether the clock is over at an instant: after 24:00 of the last day, or after noon where half a day ends.</summary>
    public static bool IsPast(ClockCount count, DateOnly day, DateTimeOffset at) =>
        count.Due is { } due && (day > due || (count.EndsAtNoon && day == due && OfficeHours.TimeOf(at) > Noon));

    /// <summary>The pause that stops this clock on a day; of several the first begun.</summary>
    public Pause? PausedOn(DateOnly day)
    {
        foreach (var pause in Pauses)
            if (pause.Effective is { } range && range.From <= day && day <= range.To)
                return pause.Pause;
        return null;
    }

    /// <summary>A period that would end on a free day ends with the next working day (民法典 第二百零三条).</summary>
    private DateOnly? Roll(WorkCalendar calendar, DateOnly day, DateOnly last, LedgerWriter? ledger, ClockCount count)
    {
        while (true)
        {
            if (calendar.IsWorkingDay(day) is null || calendar.IsWorkingDay(day = day.AddDays(1)) is not { } working)
            {
                count.Failure = ClockFinding.Of("calendar-year-not-loaded", day.Year);
                count.FailedInThePast = day <= last;
                return null;
            }
            ledger?.Rolled(day, day <= last);
            if (working)
                return day;
        }
    }
}

/// <summary>The numbers of one clock at an instant.</summary>
internal sealed class ClockCount
{
    public double Used { get; set; }
    public double Remaining { get; set; }
    public double Overdue { get; set; }
    public DateOnly? Due { get; set; }
    public bool EndsAtNoon { get; set; }
    public ClockFinding? Failure { get; set; }
    /// <summary>A day that has passed already could not be judged, so no number can be told.</summary>
    public bool FailedInThePast { get; set; }
}
