using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Suspend and resume, terminate, and the jump that two administrators make.</summary>
public sealed class AdministratorTests
{
    [Fact]
    public void Nobody_should_act_on_a_task_of_a_suspended_case()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve").Do(new CaseCommand.Suspend(Admin, "等待上级答复"));
        foreach (var command in (CaseCommand[])
            [
                new CaseCommand.ClaimTask(desk.TaskAt("check").TaskId, OtherReviewer), new CaseCommand.CompleteTask(desk.TaskAt("county").TaskId, CountyClerk, "Approve"),
                desk.Previous("check", OtherReviewer), desk.Back("review", Reviewer), new CaseCommand.RequestJump(Admin, "decide", "误办"), new CaseCommand.Suspend(OtherAdmin, "再次"),
            ])
            desk.Code(command).ShouldBe("case-suspended");
        TaskMenu.Of(desk.State, desk.TaskAt("check").TaskId, OtherReviewer, desk.Context).ShouldBeEmpty();
        desk.Do(new CaseCommand.Resume(OtherAdmin));
        desk.Complete("check", OtherReviewer, "Approve");
    }

    [Fact]
    public void Suspension_should_stop_no_clock()
    {
        var desk = Accepted().Do(new CaseCommand.Suspend(Admin, "等待上级答复"));
        desk.Now = desk.Now.AddDays(3);
        desk.Do(new CaseCommand.Resume(Admin));
        CaseTimelines.Of(Number, desk.Journal).Facts.OfType<CaseFact.PauseStarted>().ShouldBeEmpty();
    }

    [Fact]
    public void Timer_due_during_a_suspension_should_wait_and_fire_when_the_case_is_resumed()
    {
        var desk = Of(FlowSketch.Deadline()).Complete("accept", Clerk, "Accept");
        var timer = desk.State.Timers.Single();
        desk.Do(new CaseCommand.Suspend(Admin, "等待上级答复"));
        desk.Now = timer.ResumeAt.AddHours(1);
        desk.Code(new CaseCommand.FireTimer(timer.BookmarkId)).ShouldBe("case-suspended");
        desk.State.Timers.ShouldHaveSingleItem();
        desk.Do(new CaseCommand.Resume(Admin)).Do(new CaseCommand.FireTimer(timer.BookmarkId));
        desk.State.Result.ShouldBe("terminated", "by the rule that the definition draws");
        desk.State.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void Applicant_should_be_able_to_withdraw_a_suspended_case()
    {
        var desk = Accepted().Do(new CaseCommand.Suspend(Admin, "等待上级答复")).Do(new CaseCommand.Withdraw(Owner, "不办了"));
        desk.State.Result.ShouldBe("withdrawn");
        desk.State.Suspension.ShouldBeNull();
    }

    [Fact]
    public void Terminating_should_end_every_task_and_timer_and_close_the_case_with_a_result_of_its_own()
    {
        var desk = Of(FlowSketch.Deadline()).Complete("accept", Clerk, "Accept").Do(new CaseCommand.Suspend(Admin, "申请人注销")).Do(new CaseCommand.Terminate(OtherAdmin, "申请人注销"));
        (desk.State.Status, desk.State.Result).ShouldBe((CaseStatus.Closed, "terminated"));
        desk.State.OpenTasks.ShouldBeEmpty();
        desk.State.Timers.ShouldBeEmpty();
        desk.State.Workflow.IsFinished.ShouldBeTrue();
        desk.Code(new CaseCommand.Resume(Admin)).ShouldBe("case-closed");
    }

    [Fact]
    public void Jump_should_need_a_second_administrator_and_be_recorded_as_an_alteration()
    {
        var desk = Accepted().Do(new CaseCommand.RequestJump(Admin, "check", "审查已在线下完成"));
        desk.Open().ShouldBe(["county", "review"], "nothing moves before the second person agrees");
        desk.Code(new CaseCommand.ApproveJump(Admin)).ShouldBe("second-person-required");
        CaseMenu.Of(desk.State, Admin, desk.Context).ShouldBe(["suspend", "decline-jump", "terminate"]);
        CaseMenu.Of(desk.State, OtherAdmin, desk.Context).ShouldBe(["suspend", "approve-jump", "decline-jump", "terminate"]);
        desk.Do(new CaseCommand.ApproveJump(OtherAdmin) { Remark = "同意" });
        var altered = desk.Journal.Select(r => r.Event).OfType<CaseEvent.CaseAltered>().Single();
        (altered.By.UserId, altered.RequestedBy.UserId, altered.To.Path, altered.Reason).ShouldBe((OtherAdmin.UserId, Admin.UserId, "flow:check", "审查已在线下完成"));
        desk.Open().ShouldBe(["check"]);
        desk.Complete("check", OtherReviewer, "Approve");
        desk.Open().ShouldBe(["decide"], "nobody waits for the county that was jumped over");
    }

    [Fact]
    public void Declined_jump_should_leave_everything_as_it_was()
    {
        var desk = Accepted().Do(new CaseCommand.RequestJump(Admin, "check", "误办")).Do(new CaseCommand.DeclineJump(OtherAdmin, "不必"));
        desk.Open().ShouldBe(["county", "review"]);
        desk.State.PendingJump.ShouldBeNull();
        desk.Code(new CaseCommand.ApproveJump(OtherAdmin)).ShouldBe("jump-not-pending");
    }

    [Fact]
    public void Jump_should_keep_the_order_of_the_law()
    {
        Registered().Code(new CaseCommand.RequestJump(Admin, "decide", "加急")).ShouldBe("jump-over-acceptance");
        Accepted().Code(new CaseCommand.RequestJump(Admin, "issue", "加急")).ShouldBe("jump-over-decision");
        Decided().Complete("issue", Issuer, "Issue").Code(new CaseCommand.RequestJump(Admin, "decide", "改判")).ShouldBe("certificate-issued");
        var desk = Decided().Do(new CaseCommand.RequestJump(Admin, "review", "事实有误")).Do(new CaseCommand.ApproveJump(OtherAdmin));
        desk.State.Decision.ShouldBeNull();
        desk.Open().ShouldBe(["review"]);
        CaseMenu.JumpTargets(Accepted().State, Accepted().Context).Select(s => s.Path).ShouldBe(["flow:accept", "flow:check"]);
        // The county has the case: no decision before its opinion (Article 35).
        Accepted().Code(new CaseCommand.RequestJump(Admin, "decide", "加急")).ShouldBe("jump-over-county");
        Accepted().Complete("county", CountyClerk, "Approve").Code(new CaseCommand.RequestJump(Admin, "decide", "加急")).ShouldBe("accepted");
    }

    [Fact]
    public void Jump_then_return_should_find_nothing_that_was_not_done()
    {
        var desk = Accepted().Do(new CaseCommand.RequestJump(Admin, "check", "审查已在线下完成")).Do(new CaseCommand.ApproveJump(OtherAdmin));
        desk.Code(desk.Previous("check", OtherReviewer)).ShouldBe("no-previous-step");
        desk.Complete("check", OtherReviewer, "Approve");
        desk.Do(desk.Previous("decide", Chief));
        desk.Open().ShouldBe(["check"]);
    }

    [Fact]
    public void Definition_should_be_able_to_forbid_each()
    {
        var desk = Accepted(("county", "allowedOperations", new JsonArray("urge")));
        desk.Code(new CaseCommand.Suspend(Admin, "x")).ShouldBe("operation-not-allowed");
        desk.Code(new CaseCommand.Terminate(Admin, "x")).ShouldBe("operation-not-allowed");
        desk.Code(new CaseCommand.RequestJump(Admin, "decide", "x")).ShouldBe("operation-not-allowed");
    }
}
