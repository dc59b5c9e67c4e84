using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>The one connection that writes the journal, with its statements prepared once.</summary>
internal sealed class SqliteWriter(string connectionString) : IDisposable
{
    private const string Begin = "BEGIN IMMEDIATE", Commit = "COMMIT", Rollback = "ROLLBACK";
    // The texts are constants: the same statement is the same object.
    private readonly Dictionary<object, SqliteStatement> prepared = new(ReferenceEqualityComparer.Instance);
    private SqliteConnection? connection;

    /// <summary>Statements run since the start; the budget tests read it.</summary>
    internal long Statements { get; private set; }

    /// <summary>Stores all commits in one transaction, or none.</summary>
    public CommitOutcome Store(IReadOnlyList<QueuedCommit> commits)
    {
        Open();
        Run(Begin);
        try
        {
            foreach (var commit in commits)
            {
                if (!Write(((SqliteCommit)commit).Rows))
                {
                    Run(Rollback);
                    return CommitOutcome.Conflict;
                }
            }
            Run(Commit);
            return CommitOutcome.Stored;
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            Abandon();
            return e.Message.Contains("commands.", StringComparison.Ordinal) ? CommitOutcome.Repeated : CommitOutcome.Conflict;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>False: a row that had to be there was not.</summary>
    private bool Write(SqliteRows rows)
    {
        foreach (var row in rows.Rows)
        {
            Statements++;
            if (Prepared(row.Sql).Run(rows, row) == 0 && row.MustHit)
                return false;
        }
        return true;
    }

    private void Run(string sql) => Prepared(sql).Run();

    private SqliteStatement Prepared(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
            prepared[sql] = statement = new(connection!.Handle!, sql);
        return statement;
    }

    private void Open()
    {
        if (connection is not null)
            return;
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        opened.Open();
        SqliteSettings.Apply(opened);
        using var command = opened.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA cache_size=-32000";
        command.ExecuteNonQuery();
        connection = opened;
    }

    /// <summary>Whatever went wrong, the next group begins on a connection that is in no transaction.</summary>
    private void Abandon()
    {
        try
        {
            Run(Rollback);
        }
        catch (SqliteException)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        prepared.Clear();
        connection?.Dispose();
        connection = null;
    }
}
