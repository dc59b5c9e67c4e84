using System.Diagnostics;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>What a corrected notice would move, looked at before it is applied: every open case is read from its journal and both calendars are asked.</summary>
internal static class CalendarBench
{
    private const string Flow = "FGW-001-A";
    private static readonly DateOnly Today = new(2025, 11, 28), GivenFree = new(2025, 12, 3);

    public static Bench Instance { get; } = new("calendar", "The preview of a corrected notice over 200,000 open cases: time, progress, memory. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var count = Math.Max(RecordedCourses.Different, (int)(200_000 * scale));
        var services = database.Services;
        var (catalogue, calendar) = (services.GetRequiredService<ApprovalCatalogue>(), services.GetRequiredService<CalendarInForce>());
        var flow = catalogue.Flow(Flow)!;
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(new Desk(services).DefinitionJson(Flow), Flow).Definition!, services.GetRequiredService<ActivityRegistry>());
        Console.Error.WriteLine($"{name}: {count:N0} open cases are being written");
        await new RecordedCourses(graph, flow, catalogue.Item(flow.ItemCode)!, calendar.Now, ["newLand == true", "investment >= 50000"])
        {
            Begin = OfficeHours.At(Today.AddDays(-35), new(9, 0)), Days = 35, Until = OfficeHours.At(Today, new(9, 0)),
        }.FillAsync(database, "B-2025", count);

        var notices = new CalendarNotices(services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>(), calendar, services.GetRequiredService<CaseClocks>(), catalogue, new StandingTime(OfficeHours.At(Today, new(15, 0))));
        GC.Collect();
        var (before, heap, peak) = (GC.GetTotalMemory(true), 0L, 0L);
        using var watch = new Timer(_ => (heap, peak) = (Math.Max(heap, GC.GetTotalMemory(false)), Math.Max(peak, Process.GetCurrentProcess().WorkingSet64)), null, 0, 50);
        var told = new Told();
        var (clock, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var (preview, refusal) = await notices.CheckAsync(Corrected(calendar.Now.YearOf(Today)!), told);
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        if (preview is null || preview.Examined != count || preview.MovedCases == 0)
            throw new InvalidOperationException($"Expected {count} cases to be looked at and some to move, but {refusal?.Message ?? $"{preview!.Examined} were and {preview.MovedCases} did"}.");
        return
        [
            new($"{name}: preview of a corrected notice, {count:N0} open cases", seconds, "s"),
            new($"{name}: … processor time of this process", processor.TotalSeconds, "s"),
            new($"{name}: … cases that move", preview.MovedCases, "cases"),
            new($"{name}: … clocks that move, the first {CalendarPreview.Listed:N0} listed", preview.MovedClocks, "clocks"),
            new($"{name}: … progress told, longest silence", told.Longest.TotalSeconds, "s"),
            new($"{name}: … managed memory above what was there, highest", (heap - before) / 1048576.0, "MB", "under 200", heap - before < 200L << 20),
            new($"{name}: … working set, highest, with what wrote the cases before", peak / 1048576.0, "MB"),
            new($"{name}: … journal read", await database.NumberAsync($"SELECT sum({(database.IsPostgres ? "octet_length(events)" : "length(CAST(events AS BLOB))")}) FROM journal") / 1048576, "MB"),
        ];
    }

    /// <summary>One more day off, still to come.</summary>
    private static string Corrected(CalendarYear year) => JsonSerializer.Serialize(new
    {
        year = year.Year, notice = "amended", noticeDate = Today, version = year.Version + 1, daysOff = year.DaysOff.Append(GivenFree).Order(), daysWorked = year.DaysWorked.Order(),
    });

    private sealed class StandingTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>How long nothing was heard.</summary>
    private sealed class Told : IProgress<(int Done, int Of)>
    {
        private readonly Stopwatch since = Stopwatch.StartNew();

        public TimeSpan Longest { get; private set; }

        public void Report((int Done, int Of) value)
        {
            if (since.Elapsed > Longest) Longest = since.Elapsed;
            since.Restart();
        }
    }
}
