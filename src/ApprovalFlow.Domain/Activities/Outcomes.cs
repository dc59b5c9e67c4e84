using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>Outcome names of the approval activities. Connections in definitions start from these; a released name never changes.</summary>
public static class Outcomes
{
    public const string Accept = "Accept", Approve = "Approve", ApproveWithConditions = "ApproveWithConditions", Refuse = "Refuse", Return = "Return",
        Withdraw = "Withdraw", Object = "Object", Resubmit = "Resubmit", Issue = "Issue", Deliver = "Deliver", Pay = "Pay", Waive = "Waive",
        Confirm = "Confirm", Revoke = "Revoke", Interrupt = "Interrupt", Remind = "Remind";

    internal static Outcome Positive(string name, string zh, string en) => new(name, new(zh, en)) { Tone = OutcomeTone.Positive };
    internal static Outcome Negative(string name, string zh, string en) => new(name, new(zh, en)) { Tone = OutcomeTone.Negative };

    internal static Outcome ReturnForCorrection { get; } = new(Return, new("退回补正", "Return for correction")) { Tone = OutcomeTone.Return };
    internal static Outcome Withdrawal { get; } = new(Withdraw, new("申请人撤回", "Withdrawn by applicant"));

    /// <summary>What every step before the decision can come to.</summary>
    internal static IReadOnlyList<Outcome> Opinion(string approveZh, string approveEn, string refuseZh, string refuseEn, params IReadOnlyList<Outcome> more) =>
        [Positive(Approve, approveZh, approveEn), Negative(Refuse, refuseZh, refuseEn), .. more, ReturnForCorrection, Withdrawal];
}
