using System.Diagnostics;
using System.Net;
using ApprovalFlow.Persistence.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>A cold start of the real server on a filled database: nothing may be loaded that grows with what is stored.</summary>
internal static class StartBench
{
    private const int FullCases = 200_000;
    private const int FullTimers = 1_000_000;

    public static Bench Instance { get; } = new("start", "Server start to first page and resident memory, with 200,000 cases, their open tasks and a million pending timers (SQLite).", o => Run(o).GetAwaiter().GetResult());

    private static async Task<IReadOnlyList<BenchRow>> Run(BenchOptions options)
    {
        var server = BuiltProgram.Find("src/ApprovalFlow.Server", "ApprovalFlow.Server.dll");
        await using var database = await BenchDatabase.CreateAsync(null);
        await database.Services.GetRequiredService<DatabaseSetup>().PrepareAsync();
        var cases = Math.Max(10, (int)(FullCases * options.Scale));
        var timers = Math.Max(10, (int)(FullTimers * options.Scale));
        await FillAsync(database, cases, timers);

        var rows = new List<BenchRow>();
        List<double> seconds = [], memory = [];
        for (var round = 1; round <= 3; round++)
        {
            Console.Error.WriteLine($"start {round} of 3 …");
            var (start, resident) = await StartAsync(server, database.ConnectionString);
            seconds.Add(start);
            memory.Add(resident);
        }
        rows.Add(new("cases in the database", cases, ""));
        rows.Add(new("pending timers", timers, ""));
        rows.Add(new("process start to first page, median of 3", seconds.Order().ElementAt(1), "s", "under 6", seconds.Order().ElementAt(1) < 6));
        rows.Add(new("process start to first page, slowest", seconds.Max(), "s"));
        rows.Add(new("resident memory after start, median of 3", memory.Order().ElementAt(1), "MB", "under 300", memory.Order().ElementAt(1) < 300));
        return rows;
    }

    /// <summary>One real case, copied: the same rows under other numbers; and timers due in some years.</summary>
    private static async Task FillAsync(BenchDatabase database, int cases, int timers)
    {
        var desk = new Desk(database.Services);
        var hash = await desk.PublishAsync("FGW-001-A");
        await desk.RegisterAsync("BENCH-0", "FGW-001-A", hash);
        foreach (var (table, rename) in new[]
        {
            ("cases", new[] { "case_number" }), ("journal", ["case_number"]), ("tasks", ["task_id", "case_number"]), ("inbox", new[] { "task_id" }),
        })
        {
            Console.Error.WriteLine($"filling {table} …");
            var columns = await database.TextsAsync($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
            var values = columns.Select(c => rename.Contains(c) ? $"replace(t.{c}, 'BENCH-0', 'BENCH-' || n.x)" : "t." + c);
            await database.ExecuteAsync($"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {cases - 1}) INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} t, n WHERE {(table == "inbox" ? "t.task_id LIKE 'BENCH-0-%'" : "t.case_number = 'BENCH-0'")}");
        }
        Console.Error.WriteLine("filling timers …");
        await database.AddTimersAsync(timers, DateTimeOffset.UnixEpoch.AddYears(70));
    }

    private static async Task<(double Seconds, double Megabytes)> StartAsync(string server, string connectionString)
    {
        var port = BuiltProgram.FreePort();
        var start = new ProcessStartInfo("dotnet", [server, "--urls", $"http://127.0.0.1:{port}"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(server)! };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ApprovalFlow__Provider"] = "Sqlite";
        start.Environment["ApprovalFlow__ConnectionString"] = connectionString;
        start.Environment["ApprovalFlow__Workflows"] = Cli.Workflows(null);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
            while (true)
            {
                if (process.HasExited) throw new InvalidOperationException($"Expected the server to run, but it ended with code {process.ExitCode}.");
                try
                {
                    var page = await http.GetAsync("/");
                    if (page.StatusCode == HttpStatusCode.OK) break;
                }
                catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(60)) { await Task.Delay(20); }
            }
            var seconds = clock.Elapsed.TotalSeconds;
            process.Refresh();
            return (seconds, process.WorkingSet64 / 1048576.0);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }
}
