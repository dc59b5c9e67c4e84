using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Who may read a case: its applicant, those who oversee, the staff of its department or county, everybody who has had or may take a task of it, and the liaison officers of the body that regulates what was decided.</summary>
public static class CaseAccess
{
    /// <summary>What they may read themselves, and what those may for whom they stand in.</summary>
    public static bool MayRead(Actor actor, CaseView found) => actor.ActsFor.Prepend(actor).Any(one => MayRead(one.UserId, one.Mandates, found));

    public static bool MayRead(string userId, IReadOnlyList<Mandate> mandates, CaseView found) =>
        found.Header.ApplicantUserId == userId
        || mandates.Any(m => Covers(m, found.Header))
        || found.Tasks.Any(t => t.Assignee == userId || mandates.Any(new Candidate(t.Role, t.DepartmentId, t.Region).Admits))
        || found.History.Any(h => h.Actor?.UserId == userId)
        || found.Copies.Any(c => c.UserId == userId)
        || found.Packets.Any(p => !p.IsRecalled && p.Addressed.Assist.Prepend(p.To).Any(d => mandates.Any(m => PacketAccess.Covers(m, d, found.Header.CountyCode))));

    /// <summary>The same of a case of which only the head is left: those who oversee, and the staff of its department or county.</summary>
    public static bool MayRead(Actor actor, CaseRow head) => actor.ActsFor.Prepend(actor).Any(one => one.Mandates.Any(m => Covers(m, head)));

    /// <summary>Whom <see cref="MayRead(string, IReadOnlyList{Mandate}, CaseView)"/> lets in, for telling people.</summary>
    public static CaseAudience AudienceOf(CaseView found)
    {
        var applicant = found.Header.ApplicantUserId;
        var took = found.History.Select(h => h.Actor).OfType<ActorStamp>().Where(a => a.UserId != applicant && a.UserId != Actor.System.UserId).Select(a => (a.UserId, a.Name))
            .Concat(found.Tasks.Where(t => t.Assignee is not null && t.Assignee != applicant).Select(t => (UserId: t.Assignee!, Name: t.AssigneeName!)));
        return new(found.Header.DepartmentId, found.Header.CountyCode, [.. took.DistinctBy(a => a.UserId).Select(a => a.Name)], [.. found.Copies.DistinctBy(c => c.UserId).Select(c => c.Name)]);
    }

    private static bool Covers(Mandate mandate, CaseRow found) =>
        (Roles.Overseers.Contains(mandate.Role) || Roles.Handlers.Contains(mandate.Role))
        && (mandate.DepartmentId is null || mandate.DepartmentId == found.DepartmentId) && (mandate.Region is null || mandate.Region == found.CountyCode);

    /// <summary>What a list may show: everything, some departments, one county, or one's own applications.</summary>
    public static CaseScope ScopeOf(string userId, IReadOnlyList<Mandate> mandates)
    {
        var reading = mandates.Where(m => Roles.Overseers.Contains(m.Role) || Roles.Handlers.Contains(m.Role)).ToList();
        if (reading.Count == 0)
            return new([], null, userId);
        if (reading.Any(m => m.DepartmentId is null && m.Region is null))
            return new(null, null, null);
        if (reading.Where(m => m.DepartmentId is not null && m.Region is null).Select(m => m.DepartmentId!).Distinct().ToList() is { Count: > 0 } departments)
            return new(departments, null, null);
        return new(null, reading.Select(m => m.Region).First(r => r is not null), null);
    }
}

/// <summary>Who may read a case besides its applicant and those who oversee.</summary>
/// <param name="Participants">Names of those who did something in it or hold a task of it.</param>
public sealed record CaseAudience(string DepartmentId, string? Region, IReadOnlyList<string> Participants, IReadOnlyList<string> Copies);

/// <param name="Departments">Null: all.</param>
/// <param name="Region">Null: all.</param>
/// <param name="Applicant">Set: only this account's own applications.</param>
public sealed record CaseScope(IReadOnlyList<string>? Departments, string? Region, string? Applicant)
{
    public bool Allows(string departmentId) => Departments is null || Departments.Contains(departmentId);
}
