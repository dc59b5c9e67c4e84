using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>缴费: after the decision; waits for the payer, so its time is not counted. A fee needs a basis in law (行政许可法 第五十八、五十九条).</summary>
public sealed class FeeActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Fee", new("缴费", "Fee"),
        new("申请人按标准缴费后继续制证", "The applicant pays the standard fee before issue"), "coins",
        [Outcomes.Positive(Outcomes.Pay, "已缴费", "Paid"), new(Outcomes.Waive, new("免缴", "Waived"))],
        new InputDescriptor("basis", "String") { DisplayName = new("收费依据", "Basis"), Description = new("收费的法律依据和标准文号", "The law and tariff that allow the fee"), IsWrapped = false });
}
