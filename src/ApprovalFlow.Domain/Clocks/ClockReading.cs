namespace ApprovalFlow.Domain.Clocks;

/// <summary>What one clock of one case shows at an instant. Computed; never stored.</summary>
/// <param name="Id">Which one of its kind: number of the receipt, of the pause, of the step; empty where there is only one.</param>
/// <param name="StartedOn">The day that is not counted; null while it has not started.</param>
/// <param name="LimitDays">Without an extension.</param>
/// <param name="Used">Counted days up to the instant or to the end of the clock, at most the limit; the sum of the ledger.</param>
/// <param name="Overdue">Counted days after the last one of the limit.</param>
/// <param name="Due">The last day, which is not overdue yet; null when the calendar of that year is not loaded.</param>
public sealed record ClockReading(
    ClockDefinition Clock, string Id, string NameZh, string NameEn, DateOnly? StartedOn, double LimitDays, double ExtensionDays, double Used, double Remaining, double Overdue, DateOnly? Due, ClockState State)
{
    public ClockKind Kind => Clock.Kind;

    /// <summary>It ends with the morning of its last day.</summary>
    public bool EndsAtNoon { get; init; }

    public IReadOnlyList<ClockFinding> Findings { get; init; } = [];

    /// <summary>Why there is no due date although the clock runs: the calendar of that year is not known yet.</summary>
    public ClockFinding? Refusal { get; init; }
}

/// <summary>How a clock stands.</summary>
public abstract record ClockState
{
    private ClockState() { }

    public sealed record NotStarted : ClockState;

    public sealed record Running(double Remaining, DateOnly? Due) : ClockState;

    /// <param name="By">Kind of the special procedure.</param>
    /// <param name="Until">The planned last day of the pause.</param>
    public sealed record Paused(string By, DateOnly? Until, double Remaining, DateOnly? Due) : ClockState;

    /// <param name="InTime">On the last day is in time.</param>
    /// <param name="Why">accepted, one-time-notice, decided, delivered, closed …; deemed where silence ended it.</param>
    public sealed record Stopped(DateTimeOffset At, bool InTime, string Why) : ClockState;

    /// <param name="By">Working days since the last day of the limit; 0 on a free day right after it.</param>
    public sealed record Overdue(double By, DateOnly Due) : ClockState;

    /// <summary>It cannot be told, and nothing is guessed.</summary>
    public sealed record Refused(ClockFinding Reason) : ClockState;
}
