using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Substitutions;

/// <summary>代理人、A-B 角: for a period one person sees and does another's tasks in that person's name.</summary>
/// <param name="Until">The first instant at which it no longer holds.</param>
public sealed record Substitution(string PrincipalId, string SubstituteId, DateTimeOffset From, DateTimeOffset Until)
{
    public bool IsActive(DateTimeOffset at) => From <= at && at < Until;
    public bool Overlaps(Substitution other) => From < other.Until && other.From < Until;
}

/// <summary>Who may be a substitute for whom, and when.</summary>
/// <remarks>A substitution is not handed on: who stands in for a substitute does not stand in for the first person. That is why a circle is refused:
/// two people who stand in for each other would be nobody's substitute.</remarks>
public static class SubstitutionRules
{
    /// <summary>Why it may not be set; null when it may.</summary>
    /// <param name="others">Substitutions that have not ended.</param>
    public static Rejection? Check(Actor principal, Actor substitute, DateTimeOffset from, DateTimeOffset until, Actor by, DateTimeOffset now, IReadOnlyList<Substitution> others)
    {
        if (MayNot(principal.UserId, by) is { } refused) return refused;
        if (principal.UserId == substitute.UserId) return RejectionText.Reject("substitution-self", principal.Name);
        if (until <= from || until <= now) return RejectionText.Reject("substitution-period", PlainJson.Iso(from), PlainJson.Iso(until));
        if ((TaskAccess.NotStaff(principal) ?? TaskAccess.NotStaff(substitute)) is { } unfit) return unfit;
        var wanted = new Substitution(principal.UserId, substitute.UserId, from, until);
        var meanwhile = others.Where(wanted.Overlaps).ToList();
        if (meanwhile.Any(o => o.PrincipalId == wanted.PrincipalId && o.SubstituteId == wanted.SubstituteId)) return RejectionText.Reject("substitution-twice", substitute.Name, principal.Name);
        return Reaches(wanted.SubstituteId, wanted.PrincipalId, meanwhile) ? RejectionText.Reject("substitution-cycle", substitute.Name, principal.Name) : null;
    }

    /// <summary>Everybody for themselves; an administrator for whoever cannot.</summary>
    public static Rejection? MayNot(string principalId, Actor by) =>
        by.UserId == principalId || by.Mandates.Any(m => m.Role == "administrator") ? null : RejectionText.Reject("substitution-not-allowed", by.Name);

    private static bool Reaches(string from, string to, List<Substitution> links)
    {
        HashSet<string> seen = [from];
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var at))
            foreach (var link in links.Where(l => l.PrincipalId == at))
                if (link.SubstituteId == to) return true;
                else if (seen.Add(link.SubstituteId)) next.Enqueue(link.SubstituteId);
        return false;
    }
}
