using Npgsql;
using NpgsqlTypes;

namespace ApprovalFlow.Persistence.Postgres;

/// <summary>One statement over rows of a kind, each of its columns an array.</summary>
internal sealed class BatchStatement<T>
{
    private readonly NpgsqlBatchCommand command;
    private readonly BatchColumn<T>[] columns;

    public BatchStatement(string sql, Func<BatchColumns<T>, BatchColumn<T>[]> columns)
    {
        command = new(sql);
        this.columns = columns(new());
        foreach (var column in this.columns)
            command.Parameters.Add(column.Parameter);
    }

    /// <summary>Adds the statement with these rows; without rows there is none.</summary>
    public void AddTo(NpgsqlBatch batch, T[] rows)
    {
        if (rows.Length == 0)
            return;
        foreach (var column in columns)
            column.Fill(rows);
        batch.BatchCommands.Add(command);
    }
}

/// <summary>A parameter that holds one value of each row.</summary>
internal abstract class BatchColumn<T>
{
    public abstract NpgsqlParameter Parameter { get; }
    public abstract void Fill(T[] rows);
}

/// <summary>The kinds of columns that commits have.</summary>
internal sealed class BatchColumns<T>
{
    public BatchColumn<T> Text(Func<T, string?> value) => new Of<string?>(NpgsqlDbType.Text, value);
    /// <summary>A text that is there in UTF-8 already.</summary>
    public BatchColumn<T> Utf8(Func<T, byte[]> value) => new Of<byte[]>(NpgsqlDbType.Text, value);
    public BatchColumn<T> Long(Func<T, long> value) => new Of<long>(NpgsqlDbType.Bigint, value);
    public BatchColumn<T> Int(Func<T, int> value) => new Of<int>(NpgsqlDbType.Integer, value);
    public BatchColumn<T> Double(Func<T, double?> value) => new Of<double?>(NpgsqlDbType.Double, value);
    public BatchColumn<T> Flag(Func<T, bool> value) => new Of<bool>(NpgsqlDbType.Boolean, value);
    public BatchColumn<T> Bytes(Func<T, byte[]> value) => new Of<byte[]>(NpgsqlDbType.Bytea, value);
    public BatchColumn<T> At(Func<T, DateTimeOffset?> value) => new Of<long?>(NpgsqlDbType.Bigint, r => value(r)?.ToUnixTimeMilliseconds());
    public BatchColumn<T> Date(Func<T, DateOnly?> value) => new Of<DateOnly?>(NpgsqlDbType.Date, value);

    private sealed class Of<TValue>(NpgsqlDbType type, Func<T, TValue> value) : BatchColumn<T>
    {
        private readonly NpgsqlParameter<TValue[]> parameter = new() { NpgsqlDbType = NpgsqlDbType.Array | type };

        public override NpgsqlParameter Parameter => parameter;

        public override void Fill(T[] rows)
        {
            var values = new TValue[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                values[i] = value(rows[i]);
            parameter.TypedValue = values;
        }
    }
}
