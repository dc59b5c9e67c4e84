using System.Text.Json;
using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>The papers that a version of a flow asks for: those of its item, or fewer where the definition lists its own (<c>customProperties.approvalflow.materials</c>).</summary>
public static class PaperList
{
    private const string Member = "materials";
    public const string Path = $"$.{FlowAbout.Custom}.{FlowAbout.Section}.{Member}";

    /// <summary>Codes that the definition lists itself; null: it leaves that to its item.</summary>
    public static IReadOnlyList<string>? Listed(WorkflowDefinition definition) =>
        FlowAbout.Of(definition.Document) is { ValueKind: JsonValueKind.Object } about && about.TryGetProperty(Member, out var listed) && listed.ValueKind == JsonValueKind.Array
            ? [.. listed.EnumerateArray().Select(CodeOf).OfType<string>().Distinct()]
            : null;

    /// <summary>The item as this version asks for it.</summary>
    public static ApprovalItem AskedBy(this ApprovalItem item, WorkflowDefinition definition) =>
        Listed(definition) is { } codes ? item with { Materials = [.. item.Materials.Where(m => codes.Contains(m.Code))] } : item;

    /// <summary>The same for a version's text; the item itself where there is none, or none that can be read.</summary>
    public static ApprovalItem AskedBy(this ApprovalItem item, string? json) => json is not null && WorkflowDefinition.Load(json).Definition is { } definition ? item.AskedBy(definition) : item;

    private static string? CodeOf(JsonElement material) =>
        material.ValueKind == JsonValueKind.String ? material.GetString()
        : material.ValueKind == JsonValueKind.Object && material.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
}
