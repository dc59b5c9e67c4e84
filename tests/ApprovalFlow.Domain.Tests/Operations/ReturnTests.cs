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

public sealed class ReturnTests
{
    [Fact]
    public void Return_to_previous_should_go_to_the_step_whose_completion_led_here()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve");
        var former = desk.TaskAt("check");
        desk.Do(desk.Previous("check", OtherReviewer));
        desk.Open().ShouldBe(["county", "review"]);
        desk.State.Task(former.TaskId)!.Status.ShouldBe(CaseTaskStatus.Canceled);
        var returned = desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskReturned>().Single();
        (returned.To.Path, returned.Reason, returned.By.UserId).ShouldBe(("flow:review", "情况不明", OtherReviewer.UserId));
        desk.Code(new CaseCommand.CompleteTask(former.TaskId, OtherReviewer, "Approve")).ShouldBe("task-canceled", "late work on what was given up");
    }

    [Fact]
    public void Previous_of_a_step_behind_a_join_should_be_the_branch_that_came_last()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve").Complete("check", OtherReviewer, "Approve").Complete("county", CountyClerk, "Approve");
        desk.Do(desk.Previous("decide", Chief));
        desk.Open().ShouldBe(["county"], "the other branch's word stands");
        desk.Complete("county", CountyClerk, "Approve");
        desk.Open().ShouldBe(["decide"]);

        desk = Deciding();
        desk.Do(desk.Previous("decide", Chief));
        desk.Open().ShouldBe(["check"]);
    }

    [Fact]
    public void Return_from_a_parallel_branch_should_leave_no_orphan_tasks()
    {
        var desk = Accepted(("check", "returnSiblings", "cancel")).Complete("review", Reviewer, "Approve");
        var county = desk.TaskAt("county").TaskId;
        desk.Do(desk.To("check", "accept", OtherReviewer));
        desk.Open().ShouldBe(["accept"]);
        desk.State.Workflow.Bookmarks.Select(b => b.Node).ShouldBe(["flow:accept"], "no wait without a task, no task without a wait");
        desk.Code(new CaseCommand.ClaimTask(county, CountyClerk)).ShouldBe("task-canceled");
        desk.Complete("accept", Clerk, "Accept");
        desk.Open().ShouldBe(["county", "review"]);
    }

    [Theory]
    [InlineData("keep"), InlineData(null)]
    public void Return_from_inside_a_branch_should_keep_its_siblings_where_the_definition_says_so(string? rule)
    {
        var desk = rule is null ? Accepted() : Accepted(("review", "returnSiblings", rule));
        var county = desk.TaskAt("county").TaskId;
        desk.Do(desk.To("review", "accept", Reviewer));
        desk.Open().ShouldBe(["accept", "county"]);
        desk.TaskAt("county").TaskId.ShouldBe(county, "it was never taken from the desk");
        desk.Complete("county", CountyClerk, "Approve").Complete("accept", Clerk, "Accept");
        desk.Open().ShouldBe(["review"], "what the county said is not asked again");
        desk.Complete("review", Reviewer, "Approve").Complete("check", OtherReviewer, "Approve");
        desk.Open().ShouldBe(["decide"]);
    }

    [Fact]
    public void Return_to_a_step_should_offer_what_was_completed_on_the_path_and_nothing_else()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve");
        CaseMenu.ReturnTargets(desk.State, desk.TaskAt("check").TaskId, desk.Context).Select(s => s.Path).ShouldBe(["flow:review", "flow:accept"]);
        desk.Code(desk.To("check", "county", OtherReviewer)).ShouldBe("return-not-earlier", "completed, but on another branch");
        desk.Code(desk.To("check", "decide", OtherReviewer)).ShouldBe("return-not-earlier");
        desk.Complete("check", OtherReviewer, "Approve");
        CaseMenu.ReturnTargets(desk.State, desk.TaskAt("decide").TaskId, desk.Context).Select(s => s.Path).ShouldBe(["flow:check", "flow:county", "flow:review", "flow:accept"]);
        desk.Do(desk.To("decide", "flow:review", Chief));
        desk.Open().ShouldBe(["review"]);
    }

    [Fact]
    public void Return_behind_the_decision_should_undo_it_and_the_days_since_should_count()
    {
        var desk = Decided();
        desk.State.Decision.ShouldNotBeNull();
        desk.Now = desk.Now.AddDays(2);
        desk.Do(desk.To("issue", "decide", Issuer));
        desk.State.Decision.ShouldBeNull();
        desk.State.Status.ShouldBe(CaseStatus.Accepted);
        desk.Open().ShouldBe(["decide"]);
        var running = Statutory();
        running.State.ShouldBeOfType<ClockState.Running>("a decision taken back has stopped nothing");
        running.Used.ShouldBeGreaterThan(0, "the days since count");
        desk.Complete("decide", Chief, "Approve");
        Statutory().State.ShouldBeOfType<ClockState.Stopped>().At.ShouldBe(desk.Journal[^1].At);

        ClockReading Statutory() => ClockBook.Compute(CaseTimelines.Of(Number, desk.Journal), ClockPolicy.For(Item, Flow, Repository.Procedures), Repository.Calendar, desk.Now).First(c => c.Kind == ClockKind.Statutory);
    }

    [Fact]
    public void Acceptance_done_again_should_not_restart_the_clock()
    {
        var desk = Accepted();
        var accepted = desk.State.AcceptedAt;
        desk.Now = desk.Now.AddDays(1);
        desk.Do(desk.To("review", "accept", Reviewer)).Complete("accept", Person("clerk-2", "window-clerk", "dept-nyj"), "Accept");
        desk.State.AcceptedAt.ShouldBe(accepted);
        desk.State.WasAcceptedBy("clerk-2").ShouldBeTrue("who accepts does not decide, the second time as the first");
    }

    [Fact]
    public void Certificate_once_issued_should_not_be_undone()
    {
        var desk = Decided().Complete("issue", Issuer, "Issue");
        desk.State.Certificate.ShouldNotBeNull();
        desk.Code(desk.To("deliver", "issue", Clerk)).ShouldBe("certificate-issued");
        desk.Code(desk.Previous("deliver", Clerk)).ShouldBe("certificate-issued");
        desk.Code(desk.Back("issue", Issuer)).ShouldBe("certificate-issued");
        desk.Code(desk.Back("decide", Chief)).ShouldBe("certificate-issued");
    }

    [Fact]
    public void Correction_should_walk_again_from_the_start_where_the_definition_says_nothing()
    {
        var desk = Accepted().Complete("review", Reviewer, "Return", "缺公章");
        desk.Open().ShouldBe(["correction"]);
        desk.Complete("correction", Owner, "Resubmit");
        desk.Open().ShouldBe(["accept"]);
    }

    [Fact]
    public void Correction_should_come_straight_back_to_the_returner_where_the_definition_says_so()
    {
        var desk = Accepted(("review", "resubmission", "back-to-returner")).Complete("review", Reviewer, "Return", "面积有误");
        desk.Open().ShouldBe(["correction", "county"], "the other branch goes on meanwhile");
        desk.State.Status.ShouldBe(CaseStatus.AwaitingCorrection);
        desk.State.CorrectionReason.ShouldBe("面积有误");
        desk.Complete("county", CountyClerk, "Approve");
        desk.Complete("correction", Owner, "Resubmit", data: new() { ["rooms"] = 20d });
        desk.State.Status.ShouldBe(CaseStatus.Accepted);
        desk.State.Form["rooms"].ShouldBe(20d);
        desk.State.Workflow.Input["rooms"].ShouldBe(20d, "later conditions see what was corrected");
        desk.Open().ShouldBe(["review"]);
        desk.TaskAt("review").Assignee!.UserId.ShouldBe(Reviewer.UserId);
        var facts = CaseTimelines.Of(Number, desk.Journal).Facts;
        (facts.OfType<CaseFact.PauseStarted>().Count(), facts.OfType<CaseFact.PauseEnded>().Count()).ShouldBe((1, 1));

        desk.Complete("review", Reviewer, "Return", "再补一页").Complete("correction", Owner, "Resubmit").Complete("review", Reviewer, "Approve").Complete("check", OtherReviewer, "Approve");
        desk.Open().ShouldBe(["decide"]);
    }

    [Fact]
    public void Applicant_should_be_able_to_withdraw_from_a_correction_that_comes_straight_back()
    {
        var desk = Accepted(("review", "resubmission", "back-to-returner")).Complete("review", Reviewer, "Return", "面积有误");
        desk.Complete("correction", Owner, "Withdraw", "不办了");
        desk.State.Result.ShouldBe("withdrawn");
        desk.State.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void Menu_should_offer_what_would_not_be_refused()
    {
        var desk = Accepted().Complete("review", Reviewer, "Approve");
        string[] Offered(Actor by) => [.. TaskMenu.Of(desk.State, desk.TaskAt("check").TaskId, by, desk.Context).Select(o => o.Operation).Where(o => o.StartsWith("return", StringComparison.Ordinal))];
        Offered(OtherReviewer).ShouldBe(["return-to-previous", "return-to-step"]);
        Offered(CountyClerk).ShouldBeEmpty();
        desk = Accepted(("check", "allowedOperations", new JsonArray("return-to-previous"))).Complete("review", Reviewer, "Approve");
        Offered(OtherReviewer).ShouldBe(["return-to-previous"]);
    }

    [Theory]
    [InlineData("returnSiblings", "sibling-rule-unknown"), InlineData("resubmission", "resubmission-unknown")]
    public void Definition_should_be_refused_when_it_says_what_nobody_knows(string property, string code)
    {
        CaseDefinitionRules.Problems(FlowSketch.TwoBranches(("review", property, "sometimes")).Compile()).Single().Code.ShouldBe(code);
        CaseDefinitionRules.Problems(FlowSketch.TwoBranches(("review", "returnSiblings", "cancel"), ("review", "resubmission", "restart")).Compile()).ShouldBeEmpty();
    }
}
