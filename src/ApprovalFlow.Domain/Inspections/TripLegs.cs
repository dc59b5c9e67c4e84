using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Makes legs of cases, with what their items say of visits.</summary>
public static class TripLegs
{
    /// <summary>The leg of an open proposal.</summary>
    public static TripLeg Of(CaseState state, ApprovalItem item, CaseVisit visit) => Of(state, item, visit.Request.Site) with
    {
        TaskId = visit.TaskId, DepartmentId = visit.DepartmentId, From = visit.Request.From, To = visit.Request.To,
    };

    /// <summary>A case that only takes part (联席会议): nothing of it waits for the meeting.</summary>
    public static TripLeg Of(CaseState state, ApprovalItem item, string site) => new(
        state.CaseNumber, null, item.DepartmentId, item.Code, item.NameZh, item.NameEn, state.Applicant!.Name, state.Applicant.IdNumber, site)
    {
        ApplicantUserId = state.Applicant.UserId,
        Points = item.ReviewPoints,
        Papers = [.. item.Materials.Where(m => state.Materials.Any(r => r.Code == m.Code && r.Received)).Select(m => new TripPaper(m.Code, m.TypeKey, m.NameZh))],
        Barred = [.. state.Trips.SelectMany(t => t.Missed).Select(m => m.DepartmentId).Distinct()],
    };
}
