using System.Collections.Frozen;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>What one clock is: from when to when it runs, how long, who answers for it, and where that is written.</summary>
/// <param name="Code">Stable name, as in messages and master data.</param>
/// <param name="BaseDays">Null: the item, the step or a date of the case says.</param>
/// <param name="Owner">Who must act before it ends.</param>
/// <param name="Stops">The first of these ends it. Closing the case ends every clock.</param>
public sealed record ClockDefinition(
    ClockKind Kind, string Code, string NameZh, string NameEn, string? Article, string Owner, double? BaseDays, ClockMoment Start, IReadOnlyList<ClockMoment> Stops)
{
    public ClockUnit Unit { get; init; } = ClockUnit.WorkingDays;

    /// <summary>Special procedures that name it may stop it. Those of receipt, delivery and supervision never stop.</summary>
    public bool MayPause { get; init; }

    public ExtensionRule? Extension { get; init; }

    public static IReadOnlyList<ClockDefinition> All { get; } =
    [
        new(ClockKind.Receive, "RECEIVE", "受理期限", "Acceptance", "行政许可法第三十二条", "window-clerk", 5, ClockMoment.Received,
            [ClockMoment.Accepted, ClockMoment.NotAccepted, ClockMoment.OneTimeNotice, ClockMoment.Withdrawn]),
        new(ClockKind.Statutory, "STATUTORY", "法定期限", "Statutory limit", "行政许可法第四十二条第一款", "department", 20, ClockMoment.Accepted, [ClockMoment.Decided, ClockMoment.Withdrawn])
            { MayPause = true, Extension = new(10, "organ-head", "行政许可法第四十二条第一款") },
        new(ClockKind.Joint, "JOINT", "联合办理期限", "Joint handling limit", "行政许可法第四十二条第二款", "lead-department", 45, ClockMoment.Accepted, [ClockMoment.Decided, ClockMoment.Withdrawn])
            { MayPause = true, Extension = new(15, "government-head", "行政许可法第四十二条第二款") },
        new(ClockKind.Commit, "COMMIT", "承诺期限", "Promised limit", null, "department", null, ClockMoment.Accepted, [ClockMoment.Decided, ClockMoment.Withdrawn]) { MayPause = true },
        new(ClockKind.Step, "STEP", "环节时限", "Step limit", null, "assignee", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]) { MayPause = true },
        new(ClockKind.Stage, "STAGE", "阶段时限", "Stage limit", "国办发〔2019〕11号", "lead-department", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]) { MayPause = true },
        new(ClockKind.County, "COUNTY", "下级初审期限", "County preliminary review", "行政许可法第四十三条", "county-clerk", 20, ClockMoment.LegOpened, [ClockMoment.LegClosed]) { MayPause = true },
        new(ClockKind.Leader, "LEADER", "领导审批时限", "Leader's approval", null, "city-leader", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
        new(ClockKind.PausePlan, "PAUSE-PLAN", "特别程序计划时间", "Planned length of a special procedure", "行政许可法第四十五条", "department", null, ClockMoment.PauseStarted, [ClockMoment.PauseEnded]),
        new(ClockKind.Hearing, "HEARING", "听证期限", "Hearing", "行政许可法第四十七条、第四十八条", "department", null, ClockMoment.HearingTold, [ClockMoment.HearingAsked, ClockMoment.HearingHeld]),
        new(ClockKind.Deliver, "DELIVER", "颁发送达期限", "Delivery", "行政许可法第四十四条", "window-clerk", 10, ClockMoment.Decided, [ClockMoment.Delivered]),
        new(ClockKind.Renew, "RENEW", "延续决定期限", "Renewal", "行政许可法第五十条", "department", null, ClockMoment.RenewalApplied, [ClockMoment.Decided, ClockMoment.Withdrawn])
            { Unit = ClockUnit.CalendarDays },
        new(ClockKind.Tolerance, "TOLERANCE", "容缺补交期限", "Papers promised later", "国发〔2022〕5号", "applicant", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
        new(ClockKind.Opinion, "OPINION", "协办意见时限", "Co-handler's opinion", null, "co-handler", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
        new(ClockKind.Survey, "SURVEY", "踏勘时限", "Site survey", null, "inspector", null, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
        new(ClockKind.CardReply, "CARD-REPLY", "督办回复时限", "Reply to a supervision order", null, "department", 1, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
        new(ClockKind.RegulatorClaim, "REGULATOR-CLAIM", "监管签收时限", "Regulator's claim", null, "regulator", 2, ClockMoment.LegOpened, [ClockMoment.LegClosed]),
    ];

    private static readonly FrozenDictionary<string, ClockDefinition> ByCode = All.ToFrozenDictionary(d => d.Code);

    public static ClockDefinition Of(ClockKind kind) => All[(int)kind];

    public static ClockDefinition? Find(string code) => ByCode.GetValueOrDefault(code);
}

/// <summary>One extension, no longer than this, approved by this person and told to the applicant with its reason before the limit ends.</summary>
public sealed record ExtensionRule(double MaxDays, string ApproverRole, string Article);
