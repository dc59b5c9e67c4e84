using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Tasks;

/// <summary>A task as lists show it: one row that needs no other.</summary>
/// <param name="Subject">Whose inbox it lies in; null once it has ended.</param>
public sealed record TaskEntry(
    string TaskId, string CaseNumber, string FlowCode, string FlowNameZh, string FlowNameEn, string ItemCode,
    string ActivityId, string ActivityType, string NameZh, string NameEn, string ApplicantName,
    Candidate Candidate, DateTimeOffset OpenedAt, DateOnly? Due, double? LimitDays, string? Subject)
{
    public string? AssigneeId { get; init; }
    public string? AssigneeName { get; init; }
    public CaseTaskStatus Status { get; init; }
    public string? Outcome { get; init; }
    public string? CompletedById { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A task that changed hands, ended, or has another last day.</summary>
/// <param name="FromSubject">The inbox that it leaves; null when it leaves none.</param>
/// <param name="ToSubject">The inbox that it comes into; null when it comes into none: it has ended, or stays where it is.</param>
public sealed record TaskChange(string TaskId, DateTimeOffset OpenedAt, string? FromSubject, string? ToSubject, CaseTaskStatus Status)
{
    public string? AssigneeId { get; init; }
    public string? AssigneeName { get; init; }
    public string? Outcome { get; init; }
    public string? CompletedById { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>The last day, where it has moved; null: it stays as it was.</summary>
    public DateOnly? Due { get; init; }
}

/// <summary>What a task is under another version of its definition.</summary>
public sealed record TaskRestatement(string TaskId, string ActivityId, string NameZh, string NameEn, Candidate Candidate, double? LimitDays);
