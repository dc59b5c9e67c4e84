using System.Diagnostics;

namespace ApprovalFlow.Cli.Benches;

/// <summary>One case that is sent back for correction again and again.</summary>
internal static class LongCaseBench
{
    private const string Flow = "FGW-001-A";

    public static Bench Instance { get; } = new("long-case", "One case of 3,000 steps: the last steps beside the first.", o => RunAsync(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Postgres);
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        // Short cases first, or the compiler's work would make the early steps look as dear as the late ones.
        for (var warm = 2; warm < 42; warm++)
            await GoAsync(desk, await desk.RegisterAsync($"FGW-001-2026-{warm:D6}", Flow, hash), 100, []);
        var steps = (int)(3_000 * options.Scale);
        List<double> times = [];
        var work = await GoAsync(desk, await desk.RegisterAsync("FGW-001-2026-000001", Flow, hash), steps, times);
        var tenth = steps / 10;
        var first = Median(times.Skip(tenth).Take(tenth));
        var last = Median(times.Skip(steps - tenth));
        var clock2 = Stopwatch.StartNew();
        await using var other = database.OpenAnother();
        await new Desk(other).CompleteAsync(work, work.Open[0].ActivityType == "Approval.Correction" ? "Resubmit" : "Return");
        var name = database.IsPostgres ? "PostgreSQL" : "SQLite";
        return
        [
            new($"{name}: steps {tenth:N0} to {2 * tenth:N0}, median", first, "ms"),
            new($"{name}: steps {steps - tenth:N0} to {steps:N0}, median", last, "ms"),
            new($"{name}: last over first", last / first, "×", "flat: within 1.5", last / first <= 1.5),
            new($"{name}: first step of a process that reads the whole stream", clock2.Elapsed.TotalMilliseconds, "ms"),
            new($"{name}: events in the stream", await database.NumberAsync("SELECT sum(length(hashes)) / 32 FROM journal WHERE case_number = 'FGW-001-2026-000001'"), ""),
        ];
    }

    /// <summary>Returned and handed in again, step after step.</summary>
    private static async Task<Work> GoAsync(Desk desk, Work work, int steps, List<double> times)
    {
        for (var i = 0; i < steps; i++)
        {
            var clock = Stopwatch.StartNew();
            work = (await desk.CompleteAsync(work, work.Open[0].ActivityType == "Approval.Correction" ? "Resubmit" : "Return"))!;
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return work;
    }

    private static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
