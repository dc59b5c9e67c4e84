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
    private readonly SqliteWriter writer = new(connectionString);

    protected override Task<CommitOutcome> StoreAsync(IReadOnlyList<CaseCommit> commits) => Task.FromResult(writer.Store(commits));

    public override async Task<IReadOnlyList<TaskEntry>> PageAsync(IReadOnlyList<string> subjects, InboxPosition? after, int take, CancellationToken cancellation = default)
    {
        if (subjects.Count == 0)
            return [];
        await using var connection = await OpenAsync(cancellation);
        await using var command = Command(connection, UnionPage.Sql(subjects.Count, after, TaskColumns, Top), ("@take", take));
        for (var i = 0; i < subjects.Count; i++)
            Add(command, "@s" + i, subjects[i]);
        if (after is not null)
        {
            Add(command, "@at", after.OpenedAt.ToUnixTimeMilliseconds());
            Add(command, "@task", after.TaskId);
        }
        return await ReadTasksAsync(command, cancellation);
    }

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await base.OpenAsync(cancellation);
        SqliteSettings.Apply(connection);
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        writer.Dispose();
    }
}
