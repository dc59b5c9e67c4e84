using System.Text.Json;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>What was promised and what the law says, in working days; null: not said.</summary>
/// <param name="StepsWaiver">Why the flow may have more handling steps than the rule allows; null: it may not.</param>
public sealed record FlowTerms(double? PromisedDays, double? StatutoryDays, string? StepsWaiver = null)
{
    private const string Section = "approvalflow";

    /// <summary>From the definition's own custom properties, and from the catalogue where they say nothing.</summary>
    public static FlowTerms Of(WorkflowGraph graph, ApprovalCatalogue? catalogue = null)
    {
        var own = Object(Object(graph.Definition.Document, "customProperties"), Section);
        var flow = Text(own, "flowCode") is { } code ? catalogue?.Flow(code) : null;
        var item = (Text(own, "itemCode") ?? flow?.ItemCode) is { } itemCode ? catalogue?.Item(itemCode) : null;
        return new(Number(own, "promisedDays") ?? flow?.PromisedDays, Number(own, "statutoryDays") ?? item?.StatutoryDays, Text(own, "stepsWaiver"));
    }

    /// <summary>The flow of the catalogue that a definition is for.</summary>
    public static ApprovalFlowEntry? FlowOf(WorkflowGraph graph, ApprovalCatalogue? catalogue) =>
        Text(Object(Object(graph.Definition.Document, "customProperties"), Section), "flowCode") is { } code ? catalogue?.Flow(code) : null;

    /// <summary>The item of the catalogue that a definition is of.</summary>
    public static ApprovalItem? ItemOf(WorkflowGraph graph, ApprovalCatalogue? catalogue)
    {
        var own = Object(Object(graph.Definition.Document, "customProperties"), Section);
        return (Text(own, "itemCode") ?? (Text(own, "flowCode") is { } code ? catalogue?.Flow(code)?.ItemCode : null)) is { } item ? catalogue?.Item(item) : null;
    }

    private static JsonElement Object(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    private static double? Number(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
