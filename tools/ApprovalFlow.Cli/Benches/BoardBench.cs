using System.Diagnostics;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Runtime.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Boards over a journal of a million events: reading one, keeping it up with one case more, making it from nothing.</summary>
internal static class BoardBench
{
    private static readonly string[] Flows = ["FGW-001-A", "GSJ-001-A", "NYJ-001-A", "GTJ-001-A"];

    public static Bench Instance { get; } = new("boards", "Boards over a journal of a million events: read for a year by every key, kept up with one case more, made from nothing. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var (services, desk) = (database.Services, new Desk(database.Services));
        var catalogue = services.GetRequiredService<ApprovalCatalogue>();
        var calendar = services.GetRequiredService<CalendarInForce>().Now;
        Console.Error.WriteLine($"{name}: cases are being written");
        foreach (var code in Flows)
        {
            var flow = catalogue.Flow(code)!;
            var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(desk.DefinitionJson(code), code).Definition!, services.GetRequiredService<ActivityRegistry>());
            await desk.PublishAsync(code);
            await new RecordedCourses(graph, flow, catalogue.Item(flow.ItemCode)!, calendar, []) { EachItsOwn = true, Days = 300, Begin = new(2025, 1, 6, 9, 0, 0, TimeSpan.FromHours(8)) }.FillAsync(database, $"{code}-2025", (int)(5_000 * scale));
        }
        await using var context = await database.ContextAsync();
        var events = await context.Cases.SumAsync(c => c.Version);
        var cases = await context.Cases.CountAsync();

        var keeper = services.GetRequiredService<BoardKeeper>();
        Console.Error.WriteLine($"{name}: {cases:N0} cases with {events:N0} events are being reckoned");
        var made = Stopwatch.StartNew();
        await keeper.KeepAsync(sweep: true);
        made.Stop();
        var query = services.GetRequiredService<BoardQuery>();
        var year = new BoardPeriod(new(2025, 1, 1), new(2025, 12, 31));
        List<BenchRow> rows = [];
        foreach (var by in Enum.GetValues<BoardBy>())
        {
            var (median, slowest) = await TimesAsync(() => query.ReadAsync(new(year) { By = by, Grain = BoardGrain.Month }));
            rows.Add(new($"{name}: a board of the year by {by.ToString().ToLowerInvariant()}, {cases:N0} cases, {events:N0} events, median", median, "ms"));
            rows.Add(new($"{name}: … the slowest of 20", slowest, "ms", scale >= 1 ? "under 1000" : null, scale >= 1 ? slowest < 1000 && events >= 1_000_000 : null));
        }
        var (people, slowestPeople) = await TimesAsync(() => query.PeopleAsync(year, new()));
        rows.Add(new($"{name}: everybody's work of the year, median", people, "ms"));
        rows.Add(new($"{name}: … the slowest of 20", slowestPeople, "ms", "under 1000", slowestPeople < 1000));

        var definition = await desk.PublishAsync(Flows[0]);
        var number = 0;
        var (turn, slowestTurn) = await TimesAsync(async () =>
        {
            await desk.RegisterAsync($"{Flows[0]}-2026-{++number:D6}", Flows[0], definition);
            var clock = Stopwatch.StartNew();
            if (await keeper.KeepAsync() != 1)
                throw new InvalidOperationException("Expected one case to be reckoned.");
            return clock.Elapsed.TotalMilliseconds;
        });
        rows.Add(new($"{name}: one case more is taken in, with its command, median", turn, "ms"));
        rows.Add(new($"{name}: … the slowest of 20", slowestTurn, "ms"));
        var (sweep, _) = await TimesAsync(() => keeper.KeepAsync(sweep: true));
        rows.Add(new($"{name}: a sweep that finds nothing, median", sweep, "ms"));
        rows.Add(new($"{name}: everything from nothing", made.Elapsed.TotalSeconds, "s"));
        rows.Add(new($"{name}: … events per second", events / made.Elapsed.TotalSeconds, "/s"));
        return rows;
    }

    private static async Task<(double Median, double Slowest)> TimesAsync<T>(Func<Task<T>> act)
    {
        // The first one is the compiler's.
        await act();
        List<double> times = [];
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            await act();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return (times[times.Count / 2], times[^1]);
    }
}
