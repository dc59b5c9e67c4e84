using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>What a case itself knows and refuses about visits.</summary>
public sealed class VisitRulesTests
{
    private const string Number = "GHJ-001-2026-000001", Trip = "TK-2026-000009";
    private static readonly DateOnly From = new(2026, 11, 23), To = new(2026, 12, 4);
    private readonly CaseDesk desk = Case("GHJ-001-A", Number, TripDesk.Monday);
    private readonly CaseTask task;

    public VisitRulesTests() => task = desk.Until("Approval.JointInspection");

    private CaseCommand Withdraw(string reason = "改为书面审查") => new CaseCommand.WithdrawVisitProposal(task.TaskId, Holder(task), reason);

    [Fact]
    public void Joint_inspection_should_propose_its_visit_by_itself()
    {
        var visit = desk.State.Visits.ShouldHaveSingleItem();
        (visit.Status, visit.DepartmentId, visit.Kind, VisitProposals.IsAutomatic(visit.By)).ShouldBe((VisitStatus.Open, "dept-ghj", TripKind.Inspection, true));
        (visit.Request.Site, visit.Request.From, visit.Request.To).ShouldBe(((string)desk.State.Form["location"]!, From, From.AddDays(14)));
        var events = desk.Journal.Select(r => r.Event).ToList();
        events[events.FindIndex(e => e is CaseEvent.VisitProposed) - 1].ShouldBeOfType<CaseEvent.TaskOpened>().TaskId.ShouldBe(task.TaskId, "at the instant at which the step opens");
    }

    [Fact]
    public void Lead_should_be_able_to_take_the_proposal_of_the_step_into_a_trip()
    {
        desk.Do(new CaseCommand.ReceiveTripNews(new CaseEvent.TripJoined(Trip, 1, TripKind.Inspection, "dept-ghj", task.TaskId)));
        (desk.State.TripOf(task.TaskId)!.Number, desk.State.Visits.Single().Status).ShouldBe((Trip, VisitStatus.Arranged));
        Refused(Propose()).ShouldBe("visit-proposed-already");
    }

    [Fact]
    public void Other_steps_should_not_propose_by_themselves()
    {
        var inspected = Case("GTJ-004-B", "GTJ-004-2026-000001", TripDesk.Monday);
        inspected.Until("Approval.SiteInspection");
        inspected.State.Visits.ShouldBeEmpty();
    }

    private CaseCommand.ProposeVisit Propose(string site = "示例园区", DateOnly? from = null, DateOnly? to = null) => new(task.TaskId, Holder(task), new VisitRequest(site, from ?? From, to ?? To));
    private string Refused(CaseCommand command) => desk.Send(command).Rejection.ShouldNotBeNull().Code;
    private CaseDesk Hears(CaseEvent.TripNews news) => desk.Do(new CaseCommand.ReceiveTripNews(news));
    private CaseDesk Joins() => desk.Do(Propose()).Do(new CaseCommand.ReceiveTripNews(new CaseEvent.TripJoined(Trip, 1, TripKind.Inspection, "dept-ghj", task.TaskId)));

    [Fact]
    public void Proposal_should_stand_open_with_its_window_and_body()
    {
        desk.Do(Propose(" 示例园区 "));

        var visit = desk.State.Visits.Last();
        desk.State.Visits.Select(v => v.Status).ShouldBe([VisitStatus.Withdrawn, VisitStatus.Open], "a person's words take the place of the step's");
        (visit.Status, visit.DepartmentId, visit.Kind, visit.Request.Site).ShouldBe((VisitStatus.Open, "dept-ghj", TripKind.Inspection, "示例园区"));
    }

    [Fact]
    public void Proposal_should_be_refused_when_it_cannot_be_arranged()
    {
        Refused(Propose(" ")).ShouldBe("visit-site-required");
        Refused(Propose(from: To, to: From)).ShouldBe("visit-window-invalid");
        Refused(Propose(from: new(2026, 11, 2), to: new(2026, 11, 20))).ShouldBe("visit-window-invalid");
        Refused(Propose() with { By = CaseSamples.Reviewer }).ShouldBe("not-candidate");
        desk.Do(Propose());
        Refused(Propose()).ShouldBe("visit-proposed-already");
    }

    [Fact]
    public void Task_that_needs_no_visit_should_not_propose_one()
    {
        var reviewed = Case("GHJ-001-A", Number, TripDesk.Monday);
        var accept = reviewed.State.OpenTasks[0];
        reviewed.Send(new CaseCommand.ProposeVisit(accept.TaskId, Holder(accept), new VisitRequest("x", From, To))).Rejection!.Code.ShouldBe("visit-not-for-task");
    }

    [Fact]
    public void Withdrawn_proposal_should_make_room_for_another()
    {
        Refused(Withdraw(" ")).ShouldBe("reason-required");
        desk.Do(Withdraw());
        Refused(Withdraw()).ShouldBe("visit-not-proposed");
        desk.Do(Propose());
        desk.State.Visits.Select(v => v.Status).ShouldBe([VisitStatus.Withdrawn, VisitStatus.Open]);
    }

    [Fact]
    public void Proposal_should_lapse_when_its_task_ends_by_hand()
    {
        desk.Do(Propose());
        desk.Complete(task.ActivityId, Holder(task), "Approve", data: new() { ["inspector1"] = "甲", ["inspector2"] = "乙" });
        desk.State.Visits.Last().Status.ShouldBe(VisitStatus.Lapsed);
    }

    [Fact]
    public void Task_in_a_trip_should_wait_for_its_opinion_and_may_still_go_back()
    {
        Joins();
        Refused(new CaseCommand.CompleteTask(task.TaskId, Holder(task), "Approve") { Data = new Dictionary<string, object?> { ["inspector1"] = "甲", ["inspector2"] = "乙" } }).ShouldBe("trip-pending");
        Refused(new CaseCommand.WithdrawVisitProposal(task.TaskId, Holder(task), "不去了")).ShouldBe("trip-pending");
        Refused(new CaseCommand.ReceiveTripNews(new CaseEvent.TripJoined("TK-2", 1, TripKind.Inspection, "dept-ghj", task.TaskId))).ShouldBe("trip-pending");
        desk.Complete(task.ActivityId, Holder(task), "Return", "缺少图纸");
    }

    [Fact]
    public void Trip_that_is_given_up_should_leave_the_proposal_open_again()
    {
        Joins();
        Hears(new CaseEvent.TripLeft(Trip, 5, "暴雨"));
        desk.State.Visits.Last().Status.ShouldBe(VisitStatus.Open);
        desk.State.TripOf(task.TaskId).ShouldBeNull();
        // It may join the same trip or another one.
        Hears(new CaseEvent.TripJoined("TK-2026-000010", 1, TripKind.Inspection, "dept-ghj", task.TaskId));
        desk.State.TripOf(task.TaskId)!.Number.ShouldBe("TK-2026-000010");
    }

    [Fact]
    public void Body_that_missed_a_trip_should_be_refused_a_second_visit_with_the_citation()
    {
        Joins();
        Hears(new CaseEvent.TripMissed(Trip, 7, "dept-ghj", TripDesk.Monday.ToUniversalTime()));
        Hears(new CaseEvent.TripLeft(Trip, 8, "取消"));
        desk.Do(new CaseCommand.WithdrawVisitProposal(task.TaskId, Holder(task), "重提"));

        var refusal = desk.Send(Propose()).Rejection!;
        refusal.Code.ShouldBe("second-visit-refused");
        RejectionText.In("zh-CN", refusal).ShouldContain("不得再次要求建设单位安排踏勘现场");
        RejectionText.In("en", refusal).ShouldContain("absence is consent");
    }

    [Theory]
    [InlineData(TripResult.Pass, "Approve")]
    [InlineData(TripResult.PassWithConditions, "Approve")]
    [InlineData(TripResult.Fail, "Refuse")]
    public void Opinion_should_complete_the_task_once(TripResult result, string outcome)
    {
        Joins();
        var opinion = new CaseEvent.TripOpinionReceived(Trip, 20, result, "统一意见", new DateOnly(2026, 11, 26), new ActorStamp("lead", "牵头"))
        { Views = [new("dept-gtj", BodyOpinion.Agree, false) { SignedBy = ["丙", "丁"] }, new("dept-ghj", BodyOpinion.Agree, false) { SignedBy = ["甲", "乙"] }] };
        Hears(opinion);

        desk.State.Task(task.TaskId)!.Outcome.ShouldBe(outcome);
        var done = desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last();
        (done.Data!["inspector1"], done.Data["inspector2"]).ShouldBe(("甲", "乙"), "the leg's own officers come first");
        done.By.UserId.ShouldBe("lead");
        desk.Send(new CaseCommand.ReceiveTripNews(opinion)).Records.ShouldBeEmpty();
    }

    [Fact]
    public void News_should_be_refused_when_the_case_is_not_part_of_the_trip_or_closed()
    {
        desk.Do(Withdraw());
        Refused(new CaseCommand.ReceiveTripNews(new CaseEvent.TripJoined(Trip, 1, TripKind.Inspection, "dept-ghj", task.TaskId))).ShouldBe("visit-not-proposed");
        Refused(new CaseCommand.ReceiveTripNews(new CaseEvent.TripInvited(Trip, 3, "dept-gtj"))).ShouldBe("trip-unknown-to-case");
        Joins();
        desk.Complete(task.ActivityId, Holder(task), "Withdraw", "不办了");
        Refused(new CaseCommand.ReceiveTripNews(new CaseEvent.TripInvited(Trip, 3, "dept-gtj"))).ShouldBe("case-closed");
    }

    [Fact]
    public void Every_refusal_of_visits_should_be_reached_here() =>
        RejectionText.Codes.Where(c => c.StartsWith("visit-", StringComparison.Ordinal) || c.StartsWith("trip-", StringComparison.Ordinal) || c == "second-visit-refused")
            .ShouldBe(["visit-not-for-task", "visit-proposed-already", "visit-not-proposed", "visit-site-required", "visit-window-invalid", "second-visit-refused", "trip-pending", "trip-unknown-to-case"], ignoreOrder: true);
}
