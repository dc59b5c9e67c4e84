using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>公示: the public may object for some days. A grave objection stops the case.</summary>
public sealed class PublicityActivity : SpecialProcedureActivity
{
    protected override ActivityType Describe() => Procedure("Publicity", new("公示", "Public notice"),
        new("向社会公示并收集意见", "The application is shown to the public and objections are collected"), "megaphone",
        Outcomes.Opinion("无异议", "No objection", "异议成立", "Objection upheld", Outcomes.Negative(Outcomes.Object, "因异议中止", "Suspend by objection")), null,
        new InputDescriptor("channel", "String") { DisplayName = new("公示渠道", "Channel"), Description = new("公示的网站或场所", "Where the notice is shown"), DefaultValue = "政务服务网" });
}
