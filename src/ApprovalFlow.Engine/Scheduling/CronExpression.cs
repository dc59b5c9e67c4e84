using System.Globalization;

namespace ApprovalFlow.Engine.Scheduling;

/// <summary>A cron expression: six fields, seconds first; UTC. Steps, ranges, lists, names, <c>?</c> and <c>L</c> (last day of the month).</summary>
public sealed class CronExpression
{
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds, minutes, hours, days, months, weekdays;
    private readonly bool lastDay, anyDay, anyWeekday;

    private CronExpression(ulong seconds, ulong minutes, ulong hours, ulong days, ulong months, ulong weekdays, bool lastDay, bool anyDay, bool anyWeekday)
    {
        (this.seconds, this.minutes, this.hours, this.days, this.months, this.weekdays) = (seconds, minutes, hours, days, months, weekdays);
        (this.lastDay, this.anyDay, this.anyWeekday) = (lastDay, anyDay, anyWeekday);
    }

    public static CronExpression? TryParse(string? text)
    {
        var fields = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 6) return null;
        var last = fields[3].Equals("L", StringComparison.OrdinalIgnoreCase);
        if (Field(fields[0], 0, 59, null) is not { } s || Field(fields[1], 0, 59, null) is not { } m || Field(fields[2], 0, 23, null) is not { } h
            || (last ? 0UL : Field(fields[3], 1, 31, null)) is not { } d || Field(fields[4], 1, 12, Months) is not { } mo
            || Field(fields[5], 0, 7, Days) is not { } w) return null;
        if ((w & (1UL << 7)) != 0) w |= 1;
        return new(s, m, h, d, mo, w, last, !last && fields[3] is "*" or "?", fields[5] is "*" or "?");
    }

    /// <summary>The first occurrence after <paramref name="after"/>; null when none comes within five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var t = new DateTime(after.UtcTicks - after.UtcTicks % TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(1);
        var end = t.Year > 9990 ? DateTime.MaxValue.AddDays(-32) : t.AddYears(5);
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
        var day = lastDay ? t.Day == DateTime.DaysInMonth(t.Year, t.Month) : Has(days, t.Day);
        var weekday = Has(weekdays, (int)t.DayOfWeek);
        if (anyDay) return weekday;
        return anyWeekday ? day : day || weekday;
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static ulong? Field(string text, int min, int max, string[]? names)
    {
        ulong set = 0;
        foreach (var part in text.Split(','))
        {
            var slash = part.Split('/');
            if (slash.Length > 2) return null;
            var step = 1;
            if (slash.Length == 2 && (!int.TryParse(slash[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)) return null;
            int from, to;
            if (slash[0] is "*" or "?") (from, to) = (min, max);
            else
            {
                var range = slash[0].Split('-');
                if (range.Length > 2 || Number(range[0], names, min) is not { } low) return null;
                from = low;
                if (range.Length == 2) { if (Number(range[1], names, min) is not { } high) return null; to = high; }
                else to = slash.Length == 2 ? max : low;
            }
            if (from < min || to > max || from > to) return null;
            for (var i = from; i <= to; i += step) set |= 1UL << i;
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
