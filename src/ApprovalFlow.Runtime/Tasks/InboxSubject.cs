using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Tasks;

/// <summary>Whose inbox a row lies in: <c>role|department|region</c>, with <c>*</c> where the candidate is not limited, or <c>user:ID</c> once somebody holds the task. What nobody was found for lies with the administrators.</summary>
/// <remarks>Handing work over means adding a subject to the reader, never rewriting tasks.</remarks>
public static class InboxSubject
{
    public static string Of(Candidate candidate) => $"{candidate.Role}|{candidate.DepartmentId ?? "*"}|{candidate.Region ?? "*"}";
    public static string OfUser(string userId) => "user:" + userId;

    /// <summary>The subject of a task as it stands; null when it is no longer open.</summary>
    public static string? Of(CaseTask task) =>
        task.Status != CaseTaskStatus.Open ? null : task.Unfilled is not null ? Of(new Candidate(Roles.Administrator)) : task.Assignee is { } holder ? OfUser(holder.UserId) : Of(task.Candidate);

    /// <summary>What a mandate may read: subjects by name where the mandate limits both, prefixes where it does not.</summary>
    public static (IReadOnlyList<string> Exact, IReadOnlyList<string> Prefixes) Readable(Mandate mandate) => mandate switch
    {
        { DepartmentId: { } d, Region: { } r } => ([$"{mandate.Role}|{d}|{r}", $"{mandate.Role}|{d}|*", $"{mandate.Role}|*|{r}", $"{mandate.Role}|*|*"], []),
        { DepartmentId: { } d } => ([], [$"{mandate.Role}|{d}|", $"{mandate.Role}|*|"]),
        _ => ([], [$"{mandate.Role}|"]),
    };

    /// <summary>Whether a stored subject is one the mandate admits; the same rule as <see cref="Candidate.Admits"/>.</summary>
    public static bool Admits(Mandate mandate, string subject)
    {
        var parts = subject.Split('|');
        return parts.Length == 3 && new Candidate(parts[0], parts[1] == "*" ? null : parts[1], parts[2] == "*" ? null : parts[2]).Admits(mandate);
    }
}
