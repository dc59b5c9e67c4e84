using System.Globalization;
using ApprovalFlow.Domain.Feeding;
using Microsoft.Data.Sqlite;

namespace ApprovalFlow.Receiver;

/// <summary>The bureau's own copy of the feed: one file, written by one process.</summary>
/// <remarks>Everything that one batch brings is stored in one transaction, so that what was confirmed is there whenever the process is killed.</remarks>
internal sealed class Copy : IDisposable
{
    private readonly SqliteConnection connection;

    public Copy(string file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, stream TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL, events TEXT NOT NULL, hashes BLOB NOT NULL, previous BLOB NOT NULL, received INTEGER NOT NULL);
            CREATE UNIQUE INDEX IF NOT EXISTS entries_stream ON entries (stream, first);
            CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS findings (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (kind, subject, text));
            """);
    }

    /// <summary>The highest number up to which everything is here.</summary>
    public long Have => Convert.ToInt64(Scalar("SELECT coalesce(max(number), 0) FROM entries"), CultureInfo.InvariantCulture);

    public string? State(string name) => Scalar("SELECT value FROM state WHERE name = $1", name) as string;

    public FeedEntry? Find(long number) => Read("SELECT number, stream, first, at, events, hashes, previous FROM entries WHERE number = $1", number).FirstOrDefault();

    /// <summary>A stream's entries in its own order.</summary>
    public IReadOnlyList<FeedEntry> Stream(string stream) => Read("SELECT number, stream, first, at, events, hashes, previous FROM entries WHERE stream = $1 ORDER BY first", stream);

    public IReadOnlyList<FeedEntry> All() => Read("SELECT number, stream, first, at, events, hashes, previous FROM entries ORDER BY number");

    /// <summary>Sequence and hash of a stream's last event here; 0 and null: there is none.</summary>
    public (long Last, byte[]? Hash) HeadOf(string stream)
    {
        using var command = Command("SELECT last, hashes FROM entries WHERE stream = $1 ORDER BY first DESC LIMIT 1", stream);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)[^32..]) : (0, null);
    }

    public IReadOnlyList<Finding> Findings(string? kind = null)
    {
        using var command = Command("SELECT at, kind, subject, text FROM findings WHERE $1 IS NULL OR kind = $1 ORDER BY id", kind);
        using var reader = command.ExecuteReader();
        List<Finding> found = [];
        while (reader.Read())
            found.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        return found;
    }

    public SqliteTransaction Begin() => connection.BeginTransaction();

    public void Add(FeedEntry entry, DateTimeOffset received) => Execute("INSERT INTO entries VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        entry.Number, entry.Stream, entry.First, entry.Last, entry.At.ToUnixTimeMilliseconds(), entry.Events, entry.Hashes, entry.PreviousHash, received.ToUnixTimeMilliseconds());

    /// <summary>Only where content was removed: what is stored stays what it was otherwise.</summary>
    public void Replace(long number, string events) => Execute("UPDATE entries SET events = $2 WHERE number = $1", number, events);

    /// <summary>Entries of which something was removed.</summary>
    public IReadOnlyList<FeedEntry> Buried() => Read("SELECT number, stream, first, at, events, hashes, previous FROM entries WHERE events LIKE '%{\"redacted\":\"redactions/%' ORDER BY number");

    public void Remember(string name, string value) => Execute("INSERT INTO state VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);

    /// <summary>Once for each thing that was found.</summary>
    public void Report(Finding finding) => Execute("INSERT INTO findings (at, kind, subject, text) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", finding.At.ToUnixTimeMilliseconds(), finding.Kind, finding.Subject, finding.Text);

    private List<FeedEntry> Read(string sql, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        using var reader = command.ExecuteReader();
        List<FeedEntry> found = [];
        while (reader.Read())
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)), reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.GetFieldValue<byte[]>(6)));
        return found;
    }

    private object? Scalar(string sql, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        return command.ExecuteScalar();
    }

    private void Execute(string sql, params object?[] arguments)
    {
        using var command = Command(sql, arguments);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params object?[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters.AddWithValue($"${(i + 1).ToString(CultureInfo.InvariantCulture)}", arguments[i] ?? DBNull.Value);
        return command;
    }

    public void Dispose() => connection.Dispose();
}

/// <summary>Something that the bureau has to look at.</summary>
/// <param name="Kind">chain, rewritten, cut, removal, disagreement or an anomaly's code.</param>
internal sealed record Finding(DateTimeOffset At, string Kind, string Subject, string Text);
