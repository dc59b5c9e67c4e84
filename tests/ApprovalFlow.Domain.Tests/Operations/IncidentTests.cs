using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>A step that cannot be done stops the flow; nothing is lost, and it goes on where it stood.</summary>
public sealed class IncidentTests
{
    internal static readonly string[] Codes = ["case-stopped", "incident-unknown"];

    private static CaseDesk Stopped() => Of(FlowSketch.Faulty()).Complete("accept", Clerk, "Accept");

    [Fact]
    public void Incident_should_stop_the_flow_and_keep_every_task()
    {
        var desk = Stopped();
        desk.State.IsStopped.ShouldBeTrue();
        desk.State.Status.ShouldBe(CaseStatus.Accepted);
        desk.Open().ShouldBe(["review"]);
        var incident = desk.State.Incidents.ShouldHaveSingleItem();
        incident.ShouldBe(new CaseIncident(desk.Journal.Single(r => r.Event is CaseEvent.Flow { Event: Engine.Execution.WorkflowEvent.ActivityFaulted }).Sequence, desk.Now, incident.Context, "flow:send",
            "Expected the archive to be open, but it is closed today.") { Stops = true });
    }

    [Fact]
    public void Nobody_should_move_a_stopped_case_and_everything_else_should_go_on()
    {
        var desk = Stopped();
        foreach (var command in (CaseCommand[])
            [
                new CaseCommand.CompleteTask(desk.TaskAt("review").TaskId, Reviewer, "Approve"), desk.Previous("review", Reviewer), desk.To("review", "accept", Reviewer), desk.Back("accept", Clerk),
                new CaseCommand.Withdraw(Owner, "不办了"),
            ])
            desk.Code(command).ShouldBe("case-stopped");
        TaskMenu.Of(desk.State, desk.TaskAt("review").TaskId, Reviewer, desk.Context).ShouldBeEmpty();
        desk.Code(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer)).ShouldBe("accepted");
        desk.Code(new CaseCommand.AddComment(Reviewer, "等管理员处理")).ShouldBe("accepted");
    }

    [Fact]
    public void Retry_should_go_on_where_the_flow_stopped_once_its_cause_is_seen_to()
    {
        var desk = Stopped();
        CaseMenu.Of(desk.State, Admin, desk.Context).ShouldContain(CaseMenu.Retry);
        var (review, incident) = (desk.TaskAt("review").TaskId, desk.State.Incidents[0]);
        desk.Do(new CaseCommand.RetryIncident(Admin, incident.Context, "再试一次"));
        desk.State.IsStopped.ShouldBeTrue("the cause is still there");
        desk.Code(new CaseCommand.RetryIncident(Admin, incident.Context, "再试一次")).ShouldBe("incident-unknown");

        desk.Now = desk.Now.AddDays(1);
        desk.Do(new CaseCommand.RetryIncident(OtherAdmin, desk.State.Incidents[0].Context, "档案系统已恢复"));
        desk.State.IsStopped.ShouldBeFalse();
        desk.State.Incidents.ShouldBeEmpty();
        desk.Open().ShouldBe(["check", "review"]);
        desk.TaskAt("review").TaskId.ShouldBe(review, "what stood beside it was not touched");
        desk.Complete("review", Reviewer, "Approve").Complete("check", OtherReviewer, "Approve").Complete("decide", Chief, "Approve").Complete("issue", Issuer, "Issue");
        desk.State.Result.ShouldBe("approved");
        CaseMenu.Of(desk.State, Admin, desk.Context).ShouldBeEmpty();
    }

    [Fact]
    public void Retry_should_want_an_administrator_without_an_interest_and_a_reason()
    {
        var desk = Stopped();
        var context = desk.State.Incidents[0].Context;
        desk.Code(new CaseCommand.RetryIncident(Reviewer, context, "再试")).ShouldBe("not-administrator");
        desk.Code(new CaseCommand.RetryIncident(Admin, context, " ")).ShouldBe("reason-required");
        desk.Code(new CaseCommand.RetryIncident(Admin, context + 1, "再试")).ShouldBe("incident-unknown");
        desk.Code(new CaseCommand.RetryIncident(Admin, 0, "再试")).ShouldBe("incident-unknown");
    }

    [Fact]
    public void Two_administrators_should_be_able_to_jump_a_stopped_case()
    {
        var desk = Stopped().Do(new CaseCommand.RequestJump(Admin, "check", "档案系统停用")).Do(new CaseCommand.ApproveJump(OtherAdmin));
        desk.State.IsStopped.ShouldBeFalse();
        desk.State.Incidents.ShouldBeEmpty();
        desk.Open().ShouldBe(["check"]);
        desk.Complete("check", OtherReviewer, "Approve").Open().ShouldBe(["decide"]);
    }

    [Fact]
    public void Administrator_should_be_able_to_terminate_a_stopped_case()
    {
        var desk = Stopped().Do(new CaseCommand.Terminate(Admin, "事项取消"));
        desk.State.Result.ShouldBe("terminated");
        desk.State.OpenTasks.ShouldBeEmpty();
        desk.State.Incidents.ShouldBeEmpty();
    }
}
