using System.Globalization;
using System.Text.Json;

namespace ApprovalFlow.Domain.Calendars;

/// <summary>When the office is open on a working day; clocks in hours run only then.</summary>
/// <param name="Morning">Half a day ends with it.</param>
public sealed record OfficeHours(OpenHours Morning, OpenHours Afternoon)
{
    /// <summary>China keeps one time, eight hours ahead of UTC, all year.</summary>
    public static TimeSpan ChinaTime { get; } = TimeSpan.FromHours(8);

    public static OfficeHours Default { get; } = new(new(new(9, 0), new(12, 0)), new(new(13, 30), new(17, 30)));

    /// <summary>The day at the office, wherever the server stands.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime + ChinaTime);

    public static TimeOnly TimeOf(DateTimeOffset at) => TimeOnly.FromDateTime(at.UtcDateTime + ChinaTime);

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), ChinaTime);

    /// <summary>Whether a span of one day begins and ends while the office is open; it may go on over noon.</summary>
    public bool IsOpen(TimeOnly from, TimeOnly to) =>
        (from >= Morning.Opens && from < Morning.Closes || from >= Afternoon.Opens && from < Afternoon.Closes)
        && (to > Morning.Opens && to <= Morning.Closes || to > Afternoon.Opens && to <= Afternoon.Closes);

    /// <summary>Open time after <paramref name="from"/> up to <paramref name="to"/>; null when a year is not loaded. Zero when <paramref name="to"/> is earlier.</summary>
    public TimeSpan? Between(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        for (var day = DayOf(from); day <= DayOf(to); day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day) is not { } working)
                return null;
            if (!working)
                continue;
            foreach (var open in (ReadOnlySpan<OpenHours>)[Morning, Afternoon])
            {
                var (opens, closes) = (At(day, open.Opens), At(day, open.Closes));
                var (begins, ends) = (opens < from ? from : opens, closes > to ? to : closes);
                if (ends > begins)
                    total += ends - begins;
            }
        }
        return total;
    }

    /// <summary>The instant at which so much open time has passed since <paramref name="from"/>; null when a year is not loaded.</summary>
    public DateTimeOffset? Due(WorkCalendar calendar, DateTimeOffset from, TimeSpan limit)
    {
        var left = limit;
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            if (calendar.IsWorkingDay(day) is not { } working)
                return null;
            if (!working)
                continue;
            foreach (var open in (ReadOnlySpan<OpenHours>)[Morning, Afternoon])
            {
                var (opens, closes) = (At(day, open.Opens), At(day, open.Closes));
                var begins = opens < from ? from : opens;
                if (closes < begins)
                    continue;
                if (closes - begins >= left)
                    return begins + left;
                left -= closes - begins;
            }
        }
    }

    /// <summary>Reads <c>{"morning": ["09:00", "12:00"], "afternoon": ["13:30", "17:30"]}</c>.</summary>
    public static (OfficeHours? Hours, string? Problem) Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var (morning, afternoon) = (Part(document.RootElement, "morning"), Part(document.RootElement, "afternoon"));
            if (morning is null || afternoon is null)
                return (null, "Expected 'morning' and 'afternoon' to be two times each, such as [\"09:00\", \"12:00\"], but they are not.");
            if (morning.Opens >= morning.Closes || afternoon.Opens >= afternoon.Closes || morning.Closes > afternoon.Opens)
                return (null, "Expected the office to open before it closes, morning before afternoon, but it does not.");
            return (new(morning, afternoon), null);
        }
        catch (JsonException e)
        {
            return (null, $"Expected JSON, but {e.Message}");
        }
    }

    private static OpenHours? Part(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out var pair) || pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
            return null;
        return pair[0].ValueKind == JsonValueKind.String && pair[1].ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(pair[0].GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
            && TimeOnly.TryParseExact(pair[1].GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes)
            ? new(opens, closes) : null;
    }
}

public sealed record OpenHours(TimeOnly Opens, TimeOnly Closes);
