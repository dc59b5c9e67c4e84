using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Detecting;

/// <summary>Something that a person should look at.</summary>
/// <param name="Code">Stable: one of the constants here.</param>
/// <param name="Sequence">The event of the case that shows it.</param>
public sealed record Anomaly(string Code, string CaseNumber, long Sequence, DateTimeOffset At, string Zh, string En)
{
    public const string LatePause = "pause-before-due", Refiled = "withdrawn-and-refiled", RubberStamp = "same-minute-completions", BackDated = "back-dated-acceptance", SecondNotice = "second-notice", Unfitting = "event-does-not-fit";

    /// <summary>The other case it is about.</summary>
    public string? RelatedCase { get; init; }

    public static IReadOnlyList<string> Codes { get; } = [LatePause, Refiled, RubberStamp, BackDated, SecondNotice, Unfitting];

    /// <param name="record">The registration anew.</param>
    /// <param name="closedAt">When the earlier case was withdrawn.</param>
    public static Anomaly RefiledAfter(string caseNumber, CaseRecord record, string earlier, DateTimeOffset closedAt) => new(Refiled, caseNumber, record.Sequence, record.At,
        $"同一申请人同一事项的办件 {earlier} 受理后于 {OfficeHours.DayOf(closedAt):yyyy-MM-dd} 撤回，现重新申请，期限从头计算。",
        $"Case {earlier} of the same applicant and item was withdrawn on {OfficeHours.DayOf(closedAt):yyyy-MM-dd} after it had been accepted; filed anew, its limits begin anew.") { RelatedCase = earlier };

    /// <param name="sequence">The completion that made it too many.</param>
    public static Anomaly Stamped(string caseNumber, long sequence, DateTimeOffset at, string person, int cases) =>
        new(RubberStamp, caseNumber, sequence, at, $"{person}在同一分钟内办完 {cases} 件不同办件的任务。", $"{person} completed tasks of {cases} different cases within one minute.");
}

/// <summary>From when on something is odd.</summary>
public sealed record AnomalyThresholds
{
    /// <summary>Calendar days after a withdrawal in which the same application filed anew is named.</summary>
    public int RefileDays { get; init; } = 30;
    /// <summary>Different cases that one person completes tasks of within one minute.</summary>
    public int CasesInAMinute { get; init; } = 5;

    public bool IsRefiled(DateTimeOffset withdrawn, DateTimeOffset registered) => registered - withdrawn is var between && between >= TimeSpan.Zero && between <= TimeSpan.FromDays(RefileDays);

    /// <summary>The minute, by the wall clock, in which an instant lies.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
