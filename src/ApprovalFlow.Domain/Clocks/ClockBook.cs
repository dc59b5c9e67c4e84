using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Computes every clock of a case from its facts. Pure: the same facts, policy, calendar and instant give the same readings.</summary>
/// <remarks>
/// Only what was recorded up to the instant is used, so a reading of the past is what was shown then, provided that the calendar is the
/// one known then (<see cref="WorkCalendar.KnownOn"/>).
/// </remarks>
public static class ClockBook
{
    private static readonly ClockState NotStarted = new ClockState.NotStarted();

    /// <summary>All clocks that have begun, in the order of <see cref="ClockKind"/>'s first appearance, and those of decision and delivery that have not.</summary>
    public static IReadOnlyList<ClockReading> Compute(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf)
    {
        var (runs, _) = ClockRuns.Of(timeline, policy, calendar, asOf);
        var readings = new List<ClockReading>(runs.Count + 3);
        foreach (var run in runs)
            readings.Add(Read(run, run.Count(calendar, asOf), asOf));
        AddNotStarted(readings, policy);
        return readings;
    }

    /// <summary>At the end of a day.</summary>
    public static IReadOnlyList<ClockReading> Compute(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateOnly asOf) =>
        Compute(timeline, policy, calendar, OfficeHours.At(asOf, TimeOnly.MaxValue));

    /// <summary>The last day of what was promised, or of the law's limit where nothing was; null while nothing is accepted or the year is not known.</summary>
    public static DateOnly? PromisedDue(CaseTimeline timeline, ClockPolicy policy, WorkCalendar calendar, DateTimeOffset asOf) => OpenClocks.Of(timeline, policy, calendar, asOf).PromisedDue();

    /// <summary>The clocks of a case that still run and whose last day a corrected calendar would move; to be looked at before it is applied.</summary>
    public static IReadOnlyList<MovedClock> Moves(CaseTimeline timeline, ClockPolicy policy, WorkCalendar before, WorkCalendar after, DateTimeOffset asOf)
    {
        var moved = new List<MovedClock>();
        var becomes = Compute(timeline, policy, after, asOf);
        foreach (var was in Compute(timeline, policy, before, asOf))
        {
            if (was.State is ClockState.Stopped or ClockState.NotStarted)
                continue;
            foreach (var now in becomes)
                if (now.Kind == was.Kind && now.Id == was.Id && now.Due != was.Due)
                    moved.Add(new(timeline.CaseNumber, was.Clock, was.Id, was.Due, now.Due));
        }
        return moved;
    }

    internal static ClockReading Read(ClockRun run, ClockCount count, DateTimeOffset asOf)
    {
        var limit = run.FixedDue is null ? run.Limit : count.Used + count.Remaining;
        return new(run.Clock, run.Id, run.NameZh, run.NameEn, run.Refusal is null || run.Start != default ? run.Start : null, limit, run.Extension?.Days ?? 0,
            count.Used, count.Remaining, count.Overdue, count.Due, State(run, count, asOf))
        {
            EndsAtNoon = count.EndsAtNoon, Findings = run.Findings, Refusal = count.Failure,
        };
    }

    private static ClockState State(ClockRun run, ClockCount count, DateTimeOffset asOf)
    {
        var stop = run.Stop;
        if (count.Failure is { } failure && (count.FailedInThePast || run.Refusal is not null) && stop is null)
            return new ClockState.Refused(failure);
        if (stop is { } end)
            return count.FailedInThePast ? new ClockState.Refused(count.Failure!) : new ClockState.Stopped(end.At, !ClockRun.IsPast(count, end.Day, end.At), end.Why);
        var today = OfficeHours.DayOf(asOf);
        if (ClockRun.IsPast(count, today, asOf))
            return new ClockState.Overdue(count.Overdue, count.Due!.Value);
        return run.PausedOn(today) is { } pause
            ? new ClockState.Paused(pause.Started.Kind, pause.Started.PlannedEnd, count.Remaining, count.Due)
            : new ClockState.Running(count.Remaining, count.Due);
    }

    private static void AddNotStarted(List<ClockReading> readings, ClockPolicy policy)
    {
        Add(policy.Joint ? ClockKind.Joint : ClockKind.Statutory);
        if (policy.CommitDays is not null) Add(ClockKind.Commit);
        Add(ClockKind.Deliver);

        void Add(ClockKind kind)
        {
            foreach (var reading in readings)
                if (reading.Kind == kind)
                    return;
            var clock = ClockDefinition.Of(kind);
            var limit = policy.BaseDays(kind) ?? 0;
            readings.Add(new(clock, "", clock.NameZh, clock.NameEn, null, limit, 0, 0, limit, 0, null, NotStarted));
        }
    }
}

/// <param name="Was">Null: not known.</param>
public sealed record MovedClock(string CaseNumber, ClockDefinition Clock, string Id, DateOnly? Was, DateOnly? Becomes);
