using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    /// <param name="chosen">What the designer would go on with: what was added.</param>
    private Rejection? Decide(DesignCommand command, DesignRecorder recorder, out IReadOnlyList<string> chosen)
    {
        List<string> made = [];
        chosen = made;
        return command switch
        {
            DesignCommand.Add c => Add(c, recorder, made),
            DesignCommand.Delete c => Delete(c, recorder),
            DesignCommand.Connect c => Connect(c.Connection, recorder),
            DesignCommand.Reconnect c => Reconnect(c, recorder, made),
            DesignCommand.Move c => Move(c, recorder),
            DesignCommand.Place c => Place(c, recorder),
            DesignCommand.Align c => Align(c, recorder),
            DesignCommand.Bend c => Bend(c, recorder),
            DesignCommand.Rename c => Rename(c, recorder),
            DesignCommand.SetInput c => SetInput(c, recorder),
            DesignCommand.SetCases c => SetCases(c, recorder),
            DesignCommand.Paste c => Paste(c, recorder, made),
            DesignCommand.AddComment c => AddComment(c, recorder, made),
            DesignCommand.SetComment c => SetComment(c, recorder),
            DesignCommand.DeclareInput c => DeclareInput(c, recorder),
            DesignCommand.DeclareVariable c => DeclareVariable(c, recorder),
            DesignCommand.Undeclare c => Undeclare(c, recorder),
            DesignCommand.SetHead c => SetHead(c, recorder),
            DesignCommand.Embed c => Embed(c, recorder, made),
            _ => DesignText.Reject("design-command-unknown"),
        };
    }

    private Rejection? Add(DesignCommand.Add command, DesignRecorder recorder, List<string> made)
    {
        if (index.Flow(command.Flow) is not { } flow) return DesignText.Reject("design-flow-unknown", command.Flow);
        if (registry.Find(command.Type) is not { } type) return DesignText.Reject("design-type-unknown", command.Type);
        if (PositionProblem(command.X, command.Y) is { } outside) return outside;
        if (index.Count >= MaxActivities) return DesignText.Reject("design-too-many-activities", Count(MaxActivities), Count(index.Count + 1));
        var activities = recorder.Array(flow, "activities");
        if (type.IsStart && activities.OfType<JsonObject>().Any(a => registry.Find(FlowJson.Text(a, "type") ?? "")?.IsStart == true)) return DesignText.Reject("design-start-twice");

        var id = DesignIds.Free(type.TypeName, new HashSet<string>(index.Ids));
        var activity = NewActivity.Of(type, id, Math.Round(command.X), Math.Round(command.Y));
        recorder.Append(activities, activity);
        recorder.Touched.Structure = true;
        recorder.Touched.Activities.Add(id);
        made.Add(id);
        if (command.From is not { } from) return null;
        // The connection is decided on the document with the activity in it.
        index = DesignIndex.Of(document);
        return Connect(new(from.Activity, from.Port, id), recorder);
    }

    private Rejection? Delete(DesignCommand.Delete command, DesignRecorder recorder)
    {
        foreach (var id in command.Activities)
            if (index.Activity(id) is null) return DesignText.Reject("design-activity-unknown", id);
        foreach (var key in command.Connections)
            if (Find(key) is null) return Unknown(key);
        foreach (var id in command.Comments)
            if (Comment(id) is null) return DesignText.Reject("design-comment-unknown", id);

        var gone = command.Activities.ToHashSet(StringComparer.Ordinal);
        var cut = command.Connections.ToHashSet();
        foreach (var flow in gone.Select(g => index.FlowOf(g)!).Concat(cut.Select(c => index.FlowOf(c.Source)!)).Distinct().ToList())
        {
            var (flowId, connections) = (FlowJson.Text(flow, "id")!, recorder.Array(flow, "connections"));
            for (var i = connections.Count - 1; i >= 0; i--)
                if (FlowJson.KeyOf(connections[i]) is { } key && (cut.Contains(key) || gone.Contains(key.Source) || gone.Contains(key.Target)))
                {
                    recorder.RemoveAt(connections, i);
                    recorder.Touched.Connections.Add((flowId, key));
                }
            var activities = flow["activities"]!.AsArray();
            for (var i = activities.Count - 1; i >= 0; i--)
                if (activities[i] is JsonObject activity && FlowJson.Text(activity, "id") is { } id && gone.Contains(id))
                {
                    recorder.RemoveAt(activities, i);
                    recorder.Touched.Activities.Add(id);
                    recorder.Touched.Structure = true;
                }
        }
        foreach (var id in command.Comments)
        {
            var (list, at) = Comment(id)!.Value;
            recorder.RemoveAt(list, at);
            recorder.Touched.Comments.Add(id);
        }
        return null;
    }

    private Rejection? Connect(ConnectionKey key, DesignRecorder recorder)
    {
        if (ConnectionProblem(key) is { } problem) return problem;
        var flow = index.FlowOf(key.Source)!;
        recorder.Append(recorder.Array(flow, "connections"), FlowJson.Connection(key));
        recorder.Touched.Connections.Add((FlowJson.Text(flow, "id")!, key));
        return null;
    }

    private Rejection? Reconnect(DesignCommand.Reconnect command, DesignRecorder recorder, List<string> made)
    {
        if (Find(command.Connection) is not { } found) return Unknown(command.Connection);
        if (command.Connection == command.To) return null;
        if (ConnectionProblem(command.To) is { } problem) return problem;
        if (index.FlowOf(command.To.Source) != index.FlowOf(command.Connection.Source)) return DesignText.Reject("design-connection-across", command.Connection.Source, command.To.Source);
        var flowId = FlowJson.Text(index.FlowOf(command.To.Source)!, "id")!;
        recorder.Set(found["source"]!.AsObject(), "activity", command.To.Source);
        recorder.Set(found["source"]!.AsObject(), "port", command.To.Port);
        recorder.Set(found["target"]!.AsObject(), "activity", command.To.Target);
        recorder.Set(found, "vertices", new JsonArray());
        recorder.Touched.Connections.Add((flowId, command.Connection));
        recorder.Touched.Connections.Add((flowId, command.To));
        made.Add(command.To.Text);
        return null;
    }

    private Rejection? ConnectionProblem(ConnectionKey key)
    {
        if (index.Activity(key.Source) is not { } source) return DesignText.Reject("design-activity-unknown", key.Source);
        if (index.Activity(key.Target) is not { } target) return DesignText.Reject("design-activity-unknown", key.Target);
        if (key.Source == key.Target) return DesignText.Reject("design-connection-to-itself", NameOf(source));
        if (index.FlowOf(key.Source) != index.FlowOf(key.Target)) return DesignText.Reject("design-connection-across", NameOf(source), NameOf(target));
        var type = TypeOf(source);
        var ports = ActivityPorts.Of(source, type);
        if (!ActivityPorts.AreOpen(type) && !ports.Any(p => p.Name == key.Port)) return DesignText.Reject("design-port-unknown", NameOf(source), key.Port, string.Join(", ", ports.Select(p => p.Name)));
        if (key.Port.Length is 0 or > 100) return DesignText.Reject("design-port-unknown", NameOf(source), key.Port, "");
        if (TypeOf(target)?.IsStart == true) return DesignText.Reject("design-connection-into-start");
        return Find(key) is null ? null : DesignText.Reject("design-connection-exists", NameOf(source), NameOf(target));
    }

    private Rejection? Embed(DesignCommand.Embed command, DesignRecorder recorder, List<string> made)
    {
        if (index.Activity(command.Activity) is not { } activity) return DesignText.Reject("design-activity-unknown", command.Activity);
        var port = TypeOf(activity)?.EmbeddedPorts.FirstOrDefault(p => p == command.Port && p is not ("activities" or "branches"));
        if (port is null || activity[port] is not null) return DesignText.Reject("design-port-not-embedded", NameOf(activity), command.Port);
        var id = DesignIds.Free(FlowJson.FlowchartType, new HashSet<string>(index.Ids));
        recorder.Set(activity, port, FlowJson.Flowchart(id));
        recorder.Touched.Structure = true;
        recorder.Touched.Activities.Add(command.Activity);
        made.Add(command.Activity);
        return null;
    }

    private ActivityType? TypeOf(JsonObject activity) => FlowJson.Text(activity, "type") is { } type ? registry.Find(type) : null;

    private string NameOf(JsonObject activity) =>
        FlowJson.Text(activity["metadata"] as JsonObject, "displayText") ?? FlowJson.LiteralText(activity, "nameZh") ?? FlowJson.Text(activity, "name") ?? FlowJson.Text(activity, "id") ?? "";

    private JsonObject? Find(ConnectionKey key) =>
        index.FlowOf(key.Source)?["connections"] is JsonArray connections ? connections.OfType<JsonObject>().FirstOrDefault(c => FlowJson.KeyOf(c) == key) : null;

    private static Rejection Unknown(ConnectionKey key) => DesignText.Reject("design-connection-unknown", key.Source, key.Target);
}
