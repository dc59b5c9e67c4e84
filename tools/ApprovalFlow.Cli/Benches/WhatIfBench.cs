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
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.WhatIf;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>100,000 recorded cases taken through a draft. They are 2,000 different courses, made by the product's own rules, each under many numbers; the copies' hashes are not made anew, a replay does not read them.</summary>
internal static class WhatIfBench
{
    private const string Flow = "FGW-001-A";
    private const int Courses = 2_000;
    private static readonly string[] Wanted = ["newLand == true", "investment >= 50000"];
    private static readonly DateTimeOffset Begin = new(2025, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));

    public static Bench Instance { get; } = new("what-if", "100,000 recorded cases of one flow taken through a draft of it. SQLite, and PostgreSQL with --postgres.", o => RunAsync(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        List<BenchRow> rows = [.. await MeasureAsync(null, options.Scale)];
        if (options.Postgres is { } postgres)
            rows.AddRange(await MeasureAsync(postgres, options.Scale));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var count = Math.Max(Courses, (int)(100_000 * scale));
        var (services, desk) = (database.Services, new Desk(database.Services));
        var (registry, catalogue) = (services.GetRequiredService<ActivityRegistry>(), services.GetRequiredService<ApprovalCatalogue>());
        var (json, flow) = (desk.DefinitionJson(Flow), catalogue.Flow(Flow)!);
        var item = catalogue.Item(flow.ItemCode)!;
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(json, Flow).Definition!, registry);
        Console.Error.WriteLine($"{name}: {count:N0} cases are being written");
        await FillAsync(database, graph, flow, item, count);

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

    private static async Task FillAsync(BenchDatabase database, WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item, int count)
    {
        var calendar = database.Services.GetRequiredService<WorkCalendar>();
        var courses = Enumerable.Range(0, Courses).Select(seed => Course(graph, flow, item, calendar, seed)).ToList();
        foreach (var numbers in Enumerable.Range(0, count).Chunk(1_000))
        {
            await using var context = await database.ContextAsync();
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var number in numbers)
            {
                var (state, lines) = courses[number % Courses];
                var name = $"B-2025-{number:D6}";
                context.Cases.Add(new StoredCase
                {
                    CaseNumber = name, Version = state.Version, HeadHash = lines[^1].Hashes[^32..], DefinitionHash = state.DefinitionHash, FlowCode = flow.Code, ItemCode = item.Code, DepartmentId = item.DepartmentId,
                    Status = state.Status, Result = state.Result, ApplicantName = "示例申请人", RegisteredAt = state.RegisteredAt!.Value, AcceptedAt = state.AcceptedAt, ClosedAt = state.ClosedAt,
                });
                foreach (var line in lines)
                    context.Journal.Add(new StoredJournalLine { CaseNumber = name, FirstSequence = line.FirstSequence, At = line.At, Events = line.Events.Replace(state.CaseNumber, name, StringComparison.Ordinal), Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            }
            await context.SaveChangesAsync();
        }
    }

    /// <summary>A case from the window to the end, with people who take half a day to four days for each step; one in twelve is corrected, one in twenty refused.</summary>
    private static (CaseState State, IReadOnlyList<JournalLine> Lines) Course(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item, WorkCalendar calendar, int seed)
    {
        var random = new Random(seed);
        var (state, now, number) = (CaseState.Empty, Begin.AddDays(seed % 150).AddMinutes(random.Next(480)), $"COURSE-{seed:D5}");
        var lines = new List<JournalLine>();
        var hash = CaseChain.Genesis.ToArray();
        var (returns, refuses) = (seed % 12 == 0, seed % 20 == 7);
        Send(SampleApplication.Register(number, graph.Definition.ContentHash, flow, item, Wanted));
        while (!state.IsClosed)
        {
            now = calendar.Due(OfficeHours.DayOf(now), random.Next(5)).Day is { } day && OfficeHours.At(day, new TimeOnly(9, 0).AddMinutes(random.Next(480))) is var then && then > now ? then : now.AddMinutes(10);
            var task = state.OpenTasks[random.Next(state.OpenTasks.Count)];
            var outcome = returns && task.Outcomes.Contains("Return") && task.ActivityType != "Approval.Accept" ? "Return" : refuses && task.ActivityType == "Approval.Decide" ? "Refuse" : task.Outcomes[0];
            returns &= outcome != "Return";
            Send(SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, outcome));
        }
        return (state, lines);

        void Send(CaseCommand command)
        {
            var decision = CaseDecider.Decide(state, command, new(now, graph, flow, item) { Due = (from, days) => calendar.Due(from, days).Day });
            if (decision.Rejection is { } refused)
                throw new InvalidOperationException($"Expected {number} to go on, but {refused.Code}: {refused.Message}");
            var events = HashChain.Seal(hash, decision.Records);
            lines.Add(JournalLine.Of(number, state.Version, events));
            (state, hash) = (decision.State, events[^1].Hash);
        }
    }
}
