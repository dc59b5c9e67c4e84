using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>What every connection to the file has to be told.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // FULL: a commit that was answered survives a power cut. The busy timeout lets SQLite wait for the writer in small steps.
    // A new file gets pages of 8 kB: a line of the journal is 1.5 kB, and fewer pages split; a file that exists keeps its own.
    // The log is copied back at 12000 pages (98 MB) by whoever writes next: each copy costs flushes that a commit waits for, and a page that was written often is copied once.
    private const string PerConnection = "PRAGMA page_size=8192; PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=12000";

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = PerConnection;
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
