using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>县区初审: the county's own department reviews first and sends its opinion with all papers (行政许可法 第三十五、四十三条).</summary>
public sealed class CountyPreliminaryReviewActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("CountyPreliminaryReview", new("县区初审", "County preliminary review"),
        new("县（市、区）部门网上初审并上传意见", "The county's department reviews on line and uploads its opinion"), "building",
        Outcomes.Opinion("初审通过", "Pass", "初审不通过", "Fail"));
}
