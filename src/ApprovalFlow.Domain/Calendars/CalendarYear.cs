using System.Globalization;
using System.Text.Json;

namespace ApprovalFlow.Domain.Calendars;

/// <summary>One year of working days as the State Council's notice orders it: holidays that fall on weekdays, and weekend days worked instead.</summary>
/// <param name="Notice">Number of the notice (国办发明电…); a year without one is not a calendar.</param>
/// <param name="NoticeDate">The day the notice is dated: before it nobody could know.</param>
/// <param name="Version">Raised when a notice is amended in the year.</param>
public sealed class CalendarYear(int year, string notice, DateOnly noticeDate, int version, IReadOnlySet<DateOnly> daysOff, IReadOnlySet<DateOnly> daysWorked)
{
    public int Year => year;
    public string Notice => notice;
    public DateOnly NoticeDate => noticeDate;
    public int Version => version;
    public IReadOnlySet<DateOnly> DaysOff => daysOff;
    public IReadOnlySet<DateOnly> DaysWorked => daysWorked;

    public bool IsWorkingDay(DateOnly day)
    {
        if (day.Year != year)
            throw new ArgumentOutOfRangeException(nameof(day), $"Expected a day of {year}, but it is {day:O}.");
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? daysWorked.Contains(day) : !daysOff.Contains(day);
    }

    /// <summary>Reads a calendar file; every problem at once.</summary>
    public static CalendarYearLoad Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return new(null, [$"Expected JSON, but {e.Message}"]);
        }
        // Half of a surrogate pair is no text.
        catch (InvalidOperationException)
        {
            return new(null, ["Expected well-formed Unicode text, but found half a character."]);
        }
    }

    private static CalendarYearLoad Read(JsonElement root)
    {
        var problems = new List<string>();
        if (root.ValueKind != JsonValueKind.Object)
            return new(null, [$"Expected an object, but the calendar is {root.ValueKind}."]);

        var year = root.TryGetProperty("year", out var y) && y.ValueKind == JsonValueKind.Number && y.TryGetInt32(out var number) ? number : 0;
        if (year is < 1949 or > 9998)
            problems.Add($"Expected 'year' to be a year, but it is {year}.");
        var notice = root.TryGetProperty("notice", out var n) && n.ValueKind == JsonValueKind.String ? n.GetString()! : "";
        if (notice.Trim().Length == 0)
            problems.Add("Expected 'notice' to name the official notice, but it is empty.");
        var dated = root.TryGetProperty("noticeDate", out var d) && d.ValueKind == JsonValueKind.String ? d.GetString()! : "";
        if (!DateOnly.TryParseExact(dated, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var noticeDate))
            problems.Add($"Expected 'noticeDate' to be the day of the notice, such as 2025-11-04, but it is '{dated}'.");
        var version = root.TryGetProperty("version", out var v) && v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out var given) ? given : 0;
        if (version < 1)
            problems.Add($"Expected 'version' to be 1 or more, but it is {version}.");
        var off = Days(root, "daysOff", year, weekend: false, problems);
        var worked = Days(root, "daysWorked", year, weekend: true, problems);
        if (off.Count == 0)
            problems.Add("Expected 'daysOff' to list the holidays, but it is empty.");
        return new(problems.Count == 0 ? new CalendarYear(year, notice, noticeDate, version, off, worked) : null, problems);
    }

    private static HashSet<DateOnly> Days(JsonElement root, string name, int year, bool weekend, List<string> problems)
    {
        var days = new HashSet<DateOnly>();
        if (!root.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"Expected '{name}' to be a list of days, but it is missing.");
            return days;
        }
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.String || !DateOnly.TryParseExact(entry.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                problems.Add($"Expected a day such as 2026-10-01 in '{name}', but it is {entry.GetRawText()}.");
            else if (day.Year != year)
                problems.Add($"Expected every day of '{name}' in {year}, but {day:yyyy-MM-dd} is not.");
            else if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday != weekend)
                problems.Add($"Expected '{name}' to hold only {(weekend ? "weekend days" : "weekdays")}, but {day:yyyy-MM-dd} is a {day.DayOfWeek}.");
            else if (!days.Add(day))
                problems.Add($"Expected each day of '{name}' once, but {day:yyyy-MM-dd} is there twice.");
        }
        return days;
    }
}

public sealed record CalendarYearLoad(CalendarYear? Year, IReadOnlyList<string> Problems);
