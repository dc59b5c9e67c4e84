using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>JSON that reads well in a diff: what fits on a line stays on one line; line ends are always LF.</summary>
public static class CompactJson
{
    private const int Fits = 180;

    /// <summary>Chinese stays as it is.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        var line = Line(node);
        if (depth * 2 + line.Length <= Fits || node is not (JsonObject or JsonArray))
        {
            text.Append(line);
            return;
        }
        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var first = true;
        void Begin()
        {
            text.Append(first ? "\n" : ",\n").Append(' ', (depth + 1) * 2);
            first = false;
        }
        if (node is JsonObject members)
            foreach (var (name, value) in members)
            {
                Begin();
                text.Append(Scalar(name)).Append(": ");
                Write(text, value, depth + 1);
            }
        else
            foreach (var entry in node.AsArray())
            {
                Begin();
                Write(text, entry, depth + 1);
            }
        text.Append('\n').Append(' ', depth * 2).Append(close);
    }

    private static string Line(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject { Count: 0 } => "{}",
        JsonObject members => $"{{ {string.Join(", ", members.Select(m => $"{Scalar(m.Key)}: {Line(m.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(Line))}]",
        _ => node.ToJsonString(Options),
    };

    private static string Scalar(string text) => JsonSerializer.Serialize(text, Options);
}
