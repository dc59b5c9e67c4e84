using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>A leg's proposal as lists show it: one row that needs no other.</summary>
/// <param name="Sequence">Position of the proposal in its case's stream; with the case number it names the row.</param>
/// <param name="IsNew">The row is not stored yet.</param>
public sealed record ProposalEntry(
    string CaseNumber, long Sequence, string TaskId, string DepartmentId, TripKind Kind, string ItemCode, string ApplicantName, string ApplicantId, string? CountyCode,
    string Site, DateOnly From, DateOnly To, string? Reason, DateTimeOffset At, VisitStatus Status, string? Trip, bool IsNew = false)
{
    /// <summary>Sites that are the same are grouped by it.</summary>
    public string SiteKey => VisitRequest.SiteKey(Site);

    internal static IReadOnlyList<ProposalEntry> Changed(CaseState before, CaseState after)
    {
        List<ProposalEntry>? changed = null;
        foreach (var visit in after.Visits)
        {
            var earlier = before.Visits.FirstOrDefault(v => v.Sequence == visit.Sequence);
            if (earlier is not null && earlier.Status == visit.Status && earlier.Trip == visit.Trip)
                continue;
            (changed ??= []).Add(new(
                after.CaseNumber, visit.Sequence, visit.TaskId, visit.DepartmentId, visit.Kind, after.ItemCode, after.Applicant!.Name, after.Applicant.IdNumber, after.CountyCode,
                visit.Request.Site, visit.Request.From, visit.Request.To, visit.Request.Reason, visit.At, visit.Status, visit.Trip, earlier is null));
        }
        return changed ?? (IReadOnlyList<ProposalEntry>)[];
    }
}
