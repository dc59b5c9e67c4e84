using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>补正: the window waits for the applicant's corrected papers; then the case is accepted anew.</summary>
public sealed class CorrectionActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Correction", new("补正", "Correction"),
        new("等待申请人补正材料，收到后重新受理", "Waits for the applicant's corrected papers, then acceptance starts again"), "edit",
        [Outcomes.Positive(Outcomes.Resubmit, "重新提交", "Resubmit"), Outcomes.Withdrawal]);
}
