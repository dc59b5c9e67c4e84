using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Queries;

namespace ApprovalFlow.Server.Desk;

/// <summary>岗位: the organisation as administrators keep it, with its people by name.</summary>
public sealed class PostDesk(Posts posts, UserQuery accounts)
{
    public async Task<IReadOnlyList<PostView>> ListAsync(CancellationToken cancellation = default)
    {
        var people = (await accounts.ListAsync(cancellation)).ToDictionary(u => u.UserId);
        return [.. (await posts.ListAsync(cancellation)).Select(p => new PostView(p.Code, p.NameZh, p.NameEn, p.DepartmentId, p.Region, p.Superior, p.IsHead,
            [.. p.Holders.Select(people.GetValueOrDefault).OfType<UserView>().Select(u => new PersonRow(u.UserName, u.DisplayNameZh, u.DisplayNameEn, u.Mandates))]))];
    }

    /// <summary>Adds a post or replaces it whole.</summary>
    public async Task<Rejection?> KeepAsync(string code, PostInput input, CancellationToken cancellation = default)
    {
        List<string> holders = [];
        foreach (var name in input.Holders ?? [])
        {
            if (await accounts.FindByNameAsync(name.Trim(), cancellation) is not { } found)
                return new Rejection("person-unknown", $"Expected an account of a person who holds the post, but there is no '{name}'.");
            holders.Add(found.UserId);
        }
        return await posts.KeepAsync(new Post(code.Trim(), input.NameZh, input.NameEn, input.DepartmentId, Blank(input.Region), Blank(input.Superior), input.IsHead, holders), cancellation);
    }

    public Task<Rejection?> RemoveAsync(string code, CancellationToken cancellation = default) => posts.RemoveAsync(code, cancellation);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A post with the people who hold it.</summary>
public sealed record PostView(string Code, string NameZh, string NameEn, string DepartmentId, string? Region, string? Superior, bool IsHead, IReadOnlyList<PersonRow> Holders);

/// <param name="Superior">Code of the post it reports to.</param>
public sealed record PostInput(string NameZh, string NameEn, string DepartmentId)
{
    public string? Region { get; init; }
    public string? Superior { get; init; }
    /// <summary>Leads its department.</summary>
    public bool IsHead { get; init; }
    /// <summary>User names.</summary>
    public IReadOnlyList<string>? Holders { get; init; }
}
