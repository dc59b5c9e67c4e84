namespace ApprovalFlow.Cli.Benches;

/// <summary>A measurement that can be asked for by name.</summary>
/// <param name="Run">Measures and answers rows; progress goes to standard error.</param>
internal sealed record Bench(string Name, string Description, Func<BenchOptions, IReadOnlyList<BenchRow>> Run);

/// <param name="Postgres">Connection string of a database that may be filled and emptied; null: what needs PostgreSQL is left out.</param>
/// <param name="Scale">1: the full size; smaller: quicker and rougher.</param>
internal sealed record BenchOptions(string? Postgres, double Scale)
{
    /// <summary>Measures on SQLite, and on PostgreSQL where there is one.</summary>
    /// <param name="measure">Given the server, null for SQLite, and the scale.</param>
    public IReadOnlyList<BenchRow> OnEachDatabase(Func<string?, double, Task<IReadOnlyList<BenchRow>>> measure)
    {
        List<BenchRow> rows = [.. measure(null, Scale).GetAwaiter().GetResult()];
        if (Postgres is { } postgres)
            rows.AddRange(measure(postgres, Scale).GetAwaiter().GetResult());
        return rows;
    }
}

/// <param name="Target">What the figure must reach, as a sentence; null: told for information.</param>
internal sealed record BenchRow(string Name, double Value, string Unit, string? Target = null, bool? Reached = null);
