using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>What is recorded about time, each in its fullest and its barest form.</summary>
internal static class ClockSampleEvents
{
    private static readonly ActorStamp Bare = new("u1", "甲");
    private static readonly ActorStamp Full = new("u2", "乙") { Role = "chief-representative", DepartmentId = "dept-fgw" };
    private static readonly DateOnly Day = new(2026, 11, 23);

    public static IReadOnlyList<CaseEvent> All { get; } =
    [
        new CaseEvent.PauseRequested("P1", "suspension", Day, Bare),
        new CaseEvent.PauseRequested("P2", "hearing", Day, Full) { PlannedEnd = Day.AddDays(5), Notice = "听〔2026〕1号", NoticeOn = Day, Reason = "涉及重大利益", TaskId = "c-2" },
        new CaseEvent.PauseStarted("P1", Day, Full),
        new CaseEvent.PauseSighted("P1", Full),
        new CaseEvent.PauseRejected("P1", Full, "不需要"),
        new CaseEvent.PauseEnded("P1", Day, Bare),
        new CaseEvent.PauseEnded("P2", Day, Full) { Evidence = "笔录〔2026〕1号" },
        new CaseEvent.ExtensionRequested("E1", "STATUTORY", 10, "案情复杂", Bare),
        new CaseEvent.ExtensionApproved("E1", Full),
        new CaseEvent.ExtensionRejected("E1", Full, "理由不足"),
        new CaseEvent.ExtensionTold("E1", Day, Bare),
        new CaseEvent.ExtensionTold("E1", Day, Full) { Document = "延〔2026〕1号" },
        new CaseEvent.HearingRecorded("told", Bare),
        new CaseEvent.HearingRecorded("noticed", Full) { HeldOn = Day, Document = "听通〔2026〕1号" },
        new CaseEvent.PapersPromised("T1", ["NYJ-001-M02"], 5, Bare),
        new CaseEvent.PapersPromised("T1", ["NYJ-001-M02"], 2.5, Full) { Document = "容〔2026〕1号" },
        new CaseEvent.PromisedPapersReceived("T1", Bare),
        new CaseEvent.RenewalRecorded(Day, Bare),
        new CaseEvent.RenewalRecorded(Day, Full) { Licence = "并许〔2023〕1号" },
        new CaseEvent.LegOpened("L1", "STAGE", "立项", "Project approval", Bare),
        new CaseEvent.LegOpened("L2", "SURVEY", "踏勘", "Survey", Full) { LimitDays = 2.5, PlannedOn = Day },
        new CaseEvent.LegClosed("L1", "STAGE", Bare),
        new CaseEvent.AcceptanceDeemed(Day, Day.AddDays(7)),
        new CaseEvent.RenewalDeemed(Day),
        new CaseEvent.CaseDuplicated("FGW-001-2026-000001"),
        new CaseEvent.CardRaised("K1", "warn", "left", "剩余 2 日", "2 days left", new Candidate("reviewer")),
        new CaseEvent.CardRaised("K2", "red", "exceeded", "已届满", "Ended", new Candidate("reviewer", "dept-fgw", "140105"))
            { Clock = "STEP", Subject = "c-2", OwnerUserId = "u1", OwnerName = "甲", RulesVersion = 1 },
        new CaseEvent.CaseSupervised(Bare, CaseEvent.CaseSupervised.Explained, "已核实") { Anomaly = "second-notice", Sequence = 17 },
        new CaseEvent.CaseSupervised(Full, CaseEvent.CaseSupervised.Carded, "多次要求补正") { Level = "red", Anomaly = "second-notice", Sequence = 17 },
        new CaseEvent.CaseSupervised(Full, CaseEvent.CaseSupervised.Carded, "服务态度") { Level = "yellow" },
        new CaseEvent.CardAcknowledged("K1", Bare),
        new CaseEvent.CardAnswered("K1", Bare, "正在办理"),
        new CaseEvent.CardAppealed("K1", Bare, "非本岗位原因"),
        new CaseEvent.CardUpheld("K1", Full, "维持"),
        new CaseEvent.CardRevoked("K1", Full, "系统误判"),
        new CaseEvent.OrderOpened("D2", "K2", new Candidate("reviewer")),
        new CaseEvent.OrderOpened("D2", "K2", new Candidate("reviewer", "dept-fgw", "140105")) { LimitDays = 1 },
        new CaseEvent.OrderAnswered("D2", Bare, "已整改"),
        new CaseEvent.OrderEscalated("D2", 1, new Candidate("chief-representative", "dept-fgw")),
        new CaseEvent.OrderEscalated("D2", 2, new Candidate("city-leader", null, "140105")),
    ];
}
