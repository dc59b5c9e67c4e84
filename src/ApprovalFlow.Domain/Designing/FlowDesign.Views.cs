using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    /// <summary>A flowchart of the definition; null when there is none of that id.</summary>
    public DesignView? View(string flow) => index.Flow(flow) is not { } json ? null : new(flow,
        [.. (json["activities"] as JsonArray ?? []).OfType<JsonObject>().Where(a => FlowJson.Text(a, "id") is not null).Select(Node)],
        [.. (json["connections"] as JsonArray ?? []).OfType<JsonObject>().Select(c => (Json: c, Key: FlowJson.KeyOf(c))).Where(c => c.Key is not null && IsDrawn(json, c.Key.Value)).DistinctBy(c => c.Key).Select(c => Edge(c.Json, c.Key!.Value))],
        [.. Comments(json).Select(View)]);

    /// <summary>The flowcharts from the outermost down to this one.</summary>
    public IReadOnlyList<(string Flow, Localized Name)> WayTo(string flow)
    {
        var way = new List<(string, Localized)>();
        for (JsonNode? at = index.Flow(flow); at is not null; at = at.Parent)
            if (at is JsonObject members && FlowJson.Text(members, "type") == FlowJson.FlowchartType && FlowJson.Text(members, "id") is { } id && index.Flow(id) == members)
            {
                way.Add((id, id == RootFlow ? new(Name, Name) : NamesOf(Standing(members, id))));
            }
        way.Reverse();
        return way;
    }

    /// <summary>The activity of <paramref name="outer"/> inside which <paramref name="inner"/> lies, however deep; null when it does not.</summary>
    public string? HolderOf(string inner, string outer)
    {
        var way = WayTo(inner);
        var at = way.TakeWhile(w => w.Flow != outer).Count();
        return at + 1 < way.Count && index.Flow(way[at + 1].Flow) is JsonObject members ? FlowJson.Text(Standing(members, way[at + 1].Flow), "id") : null;
    }

    /// <summary>A flowchart in a port is known by the activity whose port it is.</summary>
    private JsonObject Standing(JsonObject flowchart, string id) =>
        index.Activity(id) is null && flowchart.Parent is JsonObject holder && FlowJson.Text(holder, "type") is not null && holder != document ? holder : flowchart;

    /// <summary>The flowchart that an activity is drawn in; null when it is drawn in none.</summary>
    public string? FlowOf(string activity) => FlowJson.Text(index.FlowOf(activity), "id");

    public string? TypeNameOf(string activity) => FlowJson.Text(index.Activity(activity), "type");

    public Localized? NamesOf(string activity) => index.Activity(activity) is { } json ? NamesOf(json) : null;

    /// <summary>What an activity says about one of its inputs.</summary>
    public DesignValue? ValueOf(string activity, InputDescriptor input) => index.Activity(activity) is { } json ? InputJson.Read(json, input) : null;

    public IReadOnlyList<DesignCase> CasesOf(string activity) => (index.Activity(activity)?["cases"] as JsonArray)?.OfType<JsonObject>()
        .Select(c => new DesignCase(FlowJson.Text(c, "label") ?? "", (c["condition"] as JsonObject)?["value"]?.ToString() ?? "")).ToList() ?? [];

    /// <summary>Connections that begin at an activity.</summary>
    public IReadOnlyList<ConnectionKey> ConnectionsFrom(string activity) =>
        index.FlowOf(activity)?["connections"] is JsonArray list ? [.. list.OfType<JsonObject>().Select(c => FlowJson.KeyOf(c)).OfType<ConnectionKey>().Where(k => k.Source == activity)] : [];

    public NodeView? Node(string activity) => index.Activity(activity) is { } json ? Node(json) : null;

    private DesignDelta DeltaOf(DesignTouch touched)
    {
        var nodes = new List<(string, NodeView)>();
        var gone = new List<string>();
        // The outcomes of an unknown type are told by its connections.
        var again = touched.Activities.Concat(touched.Connections.Select(c => c.Key.Source).Where(s => index.Activity(s) is { } source && TypeOf(source) is null)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in again)
            if (index.Activity(id) is { } activity) nodes.Add((FlowJson.Text(index.FlowOf(id), "id")!, Node(activity)));
            else gone.Add(id);
        var comments = new List<(string, CommentView)>();
        foreach (var id in touched.Comments)
            if (Comment(id) is var (list, at)) comments.Add((FlowJson.Text(FlowHolding(list), "id")!, View(list[at]!.AsObject())));
            else gone.Add(id);
        var edges = new List<(string, EdgeView)>();
        var cut = new List<(string, ConnectionKey)>();
        // A layout touches all connections of a flowchart: they are looked through once, not once for each.
        var there = touched.Connections.Select(c => c.Flow).Distinct().SelectMany(f => (index.Flow(f)?["connections"] as JsonArray ?? []).OfType<JsonObject>())
            .Select(c => (Json: c, Key: FlowJson.KeyOf(c))).Where(c => c.Key is not null).DistinctBy(c => c.Key).ToDictionary(c => c.Key!.Value, c => c.Json);
        foreach (var (flow, key) in touched.Connections)
            if (index.Flow(flow) is { } json && IsDrawn(json, key) && there.GetValueOrDefault(key) is { } connection) edges.Add((flow, Edge(connection, key)));
            else cut.Add((flow, key));
        return new()
        {
            Nodes = nodes, Edges = edges, Comments = comments, Gone = gone, Cut = cut, Head = touched.Head,
            Moved = [.. touched.Moved.Where(id => !again.Contains(id) && index.Activity(id) is not null).Select(id => (id, BoxOf(id)!.Value.X, BoxOf(id)!.Value.Y))],
        };
    }

    private static JsonObject? FlowHolding(JsonNode list)
    {
        for (var at = list.Parent; at is not null; at = at.Parent)
            if (at is JsonObject members && FlowJson.Text(members, "type") == FlowJson.FlowchartType) return members;
        return null;
    }

    private bool IsDrawn(JsonObject flow, ConnectionKey key) => index.FlowOf(key.Source) == flow && index.FlowOf(key.Target) == flow;

    private NodeView Node(JsonObject activity)
    {
        var type = TypeOf(activity);
        var typeName = FlowJson.Text(activity, "type") ?? "";
        var shape = DesignBox.ShapeOf(typeName, type);
        return new(FlowJson.Text(activity, "id")!, typeName, shape, DesignBox.Of(activity, type), NamesOf(activity), type?.Icon ?? "question")
        {
            Ports = type is null ? OpenPorts(FlowJson.Text(activity, "id")!) : ActivityPorts.Of(activity, type),
            AcceptsInput = type?.IsStart != true,
            Role = FlowJson.LiteralText(activity, "role"),
            DepartmentId = FlowJson.LiteralText(activity, "departmentId"),
            LimitDays = FlowJson.Literal(activity, "limitDays") is JsonValue days && days.GetValueKind() == System.Text.Json.JsonValueKind.Number ? FlowJson.AsDouble(days) : null,
            Excluded = FlowJson.LiteralText(activity, "clock") == "excluded",
            Inside = typeName == FlowJson.FlowchartType ? FlowJson.Text(activity, "id") : shape == DesignShape.Container ? index.FlowsWithin(activity).FirstOrDefault() : null,
            Empty = type is null || type.IsContainer ? [] : [.. type.EmbeddedPorts.Where(p => p is not ("activities" or "branches") && activity[p] is null)],
        };
    }

    /// <summary>Nobody knows what an unknown type ends with: it has the outcomes that its connections begin at.</summary>
    private IReadOnlyList<Outcome> OpenPorts(string activity) =>
        [.. ConnectionsFrom(activity).Select(c => c.Port).Append(FlowJson.DonePort).Distinct().Select(p => new Outcome(p, new(p, p)))];

    private EdgeView Edge(JsonObject connection, ConnectionKey key)
    {
        var source = index.Activity(key.Source)!;
        var type = TypeOf(source);
        return new(key, [.. (connection["vertices"] as JsonArray ?? []).OfType<JsonObject>().Select(v => new DesignPoint(FlowJson.Number(v, "x") ?? 0, FlowJson.Number(v, "y") ?? 0))])
        {
            IsLoose = !ActivityPorts.AreOpen(type) && !ActivityPorts.Of(source, type).Any(p => p.Name == key.Port),
        };
    }

    private static CommentView View(JsonObject comment) => new(FlowJson.Text(comment, "id") ?? "", FlowJson.Text(comment, "text") ?? "", FlowJson.Number(comment, "x") ?? 0, FlowJson.Number(comment, "y") ?? 0);

    private Localized NamesOf(JsonObject activity)
    {
        var metadata = activity["metadata"] as JsonObject;
        var type = TypeOf(activity)?.DisplayName;
        var zh = FlowJson.Text(metadata, "displayText") ?? FlowJson.LiteralText(activity, "nameZh") ?? FlowJson.Text(activity, "name") ?? type?.Zh ?? FlowJson.Text(activity, "id")!;
        var en = FlowJson.Text(metadata, "displayTextEn") ?? FlowJson.LiteralText(activity, "nameEn") ?? (FlowJson.Text(metadata, "displayText") is null ? FlowJson.Text(activity, "name") ?? type?.En : null) ?? zh;
        return new(zh, en);
    }
}
