using System.Globalization;

namespace ApprovalFlow.Domain.Calendars;

/// <summary>Working days of the years that are loaded. A year that is not loaded gives no answer: a guess would be a wrong legal date.</summary>
/// <remarks>Never changes once made; a notice more or less is another calendar.</remarks>
public sealed class WorkCalendar
{
    public const string YearNotLoaded = "calendar-year-not-loaded", LimitInvalid = "limit-invalid";

    private readonly Known known;

    /// <summary>Of several versions of one year the highest counts.</summary>
    public WorkCalendar(IEnumerable<CalendarYear> years) => known = new([.. years]);

    /// <summary>The version in force of each year.</summary>
    public IEnumerable<CalendarYear> Years => known.Years.Values.OrderBy(y => y.Year);

    /// <summary>Every version that is loaded, those in force and those before them.</summary>
    public IReadOnlyList<CalendarYear> Versions => known.Versions;

    /// <summary>The year that a day belongs to, with its notice; null when it is not loaded.</summary>
    public CalendarYear? YearOf(DateOnly day) => known.Years.GetValueOrDefault(day.Year);

    /// <summary>The calendar as it could be known on a day: only notices dated on or before it. What was shown then is computed with it again.</summary>
    public WorkCalendar KnownOn(DateOnly day) => known.Versions.TrueForAll(v => v.NoticeDate <= day) ? this : new(known.Versions.Where(v => v.NoticeDate <= day));

    /// <summary>This calendar and one notice more; the calendar itself when it holds that version already.</summary>
    public WorkCalendar With(CalendarYear year) => known.Versions.Exists(v => (v.Year, v.Version) == (year.Year, year.Version)) ? this : new(known.Versions.Append(year));

    /// <summary>This calendar as if one notice had not come.</summary>
    public WorkCalendar Without(CalendarYear year) => new(known.Versions.Where(v => (v.Year, v.Version) != (year.Year, year.Version)));

    /// <summary>Null when the year is not loaded.</summary>
    public bool? IsWorkingDay(DateOnly day) => known.IsWorkingDay(day);

    /// <summary>The last day of a limit. The day on which it starts is not counted (民法典 第二百零一条).</summary>
    /// <param name="limitDays">Working days, may be halves; half a day ends at noon of its day. 0 ends on the start day, or on the next working day when that is none.</param>
    public CalendarAnswer Due(DateOnly start, double limitDays)
    {
        if (WhyNoLimit(limitDays) is { } refused)
            return refused;
        if (start == DateOnly.MaxValue)
            return NotLoaded(start);
        var left = (int)Math.Ceiling(limitDays);
        for (var day = left == 0 ? start : start.AddDays(1); ; day = day.AddDays(1))
        {
            if (known.IsWorkingDay(day) is not { } working)
                return NotLoaded(day);
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
        for (var day = from; day < to;)
        {
            day = day.AddDays(1);
            if (known.IsWorkingDay(day) is not { } working)
                return null;
            if (working)
                count++;
        }
        return count;
    }

    /// <summary>Null when the number can be a limit: 0 to 3660 whole or half days.</summary>
    public static CalendarAnswer? WhyNoLimit(double limitDays)
    {
        if (double.IsNaN(limitDays) || limitDays < 0 || limitDays > 3660)
            return CalendarAnswer.Unknown(LimitInvalid, $"Expected a limit between 0 and 3660 working days, but it is {limitDays.ToString(CultureInfo.InvariantCulture)}.");
        if (limitDays * 2 % 1 != 0)
            return CalendarAnswer.Unknown(LimitInvalid, $"Expected a limit in whole or half working days, but it is {limitDays.ToString(CultureInfo.InvariantCulture)}.");
        return null;
    }

    public CalendarAnswer NotLoaded(DateOnly day) =>
        CalendarAnswer.Unknown(YearNotLoaded, $"Expected the calendar of {day.Year} to be loaded, but only {string.Join(", ", Years.Select(y => y.Year))} are.");

    /// <summary>The years, laid out for asking.</summary>
    private sealed class Known
    {
        /// <summary>One entry a day from the first loaded year to the last: clocks of many cases ask for the same days again and again.</summary>
        private readonly DayState[] days = [];
        private readonly int firstDay;

        private enum DayState : byte { Unknown, Free, Working }

        public Known(List<CalendarYear> versions)
        {
            Versions = versions;
            foreach (var year in versions)
            {
                Years.TryGetValue(year.Year, out var other);
                if (versions.Count(v => v.Year == year.Year && v.Version == year.Version) > 1)
                    throw new ArgumentException($"Expected each version of a year once, but version {year.Version} of {year.Year} is there twice.", nameof(versions));
                if (other is null || other.Version < year.Version)
                    Years[year.Year] = year;
            }
            if (Years.Count == 0)
                return;
            firstDay = new DateOnly(Years.Keys.Min(), 1, 1).DayNumber;
            days = new DayState[new DateOnly(Years.Keys.Max(), 12, 31).DayNumber - firstDay + 1];
            foreach (var year in Years.Values)
                for (var day = new DateOnly(year.Year, 1, 1); day.Year == year.Year; day = day.AddDays(1))
                    days[day.DayNumber - firstDay] = year.IsWorkingDay(day) ? DayState.Working : DayState.Free;
        }

        public List<CalendarYear> Versions { get; }
        public Dictionary<int, CalendarYear> Years { get; } = [];

        public bool? IsWorkingDay(DateOnly day)
        {
            var index = day.DayNumber - firstDay;
            return (uint)index >= (uint)days.Length ? null : days[index] switch { DayState.Working => true, DayState.Free => false, _ => null };
        }
    }
}

/// <summary>A day, or the reason why there is none.</summary>
public sealed record CalendarAnswer(DateOnly? Day, string? Reason)
{
    /// <summary>The limit ends with the morning of the day.</summary>
    public bool EndsAtNoon { get; init; }

    /// <summary>Stable name of the reason; null when there is a day.</summary>
    public string? Code { get; init; }

    public static CalendarAnswer Unknown(string code, string reason) => new(null, reason) { Code = code };
}
