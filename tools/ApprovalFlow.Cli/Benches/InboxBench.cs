using System.Diagnostics;
using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Benches;

/// <summary>A page of "my tasks" over a city's open tasks.</summary>
internal static class InboxBench
{
    private const int Departments = 33;

    public static Bench Instance { get; } = new("inbox", "A page of my tasks over 400,000 open tasks; SQLite, and PostgreSQL with --postgres.", o => o.OnEachDatabase(MeasureAsync));

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string? server, double scale)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var tasks = (int)(400_000 * scale);
        Console.Error.WriteLine($"filling {tasks:N0} open tasks");
        await FillAsync(database, tasks);
        var inbox = database.Services.GetRequiredService<InboxQuery>();
        var name = server is null ? "SQLite" : "PostgreSQL";

        List<BenchRow> rows = [];
        (string Name, Mandate[] Mandates)[] readers =
        [
            ("busy clerk, 10 mandates", [new("reviewer", "dept-big"), .. Enumerable.Range(0, 9).Select(i => new Mandate("reviewer", $"dept-{i}"))]),
            ("clerk with six tasks", [new("inspector", "dept-small")]),
            ("supervisor of every department", [new("reviewer")]),
        ];
        foreach (var (reader, mandates) in readers)
        {
            var request = new InboxRequest("bench", mandates, InboxTab.Claimable);
            List<double> times = [];
            string? after = null;
            for (var i = 0; i < 600; i++)
            {
                var clock = Stopwatch.StartNew();
                var page = await inbox.PageAsync(request with { After = after });
                if (i >= 100)
                    times.Add(clock.Elapsed.TotalMilliseconds);
                // Readers turn a few pages and begin again.
                after = i % 4 == 3 ? null : page.Next;
            }
            times.Sort();
            var (p50, p99) = (times[times.Count / 2], times[times.Count * 99 / 100]);
            rows.Add(new($"{name}: {reader}, p50", p50, "ms", server is null ? null : "at most 2", server is null ? null : p50 <= 2));
            rows.Add(new($"{name}: {reader}, p99", p99, "ms", server is null ? "under 20" : null, server is null ? p99 < 20 : null));
        }
        return rows;
    }

    /// <summary>Skewed, as in life: one department holds two fifths, one clerk has six.</summary>
    private static async Task FillAsync(BenchDatabase database, int count)
    {
        var total = count.ToString(CultureInfo.InvariantCulture);
        await database.ExecuteAsync(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {total}) " +
            "INSERT INTO tasks (task_id, case_number, flow_code, flow_name_zh, flow_name_en, item_code, activity_id, activity_type, name_zh, name_en, applicant_name, role, department_id, opened_at, limit_days, status) " +
            "SELECT 'B-2026-' || i || '-4', 'B-2026-' || i, 'GSJ-001-A', '企业名称预先核准(新办)', 'Name approval', 'GSJ-001', 'review', 'Approval.Review', '经办人审查', 'Review by case officer', '示例申请人', " +
            $"CASE WHEN i <= 6 THEN 'inspector' ELSE 'reviewer' END, CASE WHEN i <= 6 THEN 'dept-small' WHEN i % 10 < 4 THEN 'dept-big' ELSE 'dept-' || (i % {Departments}) END, " +
            $"1772413200000 + (CAST(i AS bigint) * 7919 % {total}) * 1000, 3, 0 FROM n");
        await database.ExecuteAsync("INSERT INTO inbox (subject, opened_at, task_id) SELECT role || '|' || department_id || '|*', opened_at, task_id FROM tasks");
        if (database.IsPostgres)
            await database.ExecuteAsync("VACUUM ANALYZE tasks, inbox");
    }
}
