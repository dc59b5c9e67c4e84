using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>Every clock of a case at an instant, with the entries behind them.</summary>
/// <param name="Choices">How the points that the law leaves open are decided for this item.</param>
/// <param name="Cards">Oldest first.</param>
public sealed record ClockSheet(
    string CaseNumber, DateTimeOffset AsOf, IReadOnlyList<ClockRow> Clocks, IReadOnlyList<Localized> Choices, IReadOnlyList<CasePause> Pauses, IReadOnlyList<CaseExtension> Extensions,
    IReadOnlyList<PaperPromise> Promises, IReadOnlyList<CaseLeg> Legs, IReadOnlyList<CaseCard> Cards)
{
    /// <summary>The next thing that may be recorded of a hearing; null when it has been held.</summary>
    public string? NextHearing { get; init; }
    public DateOnly? DeemedAcceptedOn { get; init; }
    public DateOnly? LicenceExpiresOn { get; init; }
}

/// <param name="Id">Which one of its kind; empty where there is only one.</param>
/// <param name="State">not-started, running, paused, overdue, stopped or refused.</param>
/// <param name="Owner">Role or body that must act before it ends.</param>
public sealed record ClockRow(
    string Code, string Id, string NameZh, string NameEn, string State, string Owner, string? Article, DateOnly? StartedOn, double LimitDays, double ExtensionDays,
    double Used, double Remaining, double Overdue, DateOnly? Due)
{
    /// <summary>It ends with the morning of its last day.</summary>
    public bool EndsAtNoon { get; init; }
    /// <summary>Kind of the special procedure that stops it, and its planned last day.</summary>
    public string? PausedBy { get; init; }
    public DateOnly? PausedUntil { get; init; }
    public DateTimeOffset? StoppedAt { get; init; }
    /// <summary>Of a clock that has stopped.</summary>
    public bool? InTime { get; init; }
    public IReadOnlyList<FindingRow> Findings { get; init; } = [];
}

public sealed record FindingRow(string Code, string Zh, string En);

/// <summary>One clock day by day; the days of each side add up to the number that is shown.</summary>
public sealed record ClockLedgerView(ClockRow Clock, IReadOnlyList<LedgerRow> Days);

/// <param name="Side">used, remaining or overdue: the number that the day adds to.</param>
/// <param name="Document">Number of the notice or document that shows it.</param>
public sealed record LedgerRow(DateOnly Date, double Counted, string Side, string Code, string Zh, string En, string? Article, string? Document);
