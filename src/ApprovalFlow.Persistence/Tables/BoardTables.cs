using ApprovalFlow.Domain.Boards;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A row that belongs to a part of the house.</summary>
internal interface IPartOfHouse
{
    string DepartmentId { get; }
    string ItemCode { get; }
    string FlowCode { get; }
}

/// <summary>What boards count of a case (table <c>board_cases</c>); reckoned from its stream, never changed in any other way.</summary>
public sealed class StoredBoardCase : IPartOfHouse
{
    public string CaseNumber { get; set; } = "";
    public long Version { get; set; }
    /// <summary>Which calendar and which form of reckoning it follows.</summary>
    public string Rules { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string WindowId { get; set; } = "";
    public string? WindowName { get; set; }
    public DateOnly ReceivedOn { get; set; }
    public DateOnly? AcceptedOn { get; set; }
    public DateOnly? EndedOn { get; set; }
    public string? Result { get; set; }
    public bool IsDecided { get; set; }
    public string? DeciderId { get; set; }
    public string? DeciderName { get; set; }
    public double? PromisedDays { get; set; }
    public double? LawDays { get; set; }
    public double? UsedDays { get; set; }
    public double? LawUsedDays { get; set; }
    public bool? InTime { get; set; }
    public bool? InLaw { get; set; }
    public int? WaitedDays { get; set; }
    public DateOnly? Due { get; set; }
    public string? PausedBy { get; set; }
    public DateOnly? PausedUntil { get; set; }
    public DateTimeOffset MovedAt { get; set; }
    public int Corrections { get; set; }
    public int YellowCards { get; set; }
    public int RedCards { get; set; }
}

/// <summary>A step that a person completed (table <c>board_steps</c>).</summary>
public sealed class StoredBoardStep : IPartOfHouse
{
    public string TaskId { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string PersonId { get; set; } = "";
    public string PersonName { get; set; } = "";
    public string Role { get; set; } = "";
    public string? StepDepartmentId { get; set; }
    /// <summary>Whose item the case is of, as with the case.</summary>
    public string DepartmentId { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public DateTimeOffset EndedAt { get; set; }
    public DateOnly EndedOn { get; set; }
    /// <summary>Whole minutes since 1970.</summary>
    public long EndedMinute { get; set; }
    public string Outcome { get; set; } = "";
    public double? LimitDays { get; set; }
    public double? UsedDays { get; set; }
    public bool? InTime { get; set; }
}

/// <summary>Why something was asked back or did not succeed (table <c>board_reasons</c>).</summary>
public sealed class StoredBoardReason : IPartOfHouse
{
    public string CaseNumber { get; set; } = "";
    public long Sequence { get; set; }
    public ReasonKind Kind { get; set; }
    public DateOnly On { get; set; }
    public string DepartmentId { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string WindowId { get; set; } = "";
    public string Text { get; set; } = "";
}

/// <summary>Something odd in the record of a case, and what a supervisor found (table <c>anomalies</c>); both follow from the journal.</summary>
public sealed class StoredAnomaly
{
    public string CaseNumber { get; set; } = "";
    public long Sequence { get; set; }
    public string Code { get; set; } = "";
    /// <summary>Whom and when it is about, where only several cases show it; empty otherwise.</summary>
    public string Subject { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string Zh { get; set; } = "";
    public string En { get; set; } = "";
    public string? RelatedCase { get; set; }
    /// <summary>Null while nobody has looked at it.</summary>
    public string? Finding { get; set; }
    public string? FindingText { get; set; }
    public string? FoundByName { get; set; }
    public DateTimeOffset? FoundAt { get; set; }
}
