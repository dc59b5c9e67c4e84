namespace ApprovalFlow.Persistence.Tables;

/// <summary>A published definition (table <c>definitions</c>), named by its content. Only <see cref="IsCurrent"/> ever changes.</summary>
public sealed class StoredDefinition
{
    public string Hash { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string DefinitionId { get; set; } = "";
    public string Name { get; set; } = "";
    public int Version { get; set; }
    public string Json { get; set; } = "";
    public DateTimeOffset PublishedAt { get; set; }
    public string PublishedBy { get; set; } = "";
    /// <summary>New cases of the flow start with this one.</summary>
    public bool IsCurrent { get; set; }
}

/// <summary>What the installation remembers about itself (table <c>settings</c>).</summary>
public sealed class Setting
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}
