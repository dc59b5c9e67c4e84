using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>受理: the window decides whether the application is accepted (行政许可法 第三十二条).</summary>
public sealed class AcceptActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Accept", new("受理", "Acceptance"),
        new("窗口核对材料，决定受理、不予受理或一次性告知补正", "The window checks the papers and accepts, rejects or asks once for everything that is missing"), "inbox",
        [
            Outcomes.Positive(Outcomes.Accept, "受理", "Accept"),
            Outcomes.Negative(Outcomes.Refuse, "不予受理", "Do not accept"),
            Outcomes.ReturnForCorrection,
            Outcomes.Withdrawal,
        ]);
}
