using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ApprovalFlow.Persistence.Storage;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>The statements of one commit with their values, ready to be bound: numbers as they are, texts and bytes in one buffer.</summary>
/// <remarks>Made on the caller's thread, so that the one writer only binds and runs. Used again and again.</remarks>
internal sealed class SqliteRows : IStatementWriter
{
    private static readonly ConcurrentBag<SqliteRows> Spare = [];
    private readonly List<SqliteRow> rows = [];
    private readonly List<SqliteValue> values = [];
    private byte[] buffer = new byte[8 * 1024];
    private int used;

    public static SqliteRows Rent() => Spare.TryTake(out var rows) ? rows : new();

    public void Return()
    {
        const int mostKept = 64 * 1024;
        if (buffer.Length > mostKept)
            return;
        rows.Clear();
        values.Clear();
        used = 0;
        Spare.Add(this);
    }

    public IReadOnlyList<SqliteRow> Rows => rows;
    public ReadOnlySpan<SqliteValue> ValuesOf(SqliteRow row) => CollectionsMarshal.AsSpan(values).Slice(row.First, row.Count);
    public ReadOnlySpan<byte> Buffer => buffer;

    void IStatementWriter.Write(string sql, bool mustHit, params ReadOnlySpan<object?> given)
    {
        rows.Add(new(sql, mustHit, values.Count, given.Length));
        foreach (var value in given)
        {
            values.Add(value switch
            {
                null => default,
                string text => Text(text),
                Utf8Text text => Keep(SqliteKind.Text, text.Bytes),
                long number => new(SqliteKind.Number, number, 0),
                int number => new(SqliteKind.Number, number, 0),
                double number => new(SqliteKind.Double, BitConverter.DoubleToInt64Bits(number), 0),
                byte[] bytes => Keep(SqliteKind.Bytes, bytes),
                DateOnly date => Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                _ => throw new ArgumentException($"Expected a value that SQLite stores as it is, but got {value.GetType().Name}.", nameof(given)),
            });
        }
    }

    private SqliteValue Text(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, buffer.AsSpan(used));
        used += length;
        return new(SqliteKind.Text, used - length, length);
    }

    private SqliteValue Keep(SqliteKind kind, byte[] bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer, used);
        used += bytes.Length;
        return new(kind, used - bytes.Length, bytes.Length);
    }

    /// <summary>One byte more than is needed: even an empty text has an address.</summary>
    private void Reserve(int length)
    {
        if (used + length >= buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, used + length + 1));
    }
}

/// <param name="MustHit">Rows have to be affected; when none is, the commit is a conflict.</param>
internal readonly record struct SqliteRow(string Sql, bool MustHit, int First, int Count);

internal enum SqliteKind { Null, Number, Double, Text, Bytes }

/// <param name="Value">The number, the bits of the double, or where the bytes begin.</param>
internal readonly record struct SqliteValue(SqliteKind Kind, long Value, int Length);
