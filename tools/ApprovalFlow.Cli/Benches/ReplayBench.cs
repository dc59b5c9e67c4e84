using System.Diagnostics;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Calendars;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Every case decided again from its facts.</summary>
internal static class ReplayBench
{
    private const string Flow = "FGW-001-A";
    private static readonly string[] Wanted = ["newLand == true", "investment >= 50000"];

    public static Bench Instance { get; } = new("replay", "100,000 cases decided again from their facts, byte by byte; a step through a case of 500 events. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var count = Math.Max(RecordedCourses.Different, (int)(100_000 * scale));
        var (services, desk) = (database.Services, new Desk(database.Services));
        var catalogue = services.GetRequiredService<ApprovalCatalogue>();
        var flow = catalogue.Flow(Flow)!;
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(desk.DefinitionJson(Flow), Flow).Definition!, services.GetRequiredService<ActivityRegistry>());
        await desk.PublishAsync(Flow);
        Console.Error.WriteLine($"{name}: {count:N0} cases are being written");
        await new RecordedCourses(graph, flow, catalogue.Item(flow.ItemCode)!, services.GetRequiredService<CalendarInForce>().Now, Wanted) { EachItsOwn = true }.FillAsync(database, "R-2025", count);

        GC.Collect();
        var peak = 0L;
        using var watch = new Timer(_ => peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64), null, 0, 100);
        var (clock, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var (cases, commands, events, different) = (0, 0L, 0L, 0);
        await foreach (var batch in services.GetRequiredService<ReplayVerifier>().RunAsync())
            foreach (var replayed in batch.Cases)
            {
                cases++;
                commands += replayed.Commands;
                events += replayed.Events;
                different += replayed.Differences.Count > 0 ? 1 : 0;
                if (different == 1 && replayed.Differences is [var first, ..])
                    Console.Error.WriteLine($"{replayed.Number}: {first}");
            }
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        var (steps, median, slowest) = await StepsAsync(database, desk);
        return
        [
            new($"{name}: {cases:N0} cases decided again, {commands:N0} commands, {events:N0} events", seconds, "s", scale >= 1 ? "under 120" : null, scale >= 1 ? seconds < 120 && different == 0 : null),
            new($"{name}: … cases that differ", different, "", "none", different == 0),
            new($"{name}: … processor time of this process", processor.TotalSeconds, "s"),
            new($"{name}: … events per second", events / seconds, "/s"),
            new($"{name}: … working set, highest", peak / 1048576.0, "MB"),
            new($"{name}: a step through a case of 500 events ({steps} steps), median", median, "ms"),
            new($"{name}: … the slowest", slowest, "ms", "under 50", slowest < 50),
        ];
    }

    /// <summary>What the page computes for each place of the scrubber: the case, its clocks, and what is otherwise than at the beginning.</summary>
    private static async Task<(int Steps, double Median, double Slowest)> StepsAsync(BenchDatabase database, Desk desk)
    {
        const string number = "FGW-001-2026-000001";
        var work = await desk.RegisterAsync(number, Flow, await desk.PublishAsync(Flow));
        var file = (await database.Services.GetRequiredService<ReplayQuery>().OpenAsync(number))!;
        while (file.Replay.Records.Count < 500)
        {
            work = (await desk.CompleteAsync(work, work.Open[0].ActivityType == "Approval.Correction" ? "Resubmit" : "Return"))!;
            file = (await database.Services.GetRequiredService<ReplayQuery>().OpenAsync(number))!;
        }
        List<double> times = [];
        // The first round is the compiler's.
        for (var round = 0; round < 2; round++)
        {
            times.Clear();
            foreach (var moment in file.Replay.Moments)
            {
                var clock = Stopwatch.StartNew();
                file.At(moment);
                file.Changes(file.Replay.Moments[0], moment);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }
        times.Sort();
        return (times.Count, times[times.Count / 2], times[^1]);
    }
}
