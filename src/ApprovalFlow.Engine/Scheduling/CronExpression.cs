using System.Globalization;

namespace ApprovalFlow.Engine.Scheduling;

/// <summary>A cron expression: six fields, seconds first; UTC.</summary>
/// <remarks>Steps, ranges (also over the end: <c>22-2</c>, <c>FRI-MON</c>), lists, names and <c>?</c>. Day of the month: <c>L</c> the last, <c>L-3</c> three days
/// before it, <c>15W</c> and <c>LW</c> the working day nearest to it in the same month. Weekday: <c>5L</c> the last Friday, <c>MON#2</c> the second Monday.</remarks>
public sealed class CronExpression
{
    /// <summary>The fifth Monday of a February comes once in twenty-eight years, and 1900 and 2100 have no leap day.</summary>
    private const int YearsAhead = 41;

    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds, minutes, hours, months;
    private readonly Predicate<DateTime>[] days, weekdays;
    private readonly bool anyDay, anyWeekday;

    private CronExpression(ulong seconds, ulong minutes, ulong hours, ulong months, Predicate<DateTime>[] days, Predicate<DateTime>[] weekdays, bool anyDay, bool anyWeekday)
    {
        (this.seconds, this.minutes, this.hours, this.months) = (seconds, minutes, hours, months);
        (this.days, this.weekdays, this.anyDay, this.anyWeekday) = (days, weekdays, anyDay, anyWeekday);
    }

    public static CronExpression? TryParse(string? text)
    {
        var fields = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 6) return null;
        return Field(fields[0], 0, 59, null) is { } s && Field(fields[1], 0, 59, null) is { } m && Field(fields[2], 0, 23, null) is { } h && Field(fields[4], 1, 12, MonthNames) is { } mo
            && Each(fields[3], DayOfMonth) is { } d && Each(fields[5], Weekday) is { } w
            ? new(s, m, h, mo, d, w, fields[3] is "*" or "?", fields[5] is "*" or "?") : null;
    }

    /// <summary>The first occurrence after <paramref name="after"/>; null when none comes within a generation.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var t = new DateTime(after.UtcTicks - after.UtcTicks % TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(1);
        var end = t.Year > 9990 - YearsAhead ? DateTime.MaxValue.AddDays(-32) : t.AddYears(YearsAhead);
        while (t < end)
        {
            if (!Has(months, t.Month)) { t = new DateTime(t.Year, t.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1); continue; }
            if (!OnDay(t)) { t = t.Date.AddDays(1); continue; }
            if (!Has(hours, t.Hour)) { t = t.Date.AddHours(t.Hour + 1); continue; }
            if (!Has(minutes, t.Minute)) { t = t.Date.AddHours(t.Hour).AddMinutes(t.Minute + 1); continue; }
            if (!Has(seconds, t.Second)) { t = t.AddSeconds(1); continue; }
            return new DateTimeOffset(t, TimeSpan.Zero);
        }
        return null;
    }

    /// <summary>Day of month and weekday both restricted: either may match, as cron always did.</summary>
    private bool OnDay(DateTime t)
    {
        var weekday = Array.Exists(weekdays, w => w(t));
        if (anyDay) return weekday;
        var day = Array.Exists(days, d => d(t));
        return anyWeekday ? day : day || weekday;
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static Predicate<DateTime>[]? Each(string text, Func<string, Predicate<DateTime>?> parse)
    {
        var parts = text.Split(',').Select(parse).ToArray();
        return parts.Contains(null) ? null : [.. parts.OfType<Predicate<DateTime>>()];
    }

    private static Predicate<DateTime>? DayOfMonth(string text)
    {
        var nearest = text.Length > 1 && text[^1] is 'W' or 'w';
        var day = nearest ? text[..^1] : text;
        if (day.StartsWith('L') || day.StartsWith('l'))
        {
            var before = 0;
            if (day.Length > 1 && (day[1] != '-' || Number(day[2..], null, 0) is not { } given || (before = given) > 30)) return null;
            return nearest ? t => IsNearest(t, Last(t) - before) : t => t.Day == Last(t) - before;
        }
        if (nearest) return Number(day, null, 1) is { } target and >= 1 and <= 31 ? t => IsNearest(t, target) : null;
        return Field(day, 1, 31, null) is { } set ? t => Has(set, t.Day) : null;
    }

    private static Predicate<DateTime>? Weekday(string text)
    {
        var number = text.IndexOf('#', StringComparison.Ordinal);
        if (number >= 0) return On(text[..number]) is { } on && Number(text[(number + 1)..], null, 1) is { } nth and >= 1 and <= 5 ? t => t.DayOfWeek == on && (t.Day - 1) / 7 == nth - 1 : null;
        if (text.Length > 1 && text[^1] is 'L' or 'l') return On(text[..^1]) is { } last ? t => t.DayOfWeek == last && t.Day > Last(t) - 7 : null;
        return Field(text, 0, 7, DayNames) is { } set ? t => Has(set, (int)t.DayOfWeek) : null;
    }

    private static DayOfWeek? On(string text) => Number(text, DayNames, 0) is { } day and >= 0 and <= 7 ? (DayOfWeek)(day % 7) : null;

    private static int Last(DateTime t) => DateTime.DaysInMonth(t.Year, t.Month);

    /// <summary>The Friday before a Saturday, the Monday after a Sunday, but never in another month. A day that the month does not have is near none.</summary>
    private static bool IsNearest(DateTime t, int day)
    {
        if (day < 1 || day > Last(t)) return false;
        var nearest = new DateTime(t.Year, t.Month, day, 0, 0, 0, DateTimeKind.Utc).DayOfWeek switch
        {
            System.DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
            System.DayOfWeek.Sunday => day == Last(t) ? day - 2 : day + 1,
            _ => day,
        };
        return t.Day == nearest;
    }

    private static ulong? Field(string text, int min, int max, string[]? names)
    {
        // Sunday has two numbers; counted on over the end of the week it is 0.
        var size = names == DayNames ? 7 : max - min + 1;
        ulong set = 0;
        foreach (var part in text.Split(','))
        {
            var slash = part.Split('/');
            if (slash.Length > 2) return null;
            var step = 1;
            if (slash.Length == 2 && (!int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)) return null;
            int from, to;
            if (slash[0] is "*" or "?") (from, to) = (min, min + size - 1);
            else
            {
                var range = slash[0].Split('-');
                if (range.Length > 2 || Number(range[0], names, min) is not { } low) return null;
                from = low;
                if (range.Length == 2) { if (Number(range[1], names, min) is not { } high) return null; to = high; }
                else to = slash.Length == 2 ? max : low;
            }
            if (from < min || from > max || to < min || to > max) return null;
            if (from > to) to += size;
            for (long i = from; i <= to; i += step) set |= 1UL << (int)(min + (i - min) % size);
        }
        return set;
    }

    private static int? Number(string text, string[]? names, int min)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var index = names is null ? -1 : Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + min;
    }
}
