using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Cli.Benches;

/// <summary>The definitions that the engine is measured on.</summary>
internal static class EngineWorkloads
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Five activities one after the other.</summary>
    public static WorkflowGraph Sequence5 { get; } = Compile(Container("Sequence", "activities", [.. Enumerable.Range(1, 5).Select(i => SetName("a" + i))]));

    public static WorkflowGraph Sequence10 { get; } = Compile(Container("Sequence", "activities", [.. Enumerable.Range(1, 10).Select(i => SetName("a" + i))]));

    /// <summary>Five activities in a flowchart.</summary>
    public static WorkflowGraph Flowchart5 { get; } = Compile(Chart([.. Enumerable.Range(1, 5).Select(i => SetName("a" + i))], [.. Enumerable.Range(1, 4).Select(i => ($"a{i}", $"a{i + 1}"))]));

    /// <summary>A flowchart that forks into eight branches and joins them.</summary>
    public static WorkflowGraph ForkJoin8 { get; } = Compile(Chart(
        [Activity("Start", "start"), .. Enumerable.Range(1, 8).Select(i => SetName("b" + i)), Join("join"), SetName("end")],
        [.. Enumerable.Range(1, 8).Select(i => ("start", $"b{i}")), .. Enumerable.Range(1, 8).Select(i => ($"b{i}", "join")), ("join", "end")]));

    /// <summary>Ten serial steps, each of which waits.</summary>
    public static WorkflowGraph TenWaits { get; } = Compile(Chart([.. Enumerable.Range(1, 10).Select(i => Wait("w" + i))], [.. Enumerable.Range(1, 9).Select(i => ($"w{i}", $"w{i + 1}"))]));

    /// <summary>A loop of two waits: as long a history as one likes.</summary>
    public static WorkflowGraph Loop { get; } = Compile(Chart([Wait("ask"), SetName("note"), Wait("again")], [("ask", "note"), ("note", "again"), ("again", "ask")]));

    public static int RunOnce(WorkflowGraph graph) => WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).Events.Count;

    /// <summary>Activity executions of one run, the container included.</summary>
    public static int ActivitiesOf(WorkflowGraph graph) =>
        WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).Events.OfType<WorkflowEvent.ActivityStarted>().Count() - 1;

    public static int RunWaits(WorkflowGraph graph)
    {
        var state = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now).State;
        var steps = 0;
        for (; !state.IsFinished; steps++) state = WorkflowEngine.Decide(graph, state, new WorkflowCommand.Resume(state.Bookmarks[0].Id), Now).State;
        return steps;
    }

    public static List<WorkflowEvent> History(int events)
    {
        var history = new List<WorkflowEvent>(events + 16);
        var decision = WorkflowEngine.Decide(Loop, WorkflowState.Empty, new WorkflowCommand.Start("i"), Now);
        history.AddRange(decision.Events);
        while (history.Count < events)
        {
            decision = WorkflowEngine.Decide(Loop, decision.State, new WorkflowCommand.Resume(decision.State.Bookmarks[0].Id), Now);
            history.AddRange(decision.Events);
        }
        return history;
    }

    private static JsonObject Activity(string type, string id) => new() { ["id"] = id, ["type"] = "Elsa." + type };

    private static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static JsonObject SetName(string id)
    {
        var json = Activity("SetName", id);
        json["value"] = Literal(id);
        return json;
    }

    private static JsonObject Wait(string id)
    {
        var json = Activity("Event", id);
        json["eventName"] = Literal(id);
        return json;
    }

    private static JsonObject Join(string id)
    {
        var json = Activity("FlowJoin", id);
        json["mode"] = Literal("WaitAll");
        return json;
    }

    private static JsonObject Container(string type, string port, JsonNode[] children)
    {
        var json = Activity(type, "root");
        json[port] = new JsonArray(children);
        return json;
    }

    private static JsonObject Chart(JsonNode[] activities, (string From, string To)[] connections)
    {
        var json = Container("Flowchart", "activities", activities);
        json["connections"] = new JsonArray([.. connections.Select(c => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = c.From, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = c.To, ["port"] = "In" },
        })]);
        return json;
    }

    private static WorkflowGraph Compile(JsonObject root) =>
        WorkflowGraph.Compile(WorkflowDefinition.Load(new JsonObject { ["id"] = "bench-v1", ["definitionId"] = "bench", ["name"] = "bench", ["root"] = root }.ToJsonString()).Definition!, ActivityRegistry.CreateCore());
}
