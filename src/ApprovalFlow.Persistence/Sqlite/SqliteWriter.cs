using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>The one connection that writes the journal, with its statements prepared once.</summary>
internal sealed class SqliteWriter(string connectionString) : IStatementWriter, IDisposable
{
    private readonly Dictionary<string, SqliteStatement> prepared = new(StringComparer.Ordinal);
    private SqliteConnection? connection;
    private bool missed;

    /// <summary>Statements run since the start; the budget tests read it.</summary>
    internal long Statements { get; private set; }

    /// <summary>Stores all commits in one transaction, or none.</summary>
    public CommitOutcome Store(IReadOnlyList<CaseCommit> commits)
    {
        Open();
        Run("BEGIN IMMEDIATE");
        try
        {
            missed = false;
            foreach (var commit in commits)
            {
                CommitRows.Write(commit, this);
                if (missed)
                {
                    Run("ROLLBACK");
                    return CommitOutcome.Conflict;
                }
            }
            Run("COMMIT");
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

    void IStatementWriter.Write(string sql, bool mustHit, params ReadOnlySpan<object?> values)
    {
        Statements++;
        missed |= Prepared(sql).Run(values) == 0 && mustHit;
    }

    private void Run(string sql) => Prepared(sql).Run([]);

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
            Run("ROLLBACK");
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
