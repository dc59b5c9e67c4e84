namespace ApprovalFlow.Runtime.Definitions;

/// <summary>One published version of a flow's definition. Never changes, never goes while a case is pinned to it.</summary>
/// <param name="Hash">Upper-case hex SHA-256 of the canonical JSON.</param>
/// <param name="Version">Of this flow, from 1.</param>
public sealed record PublishedDefinition(string Hash, string FlowCode, string DefinitionId, string Name, int Version, DateTimeOffset PublishedAt, string PublishedBy)
{
    public required string Json { get; init; }
}

public interface IDefinitionStore
{
    Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default);

    /// <summary>The version new cases of a flow start with.</summary>
    Task<PublishedDefinition?> FindCurrentAsync(string flowCode, CancellationToken cancellation = default);

    /// <summary>Publishes definitions in one transaction: each becomes its flow's current version. One that is stored already becomes current again.</summary>
    Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default);
}

/// <summary>A definition about to be published.</summary>
public sealed record DefinitionDraft(string Hash, string FlowCode, string DefinitionId, string Name, string Json, DateTimeOffset At, string By);
