using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Runtime.Tasks;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>A task in a list.</summary>
/// <param name="LimitDays">Working days; null = no limit.</param>
public sealed record TaskRow(
    string TaskId, string CaseNumber, string FlowCode, string FlowNameZh, string FlowNameEn, string ItemCode,
    string ActivityId, string ActivityType, string TaskNameZh, string TaskNameEn, string ApplicantName,
    DateTimeOffset OpenedAt, DateOnly? Due, double? LimitDays, CaseTaskStatus Status,
    string? Assignee, string? AssigneeName, string? Outcome, DateTimeOffset? CompletedAt,
    string Role, string? DepartmentId, string? Region)
{
    /// <summary>Who decides after it is given back; null when it is not delegated. Known on a case's page only, like what follows.</summary>
    public string? DelegatedBy { get; init; }
    /// <summary>It is one person's by name and has no pool to go back to.</summary>
    public bool IsPersonal { get; init; }
    /// <summary>Nobody was found for it: <c>administrator</c> or <c>incident</c>; an administrator has to name somebody.</summary>
    public string? Unfilled { get; init; }
    /// <summary>Why it is on this desk, in sentences: the rule that found its approvers, and whose hands it went through.</summary>
    public IReadOnlyList<Localized> Why { get; init; } = [];
    /// <summary>Signers whose opinion has to come first.</summary>
    public IReadOnlyList<string> Awaits { get; init; } = [];

    internal static TaskRow Of(TaskEntry task) => new(
        task.TaskId, task.CaseNumber, task.FlowCode, task.FlowNameZh, task.FlowNameEn, task.ItemCode,
        task.ActivityId, task.ActivityType, task.NameZh, task.NameEn, task.ApplicantName,
        task.OpenedAt, task.Due, task.LimitDays, task.Status,
        task.AssigneeId, task.AssigneeName, task.Outcome, task.EndedAt,
        task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region);
}
