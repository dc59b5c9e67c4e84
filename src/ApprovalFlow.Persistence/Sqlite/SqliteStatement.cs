using System.Buffers;
using System.Globalization;
using System.Text;
using ApprovalFlow.Persistence.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>A statement compiled once. Values are bound by position: the driver's commands look each parameter up by its name, every time.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;
    private readonly sqlite3 database;
    private readonly sqlite3_stmt handle;

    /// <exception cref="SqliteException">The text is no statement of this database.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    /// <summary>Runs the statement to its end and answers how many rows it changed.</summary>
    /// <exception cref="SqliteException">SQLite refused; the statement can be run again.</exception>
    public int Run(ReadOnlySpan<object?> values)
    {
        try
        {
            Bind(values);
            int code;
            do
                code = raw.sqlite3_step(handle);
            while (code == raw.SQLITE_ROW);
            Check(code);
            return raw.sqlite3_changes(database);
        }
        finally
        {
            _ = raw.sqlite3_reset(handle);
        }
    }

    /// <summary>Runs the statement and answers the number in the first column of its first row; null: it has no row.</summary>
    /// <exception cref="SqliteException">SQLite refused; the statement can be run again.</exception>
    public long? Number(ReadOnlySpan<object?> values)
    {
        try
        {
            Bind(values);
            var code = raw.sqlite3_step(handle);
            if (code == raw.SQLITE_ROW)
                return raw.sqlite3_column_int64(handle, 0);
            Check(code);
            return null;
        }
        finally
        {
            _ = raw.sqlite3_reset(handle);
        }
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(Bind(i + 1, values[i]));
    }

    private int Bind(int position, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(handle, position),
        string text => Text(position, text),
        Utf8Text text => raw.sqlite3_bind_text(handle, position, text.Bytes),
        long number => raw.sqlite3_bind_int64(handle, position, number),
        int number => raw.sqlite3_bind_int64(handle, position, number),
        double number => raw.sqlite3_bind_double(handle, position, number),
        byte[] bytes => raw.sqlite3_bind_blob(handle, position, bytes),
        DateOnly date => Text(position, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"Expected a value that SQLite stores as it is, but got {value.GetType().Name}.", nameof(value)),
    };

    private int Text(int position, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> few = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(handle, position, few[..Encoding.UTF8.GetBytes(text, few)]);
        }
        var many = ArrayPool<byte>.Shared.Rent(most);
        // SQLite keeps a copy of its own.
        var code = raw.sqlite3_bind_text(handle, position, many.AsSpan(0, Encoding.UTF8.GetBytes(text, many)));
        ArrayPool<byte>.Shared.Return(many);
        return code;
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, database);
    }

    public void Dispose() => handle.Dispose();
}
