using System.Text;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Definitions;

/// <summary>Reads the document level of a definition (SPEC 1.2, 1.3). Activities are read when the graph is compiled.</summary>
internal static class DefinitionReader
{
    public const int MaxDepth = 200;

    public static DefinitionLoad Read(string json, string? file)
    {
        var problems = new List<DefinitionProblem>();
        void Problem(string code, string path, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
            problems.Add(new DefinitionProblem(code, severity, path, message) { File = file });

        if (json.Length > WorkflowDefinition.MaxLength / 3 && Encoding.UTF8.GetByteCount(json) is > WorkflowDefinition.MaxLength and var length)
        {
            Problem("definition-too-large", "$", $"Expected a document of at most {WorkflowDefinition.MaxLength} bytes, but it has {length}.");
            return new(null, problems);
        }

        JsonElement root;
        try { root = UniqueMembers.Parse(json.AsMemory(json.StartsWith('\uFEFF') ? 1 : 0), MaxDepth); }
        catch (JsonException e)
        {
            var deep = e.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase);
            Problem(deep ? "definition-too-deep" : "json-invalid", e.Path is { Length: > 0 } path ? path : "$",
                deep ? $"Expected at most {MaxDepth} levels of nesting, but the document is deeper (line {e.LineNumber + 1})."
                     : $"Expected JSON, but line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} is not: {What(e)}");
            return new(null, problems);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            Problem("definition-not-an-object", "$", $"Expected a workflow definition object, but got {Describe(root.ValueKind)}.");
            return new(null, problems);
        }
        if (!WellFormedText(root, "$", null, (path, activity, expected) => problems.Add(new("json-invalid", ProblemSeverity.Error, path, $"Expected {expected}, but found something else.") { File = file, ActivityId = activity })))
            return new(null, problems);
        FindReferences(root, "$", null, (path, activity, reference) => problems.Add(new("reference-not-allowed", ProblemSeverity.Error, path, $"Expected a plain value, but found a reference ($ref {reference}).") { File = file, ActivityId = activity }));

        var hash = WorkflowDefinition.HashOf(root);
        if (root.Member("root") is { } r && r.ValueKind != JsonValueKind.Object)
            Problem("root-not-an-object", "$.root", $"Expected the root activity to be an object, but got {Describe(r.ValueKind)}.");
        if (root.Member("version") is { } v && root.Integer("version") is null or < 1)
            Problem("version-invalid", "$.version", $"Expected a version number from 1, but got {v.GetRawText()}.");

        foreach (var list in (ReadOnlySpan<string>)["inputs", "outputs", "outcomes"])
            if (root.Member(list) is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Object) } other)
                Problem("list-expected", "$." + list, $"Expected a list, but got {Describe(other.ValueKind)}.");
        foreach (var part in (ReadOnlySpan<string>)["options", "customProperties"])
            if (root.Member(part) is { ValueKind: not JsonValueKind.Object } other)
                Problem("object-expected", "$." + part, $"Expected an object, but got {Describe(other.ValueKind)}.");

        var inputs = Names(root, "inputs", "name", Problem).Select(e => new InputDefinition(e.Text("name")!, e.Flag("isArray") == true ? (e.Text("type") ?? "Object") + "[]" : e.Text("type") ?? "Object")).ToList();
        var outputs = Names(root, "outputs", "name", Problem).Select(e => new OutputDefinition(e.Text("name")!, e.Flag("isArray") == true ? (e.Text("type") ?? "Object") + "[]" : e.Text("type") ?? "Object")).ToList();
        Duplicates("inputs", inputs.Select(i => i.Name), Problem);
        Duplicates("outputs", outputs.Select(o => o.Name), Problem);

        var options = root.Member("options") ?? default;
        var definition = new WorkflowDefinition
        {
            Id = root.Text("id") is { Length: > 0 } id ? id : hash[..16].ToLowerInvariant(),
            DefinitionId = root.Text("definitionId") is { Length: > 0 } definitionId ? definitionId : root.Text("id") is { Length: > 0 } own ? own : hash[..16].ToLowerInvariant(),
            Name = root.Text("name") ?? "",
            Version = Math.Max(1, root.Integer("version") ?? 1),
            ContentHash = hash,
            Document = root,
            Root = root.Member("root") is { ValueKind: JsonValueKind.Object } activity ? activity : null,
            Variables = ReadVariables(root, "$.variables", workflowLevel: true, Problem),
            Inputs = inputs,
            Outputs = outputs,
            Outcomes = root.Member("outcomes").Items().Where(o => o.ValueKind == JsonValueKind.String).Select(o => o.GetString()!).ToList(),
            IsLatest = root.Flag("isLatest") ?? true,
            IsPublished = root.Flag("isPublished") ?? false,
            IsReadonly = root.Flag("isReadonly") ?? false,
            UsableAsActivity = options.Flag("usableAsActivity") ?? root.Flag("usableAsActivity") ?? false,
            AutoUpdateConsumingWorkflows = options.Flag("autoUpdateConsumingWorkflows") ?? false,
            ActivityCategory = options.Text("activityCategory") ?? "Workflows",
            ContinueWithIncidents = options.Text("incidentStrategyType")?.Contains("ContinueWithIncidents", StringComparison.OrdinalIgnoreCase) ?? false,
            Activation = ReadActivation(options.Text("activationStrategyType")),
            UsesModernTooling = System.Version.TryParse(root.Text("toolVersion"), out var tool) && tool.Major >= 3,
        };
        return new(problems.Exists(p => p.Severity == ProblemSeverity.Error) ? null : definition, problems) { Readable = definition };
    }

    /// <summary>The parser's reason without its own way of saying where.</summary>
    private static string What(JsonException e) => e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end ? e.Message[..end] : e.Message;

    /// <summary>Parses text that a document holds inside a string; false when it is not well-formed JSON.</summary>
    public static bool TryParse(string text, out JsonElement element)
    {
        element = default;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (!WellFormedText(document.RootElement, "$", null, static (_, _, _) => { })) return false;
            element = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Variables of a definition or of a container; an unknown type drops a workflow variable with a warning (SPEC 1.1).</summary>
    public static IReadOnlyList<VariableDefinition> ReadVariables(JsonElement owner, string path, bool workflowLevel, Problem problem)
    {
        var result = new List<VariableDefinition>();
        int index = -1, unnamed = 0;
        if (owner.Member("variables") is { ValueKind: not (JsonValueKind.Array or JsonValueKind.Object) } other)
            problem("list-expected", path, $"Expected a list, but got {Describe(other.ValueKind)}.");
        foreach (var element in owner.Member("variables").Items())
        {
            index++;
            if (element.ValueKind != JsonValueKind.Object)
            {
                problem("variable-not-an-object", $"{path}[{index}]", $"Expected a variable object, but got {Describe(element.ValueKind)}.", ProblemSeverity.Error);
                continue;
            }
            var name = element.Text("name") is { Length: > 0 } given ? given : $"Variable{++unnamed}";
            var type = element.Text("typeName") ?? "Object";
            if (!TypeAlias.IsKnown(type) && workflowLevel)
                problem("type-unknown", $"{path}[{index}].typeName", $"Expected a known type alias, but got '{type}'; the variable is treated as Object.", ProblemSeverity.Warning);
            if (workflowLevel && element.Flag("isArray") == true) type += "[]";
            var driver = element.Text("storageDriverTypeName") ?? "";
            result.Add(new VariableDefinition(element.Text("id") is { Length: > 0 } id ? id : name, name, type)
            {
                Default = element.Member("value") is { } value ? DefaultOf(Value.FromJson(value), type) : null,
                Persistent = driver.Contains("WorkflowInstanceStorageDriver", StringComparison.OrdinalIgnoreCase) || driver.Contains("WorkflowStorageDriver", StringComparison.OrdinalIgnoreCase),
            });
        }
        return result;
    }

    private static object? DefaultOf(object? value, string type)
    {
        if (value is string { Length: 0 } && type != "String") return null;
        if (value is string && type is "Int16" or "Int32" or "Int64" or "Long" && TypeAlias.ToWhole(value, type) is null) return null;
        if (value is string text && type is "Single" or "Double" or "Decimal" && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)) return null;
        if (value is string flag && type == "Boolean" && !bool.TryParse(flag.Trim(), out _)) return null;
        return TypeAlias.Convert(value, type);
    }

    private static ActivationStrategy ReadActivation(string? type) => type switch
    {
        null or "" => ActivationStrategy.Always,
        _ when type.Contains("CorrelatedSingleton", StringComparison.OrdinalIgnoreCase) => ActivationStrategy.CorrelatedSingleton,
        _ when type.Contains("Singleton", StringComparison.OrdinalIgnoreCase) => ActivationStrategy.Singleton,
        _ when type.Contains("Correlation", StringComparison.OrdinalIgnoreCase) => ActivationStrategy.Correlation,
        _ => ActivationStrategy.Always,
    };

    private static List<JsonElement> Names(JsonElement root, string list, string member, Problem problem)
    {
        var result = new List<JsonElement>();
        var index = -1;
        foreach (var element in root.Member(list).Items())
        {
            index++;
            if (element.Text(member) is { Length: > 0 }) result.Add(element);
            else problem($"{list}-name-missing", $"$.{list}[{index}]", $"Expected each of '{list}' to have a {member}, but this one has none.");
        }
        return result;
    }

    private static void Duplicates(string list, IEnumerable<string> names, Problem problem)
    {
        var twice = names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0) problem($"{list}-duplicate", $"$.{list}", $"The following {list} are defined more than once: {string.Join(", ", twice)}");
    }

    internal delegate void Problem(string code, string path, string message, ProblemSeverity severity = ProblemSeverity.Error);

    /// <summary>A lone surrogate is no text: it could be neither hashed nor written back.</summary>
    private static bool WellFormedText(JsonElement element, string path, string? activity, Action<string, string?, string> problem)
    {
        bool Bad(string expected)
        {
            problem(path, activity, expected);
            return false;
        }

        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String: _ = element.GetString(); return true;
                case JsonValueKind.Number: return double.IsFinite(element.GetDouble()) || Bad("a number in the range of a double");
                case JsonValueKind.Array:
                    var index = 0;
                    foreach (var item in element.EnumerateArray()) if (!WellFormedText(item, $"{path}[{index++}]", activity, problem)) return false;
                    return true;
                case JsonValueKind.Object:
                    if (element.TryGetProperty("type", out _) && element.Text("id") is { } id) activity = id;
                    foreach (var member in element.EnumerateObject())
                    {
                        var name = member.Name;
                        if (!WellFormedText(member.Value, path.Length > 500 ? path : $"{path}.{name}", activity, problem)) return false;
                    }
                    return true;
                default: return true;
            }
        }
        catch (InvalidOperationException)
        {
            return Bad("well-formed Unicode text");
        }
    }

    /// <summary>Documents are trees: a reference could close a cycle and would be lost on writing.</summary>
    private static void FindReferences(JsonElement element, string path, string? activity, Action<string, string?, string> problem)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray()) FindReferences(item, $"{path}[{index++}]", activity, problem);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("type", out _) && element.Text("id") is { } id) activity = id;
            foreach (var member in element.EnumerateObject())
                if (member.Name == "$ref") problem(path, activity, member.Value.GetRawText());
                else FindReferences(member.Value, $"{path}.{member.Name}", activity, problem);
        }
    }

    internal static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "nothing",
    };
}
