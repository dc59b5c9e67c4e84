using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Which steps ask for their visit by themselves, and for which one.</summary>
public static class VisitProposals
{
    private const int UsualDays = 14;

    /// <summary>Fields of application forms that say where a site is, the best one first.</summary>
    private static readonly string[] Places = ["location", "site", "venue", "address"];

    /// <summary>The proposal that comes with a task; null where people propose. A body that missed a joint visit gets none (缺席默认).</summary>
    internal static CaseEvent.VisitProposed? Of(CaseState state, CaseEvent.TaskOpened task, string itemDepartment, DateOnly today)
    {
        if (task is not { ActivityType: TaskTypes.JointInspection, AddedTo: null }) return null;
        var department = task.Candidate.DepartmentId ?? itemDepartment;
        if (state.MissedBy(department) is not null) return null;
        var usual = today.AddDays(UsualDays);
        return new(task.TaskId, department, TripKind.Inspection, new VisitRequest(SiteOf(state), today, task.Due > usual ? task.Due.Value : usual), new ActorStamp(Actor.System.UserId, Actor.System.Name));
    }

    /// <summary>Nobody proposed it: the step did.</summary>
    public static bool IsAutomatic(ActorStamp by) => by.UserId == Actor.System.UserId;

    private static string SiteOf(CaseState state) =>
        Places.Select(key => state.Form.GetValueOrDefault(key) as string).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim() ?? $"{state.Applicant?.Name}（地点见申请材料）";
}
