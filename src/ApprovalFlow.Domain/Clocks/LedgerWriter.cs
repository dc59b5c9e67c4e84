using System.Globalization;
using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Says of each day of a clock why it counts or not.</summary>
internal sealed class LedgerWriter
{
    private const string WorkingDaysArticle = "行政许可法第八十二条", FirstDayArticle = "民法典第二百零一条", LastDayArticle = "民法典第二百零三条", AcceptanceArticle = "行政许可法第三十二条",
        SpecialProcedureArticle = "行政许可法第四十五条";

    private double counted;

    public List<LedgerDay> Days { get; } = [];

    public void StartDay(ClockRun run, WorkCalendar calendar) =>
        Days.Add(run.StartDeemed
            ? new(run.Start, 0, LedgerSide.Used, "deemed-acceptance", "收到材料之日，视为自当日受理；当日不计。", "Day of receipt, from which the case counts as accepted; not counted itself.", AcceptanceArticle, run.StartDocument)
            : new(run.Start, 0, LedgerSide.Used, "start-day", "起算当日不计。", "The day on which the clock starts is not counted.", FirstDayArticle, run.StartDocument));

    /// <summary>A day that no effective pause covers, up to the last day of the limit.</summary>
    public void Day(ClockRun run, WorkCalendar calendar, DateOnly day, double counts, bool past)
    {
        var side = past ? LedgerSide.Used : LedgerSide.Remaining;
        if (run.Unit == ClockUnit.CalendarDays)
        {
            Days.Add(new(day, counts, side, "calendar-day", "按自然日计算。", "Counted as a calendar day.", run.Clock.Article, null));
            return;
        }
        if (calendar.IsWorkingDay(day) != true)
        {
            Days.Add(Free(calendar, day, side));
            return;
        }
        if (counts == 0)
        {
            Days.Add(new(day, 0, side, "on-the-spot", "当场办结的期限到当日为止。", "A limit of no days ends with this day.", run.Clock.Article, null));
            return;
        }
        counted += counts;
        foreach (var pause in run.Pauses)
            if (pause.Said.Contains(day))
            {
                Days.Add(WithoutEffect(run, pause, day, counts, side));
                return;
            }
        Days.Add(Counted(run, calendar, day, counts, side));
    }

    public void Paused(ClockRun run, WorkCalendar calendar, DateOnly day, Pause pause, bool past)
    {
        var side = past ? LedgerSide.Used : LedgerSide.Remaining;
        if (run.Unit == ClockUnit.WorkingDays && calendar.IsWorkingDay(day) == false)
            Days.Add(Free(calendar, day, side));
        else
            Days.Add(new(day, 0, side, "paused", $"{pause.Name.Zh}期间不计入{run.NameZh}。", $"Not counted during a special procedure: {pause.Name.En}.", pause.Procedure!.Article, pause.Started.Notice));
    }

    public void Overdue(ClockRun run, WorkCalendar calendar, DateOnly day, DateOnly due, double counts)
    {
        var end = Text(due);
        if (counts == 0)
            Days.Add(Free(calendar, day, LedgerSide.Overdue));
        else
            Days.Add(new(day, counts, LedgerSide.Overdue, "overdue", $"期限已于 {end} 届满。", $"The limit ended on {end}.", run.Clock.Article, null));
    }

    public void Rolled(DateOnly day, bool past) =>
        Days.Add(new(day, 0, past ? LedgerSide.Used : LedgerSide.Remaining, "rolled", "期限最后一日是休息日，顺延至下一工作日。", "The last day was a free one, so the limit ends with the next working day.", LastDayArticle, null));

    private LedgerDay Counted(ClockRun run, WorkCalendar calendar, DateOnly day, double counts, LedgerSide side)
    {
        var number = counted.ToString(CultureInfo.InvariantCulture);
        var (inExtra, year) = (counted > run.Limit && run.Extension is not null, calendar.YearOf(day));
        if (inExtra)
            return new(day, counts, side, "extension", $"延长期限内的工作日，累计第 {number} 日。", $"Working day of the extension, day {number}.", run.Clock.Extension?.Article, run.Extension!.Document);
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? new(day, counts, side, "make-up-day", $"调休上班日，累计第 {number} 日。", $"Weekend day worked instead, day {number}.", WorkingDaysArticle, year?.Notice)
            : new(day, counts, side, counts < 1 ? "half-day" : "working-day", $"工作日，累计第 {number} 日。", $"Working day, day {number}.", WorkingDaysArticle, year?.Notice);
    }

    /// <summary>A procedure goes on that day, and the clock goes on too.</summary>
    private static LedgerDay WithoutEffect(ClockRun run, PauseEffect pause, DateOnly day, double counts, LedgerSide side)
    {
        var (it, started) = (pause.Pause, pause.Pause.Started);
        ClockFinding why;
        if (it.WithoutEffect is { } none)
            why = none;
        else if (pause.Effective is null && run.Clock.Kind is ClockKind.Statutory or ClockKind.Joint && it.Procedure!.Article is null)
            why = ClockFinding.Of("pause-not-of-the-law", it.Name, run.Clock.Code);
        else if (pause.Effective is not null && day < it.EffectiveFrom)
            why = started.NoticeOn > day ? ClockFinding.Of("pause-notice-late", it.Name, started.From, started.NoticeOn.Value) : ClockFinding.Of("pause-back-dated", it.Name, started.From, started.On);
        else if (pause.Effective is not null)
            why = ClockFinding.Of("pause-over-plan", it.Name, started.PlannedEnd!.Value);
        else
            return new(day, counts, side, "pause-of-other-clocks", $"{it.Name.Zh}不停止{run.NameZh}。", $"{it.Name.En} does not stop this clock.", it.Procedure!.Article, started.Notice);
        return new(day, counts, side, why.Code, why.Zh, why.En, SpecialProcedureArticle, started.Notice);
    }

    private static LedgerDay Free(WorkCalendar calendar, DateOnly day, LedgerSide side) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? new(day, 0, side, "weekend", "休息日，不计。", "Weekend, not counted.", WorkingDaysArticle, null)
        : new(day, 0, side, "holiday", "法定节假日或调休放假，不计。", "Holiday, not counted.", WorkingDaysArticle, calendar.YearOf(day)?.Notice);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
