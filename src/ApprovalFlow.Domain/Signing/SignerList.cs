using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Signing;

/// <summary>The signers that a definition names: a role, perhaps in a department and a region, perhaps one person.</summary>
internal static class SignerList
{
    /// <summary>Signers in order; empty when none are named.</summary>
    public static IReadOnlyList<(Candidate Candidate, string? User)> Read(object? signers) =>
        signers is IReadOnlyList<object?> list && Problem(signers) is null ? [.. list.Cast<IReadOnlyDictionary<string, object?>>().Select(s => (Candidate(s), Text(s, "user")))] : [];

    /// <summary>Why the list cannot be read; null when it can.</summary>
    public static string? Problem(object? signers)
    {
        if (signers is null) return null;
        if (signers is not IReadOnlyList<object?> list) return "Expected the signers to be a list, but they are not.";
        for (var i = 0; i < list.Count; i++)
            if (list[i] is not IReadOnlyDictionary<string, object?> signer || signer.GetValueOrDefault("role") is not string { Length: > 0 })
                return $"Expected signer {i + 1} to name a role, but it does not.";
        return null;
    }

    private static Candidate Candidate(IReadOnlyDictionary<string, object?> signer) => new((string)signer["role"]!, Text(signer, "departmentId"), Text(signer, "region"));

    private static string? Text(IReadOnlyDictionary<string, object?> signer, string name) => signer.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;
}
