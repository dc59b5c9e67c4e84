namespace ApprovalFlow.Cli.Benches;

/// <summary>What an approval leaves in the journal.</summary>
internal static class JournalBench
{
    private static readonly (string Flow, string[] Wanted)[] Flows = [("GSJ-001-A", []), ("FGW-001-A", ["newLand == true", "investment >= 50000"])];

    public static Bench Instance { get; } = new("journal", "Bytes that an approval leaves in the journal.", o => RunAsync(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        List<BenchRow> rows = [];
        foreach (var (flow, wanted) in Flows)
        {
            await using var database = await BenchDatabase.CreateAsync(options.Postgres);
            var desk = new Desk(database.Services);
            var hash = await desk.PublishAsync(flow);
            var approvals = 0;
            var cases = (int)Math.Max(10, 200 * options.Scale);
            for (var i = 0; i < cases; i++)
            {
                for (var work = await desk.RegisterAsync($"J-2026-{i:D6}", flow, hash, wanted); work is not null; work = await desk.CompleteAsync(work))
                    approvals++;
            }
            // An approval is what completing a task appends; the application as handed in, and the start of its flow, are told apart.
            const string approving = "FROM journal WHERE first_sequence > 1";
            const string registering = "FROM journal WHERE first_sequence = 1";
            var bytes = (database.IsPostgres ? "octet_length(events)" : "length(CAST(events AS BLOB))") + " + length(hashes) + length(previous_hash)";
            var content = await database.NumberAsync($"SELECT sum({bytes}) {approving}") / approvals;
            rows.Add(new($"{flow}: journal per approval, hashes included", content, "bytes", "under 2,048", content < 2_048));
            rows.Add(new($"{flow}: events per approval", await database.NumberAsync($"SELECT sum(length(hashes)) / 32 {approving}") / approvals, ""));
            rows.Add(new($"{flow}: journal per registration", await database.NumberAsync($"SELECT sum({bytes}) {registering}") / cases, "bytes"));
            if (database.IsPostgres)
            {
                var table = await database.NumberAsync("SELECT pg_total_relation_size('journal')") / approvals;
                rows.Add(new($"{flow}: journal table and index on disk per approval", table, "bytes"));
            }
        }
        return rows;
    }
}
