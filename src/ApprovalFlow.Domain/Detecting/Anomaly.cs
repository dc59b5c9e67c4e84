namespace ApprovalFlow.Domain.Detecting;

/// <summary>Something that a person should look at.</summary>
/// <param name="Code">Stable: one of the constants here.</param>
/// <param name="Sequence">The event of the case that shows it.</param>
public sealed record Anomaly(string Code, string CaseNumber, long Sequence, DateTimeOffset At, string Zh, string En)
{
    public const string LatePause = "pause-before-due", Refiled = "withdrawn-and-refiled", RubberStamp = "same-minute-completions", BackDated = "back-dated-acceptance", SecondNotice = "second-notice", Unfitting = "event-does-not-fit";

    /// <summary>The other case it is about.</summary>
    public string? RelatedCase { get; init; }
}

/// <summary>From when on something is odd.</summary>
public sealed record AnomalyThresholds
{
    /// <summary>Calendar days after a withdrawal in which the same application filed anew is named.</summary>
    public int RefileDays { get; init; } = 30;
    /// <summary>Different cases that one person completes tasks of within one minute.</summary>
    public int CasesInAMinute { get; init; } = 5;
}
