using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>送达: the result reaches the applicant within ten working days of the decision (行政许可法 第四十四条).</summary>
public sealed class DeliverActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Deliver", new("送达", "Delivery"),
        new("将决定书或证照送达申请人", "The decision or certificate is handed to the applicant"), "send",
        [Outcomes.Positive(Outcomes.Deliver, "已送达", "Delivered")],
        new InputDescriptor("certificateZh", "String") { DisplayName = new("送达文书", "Document"), Description = new("送达的证照或文书", "What is delivered"), IsWrapped = false },
        new InputDescriptor("numberPattern", "String") { DisplayName = new("编号规则", "Number pattern"), Description = new("文书编号的格式", "Format of the document number"), IsWrapped = false },
        new InputDescriptor("validityMonths", "Double") { DisplayName = new("有效期（月）", "Validity (months)"), Description = new("日历月；留空为长期", "Calendar months; empty = no expiry"), UiHint = "number", IsWrapped = false });
}
