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

/// <summary>A task that changed hands or ended.</summary>
/// <param name="FromSubject">The inbox it lay in before; null when it lay in none.</param>
/// <param name="ToSubject">The inbox it lies in now; null when it has ended.</param>
public sealed record TaskChange(string TaskId, DateTimeOffset OpenedAt, string? FromSubject, string? ToSubject, CaseTaskStatus Status)
{
    public string? AssigneeId { get; init; }
    public string? AssigneeName { get; init; }
    public string? Outcome { get; init; }
    public string? CompletedById { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}
