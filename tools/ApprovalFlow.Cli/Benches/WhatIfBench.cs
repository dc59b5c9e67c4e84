using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Persistence.WhatIf;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.WhatIf;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>100,000 recorded cases taken through a draft.</summary>
internal static class WhatIfBench
{
    private const string Flow = "FGW-001-A";
    private static readonly string[] Wanted = ["newLand == true", "investment >= 50000"];

    public static Bench Instance { get; } = new("what-if", "100,000 recorded cases of one flow taken through a draft of it. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var count = Math.Max(RecordedCourses.Different, (int)(100_000 * scale));
        var (services, desk) = (database.Services, new Desk(database.Services));
        var (registry, catalogue) = (services.GetRequiredService<ActivityRegistry>(), services.GetRequiredService<ApprovalCatalogue>());
        var (json, flow) = (desk.DefinitionJson(Flow), catalogue.Flow(Flow)!);
        var item = catalogue.Item(flow.ItemCode)!;
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(json, Flow).Definition!, registry);
        Console.Error.WriteLine($"{name}: {count:N0} cases are being written");
        await new RecordedCourses(graph, flow, item, services.GetRequiredService<CalendarInForce>().Now, Wanted).FillAsync(database, "B-2025", count);

        var draft = WorkflowGraph.Compile(WorkflowDefinition.Load(Edited(json), Flow).Definition!, registry);
        var query = services.GetRequiredService<RecordedCaseQuery>();
        var run = new WhatIfRun(draft, flow, item, services.GetRequiredService<CaseClocks>().Of(item, flow), catalogue);
        GC.Collect();
        var (clock, peak) = (Stopwatch.StartNew(), 0L);
        using var watch = new Timer(_ => peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64), null, 0, 100);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var period = await query.PeriodAsync(Flow, new(2025, 1, 1), new(2025, 12, 31));
        var habits = await run.HabitsAsync(query.PagesAsync(RecordedCaseQuery.Sample(period.Closed, WhatIfRun.Sample)));
        var report = await run.ReplayAsync(query.PagesAsync(period.Closed), habits);
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        if (report.Cases != count)
            throw new InvalidOperationException($"Expected {count} cases to be replayed, but there were {report.Cases}.");
        Console.Error.WriteLine($"{name}: {report.Answers:N0} answers, {report.SyntheticAnswers:N0} of them synthetic; mean days {report.Before.Days.Mean} → {report.After.Days.Mean}; {report.Different:N0} cases end differently");
        return
        [
            new($"{name}: what-if of {count:N0} recorded cases", seconds, "s", scale >= 1 ? "under 60" : null, scale >= 1 ? seconds < 60 : null),
            new($"{name}: … processor time of this process", processor.TotalSeconds, "s"),
            new($"{name}: … cases per second", count / seconds, "/s"),
            new($"{name}: … working set, highest", peak / 1048576.0, "MB"),
            new($"{name}: … journal read", await database.NumberAsync($"SELECT sum({(database.IsPostgres ? "octet_length(events)" : "length(CAST(events AS BLOB))")}) FROM journal") / 1048576, "MB"),
        ];
    }

    /// <summary>One review less, and every limit a day shorter.</summary>
    private static string Edited(string json)
    {
        var document = JsonNode.Parse(json)!;
        var (activities, connections) = (document["root"]!["activities"]!.AsArray(), document["root"]!["connections"]!.AsArray());
        foreach (var activity in activities)
            if (activity!["limitDays"]?["expression"]?["value"] is JsonValue days && days.TryGetValue<double>(out var limit) && limit > 1)
                activity["limitDays"]!["expression"]!["value"] = limit - 1;
        var step = (string)activities.First(a => (string?)a!["type"] is "Approval.Review" or "Approval.ExpertReview")!["id"]!;
        var next = (string)connections.First(c => (string?)c!["source"]!["activity"] == step && (string?)c["source"]!["port"] == "Approve")!["target"]!["activity"]!;
        foreach (var line in connections.Where(c => (string?)c!["source"]!["activity"] == step).ToList()) connections.Remove(line);
        foreach (var line in connections.Where(c => (string?)c!["target"]!["activity"] == step)) line!["target"]!["activity"] = next;
        activities.Remove(activities.Single(a => (string?)a!["id"] == step));
        return document.ToJsonString();
    }
}
