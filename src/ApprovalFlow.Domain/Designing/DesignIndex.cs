using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Where the activities and flowcharts of a document are. Made anew when activities come or go.</summary>
internal sealed class DesignIndex
{
    private readonly Dictionary<string, (JsonObject Json, JsonObject Flow)> activities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> flows = new(StringComparer.Ordinal);
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public string Root { get; private init; } = "";
    public int Count => activities.Count;
    /// <summary>Every id that an activity has, drawn or not.</summary>
    public IReadOnlySet<string> Ids => ids;
    public IEnumerable<string> Flows => flows.Keys;

    public static DesignIndex Of(JsonObject document)
    {
        var root = document["root"]!.AsObject();
        var index = new DesignIndex { Root = FlowJson.Text(root, "id")! };
        index.Walk(root);
        return index;
    }

    public JsonObject? Activity(string id) => activities.TryGetValue(id, out var at) ? at.Json : null;

    /// <summary>The flowchart that an activity is drawn in.</summary>
    public JsonObject? FlowOf(string id) => activities.TryGetValue(id, out var at) ? at.Flow : null;

    public JsonObject? Flow(string id) => flows.GetValueOrDefault(id);

    /// <summary>Flowcharts somewhere below an activity, such as the one in a port of it.</summary>
    public IEnumerable<string> FlowsWithin(JsonObject activity) => flows.Where(f => f.Value == activity || IsWithin(f.Value, activity)).Select(f => f.Key);

    private static bool IsWithin(JsonNode node, JsonNode owner)
    {
        for (var at = node.Parent; at is not null; at = at.Parent) if (at == owner) return true;
        return false;
    }

    private void Walk(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Walk(item);
            return;
        }
        if (node is not JsonObject members) return;
        if (FlowJson.Text(members, "type") is { } type && FlowJson.Text(members, "id") is { } id)
        {
            ids.Add(id);
            if (type == FlowJson.FlowchartType)
            {
                flows.TryAdd(id, members);
                if (members["activities"] is JsonArray children)
                    foreach (var child in children.OfType<JsonObject>())
                        if (FlowJson.Text(child, "id") is { } childId) activities.TryAdd(childId, (child, members));
            }
        }
        foreach (var (_, value) in members)
            if (value is JsonObject or JsonArray) Walk(value);
    }
}
