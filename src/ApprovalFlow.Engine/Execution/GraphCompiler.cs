using System.Text.Json;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Execution;

/// <summary>Turns a definition's JSON into nodes (SPEC 2). Never throws: what is wrong becomes a problem and, when reached, an incident.</summary>
internal sealed class GraphCompiler(ActivityRegistry registry, Func<DefinitionReference, WorkflowDefinition?>? find)
{
    private const int MaxActivities = 20_000;
    private const int MaxNesting = 100;

    private readonly List<Node> nodes = [];
    private readonly HashSet<string> paths = new(StringComparer.Ordinal);
    private readonly List<DefinitionProblem> problems = [];
    private readonly Stack<WorkflowDefinition> composites = new();
    private readonly Dictionary<(HashSet<string> Used, string Name), int> nextFree = [];
    private HashSet<string> usedIds = [];

    public WorkflowGraph Compile(WorkflowDefinition definition)
    {
        composites.Push(definition);
        var workflow = Add(new Node
        {
            Index = 0, Id = "Workflow1", Path = "Workflow1", JsonPath = "$", TypeName = "Elsa.Workflow", Type = WorkflowBehavior.Type, Json = definition.Document,
            DisplayName = definition.Name, Composite = definition,
        });
        workflow.Variables = definition.Variables;
        workflow.Activities = [CompileRoot(definition, workflow, "", "$.root", 0)];
        return new WorkflowGraph(definition, nodes, problems);
    }

    private static readonly JsonElement EmptySequence = JsonDocument.Parse("""{"type":"Elsa.Sequence"}""").RootElement;

    private Node CompileRoot(WorkflowDefinition definition, Node parent, string prefix, string jsonPath, int depth)
    {
        var outer = usedIds;
        usedIds = new HashSet<string>(StringComparer.Ordinal);
        if (definition.Root is { } root) CollectIds(root, 0);
        var node = CompileActivity(definition.Root ?? EmptySequence, parent, prefix, jsonPath, 0, depth);
        usedIds = outer;
        return node;
    }

    private void CollectIds(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array) { foreach (var item in element.EnumerateArray()) CollectIds(item, depth + 1); }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.Member("type") is not null && element.Text("id") is { } id) usedIds.Add(id);
            foreach (var member in element.EnumerateObject())
                if (member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) CollectIds(member.Value, depth + 1);
        }
    }

    private Node CompileActivity(JsonElement json, Node parent, string prefix, string jsonPath, int position, int depth)
    {
        json = Original(json, depth);
        var typeName = json.Text("type") ?? "";
        var id = json.Text("id") is { Length: > 0 } given ? given : FreeId(typeName);
        var reference = json.Text("workflowDefinitionVersionId") is not null || json.Text("workflowDefinitionId") is not null;
        var type = registry.Find(typeName);
        WorkflowDefinition? composite = null;
        if (type is null || reference && type.Behavior is not CompositeBehavior && !type.Inputs.Any(i => i.Name == "workflowDefinitionId"))
        {
            composite = find?.Invoke(new DefinitionReference(typeName, json.Text("workflowDefinitionVersionId"), json.Text("workflowDefinitionId"), json.Integer("version")));
            if (composite is not null && composites.Any(c => c.DefinitionId == composite.DefinitionId))
            {
                Problem("definition-cycle", jsonPath, id, $"Expected workflows used as activities to form a tree, but '{composite.DefinitionId}' contains itself.");
                composite = null;
            }
            type = composite is null ? type : CompositeBehavior.TypeOf(composite);
        }
        // A reference is told as such when the document is read.
        if (typeName.Length == 0 && json.Member("$ref") is null) Problem("activity-type-missing", jsonPath, id, "Expected the activity to have a type, but it has none.");
        else if (type is null && typeName.Length > 0)
            Problem("activity-type-unknown", jsonPath, id, $"Expected a known activity type, but '{typeName}' is not; it is kept, and faults when it is reached.", ProblemSeverity.Warning);
        if (depth > MaxNesting || nodes.Count > MaxActivities)
        {
            if (!problems.Exists(p => p.Code == "definition-too-large"))
                Problem("definition-too-large", jsonPath, id, $"Expected at most {MaxActivities} activities nested at most {MaxNesting} deep, but there are more.");
            type = null;
        }

        var custom = json.Member("customProperties") ?? default;
        var path = prefix.Length == 0 ? id : prefix + ":" + id;
        for (var n = 2; !paths.Add(path); n++) path = $"{(prefix.Length == 0 ? id : prefix + ":" + id)}#{n}";
        var node = Add(new Node
        {
            Index = nodes.Count, Id = id, Path = path, JsonPath = jsonPath, TypeName = typeName, Json = json, Parent = parent, Position = position,
            Type = type ?? NotFoundBehavior.TypeOf(typeName, json.Integer("version") ?? 0),
            Name = json.Text("name"),
            DisplayName = (json.Member("metadata") ?? default).Text("displayText") ?? json.Text("name") ?? id,
            CanStartWorkflow = custom.Flag("canStartWorkflow") ?? json.Flag("canStartWorkflow") ?? false,
            Merge = Enum.TryParse<MergeMode>(custom.Text("mergeMode"), ignoreCase: true, out var merge) ? merge : MergeMode.NotSet,
            Composite = composite,
        });
        if (type is null) return node;

        node.Inputs = CompileInputs(json, type, jsonPath, id);
        node.Outputs = CompileOutputs(json, type);
        if (composite is not null)
        {
            composites.Push(composite);
            node.Variables = [.. composite.Variables, .. composite.Inputs.Select(i => new VariableDefinition("input:" + i.Name, i.Name, i.TypeName) { Persistent = true })];
            node.Activities = [CompileRoot(composite, node, path, jsonPath, depth + 1)];
            composites.Pop();
            return node;
        }
        if (type.IsContainer)
            node.Variables = DefinitionReader.ReadVariables(json, jsonPath + ".variables", workflowLevel: false, (code, at, message, severity) => Problem(code, at, id, message, severity));
        foreach (var port in type.EmbeddedPorts) CompilePort(node, json, port, path, jsonPath, depth);
        if (type.HasCases) node.Cases = CompileCases(node, json, path, jsonPath, depth);
        if (type.Behavior is FlowchartBehavior) CompileFlow(node, json, jsonPath);
        return node;
    }

    /// <summary>An activity that was not found when it was saved is tried again as it was (SPEC 2.1).</summary>
    private JsonElement Original(JsonElement json, int depth)
    {
        for (; depth <= MaxNesting && json.Text("type") == NotFoundBehavior.TypeName; depth++)
        {
            var original = json.Member("originalActivityJson") switch
            {
                { ValueKind: JsonValueKind.Object } plain => plain,
                { ValueKind: JsonValueKind.String } text when DefinitionReader.TryParse(text.GetString()!, out var parsed) && parsed.ValueKind == JsonValueKind.Object => parsed,
                _ => (JsonElement?)null,
            };
            if (original is not { } found || found.Text("type") is null) return json;
            json = found;
        }
        return json;
    }

    private Node Add(Node node)
    {
        nodes.Add(node);
        return node;
    }

    private string FreeId(string typeName)
    {
        var shortName = typeName[(typeName.LastIndexOf('.') + 1)..];
        if (shortName.Length == 0) shortName = "Activity";
        // Ids are only ever added, so the search goes on where it stopped.
        for (var n = nextFree.GetValueOrDefault((usedIds, shortName), 1); ; n++)
        {
            if (!usedIds.Add(shortName + n)) continue;
            nextFree[(usedIds, shortName)] = n + 1;
            return shortName + n;
        }
    }

    private void Problem(string code, string path, string? activity, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
        problems.Add(new DefinitionProblem(code, severity, path, message) { ActivityId = activity });

    /// <summary>One object stands for a list of one (SPEC 4.1); text or a number stands for nothing.</summary>
    private void ExpectList(JsonElement value, string path, string id)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) Problem("list-expected", path, id, $"Expected a list, but got {DefinitionReader.Describe(value.ValueKind)}.");
    }

    private void CompilePort(Node node, JsonElement json, string port, string path, string jsonPath, int depth)
    {
        if (json.Member(port) is not { } value) return;
        var list = port is "activities" or "branches";
        if (!list)
        {
            if (value.ValueKind != JsonValueKind.Object) { Problem("activity-not-an-object", $"{jsonPath}.{port}", node.Id, $"Expected an activity, but got {DefinitionReader.Describe(value.ValueKind)}."); return; }
            (node.Ports ??= [])[port] = CompileActivity(value, node, path, $"{jsonPath}.{port}", 0, depth + 1);
            return;
        }
        ExpectList(value, $"{jsonPath}.{port}", node.Id);
        var children = new List<Node>();
        var index = 0;
        foreach (var item in ((JsonElement?)value).Items())
        {
            var at = $"{jsonPath}.{port}[{index++}]";
            if (item.ValueKind == JsonValueKind.Object) children.Add(CompileActivity(item, node, path, at, children.Count, depth + 1));
            else Problem("activity-not-an-object", at, node.Id, $"Expected an activity, but got {DefinitionReader.Describe(item.ValueKind)}.");
        }
        node.Activities = [.. children];
    }

    private SwitchCase[] CompileCases(Node node, JsonElement json, string path, string jsonPath, int depth)
    {
        if (json.Member("cases") is { } given) ExpectList(given, jsonPath + ".cases", node.Id);
        var cases = new List<SwitchCase>();
        var index = 0;
        foreach (var item in json.Member("cases").Items())
        {
            var at = $"{jsonPath}.cases[{index++}]";
            var label = item.Text("label") ?? "";
            if (label.Length == 0) Problem("case-label-missing", at, node.Id, "Expected every case to have a label, but this one has none.", ProblemSeverity.Warning);
            var condition = item.Member("condition") is { } bare ? Expression(bare, "condition", "Boolean", at + ".condition", node.Id, null) : new CompiledInput("condition", "Boolean", ExpressionKind.Literal) { Literal = false };
            var activity = item.Member("activity") is { ValueKind: JsonValueKind.Object } body ? CompileActivity(body, node, path, at + ".activity", index - 1, depth + 1) : null;
            cases.Add(new SwitchCase(label, condition, activity));
        }
        return [.. cases];
    }

    private CompiledInput[] CompileInputs(JsonElement json, ActivityType type, string jsonPath, string id)
    {
        if (type.Inputs.Count == 0) return [];
        var inputs = new CompiledInput[type.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var descriptor = type.Inputs[i];
            var member = json.Member(descriptor.Name) ?? (type.Behavior is CompositeBehavior ? json.Member("_" + descriptor.Name) : null);
            inputs[i] = Input(member, descriptor, $"{jsonPath}.{descriptor.Name}", id);
            if (descriptor.Required && inputs[i] is { Kind: ExpressionKind.Literal, Literal: null or "" })
                problems.Add(new DefinitionProblem("input-missing", ProblemSeverity.Error, $"{jsonPath}.{descriptor.Name}", $"Expected a value for '{descriptor.Name}' of {type.TypeName}, but there is none.")
                {
                    ActivityId = id, MessageZh = $"“{descriptor.DisplayName.Zh}”必须填写。",
                });
        }
        return inputs;
    }

    private CompiledInput Input(JsonElement? member, InputDescriptor descriptor, string path, string id)
    {
        CompiledInput Constant(object? value) => new(descriptor.Name, descriptor.TypeName, ExpressionKind.Literal)
        {
            Literal = value is null ? null : TypeAlias.Convert(value, descriptor.TypeName), IsLazy = descriptor.IsLazy,
        };

        if (member is not { } json) return Constant(Value.Normalize(descriptor.DefaultValue));
        // A plain property, but some write it as they write all the others.
        if (json.ValueKind != JsonValueKind.Object || !descriptor.IsWrapped && json.Member("expression") is null) return Constant(Unwrapped(json));
        if (json.Member("typeName") is null)
        {
            Problem("input-without-type", path, id, "Expected the input to have a typeName, but it has none; it counts as no input.", ProblemSeverity.Warning);
            return Constant(null);
        }
        return json.Member("expression") is { } expression ? Expression(expression, descriptor.Name, descriptor.TypeName, path + ".expression", id, descriptor) : Constant(null);
    }

    private static bool IsValueType(string type) => type is "Boolean" or "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal";

    private CompiledInput Expression(JsonElement expression, string name, string typeName, string path, string id, InputDescriptor? descriptor)
    {
        var lazy = descriptor?.IsLazy ?? false;
        var value = expression.Member("value");
        switch (expression.Text("type"))
        {
            case "Literal":
                return new(name, typeName, ExpressionKind.Literal) { Literal = TypeAlias.Convert(value is { } literal ? Unwrapped(literal) : null, typeName), IsLazy = lazy };
            case "Object" or "Json":
                if (value is null || value is { ValueKind: JsonValueKind.String } blank && string.IsNullOrWhiteSpace(blank.GetString())) return new(name, typeName, ExpressionKind.Literal) { IsLazy = lazy };
                if (value is { ValueKind: JsonValueKind.String } text)
                {
                    if (Value.TryParseJson(text.GetString()!, out var parsed))
                        return new(name, typeName, ExpressionKind.Literal)
                        {
                            Literal = typeName == "String" && parsed is not string ? text.GetString() : TypeAlias.Convert(parsed, typeName), IsLazy = lazy,
                        };
                    if (typeName is "Object" or "String")
                    {
                        if (text.GetString()!.AsSpan().TrimStart() is ['{' or '[', ..])
                            Problem("expression-invalid", path + ".value", id, $"Expected JSON text for '{name}', but it does not parse; it counts as plain text.", ProblemSeverity.Warning);
                        return new(name, typeName, ExpressionKind.Literal) { Literal = text.GetString(), IsLazy = lazy };
                    }
                    Problem("expression-invalid", path + ".value", id, $"Expected JSON text for '{name}', but it does not parse.");
                    return new(name, typeName, ExpressionKind.Broken) { Error = "The JSON text does not parse.", IsLazy = lazy };
                }
                return new(name, typeName, ExpressionKind.Literal) { Literal = TypeAlias.Convert(Unwrapped(value.Value), typeName), IsLazy = lazy };
            case "Variable":
                var variable = Structured(value);
                return variable is { } v && (v.Text("id") ?? v.Text("name")) is { } reference
                    ? new(name, typeName, ExpressionKind.Variable) { Reference = reference, ReferenceName = v.Text("name"), IsLazy = lazy }
                    : new(name, typeName, ExpressionKind.Literal) { IsLazy = lazy };
            case "Input":
                return Structured(value)?.Text("name") is { } input
                    ? new(name, typeName, ExpressionKind.Input) { Reference = input, IsLazy = lazy }
                    : new(name, typeName, ExpressionKind.Literal) { IsLazy = lazy };
            case "JavaScript":
                var source = value is { ValueKind: JsonValueKind.String } code ? code.GetString()! : value?.GetRawText() ?? "";
                if (string.IsNullOrWhiteSpace(source)) return new(name, typeName, ExpressionKind.Literal) { Literal = IsValueType(typeName) ? TypeAlias.Convert(null, typeName) : null, IsLazy = lazy };
                var script = Script.Compile(source, out var errors);
                if (script is not null) return new(name, typeName, ExpressionKind.Script) { Script = script, IsLazy = lazy };
                foreach (var error in errors)
                    Problem("expression-invalid", path + ".value", id, $"Expected '{name}' to be a JavaScript expression, but line {error.Line}, column {error.Column}: {error.Message}");
                return new(name, typeName, ExpressionKind.Broken) { Error = errors.Count > 0 ? errors[0].Message : "The script does not parse.", IsLazy = lazy };
            case "Delegate":
                return new(name, typeName, ExpressionKind.Literal) { IsLazy = lazy };
            case var other:
                Problem("expression-type-unknown", path + ".type", id, $"Expected Literal, Object, Variable, Input or JavaScript, but got '{other}'; the input counts as absent.", ProblemSeverity.Warning);
                return new(name, typeName, ExpressionKind.Literal) { IsLazy = lazy };
        }
    }

    private static JsonElement? Structured(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Object } => value,
        { ValueKind: JsonValueKind.String } text when DefinitionReader.TryParse(text.GetString()!, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>A value without the wrappers that name its type: <c>{ "_type", "items" | "values": [..] }</c> stands for the list (SPEC 2.1).</summary>
    private static object? Unwrapped(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) return json.EnumerateArray().Select(Unwrapped).ToList();
        if (json.ValueKind != JsonValueKind.Object) return Value.FromJson(json);
        if (json.TryGetProperty("$values", out var list) && list.ValueKind == JsonValueKind.Array) return Unwrapped(list);
        if (json.TryGetProperty("_type", out _))
            foreach (var wrapper in (string[])["items", "values", "_items"])
                if (json.TryGetProperty(wrapper, out list) && list.ValueKind == JsonValueKind.Array) return Unwrapped(list);
        var map = new Dictionary<string, object?>();
        foreach (var member in json.EnumerateObject()) if (member.Name != "_type") map[member.Name] = Unwrapped(member.Value);
        return map;
    }

    private static OutputBinding[] CompileOutputs(JsonElement json, ActivityType type) =>
        [.. type.Outputs.Select(o => new OutputBinding(o.Name, (json.Member(o.Name)?.Member("memoryReference"))?.Text("id")))];

    private void CompileFlow(Node node, JsonElement json, string jsonPath)
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in node.Activities)
            if (!byId.TryAdd(child.Id, child.Position))
                Problem("activity-id-duplicate", child.JsonPath, child.Id, $"Expected every activity of a flowchart to have its own id, but '{child.Id}' occurs twice.");

        if (json.Member("connections") is { } drawn) ExpectList(drawn, jsonPath + ".connections", node.Id);
        var connections = new List<FlowConnection>();
        var seen = new HashSet<FlowConnection>();
        var index = 0;
        // Connections laid aside because an end was not found come back when both ends are there again.
        var laidAside = (json.Member("customProperties") ?? default).Member("notFoundConnections").Items()
            .Where(c => new[] { End(c, "source").Id, End(c, "target").Id }.All(e => e is not null && byId.TryGetValue(e, out var end) && node.Activities[end].Behavior is not NotFoundBehavior));
        foreach (var item in json.Member("connections").Items().Concat(laidAside.ToList()))
        {
            var at = $"{jsonPath}.connections[{index++}]";
            var (source, port) = End(item, "source");
            var (target, _) = End(item, "target");
            if (source is null || target is null || !byId.TryGetValue(source, out var from) || !byId.TryGetValue(target, out var to))
            {
                foreach (var (end, id) in (ReadOnlySpan<(string, string?)>)[("source", source), ("target", target)])
                    if (id is null) Problem("connection-end-unknown", at, node.Id, $"Expected the connection to join two activities of the flowchart '{node.Id}', but it names no {end}.");
                    else if (!byId.ContainsKey(id)) Problem("connection-end-unknown", at, id, $"Expected the connection to join two activities of this flowchart, but '{id}' is not one of them.");
                continue;
            }
            var connection = new FlowConnection(from, port, to);
            if (seen.Add(connection)) connections.Add(connection);
            CheckPort(node.Activities[from], port, at);
        }

        var inbound = connections.Where(c => c.Source != c.Target).Select(c => c.Target).ToHashSet();
        var start = Array.FindIndex(node.Activities, n => n.Type.IsStart);
        if (start < 0) start = Array.FindIndex(node.Activities, n => n.CanStartWorkflow);
        if (start < 0) start = Array.FindIndex(node.Activities, n => !inbound.Contains(n.Position));
        if (start < 0 && node.Activities.Length > 0) start = 0;
        node.Flow = new FlowGraph(node.Activities, [.. connections], start, node.Activities.Where(n => n.CanStartWorkflow).Select(n => n.Position));
    }

    private static (string? Id, string? Port) End(JsonElement connection, string end)
    {
        if (connection.Member(end) is not { } value) return (null, null);
        return value.ValueKind == JsonValueKind.String
            ? (value.GetString(), connection.Text(end + "Port"))
            : (value.Text("activity") ?? (value.Member("activity") ?? default).Text("id"), value.Text("port"));
    }

    private void CheckPort(Node source, string? port, string path)
    {
        if (port is null || source.Type.Behavior is NotFoundBehavior) return;
        IEnumerable<string>? allowed = source.Type.HasCases ? source.Cases.Select(c => c.Label).Append("Default")
            : source.Behavior is FlowForkBehavior && source.InputNamed("branches") is { Kind: ExpressionKind.Literal } branches ? branches.Literal is List<object?> names ? names.Select(Value.ToText) : ["Done"]
            : source.Type.HasDynamicOutcomes ? null
            : source.Type.Outcomes.Count > 0 ? source.Type.Outcomes.Select(o => o.Name) : ["Done"];
        if (source.Type.HasCases && source.Type.EmbeddedPorts.Count > 0) allowed = ["Done"];
        if (allowed is not null && !allowed.Contains(port))
            Problem("port-unknown", path, source.Id, $"Expected one of the outcomes {string.Join(", ", allowed)} of '{source.Id}', but the connection starts at '{port}'.");
    }
}
