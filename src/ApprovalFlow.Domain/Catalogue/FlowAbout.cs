using System.Text.Json;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>What a definition's document says about the flow that it is for: <c>customProperties.approvalflow</c>.</summary>
internal static class FlowAbout
{
    public const string Custom = "customProperties", Section = "approvalflow";

    /// <summary>Undefined when the document says nothing.</summary>
    public static JsonElement Of(JsonElement document) => Object(Object(document, Custom), Section);

    public static string? Text(JsonElement about, string member) => Is(about, member, JsonValueKind.String, out var value) ? value.GetString() : null;

    public static double? Number(JsonElement about, string member) => Is(about, member, JsonValueKind.Number, out var value) ? value.GetDouble() : null;

    private static JsonElement Object(JsonElement json, string member) => Is(json, member, JsonValueKind.Object, out var value) ? value : default;

    private static bool Is(JsonElement json, string member, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out value) && value.ValueKind == kind;
    }
}
