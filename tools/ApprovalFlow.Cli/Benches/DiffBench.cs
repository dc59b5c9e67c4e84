using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Two versions of a definition compared: sentences, effect, marks; on one core.</summary>
internal static class DiffBench
{
    public static Bench Instance { get; } = new("diff", "Comparing two versions of a definition, the largest of the catalogue and one of 200 activities; on one core.", Run);

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var workflows = CatalogueFolder.Find(Directory.GetCurrentDirectory()) ?? CatalogueFolder.Find(AppContext.BaseDirectory)
            ?? throw new InvalidOperationException("Expected a workflows folder at or above the current folder, but there is none.");
        var folder = WorkflowFolder.Open(workflows);
        var diff = new DefinitionDiff(ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), folder.Calendar), folder.Catalogue);
        var largest = folder.ReadDefinitions().MaxBy(f => f.Json.Length)!.Json;
        List<BenchRow> rows = [];
        foreach (var (name, json) in new[] { ("largest of the catalogue", largest), ("200 activities", Long(largest, 200)) })
        {
            var before = WorkflowDefinition.Load(json).Definition!;
            var after = WorkflowDefinition.Load(Edited(json)).Definition!;
            var changes = diff.Compare(before, after).Changes.Count;
            var (rate, _) = EngineBench.Measure(() => diff.Compare(before, after).Changes.Count, Math.Max(0.2, 2 * options.Scale));
            rows.Add(new($"{name}, {changes} changes", 1000 / rate, "ms", "under 100", 1000 / rate < 100));
        }
        return rows;
    }

    /// <summary>Every step takes a day longer, and the last one is gone.</summary>
    private static string Edited(string json)
    {
        var document = JsonNode.Parse(json)!;
        var activities = document["root"]!["activities"]!.AsArray();
        foreach (var activity in activities)
            if (activity!["limitDays"]?["expression"]?["value"] is JsonValue days && days.TryGetValue<double>(out var limit))
                activity["limitDays"]!["expression"]!["value"] = limit + 1;
        activities.RemoveAt(activities.Count - 1);
        return document.ToJsonString();
    }

    /// <summary>The same flow with reviews put one after the other behind it.</summary>
    private static string Long(string json, int count)
    {
        var document = JsonNode.Parse(json)!;
        var activities = document["root"]!["activities"]!.AsArray();
        var connections = document["root"]!["connections"]!.AsArray();
        var step = activities.First(a => (string?)a!["type"] == "Approval.Review")!;
        for (var i = 0; activities.Count < count; i++)
        {
            var copy = step.DeepClone();
            copy["id"] = $"review-{i}";
            activities.Add(copy);
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = i == 0 ? (string)step["id"]! : $"review-{i - 1}", ["port"] = "Approve" },
                ["target"] = new JsonObject { ["activity"] = $"review-{i}", ["port"] = "In" },
            });
        }
        return document.ToJsonString();
    }
}
