using System.Globalization;

namespace ApprovalFlow.Domain.Calendars;

/// <summary>Working days of the years that are loaded. A year that is not loaded gives no answer: a guess would be a wrong legal date.</summary>
public sealed class WorkCalendar
{
    private readonly Dictionary<int, CalendarYear> years;

    /// <summary>Of several versions of one year the highest counts.</summary>
    public WorkCalendar(IEnumerable<CalendarYear> years)
    {
        this.years = [];
        foreach (var year in years)
        {
            if (this.years.TryGetValue(year.Year, out var other) && other.Version == year.Version)
                throw new ArgumentException($"Expected each version of a year once, but version {year.Version} of {year.Year} is there twice.", nameof(years));
            if (other is null || other.Version < year.Version)
                this.years[year.Year] = year;
        }
    }

    public IEnumerable<CalendarYear> Years => years.Values.OrderBy(y => y.Year);

    /// <summary>Null when the year is not loaded.</summary>
    public bool? IsWorkingDay(DateOnly day) => years.TryGetValue(day.Year, out var year) ? year.IsWorkingDay(day) : null;

    /// <summary>The last day of a limit. The day on which it starts is not counted (民法典 第二百零一条).</summary>
    /// <param name="limitDays">Working days, may be halves; half a day ends at noon of its day. 0 ends on the start day, or on the next working day when that is none.</param>
    public CalendarAnswer Due(DateOnly start, double limitDays)
    {
        if (double.IsNaN(limitDays) || limitDays < 0 || limitDays > 3660)
            return CalendarAnswer.Unknown($"Expected a limit between 0 and 3660 working days, but it is {limitDays.ToString(CultureInfo.InvariantCulture)}.");
        if (limitDays * 2 % 1 != 0)
            return CalendarAnswer.Unknown($"Expected a limit in whole or half working days, but it is {limitDays.ToString(CultureInfo.InvariantCulture)}.");
        var left = (int)Math.Ceiling(limitDays);
        for (var day = left == 0 ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            if (IsWorkingDay(day) is not { } working)
                return CalendarAnswer.Unknown($"Expected the calendar of {day.Year} to be loaded, but only {string.Join(", ", Years.Select(y => y.Year))} are.");
            if (working && --left <= 0)
                return new CalendarAnswer(day, null) { EndsAtNoon = limitDays % 1 != 0 };
        }
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> is earlier. Null when a year is not loaded.</summary>
    public int? Between(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -Between(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkingDay(day) is not { } working)
                return null;
            if (working)
                count++;
        }
        return count;
    }
}

/// <summary>A day, or the reason why there is none.</summary>
public sealed record CalendarAnswer(DateOnly? Day, string? Reason)
{
    /// <summary>The limit ends with the morning of the day.</summary>
    public bool EndsAtNoon { get; init; }

    public static CalendarAnswer Unknown(string reason) => new(null, reason);
}
