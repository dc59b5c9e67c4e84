using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Boards;

/// <summary>What boards call by which name.</summary>
public static class BoardRules
{
    /// <summary>Working days without any event after which an open case is called stale.</summary>
    public const int StaleAfterWorkingDays = 10;

    /// <summary>An open case whose last event is earlier than the beginning of this day is stale.</summary>
    /// <remarks>Where the calendar of a year is not known, two weeks stand for ten working days.</remarks>
    public static DateOnly StaleBefore(DateOnly today, WorkCalendar calendar)
    {
        var day = today;
        for (var left = StaleAfterWorkingDays; left > 0; day = day.AddDays(-1))
            if (calendar.IsWorkingDay(day) is not { } working)
                return today.AddDays(-2 * 7);
            else if (working)
                left--;
        return day.AddDays(1);
    }
}
