using System.Diagnostics;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>审管互动: decisions become packets, and the sums that show whether all did.</summary>
internal static class PacketBench
{
    private const string Flow = "GHJ-001-B";

    public static Bench Instance { get; } = new("packets", "Decided cases whose packets are delivered; the sums of decisions and packets. SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var name = server is null ? "SQLite" : "PostgreSQL";
        var cases = Math.Max(100, (int)(5_000 * scale));
        Console.Error.WriteLine($"{name}: {cases:N0} cases up to their decision");
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        await Parallel.ForEachAsync(Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var work = await desk.RegisterAsync($"P-{i}", Flow, hash);
            for (var step = 0; step < 2; step++)
                work = (await desk.CompleteAsync(work))!;
        });

        var outbox = database.Services.GetRequiredService<OutboxDispatcher>();
        var watch = Stopwatch.StartNew();
        while (await outbox.DispatchAsync(200) > 0)
        {
        }
        var rate = cases / watch.Elapsed.TotalSeconds;
        var query = database.Services.GetRequiredService<PacketQuery>();
        List<double> sums = [];
        var reconciles = true;
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            var figures = await query.FiguresAsync();
            sums.Add(clock.Elapsed.TotalMilliseconds);
            reconciles &= figures.Reconciles && figures.Packets == cases;
        }
        sums.Sort();
        return
        [
            new($"{name}: decisions delivered as packets by one process, with their notices", rate, "/s"),
            new($"{name}: sums over {cases:N0} decisions, p50", sums[10], "ms", "under 1,000", sums[10] < 1_000),
            new($"{name}: every decision has its packet", reconciles ? 1 : 0, "", "1", reconciles),
        ];
    }
}
