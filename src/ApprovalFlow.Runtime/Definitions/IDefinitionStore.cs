using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>One published version of a definition. Its content never changes and never goes, because cases are pinned to it; its end may be set once.</summary>
/// <param name="Hash">Upper-case hex SHA-256 of the canonical JSON.</param>
/// <param name="FlowCode">Empty: a workflow that no application starts.</param>
/// <param name="Version">Of this definition, from 1.</param>
public sealed record PublishedDefinition(string Hash, string FlowCode, string DefinitionId, string Name, int Version, DateTimeOffset PublishedAt, string PublishedBy) : IScheduledVersion
{
    public required string Json { get; init; }
    public string? Region { get; init; }
    public DateOnly? EffectiveFrom { get; init; }
    public DateOnly? RetiredFrom { get; init; }
    public string? ChangeNote { get; init; }
    /// <summary>The second person.</summary>
    public string? ApprovedBy { get; init; }
}

/// <summary>When a version is used, without its content.</summary>
public sealed record ScheduledDefinition(string Hash, string DefinitionId, int Version, string? Region, DateOnly? EffectiveFrom, DateOnly? RetiredFrom) : IScheduledVersion;

public interface IDefinitionStore
{
    Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default);

    /// <summary>All versions of a flow's definitions, those of counties too.</summary>
    Task<IReadOnlyList<ScheduledDefinition>> ScheduleAsync(string flowCode, CancellationToken cancellation = default);

    /// <summary>Rises whenever <see cref="ScheduleAsync"/> of the flow would answer otherwise than before, whichever process published or retired; asking costs one row.</summary>
    ValueTask<long> ScheduleStampAsync(string flowCode, CancellationToken cancellation = default);

    /// <summary>Stores definitions under their next numbers, in force from the beginning, in one transaction; one that is stored already stays as it is.</summary>
    /// <remarks>For tools and tests that only need content to run cases on. People and the installation publish through a definition's life.</remarks>
    Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default);
}

/// <summary>A definition about to be published.</summary>
public sealed record DefinitionDraft(string Hash, string FlowCode, string DefinitionId, string Name, string Json, DateTimeOffset At, string By);
