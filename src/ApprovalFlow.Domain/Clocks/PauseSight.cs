using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>临期停表: a special procedure that would begin in the last days of a limit that it stops is seen by a supervisor first, so that nobody saves a late case by stopping its clock.</summary>
public static class PauseSight
{
    /// <returns>The limit and its last day; null when the procedure needs nobody's sight.</returns>
    public static (ClockDefinition Clock, DateOnly Due)? Needed(CaseTimeline timeline, string kind, DateOnly from, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf)
    {
        if (policy.PauseSightDays <= 0 || policy.Procedures.Find(kind) is not { } procedure || from == DateOnly.MinValue)
            return null;
        foreach (var run in OpenClocks.Of(timeline, policy, calendar, asOf).Runs)
        {
            if (run.Clock.Kind is not (ClockKind.Statutory or ClockKind.Joint or ClockKind.Commit) || !procedure.Stops.Contains(run.Clock.Kind) || run.Stop is not null || run.Count(calendar, null).Due is not { } due)
                continue;
            // Never before half of the limit is used, as with warnings.
            if (from > due || calendar.Between(from.AddDays(-1), due) <= Math.Min(policy.PauseSightDays, run.Total / 2))
                return (run.Clock, due);
        }
        return null;
    }
}
