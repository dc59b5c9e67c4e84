using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What recording a fact about time asks for.</summary>
internal static class ClockFields
{
    public const string Kind = "kind", From = "from", PlannedEnd = "plannedEnd", Notice = "notice", NoticeOn = "noticeOn", ReasonKey = "reason", Task = "task", LastDay = "lastDay", Evidence = "evidence",
        Clock = "clock", Days = "days", ToldOn = "toldOn", Document = "document", HeldOn = "heldOn", Paper = "paper", Expires = "expires", Licence = "licence", Name = "name", PlannedOn = "plannedOn", Words = "words", Level = "level";

    public static IReadOnlyList<FormField> Pause(IReadOnlyList<FieldChoice> kinds, IReadOnlyList<FieldChoice> tasks) =>
    [
        new(Kind, "特别程序", "Special procedure", "choice", true) { Choices = kinds },
        new(From, "开始日期", "First day", "date", true), new(PlannedEnd, "计划结束日期", "Planned last day", "date", true),
        new(Notice, "书面告知文号", "Number of the written notice", "text", true), new(NoticeOn, "告知日期", "Date of the notice", "date", false),
        new(Task, "所属环节", "Its step", "choice", false) { Choices = tasks }, new(ReasonKey, "理由", "Reason", "text", false),
    ];

    public static IReadOnlyList<FormField> PauseEnd { get; } = [new(LastDay, "实际结束日期", "Last day needed", "date", true), new(Evidence, "笔录或报告编号", "Number of the record or report", "text", true)];
    public static IReadOnlyList<FormField> Reason { get; } = [new(ReasonKey, "理由", "Reason", "text", true)];

    public static IReadOnlyList<FormField> Extension(IReadOnlyList<FieldChoice> clocks) =>
    [
        new(Clock, "期限", "Limit", "choice", true) { Choices = clocks }, new(Days, "延长工作日", "Working days more", "number", true) { Min = 0.5, Max = 60 }, new(ReasonKey, "理由", "Reason", "text", true),
    ];

    public static IReadOnlyList<FormField> Told { get; } = [new(ToldOn, "告知日期", "Told on", "date", true), new(Document, "告知文书编号", "Number of the notice", "text", true)];

    public static IReadOnlyList<FormField> Hearing(bool noticed) =>
        noticed ? [new(HeldOn, "听证日期", "Day of the hearing", "date", true), new(Document, "通知文号", "Number of the notice", "text", false)] : [new(Document, "文书编号", "Number of the document", "text", false)];

    public static IReadOnlyList<FormField> Promise(IReadOnlyList<FieldChoice> papers) =>
    [
        new(Paper, "容缺材料", "Paper to follow", "choice", true) { Choices = papers }, new(Days, "补交期限（工作日）", "Within working days", "number", true) { Min = 0.5, Max = 60 },
        new(Document, "容缺受理通知书编号", "Number of the notice", "text", true),
    ];

    public static IReadOnlyList<FormField> Renewal { get; } = [new(Expires, "原证有效期届满日", "The licence expires on", "date", true), new(Licence, "原证编号", "Number of the licence", "text", false)];

    public static IReadOnlyList<FormField> Leg { get; } =
    [
        new(Clock, "类型", "Kind", "choice", true) { Choices = [new("STAGE", "审批阶段", "Stage"), new("OPINION", "协办意见", "Opinion"), new("SURVEY", "踏勘", "Survey")] },
        new(Name, "名称", "Name", "text", true), new(Days, "时限（工作日）", "Limit in working days", "number", true) { Min = 0.5, Max = 120 }, new(PlannedOn, "安排日期", "Arranged for", "date", false),
    ];

    public static IReadOnlyList<FormField> Supervision { get; } =
    [
        new(Level, "监察牌", "Card", "choice", true) { Choices = [new("yellow", "黄牌", "Yellow"), new("red", "红牌并发督办单", "Red, with a supervision order")] }, new(Words, "事由", "Cause", "text", true),
    ];
    public static IReadOnlyList<FormField> Answer { get; } = [new(Words, "内容", "Words", "text", true)];
}
