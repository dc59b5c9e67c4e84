using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ApprovalFlow.Cli.Benches;

/// <summary>What a transition costs when the database has grown.</summary>
internal static partial class GrowthBench
{
    private const string Flow = "GSJ-001-A";

    public static Bench Instance { get; } = new("growth", "Cost of one transition with 1,000 versions and 200,000 cases beside that with 1 version and 1,000 cases.", o => RunAsync(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        await using var young = await BenchDatabase.CreateAsync(options.Postgres);
        await using var grown = await BenchDatabase.CreateAsync(options.Postgres);
        var few = await PrepareAsync(young, 1, 1_000, 1_000);
        var many = await PrepareAsync(grown, (int)(1_000 * options.Scale), (int)(200_000 * options.Scale), 1_000);

        // One case of each in turn, so that the disk's moods meet both; the first cases warm up.
        List<double> few1 = [], many1 = [];
        for (var i = 0; i < few.Count; i++)
        {
            foreach (var (desk, work, times) in new[] { (few[i].Desk, few[i].Work, few1), (many[i].Desk, many[i].Work, many1) })
            {
                Work? next = work;
                while (next is not null)
                {
                    var clock = Stopwatch.StartNew();
                    next = await desk.CompleteAsync(next);
                    if (i >= few.Count / 10)
                        times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }
        }
        few1.Sort();
        many1.Sort();
        var (before, after) = (few1[few1.Count / 2], many1[many1.Count / 2]);
        var name = options.Postgres is null ? "SQLite" : "PostgreSQL";
        return
        [
            new($"{name}: transition with 1 version and 1,000 cases, median", before, "ms"),
            new($"{name}: transition with {1_000 * options.Scale:N0} versions and {200_000 * options.Scale:N0} cases, median", after, "ms"),
            new($"{name}: grown over young", after / before, "×", "within 1.2", after / before <= 1.2),
            // Acceptance, which asks for the versions, is a third of them: a median does not see it.
            new($"{name}: grown over young, mean of all", many1.Average() / few1.Average(), "×", "within 1.2", many1.Average() / few1.Average() <= 1.2),
        ];
    }

    /// <summary>Versions, a crowd of copied cases that nobody touches, and the cases to be measured, all under the version in force: acceptance would take them there, and that is more than a transition.</summary>
    private static async Task<List<(Desk Desk, Work Work)>> PrepareAsync(BenchDatabase database, int versions, int cases, int measured)
    {
        Console.Error.WriteLine($"preparing {versions:N0} versions and {cases:N0} cases");
        var desk = new Desk(database.Services);
        var json = desk.DefinitionJson(Flow);
        List<string> hashes = [];
        for (var v = 1; v <= versions; v++)
            hashes.Add(await desk.PublishAsync(Flow, VersionMember().Replace(json, $"\"version\": {v}", 1)));
        await desk.RegisterAsync("GSJ-001-2025-000000", Flow, hashes[0]);
        foreach (var (table, columns) in Copied)
        {
            var selected = columns.Replace("case_number", "'GSJ-001-2025-' || n.i", StringComparison.Ordinal).Replace("task_id", "'GSJ-001-2025-' || n.i || '-4'", StringComparison.Ordinal);
            await database.ExecuteAsync(
                $"WITH RECURSIVE n(i) AS (SELECT 100001 UNION ALL SELECT i + 1 FROM n WHERE i < {(100_000 + cases - measured).ToString(CultureInfo.InvariantCulture)}) " +
                $"INSERT INTO {table} ({columns}) SELECT {selected} FROM n, (SELECT * FROM {table}) t");
        }
        if (database.IsPostgres)
            await database.ExecuteAsync("VACUUM ANALYZE");
        var work = new (Desk, Work)[measured];
        await Parallel.ForAsync(0, measured, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            work[i] = (desk, await desk.RegisterAsync($"GSJ-001-2026-{i + 1:D6}", Flow, hashes[^1])));
        return [.. work];
    }

    private static readonly (string Table, string Columns)[] Copied =
    [
        ("cases", "case_number, version, head_hash, definition_hash, flow_code, item_code, department_id, status, result, applicant_name, applicant_user_id, county_code, registered_at, accepted_at, closed_at, due"),
        ("journal", "case_number, first_sequence, at, events, hashes, previous_hash"),
        ("tasks", "task_id, case_number, flow_code, flow_name_zh, flow_name_en, item_code, activity_id, activity_type, name_zh, name_en, applicant_name, role, department_id, region, opened_at, due, limit_days, status"),
        ("inbox", "subject, opened_at, task_id"),
    ];

    [GeneratedRegex("\"version\": 1")]
    private static partial Regex VersionMember();
}
