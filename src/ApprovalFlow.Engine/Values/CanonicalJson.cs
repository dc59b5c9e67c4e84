using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApprovalFlow.Engine.Values;

/// <summary>One spelling for one value: members sorted by ordinal name, no white space, shortest numbers, minimal escapes, UTF-8.</summary>
/// <remarks>What is hashed is written this way (docs/journal.md), so that any program can make the same bytes.</remarks>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] WriteUtf8(object? value, bool sorted = true)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, value, sorted);
        return buffer.WrittenSpan.ToArray();
    }

    public static string Write(object? value, bool sorted = true) => Encoding.UTF8.GetString(WriteUtf8(value, sorted));

    public static byte[] WriteUtf8(JsonElement element) => WriteUtf8(Value.FromJson(element));

    private static void Write(Utf8JsonWriter writer, object? value, bool sorted)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case double number: WriteNumber(writer, number); break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteStartObject();
                if (sorted)
                    foreach (var (key, member) in map.OrderBy(p => p.Key, StringComparer.Ordinal)) { writer.WritePropertyName(key); Write(writer, member, sorted); }
                else
                    foreach (var (key, member) in map) { writer.WritePropertyName(key); Write(writer, member, sorted); }
                writer.WriteEndObject();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item, sorted);
                writer.WriteEndArray();
                break;
            default: Write(writer, Value.Normalize(value), sorted); break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number)) writer.WriteNullValue();
        else if (Math.Abs(number) < 1e15 && number == Math.Floor(number)) writer.WriteNumberValue((long)number);
        else writer.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture), skipInputValidation: true);
    }
}
