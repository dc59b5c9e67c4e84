using ApprovalFlow.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Accounts;

/// <summary>Changes what an account may do. Takes effect with the account's next sign-in or refresh; what it did before keeps its stamp.</summary>
public sealed class UserMandates(IDbContextFactory<ApprovalFlowContext> contexts)
{
    /// <summary>Replaces all mandates of an account, in one transaction.</summary>
    public async Task SetAsync(string userId, IReadOnlyList<Mandate> mandates, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var account = await context.Users.Include(u => u.Mandates).SingleOrDefaultAsync(u => u.Id == userId, cancellation)
            ?? throw new ArgumentException($"Expected an account '{userId}', but there is none.", nameof(userId));
        account.Mandates.Clear();
        account.Mandates.AddRange(mandates.Distinct().Select(m => new UserMandate { UserId = userId, Role = m.Role, DepartmentId = m.DepartmentId, Region = m.Region }));
        await context.SaveChangesAsync(cancellation);
    }
}
