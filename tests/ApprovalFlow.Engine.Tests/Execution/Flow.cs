using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Workflows;
using Shouldly;

namespace ApprovalFlow.Engine.Tests.Execution;

/// <summary>Builds small definitions in the format, for tests.</summary>
internal static class Flow
{
    public static JsonObject Activity(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var json = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = "Elsa." + type };
        foreach (var (name, value) in members) json[name] = value;
        return json;
    }

    public static JsonObject Literal(JsonNode? value, string type = "String") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    public static JsonObject Script(string code, string type = "Object") =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = code } };

    public static JsonObject Line(string id) => Activity("WriteLine", id, ("text", Literal(id)));
    public static JsonObject Decision(string id, bool value) => Activity("FlowDecision", id, ("condition", Literal(value, "Boolean")));
    public static JsonObject Join(string id, string mode) => Activity("FlowJoin", id, ("mode", Literal(mode)));
    public static JsonObject Event(string id) => Activity("Event", id, ("eventName", Literal(id)));
    public static JsonObject Sequence(string id, params JsonObject[] activities) => Activity("Sequence", id, ("activities", new JsonArray(activities)));

    /// <param name="connections"><c>a -> b</c> or <c>a.Port -> b</c>.</param>
    public static JsonObject Chart(string id, JsonObject[] activities, params string[] connections) =>
        Activity("Flowchart", id, ("activities", new JsonArray(activities)), ("connections", new JsonArray([.. connections.Select(Connection)])));

    private static JsonObject Connection(string text)
    {
        var ends = text.Split(" -> ");
        var dot = ends[0].IndexOf('.');
        var source = new JsonObject { ["activity"] = dot < 0 ? ends[0] : ends[0][..dot], ["port"] = dot < 0 ? "Done" : ends[0][(dot + 1)..] };
        return new JsonObject { ["source"] = source, ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" } };
    }

    public static string Definition(JsonObject root, string id = "w", JsonArray? variables = null, JsonObject? options = null) => new JsonObject
    {
        ["id"] = id + "-v1", ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["toolVersion"] = "3.6.0.0", ["isPublished"] = true, ["isLatest"] = true,
        ["variables"] = variables, ["options"] = options, ["root"] = root,
    }.ToJsonString();

    public static WorkflowLab Lab(FlowchartMode mode, params string[] definitions)
    {
        var lab = new WorkflowLab(ActivityRegistry.CreateCore(), mode) { Now = new DateTimeOffset(2026, 1, 5, 1, 0, 0, TimeSpan.Zero) };
        foreach (var definition in definitions) lab.ImportAndPublish(definition).ShouldBeEmpty();
        return lab;
    }

    public static (WorkflowLab Lab, LabInstance Instance) Run(JsonObject root, FlowchartMode mode = FlowchartMode.Counter)
    {
        var lab = Lab(mode, Definition(root));
        return (lab, lab.Run("w")!);
    }

    public static JsonElement Json(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
