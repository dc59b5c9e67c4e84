namespace ApprovalFlow.Cli.Benches;

/// <summary>A measurement that can be asked for by name.</summary>
/// <param name="Run">Measures and answers rows; progress goes to standard error.</param>
internal sealed record Bench(string Name, string Description, Func<BenchOptions, IReadOnlyList<BenchRow>> Run);

/// <param name="Postgres">Connection string of a database that may be filled and emptied; null: what needs PostgreSQL is left out.</param>
/// <param name="Scale">1: the full size; smaller: quicker and rougher.</param>
internal sealed record BenchOptions(string? Postgres, double Scale);

/// <param name="Target">What the figure must reach, as a sentence; null: told for information.</param>
internal sealed record BenchRow(string Name, double Value, string Unit, string? Target = null, bool? Reached = null);
