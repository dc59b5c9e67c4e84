using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Substitutions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Accounts;

/// <summary>Substitutions as they are kept: set, ended and looked up. The rules are the domain's.</summary>
public sealed class Substitutions(IDbContextFactory<ApprovalFlowContext> contexts, UserQuery accounts, TimeProvider time)
{
    /// <summary>Sets a substitute for a period, or says why not.</summary>
    public async Task<Rejection?> SetAsync(Actor principal, Actor substitute, DateTimeOffset from, DateTimeOffset until, string? reason, Actor by, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // Two who set each other at the same moment must not both be taken.
        await using var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellation);
        var others = await context.Substitutions.AsNoTracking().Where(s => s.Until > now).Select(s => new Substitution(s.PrincipalId, s.SubstituteId, s.From, s.Until)).ToListAsync(cancellation);
        if (SubstitutionRules.Check(principal, substitute, from, until, by, now, others) is { } refused)
            return refused;
        context.Substitutions.Add(new StoredSubstitution
        {
            Id = Guid.CreateVersion7(now).ToString(), PrincipalId = principal.UserId, PrincipalName = principal.Name, SubstituteId = substitute.UserId, SubstituteName = substitute.Name,
            From = from, Until = until, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), SetById = by.UserId, SetByName = by.Name, SetAt = now,
        });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Ends it now. What was done under it stays as it was.</summary>
    public async Task<Rejection?> EndAsync(string id, Actor by, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Substitutions.SingleOrDefaultAsync(s => s.Id == id && s.Until > now, cancellation) is not { } found)
            return new Rejection("substitution-unknown", $"Expected a substitution that has not ended, but there is no '{id}'.");
        if (SubstitutionRules.MayNot(found.PrincipalId, by) is { } refused)
            return refused;
        (found.Until, found.EndedById, found.EndedByName, found.EndedAt) = (now, by.UserId, by.Name, now);
        await context.SaveChangesAsync(cancellation);
        return null;
    }

    /// <summary>Those for whom this person stands in now, with their mandates of this moment.</summary>
    public async Task<IReadOnlyList<Actor>> ActsForAsync(string userId, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var principals = await context.Substitutions.AsNoTracking().Where(s => s.SubstituteId == userId && s.Until > now && s.From <= now).OrderBy(s => s.SetAt).Select(s => s.PrincipalId).Distinct().ToListAsync(cancellation);
        List<Actor> actors = [];
        foreach (var principal in principals)
            if (await accounts.FindAsync(principal, cancellation) is { } account)
                actors.Add(account.AsActor());
        return actors;
    }

    /// <summary>Substitutions by and for a person, or everybody's, youngest first; ended ones too.</summary>
    public async Task<IReadOnlyList<SubstitutionRow>> ListAsync(string? userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.Substitutions.AsNoTracking().Where(s => userId == null || s.PrincipalId == userId || s.SubstituteId == userId).OrderByDescending(s => s.SetAt).Take(200).ToListAsync(cancellation))
            .ConvertAll(s => new SubstitutionRow(s.Id, s.PrincipalId, s.PrincipalName, s.SubstituteId, s.SubstituteName, s.From, s.Until, s.Reason, s.SetByName, s.SetAt, s.EndedByName, s.EndedAt));
    }
}

public sealed record SubstitutionRow(
    string Id, string PrincipalId, string PrincipalName, string SubstituteId, string SubstituteName, DateTimeOffset From, DateTimeOffset Until,
    string? Reason, string SetBy, DateTimeOffset SetAt, string? EndedBy, DateTimeOffset? EndedAt);
