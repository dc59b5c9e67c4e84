namespace ApprovalFlow.Domain.Clocks;

/// <summary>The clocks of a case. All are computed from its facts; none is ever started, stopped or set by hand.</summary>
public enum ClockKind
{
    /// <summary>收件：五日内受理、告知或不予受理。</summary>
    Receive,
    /// <summary>法定期限。</summary>
    Statutory,
    /// <summary>统一办理、联合办理、集中办理的法定期限。</summary>
    Joint,
    /// <summary>承诺期限。</summary>
    Commit,
    /// <summary>环节。</summary>
    Step,
    /// <summary>工程建设项目审批阶段。</summary>
    Stage,
    /// <summary>下级机关初审。</summary>
    County,
    /// <summary>领导审批。</summary>
    Leader,
    /// <summary>特别程序的计划时间。</summary>
    PausePlan,
    /// <summary>听证：申请、举行。</summary>
    Hearing,
    /// <summary>颁发、送达。</summary>
    Deliver,
    /// <summary>延续。</summary>
    Renew,
    /// <summary>容缺受理。</summary>
    Tolerance,
    /// <summary>协办部门意见。</summary>
    Opinion,
    /// <summary>踏勘。</summary>
    Survey,
    /// <summary>督办回复。</summary>
    CardReply,
    /// <summary>审管互动：监管部门签收.</summary>
    RegulatorClaim,
}

public enum ClockUnit { WorkingDays, CalendarDays }

/// <summary>What happens to a case that can start or stop a clock.</summary>
public enum ClockMoment
{
    Received, OneTimeNotice, Accepted, NotAccepted, Withdrawn, Decided, Delivered, Closed, LegOpened, LegClosed, PauseStarted, PauseEnded,
    HearingTold, HearingAsked, HearingHeld, RenewalApplied, Expiry,
}
