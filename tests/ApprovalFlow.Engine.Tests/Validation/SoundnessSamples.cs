using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Validation;

/// <summary>Flowcharts of people's steps, each with the outcomes Yes and No.</summary>
internal static class SoundnessSamples
{
    public static ActivityRegistry Registry { get; } = ActivityRegistry.CreateCore().Add(new ActivityType("Test.Step", new StepBehavior())
    {
        Outcomes = [new("Yes", new("是", "Yes")), new("No", new("否", "No"))],
    });

    public static WorkflowGraph Compile(JsonObject chart)
    {
        var definition = JsonNode.Parse(Definition(chart))!.AsObject();
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "x", ["type"] = "Boolean" });
        return WorkflowGraph.Compile(WorkflowDefinition.Load(definition.ToJsonString()).Definition!, Registry);
    }

    /// <summary>Nodes as <c>kind:id</c> (start, step, end, fork(a,b), if, all, active, any, line), connections as <c>a.Port > b</c>.</summary>
    public static WorkflowGraph Chart(string nodes, params string[] connections) => Compile(Execution.Flow.Chart("flow",
        [.. nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Node)], [.. connections.Select(c => c.Replace(">", "->"))]));

    private static JsonObject Node(string text)
    {
        var (kind, id) = (text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..]);
        var branches = kind.StartsWith("fork", StringComparison.Ordinal) ? kind[5..^1].Split(',') : [];
        return kind switch
        {
            "start" => Activity("Start", id),
            "end" => Activity("End", id),
            "if" => Activity("FlowDecision", id, ("condition", Script("getInput(\"x\")", "Boolean"))),
            "all" => Join(id, "WaitAll"),
            "active" => Join(id, "WaitAllActive"),
            "any" => Join(id, "WaitAny"),
            "line" => Line(id),
            "step" => new JsonObject { ["id"] = id, ["name"] = id, ["type"] = "Test.Step" },
            _ => Activity("FlowFork", id, ("branches", Literal(new JsonArray([.. branches.Select(b => (JsonNode)b)]), "List<String>"))),
        };
    }

    private sealed class StepBehavior : ActivityBehavior
    {
        public override void Execute(ActivityContext context) => context.Wait(new BookmarkRequest("Step"));
        public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input) => context.Complete((string)input["Outcome"]!);
    }
}
