using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <param name="IsCurrent">New cases of the flow start with this version.</param>
public sealed record DefinitionRow(string Hash, string FlowCode, string DefinitionId, string Name, int Version, DateTimeOffset PublishedAt, string PublishedBy, bool IsCurrent);

public sealed record DefinitionView(DefinitionRow Header, string Json);

/// <summary>Published definitions.</summary>
public sealed class DefinitionQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    /// <summary>The version new cases of a flow start with.</summary>
    public async Task<DefinitionView?> FindAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Views(context.Definitions.Where(d => d.FlowCode == flowCode && d.IsCurrent)).FirstOrDefaultAsync(cancellation);
    }

    public async Task<DefinitionView?> FindByHashAsync(string hash, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Views(context.Definitions.Where(d => d.Hash == hash)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The current version of every flow, by flow code.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Rows(context.Definitions.Where(d => d.IsCurrent).OrderBy(d => d.FlowCode)).ToListAsync(cancellation);
    }

    /// <summary>All versions of one flow, youngest first.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> VersionsAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Rows(context.Definitions.Where(d => d.FlowCode == flowCode).OrderByDescending(d => d.Version)).ToListAsync(cancellation);
    }

    private static IQueryable<DefinitionRow> Rows(IQueryable<Tables.StoredDefinition> definitions) => definitions.AsNoTracking().Select(d =>
        new DefinitionRow(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version, d.PublishedAt, d.PublishedBy, d.IsCurrent));

    private static IQueryable<DefinitionView> Views(IQueryable<Tables.StoredDefinition> definitions) => definitions.AsNoTracking().Select(d =>
        new DefinitionView(new(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version, d.PublishedAt, d.PublishedBy, d.IsCurrent), d.Json));
}
