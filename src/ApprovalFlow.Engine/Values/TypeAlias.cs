using System.Globalization;

namespace ApprovalFlow.Engine.Values;

/// <summary>Conversion of a value to the type that a definition names (SPEC 1.4, 6.5). A failure gives the type's default, never an exception.</summary>
public static class TypeAlias
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "String", "Boolean", "Int16", "Int32", "Int64", "Long", "Single", "Double", "Decimal", "Guid", "DateTime", "DateTimeOffset", "TimeSpan",
        "Stream", "Object", "ByteArray", "JSON", "JsonElement", "JsonNode", "JsonObject", "JsonArray", "StringDictionary", "ObjectDictionary",
        "StringMap", "ObjectMap", "FlowJoinMode", "FlowScope", "Token", "ExceptionState", "FaultException", "JObject", "JArray",
    };

    private static readonly string[] Collections = ["List<", "IEnumerable<", "ICollection<", "IList<", "IReadOnlyList<", "IReadOnlyCollection<", "ISet<", "HashSet<", "Collection<"];

    public static bool IsKnown(string alias) => ElementOf(alias) is { } element ? IsKnown(element) : Known.Contains(alias);

    /// <summary>The element type of a collection alias; null when it is no collection.</summary>
    public static string? ElementOf(string alias)
    {
        if (alias.EndsWith("[]", StringComparison.Ordinal)) return alias[..^2];
        if (!alias.EndsWith('>')) return null;
        foreach (var prefix in Collections)
            if (alias.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return alias[prefix.Length..^1];
        return null;
    }

    public static object? Convert(object? value, string alias)
    {
        if (ElementOf(alias) is { } element) return ToList(value, element);
        return alias switch
        {
            "String" => value is null ? null : Value.ToText(value),
            "Boolean" => Value.Of(ToBoolean(value)),
            "Int16" or "Int32" or "Int64" or "Long" => Value.Of(ToWhole(value, alias) ?? 0),
            "Single" or "Double" or "Decimal" => Value.Of(ToNumber(value)),
            "TimeSpan" => ToTimeSpan(value) is { } span ? span.ToString("c", CultureInfo.InvariantCulture) : null,
            "DateTime" or "DateTimeOffset" => ToInstant(value) is { } instant ? instant.ToString("O", CultureInfo.InvariantCulture) : null,
            "Guid" => value is string id && Guid.TryParse(id, out var guid) ? guid.ToString() : null,
            "StringDictionary" or "ObjectDictionary" or "StringMap" or "ObjectMap" or "JSON" or "JsonElement" or "JsonNode" or "JsonObject" or "JObject" or "JsonArray" or "JArray" =>
                ParseStructured(value),
            _ => value,
        };
    }

    public static bool ToBoolean(object? value) => value switch
    {
        bool flag => flag,
        string text => bool.TryParse(text.Trim(), out var flag) && flag,
        double number => number != 0 && !double.IsNaN(number),
        _ => false,
    };

    public static double ToNumber(object? value) => value switch
    {
        double number => double.IsFinite(number) ? number : 0,
        bool flag => flag ? 1 : 0,
        string text => double.TryParse(text.Trim(), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0,
        _ => 0,
    };

    /// <summary>A whole number of a type; a fraction is rounded to the nearest, halves to the even one. Null: a text that is no whole number, or a number beyond the type.</summary>
    public static double? ToWhole(object? value, string alias)
    {
        if (value is string text && !long.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out _)) return null;
        var number = Math.Round(ToNumber(value), MidpointRounding.ToEven);
        var beyond = alias switch { "Int16" => 32_768d, "Int32" => 2_147_483_648d, _ => 9_223_372_036_854_775_808d };
        return number >= -beyond && number < beyond ? number : null;
    }

    /// <summary><c>[d.]hh:mm:ss[.fffffff]</c>; a bare number is read as .NET reads it: days.</summary>
    public static TimeSpan? ToTimeSpan(object? value) =>
        value is string text && TimeSpan.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var span) ? span : null;

    /// <summary>An instant; without an offset it is UTC.</summary>
    public static DateTimeOffset? ToInstant(object? value) =>
        value is string text && DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static object? ToList(object? value, string element)
    {
        switch (value)
        {
            case null: return null;
            case List<object?> list:
                if (element is "Object" or "object") return list;
                return list.ConvertAll(item => Convert(item, element));
            case string text when text.AsSpan().TrimStart() is ['[', ..] && Value.TryParseJson(text, out var parsed): return ToList(parsed, element);
            case string text when string.IsNullOrWhiteSpace(text): return null;
            default: return new List<object?> { Convert(value, element) };
        }
    }

    private static object? ParseStructured(object? value) =>
        value is string text && text.AsSpan().TrimStart() is ['{' or '[', ..] && Value.TryParseJson(text, out var parsed) ? parsed : value;
}
