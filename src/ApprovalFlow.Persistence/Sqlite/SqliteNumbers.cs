using Microsoft.Data.Sqlite;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>Reads the last number of a series on a connection of its own with a statement compiled once: acceptances ask for one each.</summary>
internal sealed class SqliteNumbers(string connectionString) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteConnection? connection;
    private SqliteStatement? select;

    /// <summary>As every transaction before this call left it; 0: none was given out.</summary>
    public long Last(string series)
    {
        lock (gate)
        {
            select ??= Open();
            return select.Number(series) ?? 0;
        }
    }

    private SqliteStatement Open()
    {
        connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        SqliteSettings.Apply(connection);
        return new(connection.Handle!, "SELECT value FROM number_series WHERE name=@p0");
    }

    public void Dispose()
    {
        lock (gate)
        {
            select?.Dispose();
            connection?.Dispose();
            (select, connection) = (null, null);
        }
    }
}
