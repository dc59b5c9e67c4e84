using System.Text.Json;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>The members of one JSON object; what is missing or of another type becomes a problem and a harmless value, so that reading goes on.</summary>
internal sealed class JsonFields(JsonElement element, string file, string path, List<CatalogueProblem> problems)
{
    /// <summary>A whole file that must be one object; null when it is none.</summary>
    public static JsonFields? Open(string json, string file, List<CatalogueProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new(document.RootElement.Clone(), file, "$", problems);
            problems.Add(new(file, "$", $"Expected an object, but it is {document.RootElement.ValueKind}."));
        }
        catch (JsonException e)
        {
            problems.Add(new(file, "$", $"Expected JSON, but {e.Message}"));
        }
        return null;
    }

    public static IReadOnlyList<JsonFields> List(JsonElement list, string file, string path, List<CatalogueProblem> problems)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new(file, path, $"Expected a list, but it is {list.ValueKind}."));
            return [];
        }
        var result = new List<JsonFields>();
        foreach (var (entry, index) in list.EnumerateArray().Select((e, i) => (e, i)))
            if (entry.ValueKind == JsonValueKind.Object)
                result.Add(new(entry, file, $"{path}[{index}]", problems));
            else
                problems.Add(new(file, $"{path}[{index}]", $"Expected an object, but it is {entry.ValueKind}."));
        return result;
    }

    public bool Has(string name) => Present(name) is not null;

    public string Text(string name)
    {
        if (Present(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text)
            return text;
        return Missing(name, "text", "");
    }

    public string? TextOrNull(string name) => Has(name) ? Text(name) : null;

    public double Number(string name) =>
        Present(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : Missing(name, "a number", 0d);

    public double? NumberOrNull(string name) => Has(name) ? Number(name) : null;

    public bool Flag(string name) =>
        Present(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : Missing(name, "true or false", false);

    public IReadOnlyList<string> Texts(string name)
    {
        if (Present(name) is not { ValueKind: JsonValueKind.Array } list || list.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
            return Missing<IReadOnlyList<string>>(name, "a list of texts", []);
        return [.. list.EnumerateArray().Select(e => e.GetString()!)];
    }

    public JsonFields? Child(string name)
    {
        if (Present(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Object ? new(value, file, $"{path}.{name}", problems) : Missing<JsonFields?>(name, "an object", null);
    }

    public IReadOnlyList<JsonFields> Children(string name) =>
        Present(name) is { } list ? List(list, file, $"{path}.{name}", problems) : Missing<IReadOnlyList<JsonFields>>(name, "a list", []);

    private JsonElement? Present(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T Missing<T>(string name, string expected, T instead)
    {
        problems.Add(new(file, $"{path}.{name}", $"Expected {expected}, but it is {(Present(name) is { } value ? value.ValueKind.ToString() : "missing")}."));
        return instead;
    }
}
