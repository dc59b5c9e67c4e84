using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>The fields of every approval activity.</summary>
/// <remarks>Keys are unlike any form field of the catalogue, because they travel into the workflow's input beside those.</remarks>
public static class TaskForms
{
    public const string Reasons = "reasons", Conditions = "conditions", CertificateNumber = "certificateNumber", ValidUntil = "validUntil", DeliveryMethod = "deliveryMethod",
        RequestedPapers = "requestedPapers", VoucherDate = "voucherDate", Remedies = "remedies", FeeBasis = "feeBasis";

    private static readonly string[] Opinions = [Outcomes.Approve, Outcomes.Refuse];
    private static readonly string[] ReasonNeeded = [Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw, Outcomes.Object, Outcomes.Revoke, Outcomes.Waive];

    /// <summary>Article 30: only papers of the published list may be asked for; whoever asks for another one is seen.</summary>
    private static readonly TaskField Asked = Field(RequestedPapers, "要求补正的材料（用分号分隔）", "Papers asked for (separated by semicolons)", "text", shown: [Outcomes.Return]);

    private static readonly Dictionary<string, TaskForm> Forms = new TaskForm[]
    {
        Form("Accept", Field(VoucherDate, "受理凭证日期", "Date on the acceptance voucher", "date", shown: [Outcomes.Accept])),
        Form("Review"),
        Form("Countersign"),
        Form("SiteInspection", [.. Officers(Opinions)]),
        Form("JointInspection",
            [.. Officers(Opinions), Field("absentDepartments", "缺席部门", "Absent departments", "text", shown: Opinions)]),
        Form("ExpertReview",
            Field("reviewExperts", "评审专家", "Experts", "text", shown: Opinions, required: Opinions),
            Field("reviewedOn", "评审日期", "Date of review", "date", shown: Opinions)),
        Form("Hearing",
            Field("hearingHeldOn", "听证日期", "Date of hearing", "date", shown: Opinions, required: Opinions),
            Field("hearingRecord", "听证笔录编号", "Number of the record", "text", shown: Opinions, required: Opinions)),
        Form("Publicity",
            Field("publicityFrom", "公示开始日", "First day of notice", "date", shown: [.. Opinions, Outcomes.Object], required: [.. Opinions, Outcomes.Object]),
            Field("publicityTo", "公示结束日", "Last day of notice", "date", shown: [.. Opinions, Outcomes.Object], required: [.. Opinions, Outcomes.Object]),
            new TaskField(new FormField("objectionCount", "异议件数", "Objections received", "number", false) { Min = 0 }) { ShownFor = [.. Opinions, Outcomes.Object] }),
        Form("Testing",
            Field("testInstitution", "检验机构", "Institution", "text", shown: Opinions, required: Opinions),
            Field("testReport", "检验报告编号", "Number of the report", "text", shown: Opinions, required: Opinions)),
        Form("CountyPreliminaryReview"),
        Form("LeaderApproval"),
        // Article 38: a refusal in writing gives its reasons; the comment may be that text.
        Form("Decide",
            Field(Reasons, "不予许可的理由", "Reasons for refusal", "multiline", shown: [Outcomes.Refuse], required: [Outcomes.Refuse]) with { CommentServes = true },
            Field(Remedies, "救济途径（复议、诉讼）", "Right to review and to sue", "multiline", shown: [Outcomes.Refuse]),
            Field(Conditions, "所附条件", "Conditions", "multiline", shown: [Outcomes.ApproveWithConditions], required: [Outcomes.ApproveWithConditions])),
        Form("Fee",
            new TaskField(new FormField("feeAmount", "实收金额", "Amount paid", "number", false) { Unit = "元", Min = 0 }) { ShownFor = [Outcomes.Pay], RequiredFor = [Outcomes.Pay] },
            Field(FeeBasis, "收费依据", "Legal basis of the fee", "text", shown: [Outcomes.Pay]),
            Field("feeReceipt", "票据号码", "Receipt number", "text", shown: [Outcomes.Pay])),
        Form("Issue",
            Field(CertificateNumber, "证照编号", "Certificate number", "text"),
            Field(ValidUntil, "有效期至", "Valid until", "date"),
            Delivery(required: [])),
        Form("Deliver",
            Delivery(required: [Outcomes.Deliver]),
            Field("recipient", "签收人", "Received by", "text")),
        Form("VerifyCommitment",
            [.. Officers([Outcomes.Confirm, Outcomes.Revoke])]),
        Form("Correction"),
    }.ToDictionary(f => f.ActivityType);

    public static IReadOnlyCollection<TaskForm> All => Forms.Values;

    /// <summary>The form of an activity type; one without fields for a type that is not known here.</summary>
    public static TaskForm For(string activityType) => Forms.GetValueOrDefault(activityType) ?? new TaskForm(activityType, [], ReasonNeeded);

    /// <summary>Article 34: at least two officers inspect.</summary>
    private static TaskField[] Officers(string[] outcomes) =>
    [
        Field("inspector1", "核查人员一", "First officer", "text", shown: outcomes, required: outcomes),
        Field("inspector2", "核查人员二", "Second officer", "text", shown: outcomes, required: outcomes),
        Field("inspectedOn", "核查日期", "Date of inspection", "date", shown: outcomes),
        Field("findings", "核查情况", "Findings", "multiline", shown: outcomes),
    ];

    private static TaskField Delivery(string[] required) => new(new FormField(DeliveryMethod, "送达方式", "Delivered by", "choice", false)
    {
        Choices = [new("window", "窗口领取", "At the window"), new("post", "邮寄送达", "By post"), new("electronic", "电子送达", "Electronically")],
    })
    { RequiredFor = required };

    private static TaskField Field(string key, string zh, string en, string type, string[]? shown = null, string[]? required = null) =>
        new(new FormField(key, zh, en, type, false)) { ShownFor = shown ?? [], RequiredFor = required ?? [] };

    private static TaskForm Form(string name, params TaskField[] fields) =>
        new($"Approval.{name}", name is "Issue" or "Deliver" or "Fee" or "VerifyCommitment" or "Correction" ? fields : [.. fields, Asked], name == "Decide" ? [.. ReasonNeeded.Where(o => o != Outcomes.Refuse)] : ReasonNeeded);
}
