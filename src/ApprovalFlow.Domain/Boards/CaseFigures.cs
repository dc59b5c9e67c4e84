using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Boards;

/// <summary>What boards count of one case: follows from its stream, the limits and the calendar alone, so it can be reckoned again at any time.</summary>
/// <param name="Version">How much of the stream it follows from.</param>
/// <param name="ReceivedOn">收件: the day on which it was handed in.</param>
/// <param name="MovedAt">The last event.</param>
public sealed record CaseFigures(string CaseNumber, long Version, string DepartmentId, string ItemCode, string FlowCode, DateOnly ReceivedOn, DateTimeOffset MovedAt)
{
    /// <summary>Who took it in at the window; null: it came through the portal.</summary>
    public FigurePerson? Window { get; init; }
    public string? CountyCode { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    /// <summary>办结: the day of the decision, or of the end without one; null while it is open. A decision that was taken back ends nothing.</summary>
    public DateOnly? EndedOn { get; init; }
    /// <summary>What it was decided or closed as.</summary>
    public string? Result { get; init; }
    /// <summary>It ended with a decision: only then is there a time to be judged.</summary>
    public bool IsDecided { get; init; }
    public FigurePerson? Decider { get; init; }

    /// <summary>Working days that were promised, and that the law gives, both without an extension.</summary>
    public double? PromisedDays { get; init; }
    public double? LawDays { get; init; }
    /// <summary>Working days from acceptance to the decision that count against the promise, and against the law: without what stopped each of the two.</summary>
    public double? UsedDays { get; init; }
    public double? LawUsedDays { get; init; }
    /// <summary>Decided within the promise; null: not decided, or the calendar of a year is not known.</summary>
    public bool? InTime { get; init; }
    /// <summary>Decided within the law's limit.</summary>
    public bool? InLaw { get; init; }
    /// <summary>Calendar days from being handed in to the end: what the applicant waited, with everything.</summary>
    public int? WaitedDays => EndedOn is { } ended ? ended.DayNumber - ReceivedOn.DayNumber : null;

    /// <summary>The last day of the promise of an open case.</summary>
    public DateOnly? Due { get; init; }
    /// <summary>The special procedure, supplement or hold that stops an open case.</summary>
    public string? PausedBy { get; init; }
    public DateOnly? PausedUntil { get; init; }

    public int Corrections { get; init; }
    /// <summary>Cards that stand: those that were revoked are not counted.</summary>
    public int YellowCards { get; init; }
    public int RedCards { get; init; }

    public IReadOnlyList<StepFigures> Steps { get; init; } = [];
    public IReadOnlyList<ReasonFigures> Reasons { get; init; } = [];
}

public sealed record FigurePerson(string UserId, string Name);

/// <summary>A step that a person completed.</summary>
/// <param name="UsedDays">Counted working days; null: the step has no limit, or the calendar is not known.</param>
public sealed record StepFigures(string TaskId, string NameZh, string NameEn, FigurePerson Person, string Role, string? DepartmentId, DateTimeOffset EndedAt, string Outcome)
{
    public double? LimitDays { get; init; }
    public double? UsedDays { get; init; }
    public bool? InTime { get; init; }
}

/// <summary>Why something was asked back or did not succeed, in the words that were entered.</summary>
/// <param name="Sequence">The event that says so.</param>
public sealed record ReasonFigures(long Sequence, ReasonKind Kind, DateOnly On, string Text);

public enum ReasonKind
{
    /// <summary>补正.</summary>
    Correction,
    /// <summary>不予许可、不予备案.</summary>
    Refusal,
    /// <summary>撤回.</summary>
    Withdrawal,
    /// <summary>终止.</summary>
    Termination,
}
