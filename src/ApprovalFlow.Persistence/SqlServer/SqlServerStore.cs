using System.Data.Common;
using System.Text;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;
using Microsoft.Data.SqlClient;

namespace ApprovalFlow.Persistence.SqlServer;

/// <summary>A group of commits is one batch in one transaction.</summary>
internal sealed class SqlServerStore(string connectionString, int groupSize = 32, int writers = 4)
    : DatabaseStore(SqlClientFactory.Instance.CreateDataSource(connectionString), groupSize, writers)
{
    private const int DuplicateKey = 2627;
    private const int DuplicateIndexRow = 2601;
    private const int Deadlock = 1205;

    protected override async Task<CommitOutcome> StoreAsync(IReadOnlyList<QueuedCommit> commits)
    {
        await using var connection = (SqlConnection)await OpenAsync(default);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync();
        await using var batch = new SqlBatch(connection, transaction);
        var writer = new BatchWriter(batch);
        foreach (var commit in commits.OrderBy(c => c.Commit.CaseNumber, StringComparer.Ordinal))
            CommitRows.Write(commit, writer);
        try
        {
            await batch.ExecuteNonQueryAsync();
            if (writer.MustHit.Any(i => batch.BatchCommands[i].RecordsAffected == 0))
                return CommitOutcome.Conflict;
            await transaction.CommitAsync();
            return CommitOutcome.Stored;
        }
        catch (SqlException e) when (e.Number is DuplicateKey or DuplicateIndexRow)
        {
            return e.Message.Contains("commands", StringComparison.Ordinal) ? CommitOutcome.Repeated : CommitOutcome.Conflict;
        }
        catch (SqlException e) when (e.Number == Deadlock)
        {
            return CommitOutcome.Conflict;
        }
    }

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

    protected override string Top(string select, string order) => $"{select} ORDER BY {order} OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";
    protected override string Quoted(string name) => $"[{name}]";

    protected override string NextNumberSql =>
        "MERGE number_series WITH (HOLDLOCK) AS t USING (SELECT @name AS name) AS s ON t.name = s.name " +
        "WHEN MATCHED THEN UPDATE SET value = t.value + 1 WHEN NOT MATCHED THEN INSERT (name, value) VALUES (s.name, 1) OUTPUT inserted.value;";

    protected override string SubjectsSql => "SELECT DISTINCT subject FROM inbox WHERE subject >= @low AND subject < @high";

    protected override string ClaimTimersSql =>
        "WITH d AS (SELECT TOP (@take) * FROM timers WITH (ROWLOCK, UPDLOCK, READPAST) WHERE next_attempt<=@now ORDER BY next_attempt) " +
        "UPDATE d SET next_attempt=@until OUTPUT inserted.case_number, inserted.bookmark_id, inserted.due, inserted.kind";

    protected override string ClaimOutboxSql =>
        $"WITH d AS (SELECT TOP (@take) * FROM outbox o WITH (ROWLOCK, UPDLOCK, READPAST) WHERE o.next_attempt<=@now AND NOT EXISTS ({EarlierMessage}) ORDER BY o.next_attempt) " +
        "UPDATE d SET next_attempt=@until OUTPUT inserted.case_number, inserted.sequence, inserted.topic, inserted.payload, inserted.at, inserted.attempts";

    private sealed class BatchWriter(SqlBatch batch) : IStatementWriter
    {
        public List<int> MustHit { get; } = [];

        public void Write(string sql, bool mustHit, params ReadOnlySpan<object?> values)
        {
            var command = new SqlBatchCommand(sql);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqlParameter("@p" + i, values[i] switch { null => DBNull.Value, Utf8Text text => Encoding.UTF8.GetString(text.Bytes), var value => value }));
            if (mustHit)
                MustHit.Add(batch.BatchCommands.Count);
            batch.BatchCommands.Add(command);
        }
    }
}
