using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>The last day of each open task as its clock has it: special procedures move it, a corrected calendar too.</summary>
public static class TaskDues
{
    /// <returns>By task; null where there is no limit or the year is not known.</returns>
    public static IReadOnlyDictionary<string, DateOnly?> Of(CaseState state, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf)
    {
        var limits = OfSteps(state.Timeline, policy, calendar, asOf);
        // A signer who was added has no limit of their own: theirs ends with the step.
        return state.OpenTasks.ToDictionary(t => t.TaskId, t => limits.TryGetValue(t.TaskId, out var due) ? due
            : t.AddedTo is not null && state.OpenTasks.FirstOrDefault(s => s.BookmarkId == t.BookmarkId && limits.ContainsKey(s.TaskId)) is { } step ? limits[step.TaskId] : t.Due);
    }

    /// <summary>The same by facts alone: every step with a limit that has not ended.</summary>
    public static IReadOnlyDictionary<string, DateOnly?> OfSteps(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf)
    {
        var dues = new Dictionary<string, DateOnly?>();
        foreach (var run in OpenClocks.Of(timeline, policy, calendar, asOf).Runs)
            // A county's step has its own limit and the law's; the task shows the nearer one.
            if (run.Clock.Kind is ClockKind.Step or ClockKind.Leader or ClockKind.Opinion or ClockKind.Survey && run.Stop is null)
                dues[run.Id] = run.Count(calendar, null).Due;
        return dues;
    }

    /// <summary>Whether special procedures have begun at all: without them a task keeps the last day that it opened with.</summary>
    public static bool MayMove(CaseState state) => state.WasPaused;
}
