namespace ApprovalFlow.Domain.Clocks;

/// <summary>One day of a clock: counted or not, and why.</summary>
/// <param name="Counted">1, half a day, or 0.</param>
/// <param name="Side">Which of the numbers it adds to.</param>
/// <param name="Code">Stable name of the reason.</param>
/// <param name="Article">Article of law that says so.</param>
/// <param name="Document">Number of the notice or document that shows it.</param>
public sealed record LedgerDay(DateOnly Date, double Counted, LedgerSide Side, string Code, string Zh, string En, string? Article, string? Document)
{
    public string In(string culture) => culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}

public enum LedgerSide
{
    /// <summary>Up to the instant: adds to the used days.</summary>
    Used,
    /// <summary>After the instant: adds to the remaining days.</summary>
    Remaining,
    /// <summary>After the last day: adds to the days overdue.</summary>
    Overdue,
}
