using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>Who works here and in which post, as of one moment: what an approver rule looks people up in.</summary>
/// <remarks>Read before a command and handed to it, like everything else from outside; whom a rule found is then written into the case.</remarks>
public sealed class Organisation(IReadOnlyList<Member> members, IReadOnlyList<Post> posts)
{
    private readonly Dictionary<string, Member> byName = members.ToDictionary(m => m.UserName, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Member> byId = members.ToDictionary(m => m.Person.UserId);
    private readonly Dictionary<string, Post> byCode = posts.ToDictionary(p => p.Code);

    public static Organisation Empty { get; } = new([], []);

    public IReadOnlyList<Member> Members => members;
    public IReadOnlyList<Post> Posts => posts;

    public Member? Named(string userName) => byName.GetValueOrDefault(userName);
    public Member? ById(string userId) => byId.GetValueOrDefault(userId);
    public Post? Post(string code) => byCode.GetValueOrDefault(code);
    public IEnumerable<Member> HoldersOf(Post post) => post.Holders.Select(ById).OfType<Member>();

    /// <summary>The posts that lead a department. One that is limited to a region leads it there only.</summary>
    public IEnumerable<Post> HeadsOf(string departmentId, string? region) =>
        posts.Where(p => p.IsHead && p.DepartmentId == departmentId && (p.Region is null || region is null || p.Region == region)).OrderBy(p => p.Code, StringComparer.Ordinal);

    /// <summary>The post in which somebody acts: the one in the department they acted for, otherwise their first by code.</summary>
    public Post? PostOf(string userId, string? departmentId) =>
        posts.Where(p => p.Holders.Contains(userId)).OrderBy(p => p.DepartmentId == departmentId ? 0 : 1).ThenBy(p => p.Code, StringComparer.Ordinal).FirstOrDefault();
}

/// <summary>An account with the mandates of that moment.</summary>
/// <param name="UserName">As it signs in; definitions and forms name people by it.</param>
public sealed record Member(string UserName, Actor Person);

/// <summary>岗位: a place in the organisation that one person or several hold.</summary>
/// <param name="Superior">Code of the post it reports to; null at the top.</param>
/// <param name="Holders">User ids.</param>
public sealed record Post(string Code, string NameZh, string NameEn, string DepartmentId, string? Region, string? Superior, bool IsHead, IReadOnlyList<string> Holders);
