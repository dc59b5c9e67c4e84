using System.Globalization;
using System.Text.Json;

namespace ApprovalFlow.Engine.Values;

/// <summary>The engine's values: plain JSON shapes. Null, bool, double (every number), string, <see cref="List{T}"/> of values, <see cref="Dictionary{TKey,TValue}"/> of values.</summary>
/// <remarks>One shape for literals, variables, inputs, payloads and scripts, so that what is stored and read again is what was live.
/// Whole numbers beyond 2^53 lose their last digits, as they do in JavaScript.</remarks>
public static class Value
{
    public static IReadOnlyDictionary<string, object?> EmptyMap { get; } = new Dictionary<string, object?>();

    private static readonly object True = true, False = false, Zero = 0d, One = 1d;

    public static object Of(bool value) => value ? True : False;
    public static object Of(double value) => value == 0 ? Zero : value == 1 ? One : value;

    /// <summary>Brings any .NET value of a JSON-like shape into the engine's shape. Lists and maps are copied.</summary>
    public static object? Normalize(object? value) => value switch
    {
        null or string => value,
        double number => double.IsFinite(number) ? value : null,
        bool b => Of(b),
        int or long or short or byte or float or decimal or uint or ulong => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        JsonElement element => FromJson(element),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        Enum name => name.ToString(),
        IEnumerable<KeyValuePair<string, object?>> map => NormalizeMap(map),
        System.Collections.IDictionary map => NormalizeMap(map),
        System.Collections.IEnumerable list => NormalizeList(list),
        _ => throw new ArgumentException($"Expected a JSON-like value, but got a {value.GetType().Name}.", nameof(value)),
    };

    private static Dictionary<string, object?> NormalizeMap(IEnumerable<KeyValuePair<string, object?>> map)
    {
        var result = new Dictionary<string, object?>();
        foreach (var (key, value) in map) result[key] = Normalize(value);
        return result;
    }

    private static Dictionary<string, object?> NormalizeMap(System.Collections.IDictionary map)
    {
        var result = new Dictionary<string, object?>();
        foreach (System.Collections.DictionaryEntry entry in map) result[entry.Key.ToString()!] = Normalize(entry.Value);
        return result;
    }

    private static List<object?> NormalizeList(System.Collections.IEnumerable list)
    {
        var result = new List<object?>();
        foreach (var item in list) result.Add(Normalize(item));
        return result;
    }

    public static object? FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return element.GetDouble() is var number && double.IsFinite(number) ? Of(number) : null;
            case JsonValueKind.True: return True;
            case JsonValueKind.False: return False;
            case JsonValueKind.Array:
                var list = new List<object?>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray()) list.Add(FromJson(item));
                return list;
            case JsonValueKind.Object:
                var map = new Dictionary<string, object?>();
                foreach (var member in element.EnumerateObject()) map[member.Name] = FromJson(member.Value);
                return map;
            default: return null;
        }
    }

    /// <summary>Parses JSON text; false when it is not JSON.</summary>
    public static bool TryParseJson(string text, out object? value)
    {
        value = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            value = FromJson(document.RootElement);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: an escape that is half of a surrogate pair is JSON, but no text.
            value = null;
            return false;
        }
    }

    /// <summary>Text without halves of surrogate pairs, which a script can cut out and nothing can store.</summary>
    public static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) { i++; continue; }
            return string.Create(text.Length, text, static (span, source) =>
            {
                source.CopyTo(span);
                for (var at = 0; at < span.Length; at++)
                    if (at + 1 < span.Length && char.IsSurrogatePair(span[at], span[at + 1])) at++;
                    else if (char.IsSurrogate(span[at])) span[at] = '\uFFFD';
            });
        }
        return text;
    }

    /// <summary>As people read it in a line of text: numbers invariant, True/False, lists and maps as JSON, null empty.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool b => b ? "True" : "False",
        double number => NumberText(number),
        _ => CanonicalJson.Write(value, sorted: false),
    };

    public static string NumberText(double number) =>
        Math.Abs(number) < 1e15 && number == Math.Floor(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Deep equality by content.</summary>
    public static bool AreEqual(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IReadOnlyList<object?> x, IReadOnlyList<object?> y) => x.Count == y.Count && x.Zip(y).All(p => AreEqual(p.First, p.Second)),
        (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y) =>
            x.Count == y.Count && x.All(p => y.TryGetValue(p.Key, out var other) && AreEqual(p.Value, other)),
        _ => a.Equals(b),
    };

    /// <summary>Copies lists and maps, so that a later change by a script cannot reach what was recorded.</summary>
    public static object? Copy(object? value) => value is null or string or bool or double ? value : Normalize(value);
}
