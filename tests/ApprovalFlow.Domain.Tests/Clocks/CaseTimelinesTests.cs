using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Clocks.CaseStory;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>A case's own stream tells its clocks.</summary>
public sealed class CaseTimelinesTests
{
    private readonly List<CaseRecord> stream = [];

    private static readonly ActorStamp Clerk = CaseSamples.Stamp(CaseSamples.Clerk);

    private CaseTimelinesTests On(string day, params IEnumerable<CaseEvent> events)
    {
        foreach (var e in events) stream.Add(new(stream.Count + 1, At(day), e));
        return this;
    }

    private static CaseEvent.TaskOpened Open(int context, string type, double? limit = null, bool counted = true) =>
        new($"{CaseSamples.Number}-{context}", $"{context}.1", type, type, "环节", "Step", new("reviewer")) { LimitDays = limit, Counted = counted };

    private static CaseEvent.TaskCompleted Done(int context, string outcome) => new($"{CaseSamples.Number}-{context}", Clerk, outcome);

    private IReadOnlyList<ClockReading> Read(string day, ClockPolicy? policy = null) =>
        ClockBook.Compute(CaseTimelines.Of(CaseSamples.Number, stream), policy ?? ClockPolicy.For(CaseSamples.Item, CaseSamples.Flow, Repository.Procedures), Repository.Calendar, Day(day));

    [Fact]
    public void Stream_of_a_whole_case_should_give_its_clocks()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept", 0.5));
        On("2024-09-27", Done(1, "Accept"), new CaseEvent.CaseAccepted(), Open(2, "Approval.Review", 3), Open(3, "Approval.CountyPreliminaryReview", 5), Open(4, "Approval.LeaderApproval", 1));
        On("2024-10-08", Done(2, "Approve"), Done(3, "Approve"));
        On("2024-10-10", Done(4, "Approve"), Open(5, "Approval.Decide", 1));
        On("2024-10-11", Done(5, "Approve"), new CaseEvent.DecisionMade("approved", Clerk));
        On("2024-10-14", new CaseEvent.CertificateIssued("1号", "证", Day("2024-10-14")), new CaseEvent.CaseDelivered(Clerk), new CaseEvent.CaseClosed("approved"));

        var readings = Read("2024-12-02");
        string Of(ClockKind kind, string id = "") => readings.Single(r => r.Kind == kind && r.Id == id).State switch
        {
            ClockState.Stopped s => $"{s.Why} {s.InTime} {s.At:MM-dd}",
            var other => other.ToString(),
        };
        Of(ClockKind.Receive, "1").ShouldBe("accepted True 09-27");
        Of(ClockKind.Statutory).ShouldBe("decided True 10-11");
        Of(ClockKind.Commit).ShouldBe("decided True 10-11");
        Of(ClockKind.Step, $"{CaseSamples.Number}-1").ShouldBe("done True 09-27");
        Of(ClockKind.Step, $"{CaseSamples.Number}-2").ShouldBe("done True 10-08");
        Of(ClockKind.County, $"{CaseSamples.Number}-3").ShouldBe("done True 10-08");
        Of(ClockKind.Leader, $"{CaseSamples.Number}-4").ShouldBe("done False 10-10");
        Of(ClockKind.Deliver).ShouldBe("delivered True 10-14");
        readings.SelectMany(r => r.Findings).ShouldBeEmpty();
    }

    [Fact]
    public void Correction_before_acceptance_should_be_the_one_time_notice()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept", 1));
        On("2024-09-27", Done(1, "Return"), new CaseEvent.CorrectionRequested($"{CaseSamples.Number}-1", "缺图"), Open(2, "Approval.Correction", 10));
        On("2024-10-14", Done(2, "Resubmit"), new CaseEvent.CaseResubmitted(new Dictionary<string, object?>(), []), Open(3, "Approval.Accept", 1));

        Read("2024-10-10").Single(r => r.Kind == ClockKind.Receive).State.ShouldBe(new ClockState.Stopped(At("2024-09-27"), true, "one-time-notice"));
        Read("2024-10-14").Single(r => r.Kind == ClockKind.Receive && r.Id == "2").Due.ShouldBe(Day("2024-10-21"));
        Read("2024-10-22").Single(r => r.Kind == ClockKind.Statutory).StartedOn.ShouldBe(Day("2024-10-14"));
    }

    [Fact]
    public void Correction_after_acceptance_should_neither_stop_nor_restart_the_law()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept"));
        On("2024-09-27", Done(1, "Accept"), new CaseEvent.CaseAccepted(), Open(2, "Approval.Review", 3));
        On("2024-09-29", Done(2, "Return"), new CaseEvent.CorrectionRequested($"{CaseSamples.Number}-2", "补充"), Open(3, "Approval.Correction"));
        On("2024-10-14", Done(3, "Resubmit"), new CaseEvent.CaseResubmitted(new Dictionary<string, object?>(), []), Open(4, "Approval.Accept"));
        On("2024-10-15", Done(4, "Accept"), new CaseEvent.CaseAccepted());

        var statutory = Read("2024-10-15").Single(r => r.Kind == ClockKind.Statutory);
        (statutory.StartedOn, statutory.Due).ShouldBe((Day("2024-09-27"), Day("2024-10-30")));
        Read("2024-10-15").Single(r => r.Kind == ClockKind.Receive).Findings.Single().Code.ShouldBe("accepted-again");
        var policy = ClockPolicy.For(CaseSamples.Item, CaseSamples.Flow, Repository.Procedures) with { SupplementStopsCommit = true };
        // From 29 September to 14 October nothing of the promise passes.
        Read("2024-10-15", policy).Single(r => r.Kind == ClockKind.Commit).Used.ShouldBe(1);
    }

    [Fact]
    public void Decision_that_was_taken_back_should_let_the_limits_run_on()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept"));
        On("2024-09-27", Done(1, "Accept"), new CaseEvent.CaseAccepted(), Open(2, "Approval.Decide", 3));
        On("2024-10-08", Done(2, "Approve"), new CaseEvent.DecisionMade("approved", Clerk));
        On("2024-10-09", new CaseEvent.DecisionTakenBack(Clerk));
        Read("2024-10-08").Single(r => r.Kind == ClockKind.Statutory).State.ShouldBeOfType<ClockState.Stopped>();
        Read("2024-10-10").Single(r => r.Kind == ClockKind.Statutory).State.ShouldBe(new ClockState.Running(15, Day("2024-10-30")));
    }

    [Fact]
    public void Special_procedure_of_which_nobody_was_told_should_stop_nothing()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept"));
        On("2024-09-27", Done(1, "Accept"), new CaseEvent.CaseAccepted(), Open(2, "Approval.Hearing", 10, counted: false));

        var readings = Read("2024-10-08");
        readings.Single(r => r.Kind == ClockKind.Statutory).Used.ShouldBe(3);
        readings.Single(r => r.Kind == ClockKind.PausePlan).Findings.Single().Code.ShouldBe("pause-without-notice");
        readings.Single(r => r.Kind == ClockKind.Step && r.Id.EndsWith("-2", StringComparison.Ordinal)).Due.ShouldBe(Day("2024-10-16"));
    }

    [Fact]
    public void Refusal_at_the_window_and_withdrawal_should_end_the_clocks()
    {
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept"));
        On("2024-09-27", Done(1, "Refuse"), new CaseEvent.CaseClosed("refused"));
        Read("2024-12-02").Single(r => r.Kind == ClockKind.Receive).State.ShouldBe(new ClockState.Stopped(At("2024-09-27"), true, "not-accepted"));

        stream.Clear();
        On("2024-09-26", CaseSamples.Registered, Open(1, "Approval.Accept"));
        On("2024-09-27", Done(1, "Accept"), new CaseEvent.CaseAccepted(), Open(2, "Approval.Review", 3));
        On("2024-09-29", new CaseEvent.WithdrawalRequested(Clerk, "不办了"), new CaseEvent.TaskCanceled($"{CaseSamples.Number}-2"), new CaseEvent.CaseClosed("withdrawn"));
        Read("2024-12-02").Where(r => r.State is ClockState.Running or ClockState.Overdue or ClockState.Paused).ShouldBeEmpty();
    }
}
