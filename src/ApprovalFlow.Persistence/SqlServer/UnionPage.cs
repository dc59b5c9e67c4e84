using ApprovalFlow.Runtime.Tasks;

namespace ApprovalFlow.Persistence.SqlServer;

/// <summary>An inbox page as one range per subject, merged by the database in one round trip.</summary>
internal static class UnionPage
{
    // after @at/@task in reading order; the first comparison is the one an index range can use
    private const string After = " AND opened_at>=@at AND (opened_at>@at OR task_id>@task)";

    public static string Sql(int subjects, InboxPosition? after, string taskColumns, Func<string, string, string> top)
    {
        var ranges = Enumerable.Range(0, subjects).Select(i =>
            $"SELECT * FROM ({top($"SELECT opened_at, task_id FROM inbox WHERE subject=@s{i}{(after is null ? "" : After)}", "opened_at, task_id")}) r{i}");
        var merged = top($"SELECT opened_at, task_id FROM ({string.Join(" UNION ALL ", ranges)}) merged", "opened_at, task_id");
        return $"SELECT {taskColumns} FROM ({merged}) m JOIN tasks t ON t.task_id=m.task_id ORDER BY m.opened_at, m.task_id";
    }
}
