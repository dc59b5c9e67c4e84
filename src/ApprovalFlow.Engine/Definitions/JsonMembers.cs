using System.Globalization;
using System.Text.Json;

namespace ApprovalFlow.Engine.Definitions;

/// <summary>Tolerant reading of definition JSON: names in any case, numbers as strings, enums by name (SPEC 1.1).</summary>
internal static class JsonMembers
{
    /// <summary>The member of that name in any case; null when absent or JSON null.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (!element.TryGetProperty(name, out var value))
        {
            var found = false;
            foreach (var member in element.EnumerateObject())
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) { value = member.Value; found = true; break; }
            if (!found) return null;
        }
        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static bool? Flag(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var flag) => flag,
        _ => null,
    };

    public static int? Integer(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : null,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static readonly string[] Wrappers = ["$values", "_items", "items", "values"];

    /// <summary>The elements of an array, also when it is wrapped as <c>$values</c>, <c>items</c> or <c>values</c>, or when one object stands for an array of one.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element)
    {
        if (element is not { } value) yield break;
        if (value.ValueKind == JsonValueKind.Object)
        {
            // Only with their type beside them do "items" and "values" wrap: an activity may have an input of that name.
            var wrappers = value.Member("_type") is null ? Wrappers[..2] : Wrappers;
            foreach (var wrapper in wrappers)
                if (value.Member(wrapper) is { ValueKind: JsonValueKind.Array } inner) { value = inner; break; }
        }
        if (value.ValueKind == JsonValueKind.Array) { foreach (var item in value.EnumerateArray()) yield return item; }
        else if (value.ValueKind == JsonValueKind.Object) yield return value;
    }
}
