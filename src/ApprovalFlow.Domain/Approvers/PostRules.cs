using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>What a post must satisfy before it is kept.</summary>
public static class PostRules
{
    private const int LongestCode = 40, LongestName = 100;

    /// <summary>Why the post may not be kept; null when it may.</summary>
    /// <param name="others">Every post as it stands; one with the same code is replaced.</param>
    public static Rejection? Check(Post post, IReadOnlyList<Post> others, Predicate<string> knowsDepartment)
    {
        if (post.Code.Length is 0 or > LongestCode || !post.Code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return RejectionText.Reject("post-code-invalid", post.Code);
        if (Bad(post.NameZh) || Bad(post.NameEn)) return RejectionText.Reject("post-name-missing", post.Code);
        if (!knowsDepartment(post.DepartmentId)) return RejectionText.Reject("post-department-unknown", post.DepartmentId);
        if (post.Superior is not { } superior) return null;
        var codes = others.Where(o => o.Code != post.Code).ToDictionary(o => o.Code);
        if (superior != post.Code && !codes.ContainsKey(superior)) return RejectionText.Reject("post-superior-unknown", superior);
        // Going up must come to an end.
        for (var at = superior; at is not null; at = codes.GetValueOrDefault(at)?.Superior)
            if (at == post.Code) return RejectionText.Reject("post-circle", post.Code, superior);
        return null;
    }

    /// <summary>Why the post may not be removed; null when it may.</summary>
    public static Rejection? CheckRemoval(string code, IReadOnlyList<Post> posts) =>
        posts.All(p => p.Code != code) ? RejectionText.Reject("post-unknown", code)
        : posts.FirstOrDefault(p => p.Superior == code) is { } below ? RejectionText.Reject("post-leads-others", code, below.Code)
        : null;

    private static bool Bad(string name) => string.IsNullOrWhiteSpace(name) || name.Length > LongestName;
}
