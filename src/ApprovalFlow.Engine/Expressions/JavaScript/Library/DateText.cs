using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>Dates as counts of milliseconds, by the proleptic Gregorian calendar, always in UTC.</summary>
internal static class DateText
{
    private const double MaxTime = 8.64e15;
    private const long Day = 86_400_000;
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly Regex Format = new(
        """^(?<year>\d{4}|[+-]\d{6})(?:[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?)?(?:[T ](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,9}))?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?)?$""",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public readonly record struct Parts(long Year, int Month, int Day, int Hour, int Minute, int Second, int Millisecond, int Weekday);

    public static double Clip(double time) => Math.Abs(time) <= MaxTime ? Math.Truncate(time) + 0.0 : double.NaN;

    /// <summary>Builds a time from numbers that may lie outside their ranges: month 12 is January of the next year.</summary>
    public static double Make(double year, double month, double day, double hour, double minute, double second, double millisecond)
    {
        if (!(Math.Abs(year) <= 300_000 && Math.Abs(month) <= 4_000_000 && Math.Abs(day) <= 200_000_000))
            return double.NaN;
        var months = (long)Math.Truncate(year) * 12 + (long)Math.Truncate(month);
        var days = DaysFromCivil(Math.DivRem(months, 12) is var (y, m) && m < 0 ? y - 1 : months / 12, (int)((months % 12 + 12) % 12)) + Math.Truncate(day) - 1;
        return Clip(days * Day + Math.Truncate(hour) * 3_600_000 + Math.Truncate(minute) * 60_000 + Math.Truncate(second) * 1000 + Math.Truncate(millisecond));
    }

    /// <summary>Days from 1970-01-01 to the first day of a month (0 to 11).</summary>
    private static long DaysFromCivil(long year, int month)
    {
        var shifted = month < 2 ? year - 1 : year;
        var era = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfEra = shifted - era * 400;
        var dayOfYear = (153 * ((month + 10) % 12) + 2) / 5;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    public static Parts Split(double time)
    {
        var milliseconds = (long)time;
        var days = milliseconds / Day - (milliseconds % Day < 0 ? 1 : 0);
        var rest = (int)(milliseconds - days * Day);
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - era * 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = (int)(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        var marchMonth = (5 * dayOfYear + 2) / 153;
        var month = (marchMonth + 2) % 12;
        return new Parts(yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1,
            rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000, (int)(((days + 4) % 7 + 7) % 7));
    }

    public static string ToIso(double time)
    {
        var p = Split(time);
        var year = p.Year is >= 0 and <= 9999 ? p.Year.ToString("0000", CultureInfo.InvariantCulture) : p.Year.ToString("+000000;-000000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{p.Month + 1:00}-{p.Day:00}T{p.Hour:00}:{p.Minute:00}:{p.Second:00}.{p.Millisecond:000}Z");
    }

    public static string ToText(double time) => double.IsNaN(time) ? "Invalid Date" : $"{ToDateText(time)} {ToTimeText(time)}";

    public static string ToDateText(double time)
    {
        var p = Split(time);
        return string.Create(CultureInfo.InvariantCulture, $"{Days[p.Weekday]} {Months[p.Month]} {p.Day:00} {p.Year:0000}");
    }

    public static string ToTimeText(double time)
    {
        var p = Split(time);
        return string.Create(CultureInfo.InvariantCulture, $"{p.Hour:00}:{p.Minute:00}:{p.Second:00} GMT+0000 (Coordinated Universal Time)");
    }

    /// <summary>Reads ISO 8601 and the same with slashes or a blank; a time without zone is UTC.</summary>
    public static double Parse(string text)
    {
        if (text.Length > 64 || Format.Match(text) is not { Success: true } match)
            return double.NaN;
        double Number(string group, double missing) =>
            match.Groups[group] is { Success: true } found ? double.Parse(found.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : missing;
        var (month, day, hour, minute, second) = (Number("month", 1), Number("day", 1), Number("hour", 0), Number("minute", 0), Number("second", 0));
        var fraction = match.Groups["fraction"] is { Success: true } f ? Math.Floor(double.Parse("0." + f.Value, CultureInfo.InvariantCulture) * 1000 + 1e-7) : 0;
        if (month is < 1 or > 12 || day < 1 || hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0 || fraction > 0)))
            return double.NaN;
        var time = Make(Number("year", 0), month - 1, day, hour, minute, second, fraction);
        if (double.IsNaN(time) || Split(Make(Number("year", 0), month - 1, day, 0, 0, 0, 0)).Month != (int)month - 1)
            return double.NaN;
        if (match.Groups["zone"] is { Success: true, Value: not "Z" } zone)
        {
            var digits = zone.Value.Replace(":", "", StringComparison.Ordinal);
            var offset = int.Parse(digits.AsSpan(1, 2), CultureInfo.InvariantCulture) * 60 + int.Parse(digits.AsSpan(3, 2), CultureInfo.InvariantCulture);
            time = Clip(time - (digits[0] == '-' ? -offset : offset) * 60_000.0);
        }
        return time;
    }
}
