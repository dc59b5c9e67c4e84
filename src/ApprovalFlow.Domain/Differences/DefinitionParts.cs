using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Differences;

/// <summary>A definition taken apart: activities by path, each member of them, connections, and what the document says beside them. Two definitions differ exactly where their parts do.</summary>
internal sealed class DefinitionParts
{
    private static readonly HashSet<string> Naming = new(["$schema", "id", "definitionId", "tenantId", "createdAt", "version", "toolVersion", "isLatest", "isPublished"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, ActivityPart> activities = new(StringComparer.Ordinal);
    private readonly Dictionary<ConnectionKey, string> connections = [];
    private readonly SortedDictionary<string, string> workflow = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> ways = new(StringComparer.Ordinal);

    /// <summary>By path: ids from the root down, colon separated. Parents before their children.</summary>
    public IReadOnlyDictionary<string, ActivityPart> Activities => activities;
    /// <summary>With the rest of what the connection says, as canonical JSON.</summary>
    public IReadOnlyDictionary<ConnectionKey, string> Connections => connections;
    /// <summary>Members of the document, those of objects one by one, as canonical JSON; without the root and what only names the version.</summary>
    public IReadOnlyDictionary<string, string> Workflow => workflow;

    /// <summary>The names that lead to a member of the document.</summary>
    public string[] WayTo(string name) => ways[name];

    public static DefinitionParts Empty { get; } = new();

    public static DefinitionParts Of(WorkflowDefinition definition)
    {
        var parts = new DefinitionParts();
        foreach (var member in definition.Document.EnumerateObject())
            if (!Naming.Contains(member.Name) && !member.Name.Equals("root", StringComparison.OrdinalIgnoreCase)) parts.Flatten([member.Name], member.Value);
        if (definition.Root is { } root) parts.Add(root, "", "root");
        return parts;
    }

    /// <summary>Objects are taken apart as far as people would name their members: <c>customProperties.approvalflow.promisedDays</c>.</summary>
    private void Flatten(string[] way, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && way.Length < 4 && value.EnumerateObject().Any())
        {
            foreach (var member in value.EnumerateObject()) Flatten([.. way, member.Name], member.Value);
            return;
        }
        var name = string.Join('.', way);
        (workflow[name], ways[name]) = (Canonical(value), way);
    }

    private void Add(JsonElement activity, string parent, string slot)
    {
        var id = activity.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } text ? text : slot;
        var path = parent.Length == 0 ? id : $"{parent}:{id}";
        for (var copy = 2; activities.ContainsKey(path); copy++) path = $"{(parent.Length == 0 ? id : $"{parent}:{id}")}#{copy}";
        var part = new ActivityPart(path, id, Text(activity, "type") ?? "", parent, slot, activity);
        activities[path] = part;
        var isFlow = activity.TryGetProperty("connections", out var lines) && lines.ValueKind == JsonValueKind.Array && activity.TryGetProperty("activities", out _);
        foreach (var member in activity.EnumerateObject())
        {
            if (member.Name is "nodeId" or "id" || isFlow && member.Name == "connections") continue;
            List<string> children = [];
            Children(member.Value, path, member.Name, children);
            // The order of a flowchart's own list says nothing that its connections do not say.
            if (isFlow && member.Name == "activities") continue;
            part.Members[member.Name] = children.Count == 0 ? Canonical(member.Value) : Canonical(Without(member.Value));
        }
        if (isFlow)
            foreach (var line in lines.EnumerateArray()) Connect(line, path);
    }

    /// <summary>Activities inside a member, whatever wraps them.</summary>
    private void Children(JsonElement value, string path, string slot, List<string> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray()) Children(item, path, $"{slot}[{index++}]", found);
        }
        else if (IsActivity(value))
        {
            found.Add(slot);
            Add(value, path, slot);
        }
        else if (value.ValueKind == JsonValueKind.Object && slot.Count(c => c == '[') < 3)
            foreach (var member in value.EnumerateObject()) Children(member.Value, path, $"{slot}.{member.Name}", found);
    }

    /// <summary>The member with each activity inside replaced by its id: their order and places stay part of it.</summary>
    private static JsonElement Without(JsonElement value)
    {
        JsonNode? Replace(JsonElement part) => part.ValueKind switch
        {
            JsonValueKind.Array => new JsonArray([.. part.EnumerateArray().Select(Replace)]),
            JsonValueKind.Object when IsActivity(part) => JsonValue.Create(Text(part, "id")),
            JsonValueKind.Object => new JsonObject(part.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Replace(m.Value)))),
            _ => JsonNode.Parse(part.GetRawText()),
        };
        return JsonSerializer.SerializeToElement(Replace(value), new JsonSerializerOptions { MaxDepth = 1000 });
    }

    private void Connect(JsonElement line, string flow)
    {
        var (source, port) = End(line, "source", "Done");
        var (target, entry) = End(line, "target", "In");
        var key = new ConnectionKey(flow, source, port, target, entry);
        for (var copy = 2; connections.ContainsKey(key); copy++) key = key with { Copy = copy };
        connections[key] = line.ValueKind == JsonValueKind.Object && line.TryGetProperty("vertices", out var bends) ? Canonical(bends) : "[]";
    }

    /// <summary>Both spellings of the format: an object with activity and port, and <c>sourcePort</c> beside a bare id.</summary>
    private static (string Activity, string Port) End(JsonElement line, string name, string usual)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty(name, out var end)) return ("", usual);
        if (end.ValueKind == JsonValueKind.String) return (end.GetString()!, Text(line, name + "Port") ?? usual);
        return end.ValueKind == JsonValueKind.Object ? (Text(end, "activity") ?? "", Text(end, "port") ?? usual) : ("", usual);
    }

    private static bool IsActivity(JsonElement value) => value.ValueKind == JsonValueKind.Object && Text(value, "type") is { Length: > 0 } && value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
        && !value.TryGetProperty("typeName", out _);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static string Canonical(JsonElement element) => Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(element));
}

/// <param name="Parent">Path of the activity it lies in; empty: the root.</param>
/// <param name="Slot">Member of the parent that holds it.</param>
internal sealed record ActivityPart(string Path, string Id, string Type, string Parent, string Slot, JsonElement Json)
{
    /// <summary>Members as canonical JSON, activities inside replaced by their ids.</summary>
    public SortedDictionary<string, string> Members { get; } = new(StringComparer.Ordinal);

    public string? Literal(string input) => Value(input) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    public double? Number(string input) => Value(input) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>What an input is said to be outright, wrapped or plain.</summary>
    public JsonElement? Value(string input)
    {
        if (!Json.TryGetProperty(input, out var value)) return null;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("expression", out var expression) && expression.ValueKind == JsonValueKind.Object && expression.TryGetProperty("value", out var inner) ? inner : value;
    }
}

/// <param name="Flow">Path of the flowchart.</param>
/// <param name="Copy">Tells the same connection drawn twice apart.</param>
internal sealed record ConnectionKey(string Flow, string Source, string Port, string Target, string Entry, int Copy = 1);
