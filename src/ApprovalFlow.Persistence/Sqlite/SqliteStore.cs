using System.Data.Common;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;
using Microsoft.Data.Sqlite;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>One file, one writer: commits that arrive together share a transaction and its flush.</summary>
internal sealed class SqliteStore(string connectionString, int groupSize = 128)
    : DatabaseStore(SqliteFactory.Instance.CreateDataSource(connectionString), groupSize, writers: 1)
{
    private readonly SqliteNumbers numbers = new(connectionString);

    internal SqliteWriter Writer { get; } = new(connectionString);

    public override ValueTask<long> LastNumberAsync(string series, CancellationToken cancellation = default) => ValueTask.FromResult(numbers.Last(series));

    protected override QueuedCommit Prepare(CaseCommit commit) => new SqliteCommit(commit);

    protected override Task<CommitOutcome> StoreAsync(IReadOnlyList<QueuedCommit> commits) => Task.FromResult(Writer.Store(commits));

    /// <summary>Asks subject by subject and merges here: there is no round trip to save, and two small statements are compiled instead of a large one.</summary>
    public override async Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default)
    {
        if (subjects.Count == 0)
            return [];
        await using var connection = await OpenAsync(cancellation);
        // One snapshot for all the reads.
        await using var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        List<(long At, string Task)> found = [];
        await using (var range = Command(connection, after is null ? FirstRange : NextRange, ("@subject", subjects[0]), ("@take", take)))
        {
            if (after is not null)
            {
                Add(range, "@at", after.OpenedAt.ToUnixTimeMilliseconds());
                Add(range, "@task", after.TaskId);
            }
            foreach (var subject in subjects)
            {
                range.Parameters[0].Value = subject;
                await using var reader = await range.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    found.Add((reader.GetInt64(0), reader.GetString(1)));
            }
        }
        found.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Task, b.Task));
        List<TaskEntry> page = [];
        await using var one = Command(connection, $"SELECT {TaskColumns} FROM tasks t WHERE t.task_id=@task", ("@task", ""));
        foreach (var (_, task) in found.Take(take))
        {
            one.Parameters[0].Value = task;
            page.AddRange(await ReadTasksAsync(one, cancellation));
        }
        return page;
    }

    private const string FirstRange = "SELECT opened_at, task_id FROM inbox WHERE subject=@subject ORDER BY opened_at, task_id LIMIT @take";
    private const string NextRange = "SELECT opened_at, task_id FROM inbox WHERE subject=@subject AND (opened_at, task_id) > (@at, @task) ORDER BY opened_at, task_id LIMIT @take";

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await base.OpenAsync(cancellation);
        SqliteSettings.Apply(connection);
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Writer.Dispose();
        numbers.Dispose();
    }
}
