using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.Versions;

/// <summary>The definitions' streams and what is stored with them in the same transaction: heads, working contents of drafts, published versions.</summary>
/// <remarks>Events lie in the same journal as those of cases, under <see cref="StreamOf"/>. Safe to call from several processes.</remarks>
public interface ILifeStore
{
    /// <summary>Null when there is no such definition.</summary>
    Task<LifeStream?> LoadAsync(string definitionId, CancellationToken cancellation = default);

    /// <summary>All commits or none. A head that moved on, by an event or by a save of its draft, is a conflict: decide again.</summary>
    Task<CommitOutcome> CommitAsync(IReadOnlyList<LifeCommit> commits, CancellationToken cancellation = default);

    /// <summary>Every definition, by id.</summary>
    Task<IReadOnlyList<LifeHeader>> ListAsync(CancellationToken cancellation = default);

    /// <summary>Somebody has the draft open. Said again before <see cref="DraftEditor.SeenAt"/> is old, by each window of theirs.</summary>
    Task SeeAsync(string definitionId, DraftEditor editor, CancellationToken cancellation = default);

    /// <summary>That window is closed.</summary>
    Task LeaveAsync(string definitionId, string window, CancellationToken cancellation = default);

    /// <summary>Windows seen since an instant, by name.</summary>
    Task<IReadOnlyList<DraftEditor>> EditorsAsync(string definitionId, DateTimeOffset since, CancellationToken cancellation = default);

    static string StreamOf(string definitionId) => "def/" + definitionId;
}

public sealed record LifeStream(LifeHeader Header, IReadOnlyList<StoredEvent> Events, DraftContent? Draft);

/// <summary>Where a definition's stream stands, with what lists show of it.</summary>
/// <param name="Revision">Of the last save of its drafts, also of one that is gone; 0: never had one.</param>
public sealed record LifeHeader(string DefinitionId, long Version, byte[] HeadHash, int Revision, string Name, string? FlowCode, string? DepartmentId, string? Region, LifeStage Stage, int LastVersion)
{
    public DateTimeOffset? DraftSavedAt { get; init; }
    public string? DraftSavedByName { get; init; }
}

/// <summary>A window in which somebody has a draft open.</summary>
/// <param name="Window">Names one window of one person.</param>
public sealed record DraftEditor(string Window, string UserId, string Name, DateTimeOffset SeenAt);

/// <summary>Everything one accepted command changes of a definition.</summary>
/// <param name="Draft">The working content as it is now; null: there is none.</param>
public sealed record LifeCommit(string DefinitionId, long ExpectedVersion, int ExpectedRevision, IReadOnlyList<StoredEvent> Events, LifeHeader Header, DraftContent? Draft)
{
    /// <summary>The version that was published.</summary>
    public PublishedDefinition? Published { get; init; }
    /// <summary>The version that was retired, by its hash.</summary>
    public (string Hash, DateOnly From)? Retired { get; init; }
}
