using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>制证: the certificate or approval document is made, numbered and sealed.</summary>
public sealed class IssueActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Issue", new("制证签发", "Issue"),
        new("制作证照、编号并加盖印章", "The certificate is made, numbered and sealed"), "certificate",
        [Outcomes.Positive(Outcomes.Issue, "签发", "Issue")],
        new InputDescriptor("certificateZh", "String") { DisplayName = new("证照名称", "Certificate"), Description = new("制发的证照名称", "Name of the certificate"), IsWrapped = false },
        new InputDescriptor("numberPattern", "String") { DisplayName = new("编号规则", "Number pattern"), Description = new("证照编号的格式", "Format of the certificate number"), IsWrapped = false },
        new InputDescriptor("validityMonths", "Double") { DisplayName = new("有效期（月）", "Validity (months)"), Description = new("日历月；留空为长期", "Calendar months; empty = no expiry"), UiHint = "number", IsWrapped = false });
}
