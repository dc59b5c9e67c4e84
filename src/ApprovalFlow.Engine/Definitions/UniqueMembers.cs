using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApprovalFlow.Engine.Definitions;

/// <summary>Reads JSON in which an object may hold a member twice: the last one counts, as it does for every reader of the format.</summary>
/// <remarks>What is read holds each member once, so that nothing behind it has to choose.</remarks>
internal static class UniqueMembers
{
    /// <exception cref="JsonException">It is not JSON, or deeper than allowed.</exception>
    public static JsonElement Parse(ReadOnlyMemory<char> json, int maxDepth)
    {
        var options = new JsonDocumentOptions { MaxDepth = maxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
        try
        {
            using var document = JsonDocument.Parse(json, options);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            options.AllowDuplicateProperties = true;
            using var document = JsonDocument.Parse(json, options);
            try { return WithLast(document.RootElement, maxDepth); }
            // Half a surrogate pair cannot be written: whoever reads the document finds it and says where.
            catch (InvalidOperationException) { return document.RootElement.Clone(); }
        }
    }

    private static JsonElement WithLast(JsonElement element, int maxDepth)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { MaxDepth = maxDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(element, writer);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new() { MaxDepth = maxDepth });
        return document.RootElement.Clone();
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject()) members[member.Name] = member.Value;
                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    Write(value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            default: element.WriteTo(writer); break;
        }
    }
}
