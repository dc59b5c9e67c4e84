using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>The clocks of a case at an instant without the legs that have ended: what every command asks, gathered once.</summary>
public sealed class OpenClocks
{
    private readonly WorkCalendar calendar;

    private OpenClocks(IReadOnlyList<ClockRun> runs, WorkCalendar calendar) => (Runs, this.calendar) = (runs, calendar);

    internal IReadOnlyList<ClockRun> Runs { get; }

    /// <remarks>Each fact is still looked at once; nothing is made for what has ended.</remarks>
    public static OpenClocks Of(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf) =>
        new(ClockRuns.Of(timeline, policy, calendar, asOf, openLegsOnly: true).Runs, calendar);

    /// <summary>The last day of what was promised, or of the law's limit where nothing was; null while nothing is accepted or the year is not known.</summary>
    public DateOnly? PromisedDue()
    {
        DateOnly? due = null;
        foreach (var run in Runs)
            if (run.Clock.Kind is ClockKind.Commit || (due is null && run.Clock.Kind is ClockKind.Statutory or ClockKind.Joint))
                due = run.Count(calendar, null).Due;
        return due;
    }
}
