using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    private const string ClipMark = "approvalflow-clip";

    /// <summary>Activities with the connections among them, as text that can be pasted here or into another definition; null when none of the ids is an activity.</summary>
    public string? Copy(IReadOnlyList<string> activities)
    {
        var chosen = activities.Distinct().Where(id => index.Activity(id) is not null).ToHashSet(StringComparer.Ordinal);
        if (chosen.Count == 0) return null;
        var flow = index.FlowOf(chosen.First())!;
        var inside = flow["activities"]!.AsArray().OfType<JsonObject>().Where(a => FlowJson.Text(a, "id") is { } id && chosen.Contains(id)).ToList();
        var lines = flow["connections"] is JsonArray connections ? connections.OfType<JsonObject>().Where(c => FlowJson.KeyOf(c) is { } k && chosen.Contains(k.Source) && chosen.Contains(k.Target)) : [];
        return new JsonObject
        {
            [ClipMark] = 1,
            ["activities"] = new JsonArray([.. inside.Select(a => a.DeepClone())]),
            ["connections"] = new JsonArray([.. lines.Select(c => c.DeepClone())]),
        }.ToJsonString(Writing);
    }

    private Rejection? Paste(DesignCommand.Paste command, DesignRecorder recorder, List<string> made)
    {
        if (index.Flow(command.Flow) is not { } flow) return DesignText.Reject("design-flow-unknown", command.Flow);
        if (PositionProblem(command.X, command.Y) is { } outside) return outside;
        if (Clip(command.Clip) is not var (activities, connections)) return DesignText.Reject("design-clip-invalid");

        var used = new HashSet<string>(index.Ids, StringComparer.Ordinal);
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var activity in activities) Rename(activity, used, renamed);
        var boxes = activities.ToDictionary(a => a, a => DesignBox.Of(a, TypeOf(a)));
        var (dx, dy) = (Math.Round(command.X - boxes.Values.Min(b => b.X)), Math.Round(command.Y - boxes.Values.Min(b => b.Y)));
        var list = recorder.Array(flow, "activities");
        // One start is enough: a second one would never run.
        var hasStart = list.OfType<JsonObject>().Any(a => TypeOf(a)?.IsStart == true);
        var left = activities.Where(a => TypeOf(a)?.IsStart == true).Skip(hasStart ? 0 : 1).Select(a => FlowJson.Text(a, "id")!).ToHashSet();
        var total = index.Count + activities.Sum(Activities) - left.Count;
        if (total > MaxActivities) return DesignText.Reject("design-too-many-activities", Count(MaxActivities), Count(total));
        foreach (var activity in activities.Where(a => !left.Contains(FlowJson.Text(a, "id")!)))
        {
            var box = boxes[activity];
            if (activity["metadata"] is not JsonObject metadata) activity["metadata"] = metadata = [];
            if (metadata["designer"] is not JsonObject designer) metadata["designer"] = designer = [];
            designer["position"] = Pair(box.X + dx, box.Y + dy);
            recorder.Append(list, activity);
            var id = FlowJson.Text(activity, "id")!;
            recorder.Touched.Activities.Add(id);
            made.Add(id);
        }
        recorder.Touched.Structure = true;
        var (flowId, lines) = (FlowJson.Text(flow, "id")!, recorder.Array(flow, "connections"));
        foreach (var connection in connections)
        {
            if (FlowJson.KeyOf(connection) is not { } key || !renamed.TryGetValue(key.Source, out var source) || !renamed.TryGetValue(key.Target, out var target) || left.Contains(source) || left.Contains(target) || source == target) continue;
            connection["source"]!["activity"] = source;
            connection["target"]!["activity"] = target;
            if (connection["vertices"] is JsonArray bends)
                connection["vertices"] = new JsonArray([.. bends.OfType<JsonObject>().Select(b => Pair((FlowJson.Number(b, "x") ?? 0) + dx, (FlowJson.Number(b, "y") ?? 0) + dy))]);
            recorder.Append(lines, connection);
            recorder.Touched.Connections.Add((flowId, new(source, key.Port, target)));
        }
        return made.Count == 0 ? DesignText.Reject("design-clip-invalid") : null;
    }

    /// <summary>A clip may come from anywhere: it is read as a definition is read.</summary>
    private static (List<JsonObject> Activities, List<JsonObject> Connections)? Clip(string text)
    {
        if (text.Length > WorkflowDefinition.MaxLength) return null;
        try
        {
            if (JsonNode.Parse(text, AnyCase, new JsonDocumentOptions { MaxDepth = 200 }) is not JsonObject clip || clip[ClipMark] is null || clip["activities"] is not JsonArray activities) return null;
            Materialize(clip);
            var connections = clip["connections"] as JsonArray ?? [];
            var chosen = activities.OfType<JsonObject>().Where(a => FlowJson.Text(a, "id") is { Length: > 0 } && FlowJson.Text(a, "type") is { Length: > 0 }).Select(a => a.DeepClone().AsObject()).ToList();
            return chosen.Count == 0 || chosen.Select(a => FlowJson.Text(a, "id")).Distinct().Count() < chosen.Count ? null
                : (chosen, [.. connections.OfType<JsonObject>().Select(c => c.DeepClone().AsObject())]);
        }
        catch (Exception invalid) when (invalid is JsonException or ArgumentException or InvalidOperationException) { return null; }
    }

    /// <summary>New ids for an activity and all inside it, with the connections of flowcharts inside it.</summary>
    private static void Rename(JsonNode? node, HashSet<string> used, Dictionary<string, string> renamed)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Rename(item, used, renamed);
            return;
        }
        if (node is not JsonObject members) return;
        if (IsActivity(members))
        {
            var id = DesignIds.Free(FlowJson.Text(members, "type")!, used);
            renamed[FlowJson.Text(members, "id")!] = id;
            members["id"] = id;
            members.Remove("nodeId");
        }
        var inside = members["activities"] is JsonArray ? new Dictionary<string, string>(StringComparer.Ordinal) : renamed;
        foreach (var value in members.Where(m => m.Value is JsonObject or JsonArray && m.Key != "connections").Select(m => m.Value).ToList()) Rename(value, used, inside);
        if (members["connections"] is JsonArray lines)
            foreach (var line in lines.OfType<JsonObject>())
                foreach (var end in (string[])["source", "target"])
                    if (line[end] is JsonObject at && FlowJson.Text(at, "activity") is { } old && inside.TryGetValue(old, out var now)) at["activity"] = now;
    }

    private static bool IsActivity(JsonObject members) =>
        FlowJson.Text(members, "id") is { Length: > 0 } && FlowJson.Text(members, "type") is { } type && (type.Contains('.', StringComparison.Ordinal) || members["version"] is not null);

    private static int Activities(JsonNode? node) => node switch
    {
        JsonObject members => (IsActivity(members) ? 1 : 0) + members.Sum(m => Activities(m.Value)),
        JsonArray items => items.Sum(Activities),
        _ => 0,
    };
}
