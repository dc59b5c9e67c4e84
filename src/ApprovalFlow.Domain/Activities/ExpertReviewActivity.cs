using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>专家评审: experts judge technical documents.</summary>
public sealed class ExpertReviewActivity : SpecialProcedureActivity
{
    protected override ActivityType Describe() => Procedure("ExpertReview", new("专家评审", "Expert review"),
        new("组织专家对技术文件进行评审", "Experts judge the technical documents"), "award",
        Outcomes.Opinion("评审通过", "Pass", "评审不通过", "Fail"), "《行政许可法》第四十五条",
        new InputDescriptor("expertCount", "Double") { DisplayName = new("专家人数", "Experts"), Description = new("评审专家人数，一般为单数", "How many experts judge, usually an odd number"), UiHint = "number", DefaultValue = 3d });
}
