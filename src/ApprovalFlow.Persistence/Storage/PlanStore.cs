using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Migration plans in the database. They change seldom beside cases, so EF Core writes them, each commit in one transaction.</summary>
internal sealed class PlanStore(IDbContextFactory<ApprovalFlowContext> contexts) : IPlanStore
{
    public async Task<PlanStream?> LoadAsync(string planId, long after = 0, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.MigrationPlans.AsNoTracking().FirstOrDefaultAsync(p => p.PlanId == planId, cancellation) is not { } found)
            return null;
        var stream = IPlanStore.StreamOf(planId);
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream && j.FirstSequence > after && j.FirstSequence <= found.Version).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        return new(Header(found), [.. lines.SelectMany(j => new JournalLine(j.CaseNumber, j.FirstSequence, j.At, j.Events, j.Hashes, j.PreviousHash).Read())]);
    }

    public async Task<CommitOutcome> CommitAsync(PlanCommit commit, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            if (commit.ExpectedVersion == 0)
                context.MigrationPlans.Add(Row(commit.Header));
            else if (await MoveAsync(context, commit, cancellation) == 0)
                return CommitOutcome.Conflict;
            var line = JournalLine.Of(IPlanStore.StreamOf(commit.PlanId), commit.ExpectedVersion, commit.Events);
            context.Journal.Add(new() { CaseNumber = line.CaseNumber, FirstSequence = line.FirstSequence, At = line.At, Events = line.Text, Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return CommitOutcome.Stored;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // The plan's number, or this place in its stream, was taken at the same moment. Deciding again finds out.
            await transaction.RollbackAsync(cancellation);
            return await VersionAsync(commit.PlanId, cancellation) != commit.ExpectedVersion ? CommitOutcome.Conflict
                : throw new InvalidOperationException($"Expected plan '{commit.PlanId}' to be stored or to meet another one's rows, but neither happened.");
        }
    }

    public async Task<IReadOnlyList<PlanHeader>> ListAsync(string? definitionId = null, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.MigrationPlans.AsNoTracking().Where(p => definitionId == null || p.DefinitionId == definitionId).OrderByDescending(p => p.DraftedAt).ThenByDescending(p => p.PlanId).ToListAsync(cancellation)).ConvertAll(Header);
    }

    public async Task<PlanStage?> StageAsync(string planId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.MigrationPlans.Where(p => p.PlanId == planId).Select(p => (PlanStage?)p.Stage).FirstOrDefaultAsync(cancellation);
    }

    public async Task<string?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var free = context.MigrationPlans.Where(p => (p.Stage == PlanStage.Running || p.Stage == PlanStage.Undoing) && (p.LeasedUntil == null || p.LeasedUntil <= now));
        foreach (var planId in await free.OrderBy(p => p.PlanId).Select(p => p.PlanId).ToListAsync(cancellation))
            // Asked and taken in one statement: of several processes one gets it.
            if (await free.Where(p => p.PlanId == planId).ExecuteUpdateAsync(u => u.SetProperty(p => p.LeasedUntil, now + lease), cancellation) == 1)
                return planId;
        return null;
    }

    /// <summary>The fence: the version is the one that the decision was made on.</summary>
    private static Task<int> MoveAsync(ApprovalFlowContext context, PlanCommit commit, CancellationToken cancellation)
    {
        var h = commit.Header;
        return context.MigrationPlans.Where(p => p.PlanId == commit.PlanId && p.Version == commit.ExpectedVersion).ExecuteUpdateAsync(u => u
            .SetProperty(p => p.Version, h.Version).SetProperty(p => p.HeadHash, h.HeadHash).SetProperty(p => p.TargetVersion, h.TargetVersion).SetProperty(p => p.Stage, h.Stage).SetProperty(p => p.Reason, h.Reason)
            .SetProperty(p => p.Cases, h.Cases).SetProperty(p => p.Ready, h.Ready).SetProperty(p => p.Migrated, h.Migrated).SetProperty(p => p.Skipped, h.Skipped).SetProperty(p => p.TakenBack, h.TakenBack)
            .SetProperty(p => p.LeasedUntil, (DateTimeOffset?)null), cancellation);
    }

    private async Task<long> VersionAsync(string planId, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.MigrationPlans.Where(p => p.PlanId == planId).Select(p => p.Version).FirstOrDefaultAsync(cancellation);
    }

    private static PlanHeader Header(StoredPlan p) =>
        new(p.PlanId, p.Version, p.HeadHash, p.DefinitionId, p.FlowCode, p.DepartmentId, p.TargetVersion, p.Stage, p.Reason, p.DraftedAt, p.DraftedByName, p.Cases, p.Ready, p.Migrated, p.Skipped, p.TakenBack);

    private static StoredPlan Row(PlanHeader h) => new()
    {
        PlanId = h.PlanId, Version = h.Version, HeadHash = h.HeadHash, DefinitionId = h.DefinitionId, FlowCode = h.FlowCode, DepartmentId = h.DepartmentId, TargetVersion = h.TargetVersion, Stage = h.Stage, Reason = h.Reason,
        DraftedAt = h.DraftedAt, DraftedByName = h.DraftedByName, Cases = h.Cases, Ready = h.Ready, Migrated = h.Migrated, Skipped = h.Skipped, TakenBack = h.TakenBack,
    };
}
