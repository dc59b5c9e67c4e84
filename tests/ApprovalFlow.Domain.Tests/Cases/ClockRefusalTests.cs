using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Detecting;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Cases.ClockDesk;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>What may not be recorded about time, and the code that it gets. <see cref="CaseDesk"/> checks that nothing is stored.</summary>
public sealed class ClockRefusalTests
{
    private static CaseCommand.RequestPause Pause(string from = "2026-03-05", string? until = "2026-03-10", string? notice = "听〔2026〕1号", string? noticeOn = null, string kind = "hearing", Actor? by = null) =>
        new(kind, Day(from), by ?? Reviewer) { PlannedEnd = until is null ? null : Day(until), Notice = notice, NoticeOn = noticeOn is null ? null : Day(noticeOn) };

    private static ClockDesk Going() => Accepted().At("2026-03-04");
    private static ClockDesk Asked() => Going().Do(Pause());
    private static ClockDesk Paused() => Asked().Do(new CaseCommand.DecidePause("P1", true, Chief));
    /// <summary>Ten days are promised, until 16 March: the procedure would begin on the last but one.</summary>
    private static ClockDesk LateAsked() => Accepted().At("2026-03-12").Do(Pause("2026-03-13", "2026-03-20"));
    private static ClockDesk Extending() => Going().Do(new CaseCommand.RequestExtension("STATUTORY", 10, "案情复杂", Reviewer));
    private static ClockDesk Promised() => Going().Do(new CaseCommand.PromisePapers(["NYJ-001-M02"], 5, Clerk) { Document = "容〔2026〕1号" });
    private static ClockDesk Told() => Going().Do(new CaseCommand.RecordHearing("told", Reviewer));
    private static ClockDesk Late() => Accepted().TickUntil("2026-03-18");
    private static string Card(ClockDesk story, string level) => story.State.Cards.First(c => c.Raised.Level == level).Raised.CardId;

    private static readonly Dictionary<string, (Func<ClockDesk> Story, Func<ClockDesk, CaseCommand> Command, string Code)> Cases = new()
    {
        ["a pause ends before it begins"] = (Going, _ => Pause("2026-03-10", "2026-03-09"), "pause-ends-before-it-begins"),
        ["a pause begins in the past"] = (Going, _ => Pause("2026-03-03"), "pause-back-dated"),
        ["a notice is from the future"] = (Going, _ => Pause(noticeOn: "2026-03-05"), "notice-from-the-future"),
        ["a pause has no notice"] = (Going, _ => Pause(notice: " "), "pause-without-notice"),
        ["a pause has no plan"] = (Going, _ => Pause(until: null), "pause-without-plan"),
        ["a pause is longer than its kind allows"] = (Going, _ => Pause(until: "2026-06-30"), "pause-over-max"),
        ["a pause ends in an unknown year"] = (Going, _ => Pause(until: "2027-01-05"), "calendar-year-not-loaded"),
        ["a procedure is unknown"] = (Going, _ => Pause(kind: "holiday"), "procedure-unknown"),
        ["a correction is recorded as a pause"] = (Going, _ => Pause(kind: "supplement"), "pause-of-corrections"),
        ["a pause names a step that is not there"] = (Going, _ => Pause() with { TaskId = "x" }, "task-unknown"),
        ["a pause comes before acceptance"] = (() => Registered().At("2026-03-03"), _ => Pause(), "not-accepted-yet"),
        ["a stranger asks for a pause"] = (Going, _ => Pause(by: Person("r", "reviewer", "dept-fgw")), "clock-not-handler"),
        ["the applicant asks for a pause"] = (Going, _ => Pause(by: Owner), "own-case"),
        ["the reviewer approves a pause"] = (Asked, _ => new CaseCommand.DecidePause("P1", true, OtherReviewer), "clock-not-approver"),
        ["the chief approves their own pause"] = (() => Going().Do(Pause(by: Chief)), _ => new CaseCommand.DecidePause("P1", true, Chief), "clock-same-person"),
        ["a pause is refused without reason"] = (Asked, _ => new CaseCommand.DecidePause("P1", false, Chief), "reason-required"),
        ["a pause is approved twice"] = (Paused, _ => new CaseCommand.DecidePause("P1", true, OtherChief), "pause-not-open"),
        ["a pause is approved that nobody asked for"] = (Going, _ => new CaseCommand.DecidePause("P9", true, Chief), "pause-unknown"),
        ["a pause is approved after its plan"] = (() => Asked().At("2026-03-11"), _ => new CaseCommand.DecidePause("P1", true, Chief), "pause-ends-before-it-begins"),
        ["a pause ends in the future"] = (() => Paused().At("2026-03-06"), _ => new CaseCommand.EndPause("P1", Day("2026-03-09"), Reviewer) { Evidence = "x" }, "end-in-the-future"),
        ["a pause ends before its first day"] = (() => Paused().At("2026-03-06"), _ => new CaseCommand.EndPause("P1", Day("2026-03-04"), Reviewer) { Evidence = "x" }, "pause-ends-before-it-begins"),
        ["a pause ends without its record"] = (() => Paused().At("2026-03-06"), _ => new CaseCommand.EndPause("P1", Day("2026-03-06"), Reviewer), "evidence-required"),

        ["a clock is unknown"] = (Going, _ => new CaseCommand.RequestExtension("LUNCH", 1, "x", Reviewer), "clock-unknown"),
        ["a promise is extended"] = (Going, _ => new CaseCommand.RequestExtension("COMMIT", 1, "x", Reviewer), "extension-not-allowed"),
        ["an extension is too long"] = (Going, _ => new CaseCommand.RequestExtension("STATUTORY", 11, "x", Reviewer), "extension-too-long"),
        ["an extension has no reason"] = (Going, _ => new CaseCommand.RequestExtension("STATUTORY", 5, " ", Reviewer), "extension-without-reason"),
        ["an extension comes after the limit"] = (() => Accepted().At("2026-03-31"), _ => new CaseCommand.RequestExtension("STATUTORY", 5, "x", Reviewer), "extension-too-late"),
        ["two extensions are asked for"] = (Extending, _ => new CaseCommand.RequestExtension("STATUTORY", 5, "x", Reviewer), "extension-pending"),
        ["the city's leader extends an organ's limit"] = (Extending, _ => new CaseCommand.DecideExtension("E1", true, Leader), "clock-not-approver"),
        ["an extension is approved twice"] = (() => Extending().Do(new CaseCommand.DecideExtension("E1", true, Chief)), _ => new CaseCommand.DecideExtension("E1", true, OtherChief), "extension-not-open"),
        ["an extension is told before it is approved"] = (() => Extending().Do(new CaseCommand.DecideExtension("E1", true, Chief)), _ => new CaseCommand.TellExtension("E1", Day("2026-03-03"), Reviewer) { Document = "x" }, "extension-told-early"),
        ["an extension is told in the future"] = (() => Extending().Do(new CaseCommand.DecideExtension("E1", true, Chief)), _ => new CaseCommand.TellExtension("E1", Day("2026-03-05"), Reviewer) { Document = "x" }, "notice-from-the-future"),
        ["an extension is told without a document"] = (() => Extending().Do(new CaseCommand.DecideExtension("E1", true, Chief)), _ => new CaseCommand.TellExtension("E1", Day("2026-03-04"), Reviewer), "document-required"),

        ["a hearing is held that nobody asked for"] = (Told, _ => new CaseCommand.RecordHearing("held", Reviewer), "hearing-out-of-order"),
        ["a hearing is asked for too late"] = (() => Told().At("2026-03-10"), _ => new CaseCommand.RecordHearing("asked", Reviewer), "hearing-asked-late"),
        ["a late pause is approved unseen"] = (LateAsked, _ => new CaseCommand.DecidePause("P1", true, Chief), "pause-sight-required"),
        ["a pause is seen by who is no supervisor"] = (LateAsked, _ => new CaseCommand.SightPause("P1", Chief), "clock-not-approver"),
        ["a pause is seen by who asked"] = (LateAsked, _ => new CaseCommand.SightPause("P1", Reviewer with { Mandates = [.. Reviewer.Mandates, new("supervisor")] }), "clock-same-person"),
        ["a pause is seen by the applicant"] = (LateAsked, _ => new CaseCommand.SightPause("P1", Owner with { Mandates = [new("supervisor")] }), "own-case"),
        ["a pause is seen twice"] = (() => LateAsked().Do(new CaseCommand.SightPause("P1", ClockDesk.Supervisor)), _ => new CaseCommand.SightPause("P1", ClockDesk.Supervisor), "pause-sighted"),
        ["a pause that nobody asked for is seen"] = (Going, _ => new CaseCommand.SightPause("P1", ClockDesk.Supervisor), "pause-unknown"),
        ["a hearing is announced without its day"] = (() => Told().Do(new CaseCommand.RecordHearing("asked", Reviewer)), _ => new CaseCommand.RecordHearing("noticed", Reviewer), "hearing-day-required"),
        ["a hearing is announced too shortly before"] = (() => Told().Do(new CaseCommand.RecordHearing("asked", Reviewer)), _ => new CaseCommand.RecordHearing("noticed", Reviewer) { HeldOn = Day("2026-03-10") }, "hearing-notice-short"),

        ["a paper that may not follow is promised"] = (Going, _ => new CaseCommand.PromisePapers(["NYJ-001-M03"], 5, Clerk) { Document = "x" }, "promise-not-deferrable"),
        ["a paper is promised twice"] = (Promised, _ => new CaseCommand.PromisePapers(["NYJ-001-M02"], 5, Clerk) { Document = "x" }, "promise-not-deferrable"),
        ["a paper follows later than it may"] = (Going, _ => new CaseCommand.PromisePapers(["NYJ-001-M02"], 6, Clerk) { Document = "x" }, "promise-too-long"),
        ["a promise is not in writing"] = (Going, _ => new CaseCommand.PromisePapers(["NYJ-001-M02"], 5, Clerk), "document-required"),
        ["papers come that nobody promised"] = (Going, _ => new CaseCommand.ReceivePromisedPapers("T1", Clerk), "promise-unknown"),

        ["a renewal is recorded twice"] = (() => Going().Do(new CaseCommand.RecordRenewal(Day("2026-06-30"), Clerk)), _ => new CaseCommand.RecordRenewal(Day("2026-07-30"), Clerk), "renewal-recorded"),
        ["an expired licence is renewed"] = (Going, _ => new CaseCommand.RecordRenewal(Day("2026-03-01"), Clerk), "renewal-expired"),

        ["a leg has no limit"] = (Going, _ => new CaseCommand.OpenLeg("STAGE", "立项", "x", Reviewer), "leg-name-required"),
        ["a step is opened by hand"] = (Going, _ => new CaseCommand.OpenLeg("STEP", "立项", "x", Reviewer) { LimitDays = 1 }, "leg-kind-unknown"),
        ["a survey is outside the calendar"] = (Going, _ => new CaseCommand.OpenLeg("SURVEY", "踏勘", "x", Reviewer) { LimitDays = 3, PlannedOn = Day("2026-03-07") }, "survey-outside-calendar"),
        ["a survey is in an unknown year"] = (Going, _ => new CaseCommand.OpenLeg("SURVEY", "踏勘", "x", Reviewer) { LimitDays = 3, PlannedOn = Day("2027-03-05") }, "calendar-year-not-loaded"),
        ["a survey is in the past"] = (Going, _ => new CaseCommand.OpenLeg("SURVEY", "踏勘", "x", Reviewer) { LimitDays = 3, PlannedOn = Day("2026-03-03") }, "survey-in-the-past"),
        ["a limit is no limit"] = (Going, _ => new CaseCommand.OpenLeg("STAGE", "立项", "x", Reviewer) { LimitDays = -1 }, "limit-invalid"),

        ["a voucher is dated in the future"] = (() => Registered(), s => new CaseCommand.CompleteTask(s.Desk.TaskAt("accept").TaskId, Clerk, "Accept") { Data = new Dictionary<string, object?> { ["voucherDate"] = "2026-03-03" } }, "date-in-future"),

        ["a card is answered that is not there"] = (Going, _ => new CaseCommand.AnswerCard("K1", "x", Reviewer), "card-unknown"),
        ["a stranger answers a card"] = (Late, s => new CaseCommand.AnswerCard(Card(s, "red"), "x", Person("r", "reviewer", "dept-fgw")), "card-not-owner"),
        ["a card is answered without words"] = (Late, s => new CaseCommand.AnswerCard(Card(s, "red"), " ", Reviewer), "card-text-required"),
        ["a card is acknowledged twice"] = (() => Late().Do(new CaseCommand.AcknowledgeCard("K1", Reviewer)), _ => new CaseCommand.AcknowledgeCard("K1", Reviewer), "card-not-open"),
        ["an appeal is heard that nobody made"] = (Late, s => new CaseCommand.DecideAppeal(Card(s, "red"), true, "x", ClockDesk.Supervisor), "card-not-open"),
        ["a chief hears an appeal"] = (() => Late().Do(new CaseCommand.AppealCard("K1", "x", Reviewer)), _ => new CaseCommand.DecideAppeal("K1", true, "x", Chief), "card-not-supervisor"),
        ["a supervisor hears their own appeal"] = (() => Late().Do(new CaseCommand.AppealCard("K1", "x", new Actor("both", "both", [new("reviewer", "dept-nyj"), new("supervisor")]))),
            _ => new CaseCommand.DecideAppeal("K1", true, "x", new Actor("both", "both", [new("supervisor")])), "card-same-person"),
        ["an order is answered that is not there"] = (Going, _ => new CaseCommand.AnswerOrder("D1", "x", Reviewer), "order-unknown"),
        ["an order is answered twice"] = (() => Late() is var s ? s.Do(new CaseCommand.AnswerOrder("D" + Card(s, "red")[1..], "已整改", Chief)) : s, s => new CaseCommand.AnswerOrder("D" + Card(s, "red")[1..], "再次", Chief), "order-not-open"),

        ["a reviewer supervises"] = (Going, _ => Answer(by: Reviewer), "supervision-not-supervisor"),
        ["a supervisor judges their own work"] = (Going, _ => Answer(by: Clerk with { Mandates = [.. Clerk.Mandates, new("supervisor")] }), "supervision-own-work"),
        ["an anomaly is explained without words"] = (Going, _ => Answer(text: "  "), "card-text-required"),
        ["a card of no level and no anomaly"] = (Going, _ => new CaseCommand.Supervise("x", ClockDesk.Supervisor), "supervision-level-unknown"),
        ["an orange card"] = (Going, _ => Answer() with { Level = "orange" }, "supervision-level-unknown"),
        ["an anomaly that nobody knows"] = (Going, _ => Answer() with { Anomaly = "made-up" }, "anomaly-unknown"),
        ["an anomaly of an event to come"] = (Going, _ => Answer() with { Sequence = 10_000 }, "anomaly-unknown"),
        ["an anomaly of no event"] = (Going, _ => Answer() with { Sequence = null }, "anomaly-unknown"),
        ["an anomaly is answered twice"] = (() => Going().Do(Answer()), _ => Answer() with { Level = "red" }, "anomaly-answered"),
    };

    private static CaseCommand.Supervise Answer(string text = "已核实", Actor? by = null) => new(text, by ?? ClockDesk.Supervisor) { Anomaly = Anomaly.SecondNotice, Sequence = 1 };

    public static IEnumerable<string> Codes => Cases.Values.Select(c => c.Code);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fact_should_be_refused_when(string name)
    {
        var (make, command, code) = Cases[name];
        var story = make();
        var rejection = story.Desk.Send(command(story)).Rejection.ShouldNotBeNull();
        rejection.Code.ShouldBe(code, rejection.Message);
        rejection.Message.ShouldMatch("^(Expected |.*(not told|without the time|Nothing|begun))", rejection.Code);
        RejectionText.In("zh-CN", rejection).ShouldMatch("[\u4e00-\u9fff]", rejection.Code);
    }
}
