using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Designing;

/// <summary>The shapes of a definition's JSON that a drawing reads and writes (SPEC 2 and 4).</summary>
internal static class FlowJson
{
    public const string FlowchartType = "Elsa.Flowchart", InPort = "In", DonePort = "Done";

    public static JsonObject Flowchart(string id) => new()
    {
        ["id"] = id, ["type"] = FlowchartType, ["version"] = 1, ["customProperties"] = new JsonObject(), ["metadata"] = new JsonObject(),
        ["variables"] = new JsonArray(), ["activities"] = new JsonArray(), ["connections"] = new JsonArray(),
    };

    public static JsonObject Connection(ConnectionKey key) => new()
    {
        ["source"] = new JsonObject { ["activity"] = key.Source, ["port"] = key.Port },
        ["target"] = new JsonObject { ["activity"] = key.Target, ["port"] = InPort },
        ["vertices"] = new JsonArray(),
    };

    public static ConnectionKey? KeyOf(JsonNode? connection) =>
        connection is JsonObject c && c["source"] is JsonObject source && c["target"] is JsonObject target && Text(source, "activity") is { } from && Text(target, "activity") is { } to
            ? new(from, Text(source, "port") ?? DonePort, to) : null;

    public static string? Text(JsonObject? owner, string name) => owner?[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : null;

    public static double? Number(JsonObject? owner, string name) => owner?[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? AsDouble(value) : null;

    public static double AsDouble(JsonValue value) => value.TryGetValue<double>(out var real) ? real : value.TryGetValue<int>(out var whole) ? whole : double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject? Designer(JsonObject? activity) => (activity?["metadata"] as JsonObject)?["designer"] as JsonObject;

    /// <summary>A literal, wrapped or plain; null when it is absent or only an evaluation tells.</summary>
    public static JsonNode? Literal(JsonObject activity, string input) => activity[input] switch
    {
        JsonObject wrapped => wrapped["expression"] is JsonObject expression && Text(expression, "type") is "Literal" or "Object" or "Json" ? ((JsonObject)wrapped["expression"]!)["value"] : null,
        var plain => plain,
    };

    public static string? LiteralText(JsonObject activity, string input) =>
        Literal(activity, input) is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A list of texts: an array, or JSON of one inside a text, as the format writes lists.</summary>
    public static IReadOnlyList<string>? LiteralList(JsonObject activity, string input)
    {
        var node = Literal(activity, input);
        if (node is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            try { node = JsonNode.Parse(text.GetValue<string>()); }
            catch (System.Text.Json.JsonException) { return null; }
        }
        return node is JsonArray list ? [.. list.OfType<JsonValue>().Select(v => v.ToString())] : null;
    }
}
