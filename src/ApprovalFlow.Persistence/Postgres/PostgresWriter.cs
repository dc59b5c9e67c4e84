using System.Data;
using ApprovalFlow.Persistence.Storage;
using Npgsql;

namespace ApprovalFlow.Persistence.Postgres;

/// <summary>A connection that does nothing but write the journal, with its statements: what is prepared on one connection means nothing on another.</summary>
internal sealed class PostgresWriter(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly CommitBatch statements = new();

    /// <summary>The connection can be used again, whatever the server said to the last group.</summary>
    public bool IsSound => connection.FullState == ConnectionState.Open;

    /// <summary>Stores all commits in one transaction, or none.</summary>
    /// <exception cref="PostgresException">The server refused; nothing is stored.</exception>
    public async Task StoreAsync(IReadOnlyList<QueuedCommit> commits)
    {
        await using var batch = statements.Of(commits, connection);
        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
