using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>现场核查: premises, equipment or works are seen by at least two officers (行政许可法 第三十四条).</summary>
public sealed class SiteInspectionActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("SiteInspection", new("现场核查", "Site inspection"),
        new("指派两名以上工作人员到现场核查", "Two or more officers inspect the site"), "map-pin",
        Outcomes.Opinion("核查合格", "Pass", "核查不合格", "Fail"),
        new InputDescriptor("minimumOfficers", "Double") { DisplayName = new("最少人数", "Officers at least"), Description = new("参加核查的工作人员人数", "How many officers take part"), UiHint = "number", DefaultValue = 2d });
}
