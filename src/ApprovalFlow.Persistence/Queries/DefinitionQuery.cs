using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Versions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <param name="IsCurrent">Applications of the flow, or of the county in it, are accepted under this version today.</param>
public sealed record DefinitionRow(string Hash, string FlowCode, string DefinitionId, string Name, int Version, DateTimeOffset PublishedAt, string PublishedBy, bool IsCurrent) : IScheduledVersion
{
    public string? Region { get; init; }
    /// <summary>First day on which applications are accepted under it; null: from the beginning.</summary>
    public DateOnly? EffectiveFrom { get; init; }
    /// <summary>First day on which none is any more.</summary>
    public DateOnly? RetiredFrom { get; init; }
    public string? ChangeNote { get; init; }
    /// <summary>The second person.</summary>
    public string? ApprovedBy { get; init; }
}

/// <summary>One version with its content. Whether it is in force depends on its siblings: lists of versions say it.</summary>
public sealed record DefinitionView(DefinitionHeader Header, string Json);

public sealed record DefinitionHeader(string Hash, string FlowCode, string DefinitionId, string Name, int Version);

/// <summary>Published definitions.</summary>
public sealed class DefinitionQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    /// <summary>The version under which applications of a flow are accepted today.</summary>
    /// <param name="region">Division code of the county that acts; null: none.</param>
    public async Task<DefinitionView?> FindAsync(string flowCode, string? region = null, CancellationToken cancellation = default) =>
        VersionSchedule.InForce(await VersionsAsync(flowCode, cancellation), Today, region) is { } current ? await FindByHashAsync(current.Hash, cancellation) : null;

    public async Task<DefinitionView?> FindByHashAsync(string hash, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Views(context.Definitions.Where(d => d.Hash == hash)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>One version of a definition.</summary>
    public async Task<DefinitionView?> FindVersionAsync(string definitionId, int version, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await Views(context.Definitions.Where(d => d.DefinitionId == definitionId && d.Version == version)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The version in force of every flow, by flow code.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return [.. (await RowsAsync(context.Definitions, cancellation)).Where(d => d.IsCurrent && d.Region is null && d.FlowCode.Length > 0).OrderBy(d => d.FlowCode, StringComparer.Ordinal)];
    }

    /// <summary>All versions of all definitions, by definition, youngest first.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> AllAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await RowsAsync(context.Definitions, cancellation);
    }

    /// <summary>All versions of one flow's definitions, youngest first.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> VersionsAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await RowsAsync(context.Definitions.Where(d => d.FlowCode == flowCode), cancellation);
    }

    private static IQueryable<DefinitionView> Views(IQueryable<Tables.StoredDefinition> definitions) =>
        definitions.AsNoTracking().Select(d => new DefinitionView(new(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version), d.Json));

    private DateOnly Today => OfficeHours.DayOf(time.GetUtcNow());

    private async Task<List<DefinitionRow>> RowsAsync(IQueryable<Tables.StoredDefinition> definitions, CancellationToken cancellation)
    {
        var rows = await definitions.AsNoTracking().OrderBy(d => d.DefinitionId).ThenByDescending(d => d.Version).Select(d => new DefinitionRow(d.Hash, d.FlowCode, d.DefinitionId, d.Name, d.Version, d.PublishedAt, d.PublishedBy, false)
        {
            Region = d.Region, EffectiveFrom = d.EffectiveFrom, RetiredFrom = d.RetiredFrom, ChangeNote = d.ChangeNote, ApprovedBy = d.ApprovedBy,
        }).ToListAsync(cancellation);
        var current = rows.GroupBy(r => (Subject: r.FlowCode.Length > 0 ? r.FlowCode : r.DefinitionId, r.Region)).Select(g => VersionSchedule.InForce(g, Today, g.Key.Region)?.Hash).ToHashSet();
        return rows.ConvertAll(r => current.Contains(r.Hash) ? r with { IsCurrent = true } : r);
    }
}
