using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Benches;

/// <summary>All checks before publishing: of every definition of the catalogue, and of one large parallel flow.</summary>
internal static class SoundnessBench
{
    public static Bench Instance { get; } = new("soundness", "Checks before publishing: all definitions of the catalogue, and a flow of 60 activities with 6 parallel branches whose steps may all be returned; on one core.", Run);

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var folder = WorkflowFolder.Open(CatalogueFolder.Find(Directory.GetCurrentDirectory()) ?? CatalogueFolder.Find(AppContext.BaseDirectory)
            ?? throw new InvalidOperationException("Expected a workflows folder at or above the current folder, but there is none."));
        var registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), folder.Calendar);
        int Check(string json) => PublishingRules.Problems(WorkflowGraph.Compile(WorkflowDefinition.Load(json).Definition!, registry), folder.Catalogue).Count;

        var large = Branches(6, 9);
        var problems = WorkflowGraph.Validate(WorkflowGraph.Compile(WorkflowDefinition.Load(large).Definition!, registry));
        var (rate, _) = EngineBench.Measure(() => WorkflowGraph.Validate(WorkflowGraph.Compile(WorkflowDefinition.Load(large).Definition!, registry)).Count, Math.Max(0.2, 3 * options.Scale));
        var documents = folder.ReadDefinitions().Select(f => f.Json).Take((int)Math.Ceiling(225 * options.Scale)).ToList();
        var clock = Stopwatch.StartNew();
        var found = documents.Sum(Check);
        var all = clock.Elapsed.TotalSeconds * 225 / documents.Count;
        return
        [
            new($"60 activities, 6 branches, {(problems.Any(p => p.Code == "soundness-undecided") ? "undecided" : "decided")}", 1000 / rate, "ms", "under 1000, decided", 1000 / rate < 1000 && problems.All(p => p.Code != "soundness-undecided")),
            new($"all definitions of the catalogue, {found} problems", all, "s", "under 5, none", all < 5 && found == 0),
        ];
    }

    /// <summary>Reviews one after the other in each branch, and from each of them a way back to the correction of the whole.</summary>
    private static string Branches(int branches, int length)
    {
        JsonObject Of(string id, string type, params (string Name, JsonNode Value)[] inputs)
        {
            var activity = new JsonObject { ["id"] = id, ["type"] = type };
            foreach (var (name, value) in inputs) activity[name] = new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = value } };
            return activity;
        }
        var activities = new JsonArray(Of("start", "Elsa.Start"), Of("fork", "Elsa.FlowFork", ("branches", new JsonArray([.. Enumerable.Range(0, branches).Select(b => (JsonNode)$"b{b}")]))),
            Of("join", "Elsa.FlowJoin", ("mode", "WaitAll")), Of("back", "Elsa.FlowJoin", ("mode", "WaitAny")), Of("settled", "Elsa.FlowJoin", ("mode", "WaitAny")), Of("end", "Elsa.End"));
        var connections = new JsonArray();
        void Link(string from, string port, string to) =>
            connections.Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } });
        Link("start", "Done", "fork");
        Link("join", "Done", "end");
        Link("back", "Done", "settled");
        Link("settled", "Done", "fork");
        for (var b = 0; b < branches; b++)
            for (var i = 0; i < length; i++)
            {
                activities.Add(Of($"b{b}-{i}", "Approval.Review", ("outcomes", new JsonArray("Approve", "Return"))));
                if (i == 0) Link("fork", $"b{b}", $"b{b}-0");
                Link($"b{b}-{i}", "Approve", i + 1 < length ? $"b{b}-{i + 1}" : "join");
                Link($"b{b}-{i}", "Return", "back");
            }
        foreach (var review in activities.Where(a => (string?)a!["type"] == "Approval.Review").Select(a => a!.AsObject()))
            foreach (var text in (string[])["nameZh", "nameEn", "role"])
                review[text] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "reviewer" } };
        return new JsonObject { ["id"] = "large", ["definitionId"] = "large", ["version"] = 1, ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["activities"] = activities, ["connections"] = connections } }.ToJsonString();
    }
}
