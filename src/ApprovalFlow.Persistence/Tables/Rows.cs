using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>Stored rows as the runtime knows them.</summary>
internal static class Rows
{
    public static TaskEntry ToEntry(this StoredTask t) => new(
        t.TaskId, t.CaseNumber, t.FlowCode, t.FlowNameZh, t.FlowNameEn, t.ItemCode, t.ActivityId, t.ActivityType, t.NameZh, t.NameEn,
        t.ApplicantName, new Candidate(t.Role, t.DepartmentId, t.Region), t.OpenedAt, t.Due, t.LimitDays,
        t.Status != CaseTaskStatus.Open ? null : t.AssigneeId is { } holder ? InboxSubject.OfUser(holder) : InboxSubject.Of(new Candidate(t.Role, t.DepartmentId, t.Region)))
    {
        AssigneeId = t.AssigneeId,
        AssigneeName = t.AssigneeName,
        Status = t.Status,
        Outcome = t.Outcome,
        CompletedById = t.CompletedById,
        EndedAt = t.EndedAt,
    };

    public static CaseHeader ToHeader(this StoredCase c) => new(
        c.CaseNumber, c.Version, c.HeadHash, c.DefinitionHash, c.FlowCode, c.ItemCode, c.DepartmentId, c.Status, c.Result,
        c.ApplicantName, c.ApplicantUserId, c.CountyCode, c.RegisteredAt, c.AcceptedAt, c.ClosedAt, c.Due) { Alarm = c.Alarm, RedactedBy = c.RedactedBy };
}
