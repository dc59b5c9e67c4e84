namespace ApprovalFlow.Domain.Cases;

/// <summary>The approval activities whose outcomes mean something to the case itself.</summary>
internal static class TaskTypes
{
    public const string Prefix = "Approval.", Accept = "Approval.Accept", Correction = "Approval.Correction", Decide = "Approval.Decide", Issue = "Approval.Issue",
        Deliver = "Approval.Deliver", JointInspection = "Approval.JointInspection", CountyPreliminaryReview = "Approval.CountyPreliminaryReview", SiteInspection = "Approval.SiteInspection",
        Review = "Approval.Review", ExpertReview = "Approval.ExpertReview", LeaderApproval = "Approval.LeaderApproval", Countersign = "Approval.Countersign";
}
