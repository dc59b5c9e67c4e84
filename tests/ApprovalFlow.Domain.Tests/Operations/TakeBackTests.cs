using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

public sealed class TakeBackTests
{
    [Fact]
    public void Who_completed_should_take_back_while_what_follows_is_untouched()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve");
        CaseMenu.MayTakeBack(desk.State, Reviewer, desk.Context).Select(t => t.ActivityId).ShouldBe(["review"]);
        desk.Do(desk.Back("review", Reviewer));
        desk.Open().ShouldBe(["county", "review"]);
        desk.Complete("review", Reviewer, "Approve");
        desk.Open().ShouldBe(["check", "county"]);
    }

    [Fact]
    public void Claiming_what_follows_should_end_the_taking_back()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve");
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("check").TaskId, OtherReviewer));
        desk.Code(desk.Back("review", Reviewer)).ShouldBe("next-step-touched");
        desk.Do(new CaseCommand.ReleaseTask(desk.TaskAt("check").TaskId, OtherReviewer));
        desk.Do(desk.Back("review", Reviewer));
    }

    [Fact]
    public void Every_branch_that_followed_must_be_untouched()
    {
        var desk = Accepted();
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("county").TaskId, CountyClerk));
        desk.Code(desk.Back("accept", Clerk)).ShouldBe("next-step-touched");
        desk.Do(new CaseCommand.ReleaseTask(desk.TaskAt("county").TaskId, CountyClerk));
        desk.Do(desk.Back("accept", Clerk));
        desk.Open().ShouldBe(["accept"]);
    }

    [Fact]
    public void Taking_back_should_not_touch_the_branch_beside()
    {
        var desk = Accepted().Complete("county", CountyClerk, "Approve");
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer));
        desk.Do(desk.Back("county", CountyClerk));
        desk.Open().ShouldBe(["county", "review"]);
        desk.TaskAt("review").Assignee!.UserId.ShouldBe(Reviewer.UserId);
    }

    [Fact]
    public void Decision_taken_back_should_not_remain()
    {
        var desk = Decided();
        desk.Do(desk.Back("decide", Chief));
        (desk.State.Decision, desk.State.DecidedAt, desk.State.Status).ShouldBe((null, null, CaseStatus.Accepted));
        desk.Open().ShouldBe(["decide"]);
        desk.Complete("decide", Chief, "ApproveWithConditions", data: new() { ["conditions"] = "限期整改" });
        desk.State.Decision!.Result.ShouldBe("approved-with-conditions");
    }

    [Fact]
    public void Substitute_and_principal_should_both_be_able_to_take_back_what_was_done_for_one_by_the_other()
    {
        var substitute = Person("reviewer-9", "applicant") with { ActsFor = [Reviewer] };
        var desk = Accepted();
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("review").TaskId, substitute, "Approve"));
        desk.Code(desk.Back("review", OtherReviewer)).ShouldBe("take-back-not-yours");
        desk.Do(desk.Back("review", Reviewer));
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("review").TaskId, substitute, "Approve"));
        desk.Do(desk.Back("review", substitute));
    }
}
