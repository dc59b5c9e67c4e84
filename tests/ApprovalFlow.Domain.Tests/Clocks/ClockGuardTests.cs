using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Clocks.CaseStory;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Bad input is refused with a code and a sentence.</summary>
public sealed class ClockGuardTests
{
    private static CaseStory Case() => new CaseStory().Accepted("2024-09-26", "2024-09-27");

    private static CaseFact.PauseStarted Pause(string from, string? until, string at = "2024-10-08") =>
        new(At(at), "p", "hearing", Day(from)) { PlannedEnd = until is null ? null : Day(until), Notice = "N", NoticeOn = Day("2024-10-08"), ApprovedBy = "organ-head" };

    private static CaseFact.Extended Extension(string at = "2024-10-08") => new(At(at), ClockKind.Statutory, 10, "organ-head") { Reason = "案情复杂", ToldOn = Day("2024-10-08") };

    private static CaseFact.LegOpened Leg(ClockKind kind, double? limit = 3, string? planned = null) =>
        new(At("2024-10-08"), kind, "leg", "环节", "Leg") { LimitDays = limit, PlannedOn = planned is null ? null : Day(planned) };

    [Fact]
    public void Good_facts_should_be_let_through()
    {
        new CaseStory().Refuse(new CaseFact.Received(At("2024-09-26"))).ShouldBeNull();
        Case().Refuse(Pause("2024-10-08", "2024-10-18")).ShouldBeNull();
        Case().Refuse(Extension()).ShouldBeNull();
        Case().Refuse(Leg(ClockKind.Survey, planned: "2024-10-12")).ShouldBeNull();
        Case().Refuse(new CaseFact.HearingNoticed(At("2024-10-08"), Day("2024-10-17"))).ShouldBeNull();
        Case().Refuse(new CaseFact.Decided(At("2024-10-08"), true)).ShouldBeNull();
        Case().Add(Pause("2024-10-08", "2024-10-18")).Refuse(new CaseFact.PauseEnded(At("2024-10-14"), "p", Day("2024-10-14"))).ShouldBeNull();
    }

    public static TheoryData<CaseFact, string> Bad => new()
    {
        { Pause("2024-10-10", "2024-10-09"), "pause-ends-before-it-begins" },
        { Pause("2024-10-07", "2024-10-09"), "pause-back-dated" },
        { Pause("2024-10-08", null), "pause-without-plan" },
        { Pause("2024-10-08", "2024-12-31"), "pause-over-max" },
        { Pause("2024-10-08", "2027-01-10"), "calendar-year-not-loaded" },
        { Pause("2024-10-08", "2024-10-09") with { Notice = " " }, "pause-without-notice" },
        { Pause("2024-10-08", "2024-10-09") with { NoticeOn = Day("2024-10-09") }, "notice-from-the-future" },
        { Pause("2024-10-08", "2024-10-09") with { ApprovedBy = "reviewer" }, "pause-wrong-approver" },
        { Pause("2024-10-08", "2024-10-09") with { Kind = "lunch" }, "procedure-unknown" },
        { new CaseFact.PauseEnded(At("2024-10-08"), "p", Day("2024-10-08")), "pause-unknown" },
        { Extension() with { ToldOn = Day("2024-10-09") }, "notice-from-the-future" },
        { Extension() with { ToldOn = null }, "extension-reason-not-told" },
        { Extension() with { Reason = "" }, "extension-without-reason" },
        { Extension() with { Days = 15 }, "extension-too-long" },
        { Extension() with { Days = 0 }, "extension-too-long" },
        { Extension() with { ApproverRole = "government-head" }, "extension-wrong-approver" },
        { Extension() with { Clock = ClockKind.Commit }, "extension-not-allowed" },
        { Extension("2024-10-31"), "extension-too-late" },
        { Leg(ClockKind.Step, 0.3), "limit-invalid" },
        { Leg(ClockKind.Statutory), "leg-kind-unknown" },
        { Leg(ClockKind.Tolerance, 8), "tolerance-over-commitment" },
        { Leg(ClockKind.Survey, planned: "2024-10-13"), "survey-outside-calendar" },
        { Leg(ClockKind.Survey, planned: "2024-09-30"), "survey-in-the-past" },
        { Leg(ClockKind.Survey, planned: "2027-01-04"), "calendar-year-not-loaded" },
        { new CaseFact.LegClosed(At("2024-10-08"), ClockKind.Step, "leg"), "leg-unknown" },
        { new CaseFact.HearingNoticed(At("2024-10-08"), Day("2024-10-15")), "hearing-notice-short" },
        { new CaseFact.Received(At("2024-10-08")), "received-twice" },
        { new CaseFact.Accepted(At("2024-09-26")), "fact-out-of-order" },
        { new CaseFact.Delivered(At("2024-10-08")), "delivered-before-decision" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_fact_should_be_refused_with_code_and_sentence(CaseFact fact, string code)
    {
        var refusal = Case().Refuse(fact).ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Zh.ShouldEndWith("。");
        refusal.En.ShouldEndWith(".");
    }

    [Fact]
    public void What_must_come_first_should_be_asked_for()
    {
        new CaseStory().Refuse(new CaseFact.Accepted(At("2024-09-26")))!.Code.ShouldBe("not-received");
        new CaseStory().Add(new CaseFact.Received(At("2024-09-26"))).Refuse(new CaseFact.Decided(At("2024-09-27"), true))!.Code.ShouldBe("decided-before-acceptance");
        new CaseStory().Add(new CaseFact.Received(At("2024-09-26"))).Refuse(Extension("2024-09-27") with { ToldOn = Day("2024-09-27") })!.Code.ShouldBe("extension-before-acceptance");
        // After five days of silence there is an acceptance to decide on.
        new CaseStory().Add(new CaseFact.Received(At("2024-09-26"))).Refuse(new CaseFact.Decided(At("2024-10-10"), true)).ShouldBeNull();
        Case().Extend("2024-10-08").Refuse(Extension())!.Code.ShouldBe("extension-twice");
        Case().Add(Pause("2024-10-08", "2024-10-18")).Refuse(Pause("2024-10-08", "2024-10-18"))!.Code.ShouldBe("pause-twice");
        Case().Add(Pause("2024-10-08", "2024-10-18")).Refuse(new CaseFact.PauseEnded(At("2024-10-14"), "p", Day("2024-10-15")))!.Code.ShouldBe("end-in-the-future");
        Case().Add(Pause("2024-10-08", "2024-10-18")).Refuse(new CaseFact.PauseEnded(At("2024-10-14"), "p", Day("2024-10-07")))!.Code.ShouldBe("pause-ends-before-it-begins");
        Case().Add(Leg(ClockKind.Step)).Refuse(Leg(ClockKind.Step))!.Code.ShouldBe("leg-twice");
        Case().Add(new CaseFact.Closed(At("2024-10-08"))).Refuse(Extension())!.Code.ShouldBe("case-closed");
    }
}
