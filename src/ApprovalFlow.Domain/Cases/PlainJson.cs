using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Reads JSON into plain shapes (null, bool, double, string, list, map), and brings a caller's values into them.</summary>
internal static class PlainJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    public static object? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        var value = Read(ref reader);
        if (reader.Read()) throw new FormatException("Expected one JSON value, but more follows.");
        return value;
    }

    private static object? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.True: return Value.Of(true);
            case JsonTokenType.False: return Value.Of(false);
            case JsonTokenType.Number: return Value.Of(reader.GetDouble());
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Read(ref reader));
                return list;
            case JsonTokenType.StartObject:
                var map = new Dictionary<string, object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map[name] = Read(ref reader);
                }
                return map;
            default: throw new FormatException($"Expected a JSON value, but found {reader.TokenType}.");
        }
    }

    /// <summary>A copy in plain shapes, so that what is decided on is what is stored.</summary>
    public static Dictionary<string, object?> Map(IReadOnlyDictionary<string, object?>? values)
    {
        var map = new Dictionary<string, object?>();
        if (values is not null)
            foreach (var (key, value) in values) map[key] = Value.Normalize(value) is double number ? Value.Of(number) : Value.Normalize(value);
        return map;
    }

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>UTC, with as many digits of a second as it has: 2026-11-22T01:02:03.5Z.</summary>
    public static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
