using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>决定: the legal act. Its output <c>decision</c> is the outcome, for what follows.</summary>
public sealed class DecideActivity : HumanActivity
{
    public const string DecisionOutput = "decision";

    protected override ActivityType Describe() => Human("Decide", new("决定", "Decision"),
        new("首席代表作出准予、附条件准予或不予许可的决定", "The chief representative grants, grants with conditions or refuses"), "gavel",
        [
            Outcomes.Positive(Outcomes.Approve, "准予许可", "Approve"),
            Outcomes.Positive(Outcomes.ApproveWithConditions, "附条件准予", "Approve with conditions"),
            Outcomes.Negative(Outcomes.Refuse, "不予许可", "Refuse"),
            Outcomes.ReturnForCorrection,
            Outcomes.Withdrawal,
        ],
        new InputDescriptor("certificateZh", "String") { DisplayName = new("批准文件", "Certificate"), Description = new("准予后制发的证照或批文", "What is issued when granted"), IsWrapped = false })
        with { Outputs = [new(DecisionOutput, "String") { DisplayName = new("决定", "Decision"), IsOutcome = true }] };

    protected override void Decided(ActivityContext context, string outcome, IReadOnlyDictionary<string, object?> input)
    {
        context.SetOutput(DecisionOutput, outcome);
        context.Complete(outcome);
    }
}
