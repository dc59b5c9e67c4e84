using System.Collections;
using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Expressions.JavaScript.Library;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>The border between a script and its host: plain copies both ways.</summary>
internal static class Crossing
{
    private const int MaxNesting = 200;

    public static bool ArePlain(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (!(value is null or bool || value is double number && double.IsFinite(number) || value is string text && ReferenceEquals(Value.WellFormed(text), text)))
                return false;
        }
        return true;
    }

    /// <summary>A plain copy for the host. A value that contains itself is an error.</summary>
    public static object? Outward(object? value, Evaluation run, int nesting = 0)
    {
        switch (value)
        {
            case null or bool:
                return value;
            case string text:
                return Value.WellFormed(text);
            case double number:
                return double.IsFinite(number) ? value : null;
            case List<object?> list:
                CheckNesting(nesting, run);
                var items = run.NewList(list.Count);
                foreach (var item in list)
                    items.Add(Outward(item, run, nesting + 1));
                return items;
            case Dictionary<string, object?> map:
                CheckNesting(nesting, run);
                var copy = run.NewMap();
                foreach (var key in Members.KeysOf(map))
                    run.Set(copy, Value.WellFormed(key), Outward(map[key], run, nesting + 1));
                return copy;
            default:
                return PlainOf(value);
        }
    }

    private static void CheckNesting(int nesting, Evaluation run)
    {
        run.Step(1);
        if (nesting > MaxNesting)
            throw run.TypeError($"Expected a value without cycles, nested at most {MaxNesting} deep, but this one is deeper.");
    }

    private static object? PlainOf(object? value) => value switch
    {
        DateValue date => double.IsNaN(date.Time) ? null : DateText.ToIso(date.Time),
        ErrorValue error => new Dictionary<string, object?> { ["name"] = error.Name, ["message"] = error.Members.GetValueOrDefault("message") as string },
        MapValue or SetValue => new Dictionary<string, object?>(),
        _ => null,
    };

    /// <summary>The script's own copy of a value that the host answered.</summary>
    public static object? Inward(object? value, Evaluation run, int nesting = 0)
    {
        switch (value)
        {
            case null or double or string or bool or Undefined:
                return value;
            case IReadOnlyDictionary<string, object?> map:
                CheckNesting(nesting, run);
                var copy = run.NewMap();
                foreach (var (key, member) in map)
                    run.Set(copy, key, Inward(member, run, nesting + 1));
                return copy;
            case IEnumerable sequence:
                CheckNesting(nesting, run);
                var items = run.NewList(sequence is ICollection { Count: var count } ? count : 0);
                foreach (var item in sequence)
                    items.Add(Inward(item, run, nesting + 1));
                return items;
            case JsonElement json:
                return Inward(OfJson(json, nesting, run), run, nesting);
            default:
                return Scalar(value);
        }
    }

    private static object? Scalar(object value) => value switch
    {
        int or long or short or byte or sbyte or ushort or uint or ulong or float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        char c => c.ToString(),
        Enum name => name.ToString(),
        DateTimeOffset instant => DateText.ToIso(instant.ToUnixTimeMilliseconds()),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? OfJson(JsonElement json, int nesting, Evaluation run) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(item => Inward(item, run, nesting + 1)).ToList(),
        JsonValueKind.Object => json.EnumerateObject().Aggregate(new Dictionary<string, object?>(), (map, member) =>
        {
            map[member.Name] = Inward(member.Value, run, nesting + 1);
            return map;
        }),
        _ => null,
    };

    /// <summary>Makes a live value of the host usable as it is; what is not a mutable map or list comes in as a copy.</summary>
    public static object? InwardLive(object? value, Evaluation run, int nesting = 0)
    {
        switch (value)
        {
            case Dictionary<string, object?> map:
                CheckNesting(nesting, run);
                foreach (var key in map.Keys.ToArray())
                    map[key] = InwardLive(map[key], run, nesting + 1);
                return map;
            case List<object?> list:
                CheckNesting(nesting, run);
                run.Step(list.Count >> 3);
                for (var i = 0; i < list.Count; i++)
                    list[i] = InwardLive(list[i], run, nesting + 1);
                return list;
            default:
                return Inward(value, run, nesting);
        }
    }

    /// <summary>Replaces in place whatever is not plain; what nests too deep or contains itself is cut to null.</summary>
    public static void Scrub(object? value) => Scrubbed(value, 0, new Dictionary<object, bool>(ReferenceEqualityComparer.Instance));

    /// <param name="seen">Containers met: true while they are being looked into.</param>
    private static object? Scrubbed(object? value, int nesting, Dictionary<object, bool> seen)
    {
        switch (value)
        {
            case null or bool:
                return value;
            case string text:
                return Value.WellFormed(text);
            case double number:
                return double.IsFinite(number) ? value : null;
            case MatchValue match:
                return Scrubbed(new List<object?>(match), nesting, seen);
            case Dictionary<string, object?> or List<object?>:
                if (seen.TryGetValue(value, out var within))
                    return within ? null : value;
                if (nesting > MaxNesting)
                    return null;
                seen[value] = true;
                if (value is Dictionary<string, object?> map)
                {
                    foreach (var key in map.Keys.ToArray())
                        map[key] = Scrubbed(map[key], nesting + 1, seen);
                }
                else if (value is List<object?> list)
                {
                    for (var i = 0; i < list.Count; i++)
                        list[i] = Scrubbed(list[i], nesting + 1, seen);
                }
                seen[value] = false;
                return value;
            default:
                return PlainOf(value);
        }
    }
}
