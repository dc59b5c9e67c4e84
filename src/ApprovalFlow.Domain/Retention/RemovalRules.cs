using System.Globalization;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Retention.RedactionText;

namespace ApprovalFlow.Domain.Retention;

/// <summary>What is to be removed of a case.</summary>
public enum RemovalScope
{
    /// <summary>Everything that its events say, with files, messages and what lists show.</summary>
    Case,
    /// <summary>The bytes of its files.</summary>
    Papers,
    /// <summary>Words and addresses of the messages about it.</summary>
    Messages,
}

/// <summary>A case as far as its keeping is concerned.</summary>
/// <param name="ClosedOn">Day of its end in China; null: it is open.</param>
public sealed record RetainedCase(string CaseNumber, string ItemCode, string DepartmentId, string? Result, DateOnly? ClosedOn)
{
    /// <summary>Kept out of reasons: the record of a removal stays for ever.</summary>
    public string ApplicantName { get; init; } = "";
    public string? ApplicantUserId { get; init; }
    /// <summary>Cards or orders that nobody has answered for.</summary>
    public int OpenCards { get; init; }
    /// <summary>A revocation, a reconsideration or a look of the regulator is on its way.</summary>
    public bool RevocationPending { get; init; }
    /// <summary>Effects not delivered, messages on their way.</summary>
    public int PendingWords { get; init; }
    /// <summary>Events that no page of the ledger covers.</summary>
    public long Uncovered { get; init; }
    /// <summary>A case that shared a trip with this one and is not over.</summary>
    public string? OpenBeside { get; init; }
    /// <summary>The first thing wrong with its chain; null: none, or not looked at yet.</summary>
    public string? Broken { get; init; }
}

/// <summary>What may be removed, and when: pure, for pages that propose, persons who decide and the program that removes alike.</summary>
public static class RemovalRules
{
    /// <summary>Everything that is in the way; empty: it may go.</summary>
    /// <param name="ground">Why it is to go; null: nobody has said yet, and the term decides.</param>
    /// <param name="today">The day in China.</param>
    public static IReadOnlyList<Rejection> WhyNot(RetainedCase @case, RedactionState state, RemovalScope scope, RemovalGround? ground, RetentionSchedule schedule, DateOnly today)
    {
        List<Rejection> reasons = [];
        if (state.IsRemoved(scope)) return [Reject("removal-done", @case.CaseNumber)];
        if (@case.ClosedOn is not { } closed) return [Reject("removal-case-open", @case.CaseNumber)];
        if (state.Hold is { } hold) reasons.Add(Reject("removal-held", @case.CaseNumber, hold.By.Name, hold.Basis));
        if (@case.RevocationPending) reasons.Add(Reject("removal-revocation-pending", @case.CaseNumber));
        if (@case.PendingWords > 0) reasons.Add(Reject("removal-words-pending", @case.CaseNumber, Number(@case.PendingWords)));
        if (scope == RemovalScope.Case)
        {
            if (@case.OpenCards > 0) reasons.Add(Reject("removal-supervised", @case.CaseNumber, Number(@case.OpenCards)));
            if (@case.Uncovered > 0) reasons.Add(Reject("removal-not-on-ledger", @case.CaseNumber, Number(@case.Uncovered)));
            if (@case.OpenBeside is { } other) reasons.Add(Reject("removal-beside-open", @case.CaseNumber, other));
            if (@case.Broken is { } broken) reasons.Add(Reject("removal-not-verified", @case.CaseNumber, broken));
        }
        if (ground is not { OverridesTerm: true } && Term(@case, scope, schedule, closed, today) is { } runs) reasons.Add(runs);
        return reasons;
    }

    /// <summary>The rule that a removal follows.</summary>
    public static RetentionRule RuleOf(RetainedCase @case, RemovalScope scope, RetentionSchedule schedule) =>
        schedule.RuleOf(scope switch { RemovalScope.Papers => RetentionSchedule.Papers, RemovalScope.Messages => RetentionSchedule.Messages, _ => RetentionSchedule.Case }, @case);

    private static Rejection? Term(RetainedCase @case, RemovalScope scope, RetentionSchedule schedule, DateOnly closed, DateOnly today)
    {
        var rule = RuleOf(@case, scope, schedule);
        return rule.EndsOn(closed) is not { } end ? Reject("removal-permanent", @case.CaseNumber, rule.Words.Zh, rule.Words.En)
            : end > today ? Reject("removal-term-runs", @case.CaseNumber, end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
