using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Every event in its fullest and its barest form.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 1, 0, 0, TimeSpan.Zero);
    private static readonly ActorStamp Bare = new("u1", "甲");
    private static readonly StepName Step = new("flow:review", "审查", "Review");
    private static readonly ActorStamp Full = new("u2", "乙") { Role = "reviewer", DepartmentId = "dept-fgw" };
    private static readonly Dictionary<string, object?> Values = new() { ["b"] = 1.5, ["a"] = "中文\"\n", ["z"] = null, ["list"] = new List<object?> { true, 2d, new Dictionary<string, object?> { ["k"] = "v" } } };

    private static readonly ActorStamp Substitute = new("u3", "丙") { Role = "reviewer", For = new("u2", "乙") };
    private static readonly Domain.Signing.SigningRule Share = new(Domain.Signing.SigningMode.Share, 2d / 3, false);

    public static IReadOnlyList<CaseEvent> Own { get; } =
    [
        new CaseEvent.CaseRegistered("FGW-2026-000001", "FGW-001-A", "FGW-001", "ABC", new Applicant("enterprise", "示例公司", "91140100MA0000000X"), new Dictionary<string, object?>(), [], Bare, ApplicationChannel.Window),
        new CaseEvent.CaseRegistered(
            "FGW-2026-000002", "FGW-001-A", "FGW-001", "ABC", new Applicant("individual", "示例", "140105199001010011") { Agent = "代理", Phone = "0351", UserId = "app" }, Values,
            [new MaterialReceipt("M01", "申请表", true, 2) { Note = "原件" }, new MaterialReceipt("M02", "复印件", false, 1)], Full, ApplicationChannel.Portal) { CountyCode = "140105" },
        new CaseEvent.TaskOpened("c-2", "2.1", "review", "Approval.Review", "审查", "Review", new Candidate("reviewer")),
        new CaseEvent.TaskOpened("c-2", "2.1", "review", "Approval.Review", "审查", "Review", new Candidate("reviewer", "dept-fgw", "140105"))
            { Counted = true, LimitDays = 2.5, Due = new DateOnly(2026, 12, 1), Outcomes = ["Approve", "Refuse"] },
        new CaseEvent.TaskOpened("c-2s2", "2.1", "review", "Approval.Countersign", "审查（前加签）", "Review (opinion before)", new Candidate("expert")) { Person = Full, AddedTo = "c-2" },
        new CaseEvent.CountyPapersReceived("c-3", [new MaterialReceipt("M02", "平面图", true, 1)], Full),
        new CaseEvent.CountyReported("c-3", "Approve", ["M01", "M02"], Bare),
        new CaseEvent.CountyReported("c-3", "Refuse", [], Full) { Opinion = "选址不符合规划" },
        new CaseEvent.SigningOpened("2.1", Share, [new("c-2s1", new("reviewer", "dept-fgw", "140105")), new("c-2s2", new("expert")) { Person = Bare }]),
        new CaseEvent.SigningOpened("2.1", new(Domain.Signing.SigningMode.Sequential, 1, true), [new("c-2s1", new("reviewer")), new("c-2s2", new("expert"))]),
        new CaseEvent.SignerAdded("c-2s3", "c-2", Domain.Signing.SignerKind.Before, Full, Substitute) { Reason = "请法规科先看" },
        new CaseEvent.SignerAdded("c-2s4", "c-2", Domain.Signing.SignerKind.After, Full, Bare),
        new CaseEvent.SignerAdded("c-2s5", "c-2", Domain.Signing.SignerKind.Parallel, Full, Bare),
        new CaseEvent.SignerRemoved("c-2s3", Bare),
        new CaseEvent.SignerRemoved("c-2s3", Full) { Reason = "不再需要" },
        new CaseEvent.SigningDecided("2.1", "Approve", Substitute, Share,
            [new("c-2s1", Domain.Signing.SignerKind.Own, Full, "Approve", new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.Zero)), new("c-2s3", Domain.Signing.SignerKind.Before, Substitute, "Refuse", new DateTimeOffset(2026, 11, 22, 1, 2, 4, TimeSpan.Zero)) { Comment = "不妥" }]) { Signers = 3 },
        new CaseEvent.TaskUrged("c-2", Bare),
        new CaseEvent.TaskUrged("c-2", Full) { Reason = "临近期限" },
        new CaseEvent.CaseCopied("c-2", Full, [Bare]),
        new CaseEvent.CaseCopied("c-2", Full, [Bare, Substitute]) { Note = "请知悉" },
        new CaseEvent.CopyRead(Bare),
        new CaseEvent.CommentAdded(Bare, "请补充说明"),
        new CaseEvent.CommentAdded(Full, "见附件") { TaskId = "c-2", Mentions = [Bare], Attachments = [new("图纸.pdf", new string('a', 64), 12_345, "application/pdf")] },
        new CaseEvent.TaskTransferred("c-2", Full, Full, Bare),
        new CaseEvent.TaskTransferred("c-2", Substitute, Full, Bare) { Reason = "出差" },
        new CaseEvent.TaskDelegated("c-2", Full, Bare),
        new CaseEvent.TaskDelegated("c-2", Full, Bare) { Reason = "请先核对" },
        new CaseEvent.TaskGivenBack("c-2", Bare, Full),
        new CaseEvent.TaskGivenBack("c-2", Bare, Full) { Comment = "已核对" },
        new CaseEvent.TaskOpened("c-2", "2.1", "review", "Approval.Review", "审查", "Review", new Candidate("reviewer")) { Unfilled = "incident", Why = new("user", [new("named", "zhang"), new("nobody")]) },
        new CaseEvent.SigningOpened("2.1", Share, [new("c-2s1", new("reviewer")) { Unfilled = "administrator", Why = new("user", []) }, new("c-2s2", new("expert"))]),
        new CaseEvent.FormFilledIn("c-2", Full, Values, [new MaterialReceipt("M02", "复印件", true, 1)]),
        new CaseEvent.FormFilledIn("c-2", Bare, new Dictionary<string, object?>(), []),
        new CaseEvent.PersonRecused(Full, Bare, "近亲属"),
        new CaseEvent.ApproversChosen("review", [Full, Bare], Substitute),
        new CaseEvent.TaskAssigned("c-2", Bare, Full),
        new CaseEvent.TaskAssigned("c-2", Bare, Full) { Reason = "科长空缺" },
        new CaseEvent.TaskClaimed("c-2", Full),
        new CaseEvent.TaskClaimed("c-2", Substitute),
        new CaseEvent.TaskReleased("c-2", Bare),
        new CaseEvent.TaskCompleted("c-2", Bare, "Approve"),
        new CaseEvent.TaskCompleted("c-2", Full, "Refuse") { Comment = "不符合", Data = Values },
        new CaseEvent.TaskCompleted("c-3", Full, "Approve") { Repeats = "c-2" },
        new CaseEvent.TaskCanceled("c-3"),
        new CaseEvent.CaseAccepted(),
        new CaseEvent.VersionAdopted("B0A1", 3) { TaskId = "N-2", By = new("u", "User"), Comment = "受理", Data = new Dictionary<string, object?> { ["voucherDate"] = "2026-03-02" } },
        new CaseEvent.CaseMigrated("A1", "B2", 2, "M-1", Full, Bare, "环节撤销"),
        new CaseEvent.CaseMigrated("B2", "A1", 1, "M-1", Full, Bare, "误迁") { Map = new Dictionary<string, object?> { ["flow:a"] = "flow:b", ["flow:c"] = null }, IsUndo = true },
        new CaseEvent.TaskRestated("A-3", "review", "审查", "Review", new Candidate("reviewer")),
        new CaseEvent.TaskRestated("A-3", "review", "审查", "Review", new Candidate("reviewer", "dept-nyj", "140105")) { LimitDays = 2.5, Counted = true, Due = new(2026, 11, 25), Outcomes = ["Approve"] },
        new CaseEvent.CorrectionRequested("c-2", null),
        new CaseEvent.CorrectionRequested("c-2", "缺少公章"),
        new CaseEvent.CorrectionRequested("c-2", "缺少公章") { ComesBack = true },
        new CaseEvent.TaskReturned("c-2", Full, Step, "情况不明"),
        new CaseEvent.TaskReturned("c-2", Bare, Step, "情况不明") { CancelsSiblings = true },
        new CaseEvent.TaskTakenBack("c-2", Bare),
        new CaseEvent.TaskTakenBack("c-2", Bare) { Reason = "误操作" },
        new CaseEvent.VoteTakenBack("c-2", Bare, [new("c-2", "c-2s4")]),
        new CaseEvent.VoteTakenBack("c-2", Full, [new("c-2", "c-2s4"), new("c-3", "c-2s5")]) { Reason = "看错材料" },
        new CaseEvent.DecisionTakenBack(Bare),
        new CaseEvent.CaseSuspended(Bare, "等待上级答复"),
        new CaseEvent.CaseResumed(Bare),
        new CaseEvent.CaseResumed(Bare) { Remark = "已答复" },
        new CaseEvent.CaseTerminated(Bare, "申请人注销"),
        new CaseEvent.JumpRequested(Bare, Step, "误办"),
        new CaseEvent.JumpDeclined(Bare, "不必"),
        new CaseEvent.IncidentRetried(Bare, 7, new StepName("flow:send", "通知", "Notify"), "档案系统已恢复"),
        new CaseEvent.CaseAltered(Bare, Full, Step, "误办"),
        new CaseEvent.CaseAltered(Bare, Full, Step, "误办") { Remark = "同意" },
        new CaseEvent.CaseResubmitted(Values, [new MaterialReceipt("M02", "复印件", true, 1)]),
        new CaseEvent.WithdrawalRequested(Bare, "不办了"),
        new CaseEvent.DecisionMade("approved", Bare),
        new CaseEvent.DecisionMade("approved-with-conditions", Full) { Reasons = "理由", Conditions = "条件" },
        new CaseEvent.CertificateIssued("并发改审核〔2026〕0001号", "批复", new DateOnly(2026, 11, 22)),
        new CaseEvent.CertificateIssued("1", "证", new DateOnly(2026, 11, 22)) { ValidUntil = new DateOnly(2028, 11, 21) },
        new CaseEvent.CaseDelivered(Bare),
        new CaseEvent.CaseDelivered(Full) { Method = "window" },
        new CaseEvent.CaseAccepted { DatedOn = new DateOnly(2026, 11, 20) },
        new CaseEvent.CorrectionRequested("c-2", "缺少公章") { UnlistedPapers = ["无犯罪证明"] },
        new CaseEvent.DecisionMade("refused", Full) { Reasons = "理由", Remedies = "六十日内申请复议" },
        .. ClockSampleEvents.All,
        new CaseEvent.CaseClosed("approved"),
        .. Visits,
    ];

    private static IReadOnlyList<CaseEvent> Visits =>
    [
        new CaseEvent.VisitProposed("c-2", "dept-fgw", TripKind.Inspection, new VisitRequest("园区", new(2026, 11, 23), new(2026, 11, 30)), Bare),
        new CaseEvent.VisitProposed("c-2", "dept-fgw", TripKind.Evaluation, new VisitRequest("园区", new(2026, 11, 23), new(2026, 11, 30)) { Reason = "需到现场" }, Full),
        new CaseEvent.VisitProposalWithdrawn("c-2", Full, "不需要"),
        new CaseEvent.TripJoined("TK-1", 1, TripKind.Inspection, "dept-ghj", "c-2"),
        new CaseEvent.TripJoined("TK-1", 1, TripKind.Meeting, "dept-ghj", null),
        new CaseEvent.TripScheduled("TK-1", 2, At, At.AddHours(2), "大厅"),
        new CaseEvent.TripScheduled("TK-1", 2, At, At.AddHours(2), "大厅") { Reason = "暴雨" },
        new CaseEvent.TripInvited("TK-1", 3, "dept-gtj"),
        new CaseEvent.TripMissed("TK-1", 4, "dept-gtj", At),
        new CaseEvent.TripMissed("TK-1", 4, "dept-gtj", At) { DeliveredAt = At, ReadAt = At.AddMinutes(1), ReadBy = "甲" },
        new CaseEvent.TripVisited("TK-1", 5, []),
        new CaseEvent.TripVisited("TK-1", 5, ["dept-ghj"]) { Partial = "北侧未看" },
        new CaseEvent.TripRectification("TK-1", 6, ["补设隔离带"], new(2026, 12, 1)),
        new CaseEvent.TripLeft("TK-1", 7, "取消"),
        new CaseEvent.TripOpinionReceived("TK-1", 8, TripResult.Pass, "通过", new(2026, 11, 26), Bare),
        new CaseEvent.TripOpinionReceived("TK-1", 8, TripResult.Fail, "不通过", new(2026, 11, 26), Full)
        {
            Views = [new("dept-ghj", BodyOpinion.AgreeWithConditions, false) { Finding = "符合", Conditions = ["避让"], SignedBy = ["甲", "乙"] }, new("dept-gtj", BodyOpinion.Agree, true)],
            Photos = ["ab"], Decision = "同意",
        },
    ];

    public static IReadOnlyList<CaseEvent> Workflow { get; } = [.. new WorkflowEvent[]
    {
        new WorkflowEvent.WorkflowStarted("c", "fgw-001-a", "v1", 1, FlowchartMode.Counter),
        new WorkflowEvent.WorkflowStarted("c", "fgw-001-a", "v1", 3, FlowchartMode.Token) { Input = Values, CorrelationId = "x", Name = "n", TriggerActivityId = "t", ParentInstanceId = "p", ParentWaits = true },
        new WorkflowEvent.InputMerged(Values),
        new WorkflowEvent.ActivityStarted(1, 0, "root"),
        new WorkflowEvent.ActivityStarted(7, 1, "root:review") { Backward = true, Triggered = true, LoopVariables = Values },
        new WorkflowEvent.ActivityCompleted(7),
        new WorkflowEvent.ActivityCompleted(7) { Outcomes = ["Approve"] },
        new WorkflowEvent.ActivityCompleted(7) { Outcomes = [] },
        new WorkflowEvent.ActivityCanceled(7),
        new WorkflowEvent.ActivityFaulted(7, "Expected …") { Cause = "cause" },
        new WorkflowEvent.ActivityFaulted(7, "Expected …"),
        new WorkflowEvent.WorkflowFaulted("Expected …"),
        new WorkflowEvent.IncidentsCleared([0, 7]),
        new WorkflowEvent.VariableSet(1, "v", null),
        new WorkflowEvent.VariableSet(1, "v", 5e-324) { Transient = true },
        new WorkflowEvent.OutputRecorded(1, "flow:decide", "decision", "Approve"),
        new WorkflowEvent.WorkflowOutputSet("o", new List<object?>()),
        new WorkflowEvent.ProgressMade(1, "index", 3d),
        new WorkflowEvent.FlowVisited(1, [], []),
        new WorkflowEvent.FlowVisited(1, [1, 2], [3, ~4]),
        new WorkflowEvent.FlowVisited(1, [], [0]) { Again = 0 },
        new WorkflowEvent.FlowRewound(1, [], [], []),
        new WorkflowEvent.WorkflowMigrated("GSJ-001-A-v2", 2, new Dictionary<string, string>()),
        new WorkflowEvent.WorkflowMigrated("GSJ-001-A-v2", 2, new Dictionary<string, string> { ["flow:review"] = "flow:check" }),
        new WorkflowEvent.FlowRecounted(1, [], []),
        new WorkflowEvent.FlowRecounted(1, [1, 0, 2], [1, 2]) { Followed = [0], Repeats = [1], CarriedOut = [2] },
        new WorkflowEvent.BookmarkChanged("3.1", "AB"),
        new WorkflowEvent.BookmarkChanged("3.1", "AB") { Payload = new Dictionary<string, object?> { ["role"] = "reviewer" } },
        new WorkflowEvent.FlowRewound(1, [1, 2], [3, ~4], [0, 1]) { Repeats = [5] },
        new WorkflowEvent.TokensMoved(1, [1, ~2]),
        new WorkflowEvent.TokensMoved(1, []) { Postponed = [3] },
        new WorkflowEvent.BookmarkCreated("7.1", 7, "Approval.Review", "HASH") { Payload = Values },
        new WorkflowEvent.BookmarkCreated("7.1", 7, "Elsa.Delay", "HASH") { ResumeAt = new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.Zero).AddTicks(1234567), KeepAfterUse = true },
        new WorkflowEvent.BookmarkBurned("7.1"),
        new WorkflowEvent.Emitted(7, "CloseCase", Values),
        new WorkflowEvent.Emitted(7, "Ping", null),
        new WorkflowEvent.InstanceNamed("n"),
        new WorkflowEvent.InstanceNamed(null),
        new WorkflowEvent.InstanceCorrelated("x"),
        new WorkflowEvent.WorkflowSuspended(true),
        new WorkflowEvent.WorkflowSuspended(false),
        new WorkflowEvent.WorkflowFinished(WorkflowSubStatus.Finished),
    }.Select(e => new CaseEvent.Flow(e))];

    public static IEnumerable<CaseEvent> All => Own.Concat(Workflow);
}
