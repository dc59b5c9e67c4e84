using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Approvers;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Accounts;

/// <summary>岗位: kept, removed, and read with the accounts as the organisation that approver rules look people up in.</summary>
/// <remarks>Cases are decided far more often than posts change, so what was read serves for a few seconds; a change in this process counts at once.</remarks>
public sealed class Posts(IDbContextFactory<ApprovalFlowContext> contexts, UserQuery accounts, ApprovalCatalogue catalogue, TimeProvider time) : IOrganisationSource
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Read? last;

    public async ValueTask<Organisation> NowAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        if (last is { } known && known.At <= now && now - known.At < Fresh)
            return known.Organisation;
        var organisation = new Organisation([.. (await accounts.ListAsync(cancellation)).Select(u => new Member(u.UserName, u.AsActor()))], await ListAsync(cancellation));
        last = new(organisation, now);
        return organisation;
    }

    /// <summary>All posts, by department and code.</summary>
    public async Task<IReadOnlyList<Post>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return [.. (await context.Posts.AsNoTracking().Include(p => p.Holders).OrderBy(p => p.DepartmentId).ThenBy(p => p.Code).ToListAsync(cancellation)).Select(Of)];
    }

    /// <summary>Adds a post or replaces it whole, or says why not.</summary>
    public async Task<Rejection?> KeepAsync(Post post, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // Two who each make the other's post the superior at the same moment must not both be taken.
        await using var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellation);
        var all = await context.Posts.Include(p => p.Holders).ToListAsync(cancellation);
        if (PostRules.Check(post, [.. all.Select(Of)], id => catalogue.Department(id) is not null) is { } refused)
            return refused;
        if (all.SingleOrDefault(p => p.Code == post.Code) is not { } kept)
            context.Posts.Add(kept = new StoredPost { Code = post.Code });
        (kept.NameZh, kept.NameEn, kept.DepartmentId, kept.Region, kept.Superior, kept.IsHead) = (post.NameZh.Trim(), post.NameEn.Trim(), post.DepartmentId, post.Region, post.Superior, post.IsHead);
        kept.Holders.RemoveAll(h => !post.Holders.Contains(h.UserId));
        kept.Holders.AddRange(post.Holders.Distinct().Where(id => kept.Holders.All(h => h.UserId != id)).Select(id => new StoredPostHolder { PostCode = post.Code, UserId = id }).ToList());
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Forget();
        return null;
    }

    public async Task<Rejection?> RemoveAsync(string code, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellation);
        var all = await context.Posts.Include(p => p.Holders).ToListAsync(cancellation);
        if (PostRules.CheckRemoval(code, [.. all.Select(Of)]) is { } refused)
            return refused;
        context.Posts.Remove(all.Single(p => p.Code == code));
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Forget();
        return null;
    }

    /// <summary>What was read counts no longer: an account or a post was changed.</summary>
    public void Forget() => last = null;

    private static Post Of(StoredPost post) => new(post.Code, post.NameZh, post.NameEn, post.DepartmentId, post.Region, post.Superior, post.IsHead, [.. post.Holders.Select(h => h.UserId).Order(StringComparer.Ordinal)]);

    private sealed record Read(Organisation Organisation, DateTimeOffset At);
}
