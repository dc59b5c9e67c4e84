using System.Collections.Immutable;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Something that a supervisor must see although no clock ran out (电子监察的非时限触发).</summary>
/// <param name="Trigger">Stable name; the thresholds say which colour it is.</param>
/// <param name="Subject">What set it off: an entry is told once.</param>
public sealed record CardSign(string Trigger, string Subject, DateTimeOffset At, Localized Text)
{
    public const string PaperNotListed = "paper-not-listed", SecondNotice = "second-notice", RefusalWithoutRemedy = "refusal-without-remedy", PauseWithoutNotice = "pause-without-notice",
        PauseOverPlan = "pause-over-plan", BackDatedAcceptance = "back-dated-acceptance", FeeWithoutBasis = "fee-without-basis", CaseDuplicated = "case-duplicated";

    /// <summary>The rule of a card that a supervisor raised: no trigger, a person's word.</summary>
    public const string Supervision = "supervision";

    public static IReadOnlyList<string> Triggers { get; } =
        [PaperNotListed, SecondNotice, RefusalWithoutRemedy, PauseWithoutNotice, PauseOverPlan, BackDatedAcceptance, FeeWithoutBasis, CaseDuplicated];

    /// <summary>The signs of a case after one more record.</summary>
    internal static ImmutableList<CardSign> After(CaseState state, CaseRecord record)
    {
        var signs = state.Signs;
        void Add(string trigger, string subject, string zh, string en) => signs = signs.Add(new(trigger, subject, record.At, new(zh, en)));
        switch (record.Event)
        {
            case CaseEvent.CorrectionRequested e:
                if (e.UnlistedPapers is { Count: > 0 } papers)
                    Add(PaperNotListed, e.TaskId, $"要求补正的材料不在公布的清单内：{string.Join("、", papers)}。", $"Papers were asked for that are not on the published list: {string.Join(", ", papers)}.");
                if (state.Corrections > 1)
                    Add(SecondNotice, e.TaskId, $"第 {state.Corrections} 次要求补正；法律只允许一次性告知全部内容。", $"Corrections were asked for {state.Corrections} times; the law allows one notice that names everything.");
                break;
            case CaseEvent.DecisionMade { Result: CaseResults.Refused or CaseResults.NotFiled } e when e.Reasons is null || e.Remedies is null:
                Add(RefusalWithoutRemedy, "decision", "不予许可的决定没有说明理由或者没有告知复议、诉讼的权利。", "The refusal gives no reasons or does not tell of the right to review and to sue.");
                break;
            case CaseEvent.CaseAccepted { DatedOn: { } dated } when dated < OfficeHours.DayOf(record.At):
                Add(BackDatedAcceptance, "acceptance", $"受理凭证日期 {dated:yyyy-MM-dd} 早于登记日期 {OfficeHours.DayOf(record.At):yyyy-MM-dd}；期限自登记之日起算。", $"The acceptance voucher is dated {dated:yyyy-MM-dd} but was recorded on {OfficeHours.DayOf(record.At):yyyy-MM-dd}; clocks run from the record.");
                break;
            case CaseEvent.TaskCompleted { Outcome: Outcomes.Pay, Data: { } data } e when data.GetValueOrDefault("feeAmount") is double and > 0 && data.GetValueOrDefault(Tasks.TaskForms.FeeBasis) is not string:
                Add(FeeWithoutBasis, e.TaskId, "收取费用没有写明依据。", "A fee was taken without naming its legal basis.");
                break;
            case CaseEvent.CaseDuplicated e:
                Add(CaseDuplicated, e.EarlierCase, $"同一申请人的同一事项另有办件 {e.EarlierCase}。", $"The same applicant has another case of the same item: {e.EarlierCase}.");
                break;
        }
        return signs;
    }
}
