using System.Diagnostics;
using System.Globalization;
using ApprovalFlow.Runtime.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Alarms: a sweep over a million that are not due, and due ones found and fired.</summary>
internal static class TimerBench
{
    private const string Flow = "GSJ-001-A";

    public static Bench Instance { get; } = new("timers", "A sweep with a million pending timers; due alarms of cases found and fired. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var pending = Math.Max(1_000, (int)(1_000_000 * scale)).ToString(CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"{name}: {pending} pending timers");
        await database.ExecuteAsync($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {pending}) " +
            "INSERT INTO timers (case_number, bookmark_id, kind, due, next_attempt) SELECT 'PENDING-' || i, 'clock', 'clock', 4102444800000 + i, 4102444800000 + i FROM n");
        if (database.IsPostgres)
            await database.ExecuteAsync("VACUUM ANALYZE timers");

        var store = database.Services.GetRequiredService<ITimerStore>();
        List<double> sweeps = [];
        for (var i = 0; i < 300; i++)
        {
            var clock = Stopwatch.StartNew();
            await store.ClaimDueAsync(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1), 200);
            if (i >= 50)
                sweeps.Add(clock.Elapsed.TotalMilliseconds);
        }
        sweeps.Sort();

        var cases = Math.Max(500, (int)(10_000 * scale));
        Console.Error.WriteLine($"{name}: {cases:N0} cases with an alarm that is due");
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        await Parallel.ForEachAsync(Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) => await desk.RegisterAsync($"T-{i}", Flow, hash));
        await database.ExecuteAsync("UPDATE timers SET due=0, next_attempt=0 WHERE case_number LIKE 'T-%'");

        var pump = database.Services.GetRequiredService<TimerPump>();
        var (fired, watch) = (0, Stopwatch.StartNew());
        while (await pump.FireDueAsync(200) is > 0 and var claimed)
            fired += claimed;
        var rate = fired / watch.Elapsed.TotalSeconds;
        var p50 = sweeps[sweeps.Count / 2];
        return
        [
            new($"{name}: sweep with {pending} pending, p50", p50, "ms", "under 10", p50 < 10),
            new($"{name}: sweep, p99", sweeps[sweeps.Count * 99 / 100], "ms"),
            new($"{name}: due alarms found, fired and set anew", rate, "/s", server is null ? null : "at least 2,000", server is null ? null : rate >= 2_000),
        ];
    }
}
