using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Brings what older tools wrote to the one spelling that commands work on: wrapped lists, flat connections, activities without id (SPEC 2.1, 4.1).</summary>
internal static class OlderSpellings
{
    /// <summary>Answers an id that two activities share; null: all is well.</summary>
    public static string? Modernize(JsonObject document)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        string? twin = null;
        Collect(document["root"], used, id => twin ??= id);
        if (twin is null) Walk(document["root"], used);
        return twin;
    }

    private static void Collect(JsonNode? node, HashSet<string> used, Action<string> duplicate)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items) Collect(item, used, duplicate);
                break;
            case JsonObject members:
                if (FlowJson.Text(members, "type") is { } type && FlowJson.Text(members, "id") is { Length: > 0 } id && (type.Contains('.', StringComparison.Ordinal) || members["version"] is not null) && !used.Add(id))
                    duplicate(id);
                foreach (var (_, value) in members)
                    if (value is JsonObject or JsonArray) Collect(value, used, duplicate);
                break;
        }
    }

    private static void Walk(JsonNode? node, HashSet<string> used)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Walk(item, used);
            return;
        }
        if (node is not JsonObject members) return;
        if (FlowJson.Text(members, "type") is { } type && (members == members.Root["root"] || IsChild(members)))
        {
            if (string.IsNullOrEmpty(FlowJson.Text(members, "id"))) members["id"] = FreeId(type, used);
            if (type == FlowJson.FlowchartType) Flowchart(members);
        }
        foreach (var value in members.Select(m => m.Value).ToList()) Walk(value, used);
    }

    /// <summary>An activity stands in a list of activities or in a port; an expression, which has a type too, does not.</summary>
    private static bool IsChild(JsonObject members) => members.Parent is JsonArray list
        ? list.Parent is JsonObject && list.GetPropertyName().ToUpperInvariant() is "ACTIVITIES" or "BRANCHES"
        : FlowJson.Text(members, "type")!.Contains('.', StringComparison.Ordinal);

    private static void Flowchart(JsonObject flow)
    {
        foreach (var name in (string[])["activities", "connections"])
        {
            var list = flow[name] switch
            {
                JsonArray there => there,
                JsonObject wrapped when wrapped["$values"] is JsonArray inner => inner,
                JsonObject wrapped when wrapped["items"] is JsonArray inner && wrapped["_type"] is not null => inner,
                JsonObject single => [single.DeepClone()],
                _ => new JsonArray(flow.Options),
            };
            if (ReferenceEquals(list, flow[name])) continue;
            flow[name] = list.DeepClone();
        }
        foreach (var connection in flow["connections"]!.AsArray().OfType<JsonObject>())
        {
            End(connection, "source", "sourcePort", FlowJson.DonePort);
            End(connection, "target", "targetPort", FlowJson.InPort);
        }
    }

    private static void End(JsonObject connection, string name, string portName, string port)
    {
        if (FlowJson.Text(connection, name) is { } activity)
        {
            connection[name] = new JsonObject(connection.Options) { ["activity"] = activity, ["port"] = FlowJson.Text(connection, portName) ?? port };
            connection.Remove(portName);
        }
        else if (connection[name] is JsonObject end && end["activity"] is JsonObject whole && FlowJson.Text(whole, "id") is { } id)
            end["activity"] = id;
    }

    private static string FreeId(string type, HashSet<string> used) => DesignIds.Free(type, used);
}

internal static class DesignIds
{
    /// <summary>The type's short name with the first number that is free, as the format does it; the id counts as used from now on.</summary>
    public static string Free(string type, ISet<string> used)
    {
        var name = type[(type.LastIndexOf('.') + 1)..];
        if (name.Length == 0) name = "Activity";
        for (var n = 1; ; n++)
            if (used.Add(name + n)) return name + n;
    }
}
