using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Definitions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Published definitions in the database.</summary>
internal sealed class DefinitionStore(IDbContextFactory<ApprovalFlowContext> contexts) : IDefinitionStore
{
    public async Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return Published(await context.Definitions.AsNoTracking().SingleOrDefaultAsync(d => d.Hash == hash, cancellation));
    }

    public async Task<PublishedDefinition?> FindCurrentAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return Published(await context.Definitions.AsNoTracking().FirstOrDefaultAsync(d => d.FlowCode == flowCode && d.IsCurrent, cancellation));
    }

    public async Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var flows = drafts.Select(d => d.FlowCode).Distinct().ToList();
        var versions = await context.Definitions.Where(d => flows.Contains(d.FlowCode)).GroupBy(d => d.FlowCode)
            .Select(g => new { FlowCode = g.Key, Version = g.Max(d => d.Version) }).ToDictionaryAsync(g => g.FlowCode, g => g.Version, cancellation);
        // The text of stored versions is large and never changes: only what is needed to move "current" is loaded.
        var stored = await context.Definitions.Where(d => flows.Contains(d.FlowCode)).Select(d => d.Hash).ToHashSetAsync(cancellation);
        await context.Definitions.Where(d => flows.Contains(d.FlowCode) && d.IsCurrent).ExecuteUpdateAsync(u => u.SetProperty(d => d.IsCurrent, false), cancellation);
        foreach (var draft in drafts)
        {
            if (!stored.Add(draft.Hash))
            {
                await context.Definitions.Where(d => d.Hash == draft.Hash).ExecuteUpdateAsync(u => u.SetProperty(d => d.IsCurrent, true), cancellation);
                continue;
            }
            var version = versions[draft.FlowCode] = versions.GetValueOrDefault(draft.FlowCode) + 1;
            context.Definitions.Add(new StoredDefinition
            {
                Hash = draft.Hash, FlowCode = draft.FlowCode, DefinitionId = draft.DefinitionId, Name = draft.Name, Version = version,
                Json = draft.Json, PublishedAt = draft.At, PublishedBy = draft.By, IsCurrent = true,
            });
        }
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static PublishedDefinition? Published(StoredDefinition? d) =>
        d is null ? null : new(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version, d.PublishedAt, d.PublishedBy) { Json = d.Json };
}
