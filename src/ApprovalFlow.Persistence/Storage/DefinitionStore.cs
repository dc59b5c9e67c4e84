using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Definitions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Published definitions in the database.</summary>
internal sealed class DefinitionStore(IDbContextFactory<ApprovalFlowContext> contexts, DatabaseStore numbers) : IDefinitionStore
{
    public async Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.Hash == hash, cancellation) is { } found ? Published(found) : null;
    }

    public async Task<IReadOnlyList<ScheduledDefinition>> ScheduleAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Definitions.AsNoTracking().Where(d => d.FlowCode == flowCode).OrderBy(d => d.Version)
            .Select(d => new ScheduledDefinition(d.Hash, d.DefinitionId, d.Version, d.Region, d.EffectiveFrom, d.RetiredFrom)).ToListAsync(cancellation);
    }

    public ValueTask<long> ScheduleStampAsync(string flowCode, CancellationToken cancellation = default) => numbers.LastNumberAsync(ScheduleStamp.SeriesOf(flowCode), cancellation);

    public async Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var ids = drafts.Select(d => d.DefinitionId).Distinct().ToList();
        var versions = await context.Definitions.Where(d => ids.Contains(d.DefinitionId)).GroupBy(d => d.DefinitionId)
            .Select(g => new { DefinitionId = g.Key, Version = g.Max(d => d.Version) }).ToDictionaryAsync(g => g.DefinitionId, g => g.Version, cancellation);
        // The text of stored versions is large and never changes: it is not loaded.
        var stored = await context.Definitions.Where(d => ids.Contains(d.DefinitionId)).Select(d => d.Hash).ToHashSetAsync(cancellation);
        foreach (var draft in drafts.Where(d => stored.Add(d.Hash)))
        {
            var version = versions[draft.DefinitionId] = versions.GetValueOrDefault(draft.DefinitionId) + 1;
            context.Definitions.Add(Row(new(draft.Hash, draft.FlowCode, draft.DefinitionId, draft.Name, version, draft.At, draft.By) { Json = draft.Json }));
            await ScheduleStamp.RaiseAsync(context, draft.FlowCode, cancellation);
        }
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    internal static StoredDefinition Row(PublishedDefinition d) => new()
    {
        Hash = d.Hash, FlowCode = d.FlowCode, DefinitionId = d.DefinitionId, Name = d.Name, Version = d.Version, Json = d.Json, PublishedAt = d.PublishedAt, PublishedBy = d.PublishedBy,
        ApprovedBy = d.ApprovedBy, ChangeNote = d.ChangeNote, Region = d.Region, EffectiveFrom = d.EffectiveFrom, RetiredFrom = d.RetiredFrom,
    };

    internal static PublishedDefinition Published(StoredDefinition d) => new(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version, d.PublishedAt, d.PublishedBy)
    {
        Json = d.Json, ApprovedBy = d.ApprovedBy, ChangeNote = d.ChangeNote, Region = d.Region, EffectiveFrom = d.EffectiveFrom, RetiredFrom = d.RetiredFrom,
    };
}
