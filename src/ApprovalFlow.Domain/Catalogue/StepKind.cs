namespace ApprovalFlow.Domain.Catalogue;

/// <summary>A kind of step in the catalogue: the activity type it becomes and what its holder has to do.</summary>
/// <param name="AfterDecision">It follows the decision, so it can neither refuse nor return.</param>
public sealed record StepKind(string Name, string ActivityType, string DutyZh, bool AfterDecision = false)
{
    public static IReadOnlyList<StepKind> All { get; } =
    [
        new("accept", "Approval.Accept", "核对申请材料是否齐全、是否符合法定形式；不齐全的，一次性告知需要补正的全部内容。"),
        new("review", "Approval.Review", "对申请材料的实质内容进行审查，提出明确的审查意见和理由。"),
        new("countersign", "Approval.Countersign", "从本部门职责出发对申请事项出具会签意见；不同意的说明依据和理由。"),
        new("site-inspection", "Approval.SiteInspection", "两名以上工作人员到现场核查，如实记录并提出核查意见。"),
        new("joint-inspection", "Approval.JointInspection", "牵头组织相关部门一次踏勘，汇总各部门意见，缺席视为同意。"),
        new("expert-review", "Approval.ExpertReview", "书面告知申请人所需时间，组织专家评审并归档评审意见。"),
        new("hearing", "Approval.Hearing", "按规定公告并举行听证，制作听证笔录。"),
        new("publicity", "Approval.Publicity", "发布公示，收集并核实公众意见，形成公示结论。"),
        new("test", "Approval.Testing", "委托检验检测机构检验，接收并审核检验检测报告。"),
        new("county-preliminary", "Approval.CountyPreliminaryReview", "县（市、区）部门在期限内完成初审，将意见和全部材料上传。"),
        new("leader-approval", "Approval.LeaderApproval", "在限定时间内审签，明确同意与否。"),
        new("decide", "Approval.Decide", "依据各环节意见作出决定；不予许可的，说明理由并告知救济途径。"),
        new("fee", "Approval.Fee", "核对收费依据和标准，确认申请人缴费。", true),
        new("issue", "Approval.Issue", "制作证照或批文，编号、用印并签发。", true),
        new("deliver", "Approval.Deliver", "在法定期限内将决定书或证照送达申请人，并记录送达方式。", true),
        new("verify-commitment", "Approval.VerifyCommitment", "发证后在期限内核查承诺履行情况；承诺不实的，撤销许可。", true),
    ];

    private static readonly Dictionary<string, StepKind> ByName = All.ToDictionary(k => k.Name);

    public static StepKind? Find(string name) => ByName.GetValueOrDefault(name);
}
