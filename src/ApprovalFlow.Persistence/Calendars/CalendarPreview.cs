using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Persistence.Calendars;

/// <summary>What a notice would change, looked at before it is put into force.</summary>
/// <param name="Examined">Open cases that were looked at: all of them.</param>
/// <param name="Moves">The first clocks that move, in the order of the case numbers; <paramref name="MovedClocks"/> counts all.</param>
public sealed record CalendarPreview(
    CalendarNotice Notice, CalendarNotice? InForce, IReadOnlyList<CorrectedDay> Days, int Examined, int MovedCases, int MovedClocks, IReadOnlyList<ClockMoves> ByClock, IReadOnlyList<MovedCaseClock> Moves)
{
    /// <summary>Moves that are listed one by one.</summary>
    public const int Listed = 1_000;
}

/// <summary>A year's calendar and where it comes from.</summary>
/// <param name="AppliedAt">When it was put into force here; null: it came with the program.</param>
public sealed record CalendarNotice(int Year, int Version, string Notice, DateOnly NoticeDate, DateTimeOffset? AppliedAt = null, string? AppliedBy = null)
{
    /// <summary>The highest version of its year.</summary>
    public bool IsInForce { get; init; }

    internal static CalendarNotice Of(CalendarYear year) => new(year.Year, year.Version, year.Notice, year.NoticeDate);
}

/// <summary>How many clocks of one kind move.</summary>
public sealed record ClockMoves(string Code, string NameZh, string NameEn, int Count);

/// <param name="Id">The step, trip or pause that the clock belongs to; empty for the clocks of the whole case.</param>
/// <param name="Was">Null: not known, because the year was not loaded.</param>
public sealed record MovedCaseClock(string CaseNumber, string FlowCode, string ApplicantName, string Code, string NameZh, string NameEn, string Id, DateOnly? Was, DateOnly? Becomes);
