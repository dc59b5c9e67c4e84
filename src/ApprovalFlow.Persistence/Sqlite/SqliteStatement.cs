using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>A statement compiled once. Values are bound by position: the driver's commands look each parameter up by its name, every time.</summary>
internal sealed class SqliteStatement : IDisposable
{
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
    public int Run()
    {
        try
        {
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

    /// <summary>The same with values that lie ready.</summary>
    /// <exception cref="SqliteException">SQLite refused; the statement can be run again.</exception>
    public unsafe int Run(SqliteRows rows, SqliteRow row)
    {
        // The values are bound where they lie and stay there until the statement has run.
        fixed (byte* buffer = rows.Buffer)
        {
            var (address, position) = (handle.DangerousGetHandle(), 0);
            foreach (var value in rows.ValuesOf(row))
            {
                position++;
                Check(value.Kind switch
                {
                    SqliteKind.Null => SqliteNative.BindNull(address, position),
                    SqliteKind.Number => SqliteNative.BindNumber(address, position, value.Value),
                    SqliteKind.Double => SqliteNative.BindDouble(address, position, BitConverter.Int64BitsToDouble(value.Value)),
                    SqliteKind.Text => SqliteNative.BindText(address, position, buffer + value.Value, value.Length, SqliteNative.Static),
                    _ => SqliteNative.BindBytes(address, position, buffer + value.Value, value.Length, SqliteNative.Static),
                });
            }
            return Run();
        }
    }

    /// <summary>Runs the statement with one text and answers the number in the first column of its first row; null: it has no row.</summary>
    /// <exception cref="SqliteException">SQLite refused; the statement can be run again.</exception>
    public long? Number(string text)
    {
        try
        {
            Check(raw.sqlite3_bind_text(handle, 1, text));
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

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, database);
    }

    public void Dispose() => handle.Dispose();
}
