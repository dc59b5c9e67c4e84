using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Explains one clock day by day: the same count as <see cref="ClockBook"/>, with the reason of each day.</summary>
public static class ClockLedger
{
    /// <summary>Null when the case has no such clock at the instant.</summary>
    public static ClockExplanation? Explain(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf, ClockKind kind, string id = "")
    {
        var (runs, _) = ClockRuns.Of(timeline, policy, calendar, asOf);
        foreach (var run in runs)
            if (run.Clock.Kind == kind && run.Id == id)
                return Explain(run, calendar, asOf);
        return null;
    }

    /// <summary>Every clock of the case.</summary>
    public static IReadOnlyList<ClockExplanation> ExplainAll(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf) =>
        [.. ClockRuns.Of(timeline, policy, calendar, asOf).Runs.Select(r => Explain(r, calendar, asOf))];

    internal static ClockExplanation Explain(ClockRun run, WorkCalendar calendar, DateTimeOffset asOf)
    {
        var ledger = new LedgerWriter();
        var count = run.Count(calendar, asOf, ledger);
        return new(ClockBook.Read(run, count, asOf), ledger.Days);
    }
}

/// <summary>A clock with the days that make it.</summary>
/// <remarks>The days of each side add up to the number of that side, except that a year which is not loaded ends the list.</remarks>
public sealed record ClockExplanation(ClockReading Reading, IReadOnlyList<LedgerDay> Days)
{
    public double Sum(LedgerSide side)
    {
        var sum = 0.0;
        foreach (var day in Days)
            if (day.Side == side)
                sum += day.Counted;
        return sum;
    }
}
