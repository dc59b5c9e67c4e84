using ApprovalFlow.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>An account with what it may do.</summary>
public sealed record UserView(string UserId, string UserName, string DisplayNameZh, string DisplayNameEn, IReadOnlyList<Mandate> Mandates)
{
    /// <summary>The account as a command's actor, with every mandate it holds now.</summary>
    public Actor AsActor() => new(UserId, DisplayNameZh.Length > 0 ? DisplayNameZh : UserName, Mandates);
}

/// <summary>Accounts and their mandates.</summary>
public sealed class UserQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    public Task<UserView?> FindAsync(string userId, CancellationToken cancellation = default) => FirstAsync(u => u.Id == userId, cancellation);

    public Task<UserView?> FindByNameAsync(string userName, CancellationToken cancellation = default)
    {
        var normalized = userName.ToUpperInvariant();
        return FirstAsync(u => u.NormalizedUserName == normalized, cancellation);
    }

    /// <summary>All accounts, by user name.</summary>
    public async Task<IReadOnlyList<UserView>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.Users.AsNoTracking().Include(u => u.Mandates).OrderBy(u => u.NormalizedUserName).ToListAsync(cancellation)).ConvertAll(View);
    }

    /// <summary>Accounts by a part of a name, or by a role, by user name. Nobody without a mandate.</summary>
    public async Task<IReadOnlyList<UserView>> SearchAsync(string? text, IReadOnlyList<string> roles, int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var users = context.Users.AsNoTracking().Where(u => u.Mandates.Count > 0);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var (part, upper) = (text.Trim(), text.Trim().ToUpperInvariant());
            users = users.Where(u => u.DisplayNameZh.Contains(part) || u.DisplayNameEn.Contains(part) || u.NormalizedUserName!.Contains(upper) || u.Mandates.Any(m => roles.Contains(m.Role)));
        }
        return (await users.Include(u => u.Mandates).OrderBy(u => u.NormalizedUserName).Take(take).ToListAsync(cancellation)).ConvertAll(View);
    }

    /// <summary>Everybody who may take what is a candidate's.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(Candidate candidate, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var users = await context.Users.AsNoTracking().Where(u => u.Mandates.Any(m => m.Role == candidate.Role)).Include(u => u.Mandates).OrderBy(u => u.NormalizedUserName).ToListAsync(cancellation);
        return [.. users.Select(View).Where(u => u.Mandates.Any(candidate.Admits)).Select(u => u.UserId)];
    }

    private async Task<UserView?> FirstAsync(System.Linq.Expressions.Expression<Func<Accounts.UserAccount, bool>> which, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Users.AsNoTracking().Include(u => u.Mandates).FirstOrDefaultAsync(which, cancellation) is { } found ? View(found) : null;
    }

    private static UserView View(Accounts.UserAccount account) => new(
        account.Id, account.UserName ?? "", account.DisplayNameZh, account.DisplayNameEn,
        [.. account.Mandates.OrderBy(m => m.Id).Select(m => new Mandate(m.Role, m.DepartmentId, m.Region))]);
}
