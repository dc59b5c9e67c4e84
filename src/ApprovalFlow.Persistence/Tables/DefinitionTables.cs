using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A published definition (table <c>definitions</c>), named by its content. Only <see cref="RetiredFrom"/> ever changes, once.</summary>
public sealed class StoredDefinition
{
    public string Hash { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string DefinitionId { get; set; } = "";
    public string Name { get; set; } = "";
    public int Version { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public string PublishedBy { get; set; } = "";
    public string? ApprovedBy { get; set; }
    public string? ChangeNote { get; set; }
    public string? Region { get; set; }
    /// <summary>First day on which applications are accepted under it; null: from the beginning.</summary>
    public DateOnly? EffectiveFrom { get; set; }
    /// <summary>First day on which none is any more.</summary>
    public DateOnly? RetiredFrom { get; set; }
    public string Json { get; set; } = "";
}

/// <summary>A definition's stream head, with what lists show of it (table <c>definition_lives</c>). Its events lie in table <c>journal</c> under <c>def/</c> and its id.</summary>
public sealed class StoredLife
{
    public string DefinitionId { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    /// <summary>Of the last save of its drafts; with the version it fences every commit.</summary>
    public int Revision { get; set; }
    public string Name { get; set; } = "";
    public string? FlowCode { get; set; }
    public string? DepartmentId { get; set; }
    public string? Region { get; set; }
    public LifeStage Stage { get; set; }
    public int LastVersion { get; set; }
    public DateTimeOffset? DraftSavedAt { get; set; }
    public string? DraftSavedByName { get; set; }
}

/// <summary>A draft's working content (table <c>drafts</c>): overwritten by every save.</summary>
public sealed class StoredDraft
{
    public string DefinitionId { get; set; } = "";
    public int Revision { get; set; }
    public string Hash { get; set; } = "";
    public DateTimeOffset SavedAt { get; set; }
    public string SavedById { get; set; } = "";
    public string SavedByName { get; set; } = "";
    public string Json { get; set; } = "";
}

/// <summary>A window in which somebody has a draft open (table <c>draft_editors</c>). Rows that were not seen for a day are removed.</summary>
public sealed class StoredDraftEditor
{
    public string DefinitionId { get; set; } = "";
    public string Window { get; set; } = "";
    public string UserId { get; set; } = "";
    public string Name { get; set; } = "";
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>What the installation remembers about itself (table <c>settings</c>).</summary>
public sealed class Setting
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}
