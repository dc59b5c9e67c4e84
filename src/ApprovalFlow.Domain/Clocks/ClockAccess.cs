using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Who may record a fact about time, and who may approve it. Pages ask the same question before they offer an action as the decider does when it is taken.</summary>
public static class ClockAccess
{
    /// <summary>Those who handle the item's cases.</summary>
    private static readonly string[] Timekeepers = ["window-clerk", "reviewer", "inspector", "issuer", ClockApprovers.OrganHead];

    /// <summary>The mandate by which somebody handles cases of a department.</summary>
    public static Mandate? Keeping(Actor actor, string departmentId) =>
        actor.Mandates.FirstOrDefault(m => Timekeepers.Contains(m.Role) && (m.DepartmentId is null || m.DepartmentId == departmentId));

    /// <summary>A supervisor who did not ask for it.</summary>
    public static bool Sights(Actor actor, string requesterId) => actor.UserId != requesterId && actor.Mandates.Any(m => m.Role == ClockApprovers.Supervisor);

    /// <param name="approver">As master data and extension rules spell it.</param>
    public static bool Approves(Actor actor, string approver, string departmentId, string requesterId) =>
        actor.UserId != requesterId && actor.Mandates.Any(ClockApprovers.CandidateOf(approver, departmentId).Admits);
}
