using System.Diagnostics;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>How long it takes to check a journal and to close a page over it, and what the chain costs an approval.</summary>
internal static class VerifyBench
{
    private const string Flow = "GSJ-001-A";
    private const int Callers = 32, Alone = 2_000;

    public static Bench Instance { get; } = new("verify", "Checking 1,000,000 events against hashes, chains and ledger; what the chain costs a durable approval.", o => RunAsync(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        await using var database = await BenchDatabase.CreateAsync(options.Postgres);
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync(Flow);
        var wanted = (long)(1_000_000 * options.Scale);
        var (cases, events) = (0, 0L);
        using (var progress = new Progress("cases", 0))
            while (events < wanted)
            {
                await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(async () =>
                {
                    for (var work = await desk.RegisterAsync($"V-2026-{cases + i:D6}", Flow, hash); work is not null; work = await desk.CompleteAsync(work))
                    {
                    }
                })));
                cases += Callers;
                progress.Step();
                if (cases % (Callers * 20) == 0)
                    events = (long)await database.NumberAsync(database.IsPostgres ? "SELECT coalesce(sum(length(hashes)), 0) / 32 FROM journal" : "SELECT sum(length(hashes)) / 32 FROM journal");
            }

        var keys = new LedgerKeys(Directory.CreateTempSubdirectory("approvalflow-bench-keys-").FullName);
        var contexts = database.Services.GetRequiredService<IDbContextFactory<Persistence.ApprovalFlowContext>>();
        var clock = Stopwatch.StartNew();
        var page = await new LedgerKeeper(contexts, keys, TimeProvider.System).CloseAsync();
        var closing = clock.Elapsed;
        Directory.Delete(keys.Folder, recursive: true);

        clock.Restart();
        var (checkedEvents, broken) = (0L, 0);
        await foreach (var batch in new ChainVerifier(contexts).VerifyAsync())
            foreach (var stream in batch.Streams)
            {
                checkedEvents += stream.Events;
                broken += stream.Problems.Count;
            }
        var checking = clock.Elapsed;
        var perMillion = checking.TotalSeconds * 1_000_000 / checkedEvents;
        var (approval, sealing) = await ChainCostAsync(database, desk, hash);
        return
        [
            new($"checking {checkedEvents:N0} events in {cases:N0} cases", checking.TotalSeconds, "s"),
            new("… for 1,000,000", perMillion, "s", "under 30", perMillion < 30 && broken == 0),
            new($"closing a page over {page.Page.Entry.Leaves:N0} streams, every event checked", closing.TotalSeconds, "s"),
            new("working set, highest", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB"),
            new("a durable approval, one caller", approval, "µs"),
            new("… of that hashing its events into the chain", sealing, "µs"),
            new("chain over durable approval", sealing / approval, "×", "under 0.1", sealing / approval < 0.1),
        ];
    }

    /// <summary>Microseconds of an approval from the command to the disk, and of hashing the events of such an approval, in the same run.</summary>
    private static async Task<(double Approval, double Sealing)> ChainCostAsync(BenchDatabase database, Desk desk, string hash)
    {
        List<StoredEvent> events = [];
        var (approvals, took) = (0, TimeSpan.Zero);
        var store = database.Services.GetRequiredService<ICaseStore>();
        for (var i = 0; approvals < Alone; i++)
        {
            var number = $"A-2026-{i:D6}";
            var work = await desk.RegisterAsync(number, Flow, hash);
            var before = (await store.LoadAsync(number, 0))!.Header.Version;
            var clock = Stopwatch.StartNew();
            for (var next = (Work?)work; next is not null; next = await desk.CompleteAsync(next))
                approvals++;
            took += clock.Elapsed;
            events.AddRange((await store.LoadAsync(number, before))!.Events);
        }
        var data = events.ConvertAll(e => (e.Sequence, e.At, e.Type, e.TypeVersion, Data: e.Json, e.PreviousHash));
        // The second round is measured: the first one brings everything into the processor's caches and compiles it.
        var hashing = TimeSpan.Zero;
        for (var round = 0; round < 2; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var e in data)
                CaseChain.Hash(e.PreviousHash, e.Sequence, e.At, e.Type, e.TypeVersion, e.Data.Span);
            hashing = clock.Elapsed;
        }
        return (took.TotalMicroseconds / approvals, hashing.TotalMicroseconds / approvals);
    }
}
