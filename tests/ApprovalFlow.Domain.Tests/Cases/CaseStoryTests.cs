using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

public sealed class CaseStoryTests
{
    private static readonly WorkflowGraph InstantGraph = FlowSketch.Instant().Compile();
    private static readonly WorkflowGraph ParallelGraph = FlowSketch.Parallel().Compile();
    private static readonly ApprovalFlowEntry InstantFlow = Flow with { Steps = [.. Flow.Steps.Where(s => s.Kind != "county-preliminary")] };

    private static CaseDesk Registered(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item)
    {
        var desk = new CaseDesk(graph, flow, item);
        return desk.Do(new CaseCommand.Register(Number, flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
    }

    private static CaseDesk Instant() => Registered(InstantGraph, InstantFlow, InstantItem);
    private static CaseDesk Parallel() => Registered(ParallelGraph, Flow, Item);

    [Fact]
    public void Instant_case_should_reach_its_certificate_in_one_sitting()
    {
        var window = new Actor("window", "window", [new("window-clerk", "dept-nyj"), new("chief-representative", "dept-nyj"), new("issuer", "dept-nyj")]);

        var desk = Instant().Complete("accept", window, "Accept").Complete("decide", window, "Approve").Complete("issue", window, "Issue", data: new() { ["deliveryMethod"] = "window" });

        desk.Story.ShouldBe([
            "CaseRegistered", "accept opens", "accept Accept", "CaseAccepted", "decide opens", "decide Approve", "decided approved", "PacketAddressed", "issue opens",
            "issue Issue", "CertificateIssued", "CaseDelivered", "closed approved"]);
        desk.State.Status.ShouldBe(CaseStatus.Closed);
        desk.State.Result.ShouldBe("approved");
        desk.State.OpenTasks.ShouldBeEmpty();
        desk.State.Certificate.ShouldBe(new CaseEvent.CertificateIssued("(并)动防合字第202600017号", "动物防疫条件合格证", new DateOnly(2026, 11, 23)) { ValidUntil = new DateOnly(2028, 11, 22) });
        desk.State.AcceptedBy!.Role.ShouldBe("window-clerk");
        desk.State.Decision!.By.Role.ShouldBe("chief-representative");
    }

    [Fact]
    public void Task_should_open_with_candidate_limit_and_last_day()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept");

        var county = desk.TaskAt("county");
        county.TaskId.ShouldStartWith($"{Number}-");
        county.ActivityType.ShouldBe("Approval.CountyPreliminaryReview");
        county.Candidate.ShouldBe(new Candidate("county-clerk", "dept-nyj", "140105"));
        county.LimitDays.ShouldBe(3);
        county.Due.ShouldBe(new DateOnly(2026, 11, 26));
        county.Counted.ShouldBeTrue();
        county.Outcomes.ShouldBe(["Approve", "Refuse", "Return", "Withdraw"]);
        county.NameEn.ShouldBe("CountyPreliminaryReview");
    }

    [Fact]
    public void Day_of_a_late_evening_should_be_the_day_in_china()
    {
        var desk = new CaseDesk(InstantGraph, InstantFlow, Item) { Now = new DateTimeOffset(2026, 11, 22, 16, 30, 0, TimeSpan.Zero) };
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk));

        desk.State.RegisteredAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
        desk.TaskAt("accept").Due.ShouldBe(new DateOnly(2026, 11, 23));
    }

    [Fact]
    public void Parallel_case_should_be_decided_when_both_opinions_are_there_and_closed_when_delivered()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept").Complete("county", CountyClerk, "Approve");
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["review"]);

        desk.Complete("review", Reviewer, "Approve").Complete("decide", Chief, "Approve").Complete("issue", Issuer, "Issue").Complete("deliver", Clerk, "Deliver", data: new() { ["deliveryMethod"] = "post" });

        desk.Story.ShouldBe([
            "CaseRegistered", "accept opens", "accept Accept", "CaseAccepted", "review opens", "county opens", "county Approve", "CountyReported", "review Approve", "decide opens",
            "decide Approve", "decided approved", "PacketAddressed", "issue opens", "issue Issue", "CertificateIssued", "deliver opens", "deliver Deliver", "CaseDelivered", "closed approved"]);
    }

    [Theory]
    [InlineData("review", "county")]
    [InlineData("county", "review")]
    public void Negative_opinion_should_travel_to_the_decision_with_the_other_one(string refusing, string other)
    {
        Actor Who(string step) => step == "review" ? Reviewer : CountyClerk;
        var desk = Parallel().Complete("accept", Clerk, "Accept").Complete(refusing, Who(refusing), "Refuse", "不符合条件");
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe([other]);

        desk.Complete(other, Who(other), "Approve").Complete("decide", Chief, "Refuse", data: new() { ["reasons"] = "防疫距离不足" });

        desk.State.Result.ShouldBe("refused");
        desk.State.Decision!.Reasons.ShouldBe("防疫距离不足");
        desk.State.Certificate.ShouldBeNull();
    }

    [Fact]
    public void Return_should_cancel_the_other_branch_and_start_again_after_the_correction()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept");
        var late = desk.TaskAt("county");
        desk.Complete("review", Reviewer, "Return", "平面图与现场不符");
        desk.State.Status.ShouldBe(CaseStatus.AwaitingCorrection);
        desk.State.CorrectionReason.ShouldBe("平面图与现场不符");
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["correction"]);
        desk.Send(new CaseCommand.CompleteTask(late.TaskId, CountyClerk, "Approve")).Rejection!.Code.ShouldBe("task-canceled");

        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("correction").TaskId, Owner, "Resubmit") { Data = new Dictionary<string, object?> { ["rooms"] = 20 }, Materials = [Papers[1] with { Received = true }] });

        desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last().By.Role.ShouldBe("applicant");
        desk.State.Status.ShouldBe(CaseStatus.Registered);
        desk.State.Form["rooms"].ShouldBe(20d);
        desk.State.Form["siteName"].ShouldBe("一号场");
        desk.State.Materials.ShouldBe([Papers[0], Papers[1] with { Received = true }]);
        desk.Complete("accept", Clerk, "Accept").Complete("county", CountyClerk, "Approve").Complete("review", Reviewer, "Approve").Complete("decide", Chief, "Approve");
        desk.State.Decision!.Result.ShouldBe("approved");
    }

    [Fact]
    public void Withdrawal_should_cancel_every_branch_and_close_the_case()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept").Do(new CaseCommand.Withdraw(Owner, "不办了"));

        desk.State.Result.ShouldBe("withdrawn");
        desk.State.Withdrawal.ShouldBe(new CaseEvent.WithdrawalRequested(new ActorStamp("applicant", "applicant") { Role = "applicant" }, "不办了"));
        desk.Story.TakeLast(4).ShouldBe(["WithdrawalRequested", "review canceled", "county canceled", "closed withdrawn"], ignoreOrder: true);
    }

    [Fact]
    public void First_of_two_conflicting_wishes_should_win()
    {
        var withdrawnFirst = Parallel().Complete("accept", Clerk, "Accept");
        var review = withdrawnFirst.TaskAt("review").TaskId;
        withdrawnFirst.Do(new CaseCommand.ClaimTask(review, Reviewer)).Do(new CaseCommand.Withdraw(Owner, "不办了"));
        withdrawnFirst.Send(new CaseCommand.CompleteTask(review, Reviewer, "Approve")).Rejection!.Code.ShouldBe("case-closed");

        var decidedFirst = Instant().Complete("accept", Clerk, "Accept").Complete("decide", Chief, "Approve");
        decidedFirst.Send(new CaseCommand.Withdraw(Owner, "不办了")).Rejection!.Code.ShouldBe("case-decided");

        var returnedFirst = Parallel().Complete("accept", Clerk, "Accept");
        var county = returnedFirst.TaskAt("county").TaskId;
        returnedFirst.Complete("review", Reviewer, "Return", "补正");
        returnedFirst.Send(new CaseCommand.ClaimTask(county, CountyClerk)).Rejection!.Code.ShouldBe("task-canceled");
    }

    [Fact]
    public void Step_with_two_waits_should_open_two_tasks_and_end_with_the_first_answer()
    {
        var desk = Registered(new FlowSketch("two").Node("start", "Elsa.Start").Step("either", "Either", "reviewer").Line("start", "either").Compile(), InstantFlow, Item);
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["either", "either"]);
        var (first, second) = (desk.State.OpenTasks[0].TaskId, desk.State.OpenTasks[1].TaskId);
        second.ShouldNotBe(first);

        desk.Do(new CaseCommand.CompleteTask(second, Reviewer, "Approve"));

        desk.State.Task(first)!.Status.ShouldBe(CaseTaskStatus.Canceled);
        desk.State.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void Closing_should_take_every_open_task_away()
    {
        var graph = new FlowSketch("hasty").Node("start", "Elsa.Start").Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer")
            .Node("close", "Approval.CloseCase", ("result", "String", "approved")).Step("late", "Review", "reviewer")
            .Line("start", "accept").Line("start", "review").Line("accept.Accept", "close").Line("close", "late").Compile();
        var desk = Registered(graph, InstantFlow, Item).Complete("accept", Clerk, "Accept");

        desk.Story.TakeLast(2).ShouldBe(["closed approved", "review canceled"]);
        desk.State.OpenTasks.ShouldBeEmpty();
    }

    [Fact]
    public void Refusal_to_accept_should_close_the_case_without_a_decision()
    {
        var desk = Instant().Complete("accept", Clerk, "Refuse", "不属于本机关职权");

        desk.State.Result.ShouldBe("refused");
        desk.State.Decision.ShouldBeNull();
        desk.State.AcceptedAt.ShouldBeNull();
    }

    [Fact]
    public void Second_of_two_people_on_one_task_should_be_told_who_was_faster()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept");
        var task = desk.TaskAt("review").TaskId;
        desk.Do(new CaseCommand.CompleteTask(task, Reviewer, "Approve"));

        var second = desk.Send(new CaseCommand.CompleteTask(task, OtherReviewer, "Refuse") { Comment = "不同意" }).Rejection!;

        second.Code.ShouldBe("task-completed");
        second.Message.ShouldContain("reviewer completed it with 'Approve'");
    }

    [Fact]
    public void Claim_should_keep_a_task_until_it_is_released()
    {
        var desk = Parallel().Complete("accept", Clerk, "Accept");
        var task = desk.TaskAt("review").TaskId;

        desk.Do(new CaseCommand.ClaimTask(task, Reviewer));
        desk.State.Task(task)!.Assignee!.UserId.ShouldBe("reviewer");
        desk.Send(new CaseCommand.CompleteTask(task, OtherReviewer, "Approve")).Rejection!.Code.ShouldBe("not-assignee");
        desk.Do(new CaseCommand.ReleaseTask(task, Reviewer)).Do(new CaseCommand.CompleteTask(task, OtherReviewer, "Approve"));
        desk.State.Task(task)!.CompletedBy!.UserId.ShouldBe("reviewer-2");
    }

    [Fact]
    public void Certificate_should_carry_the_number_and_day_that_the_issuer_gives()
    {
        var desk = Instant().Complete("accept", Clerk, "Accept").Complete("decide", Chief, "Approve")
            .Complete("issue", Issuer, "Issue", data: new() { ["certificateNumber"] = "特字1号", ["validUntil"] = "2027-01-31" });

        desk.State.Certificate!.Number.ShouldBe("特字1号");
        desk.State.Certificate.ValidUntil.ShouldBe(new DateOnly(2027, 1, 31));
        desk.State.DeliveredAt.ShouldBeNull();
    }

    [Fact]
    public void Timer_should_fire_once_and_not_before_it_is_due()
    {
        var graph = new FlowSketch("reminder").Node("start", "Elsa.Start").Node("wait", "Elsa.Delay", ("timeSpan", "TimeSpan", "1.00:00:00")).Step("accept", "Accept", "window-clerk")
            .Line("start", "wait").Line("wait", "accept").Compile();
        var desk = Registered(graph, InstantFlow, Item);
        var timer = desk.State.Timers.ShouldHaveSingleItem();
        timer.ResumeAt.ShouldBe(Morning.AddDays(1));

        desk.Send(new CaseCommand.FireTimer(timer.BookmarkId)).Rejection!.Code.ShouldBe("timer-not-due");
        desk.Now = Morning.AddDays(1);
        desk.Do(new CaseCommand.FireTimer(timer.BookmarkId));

        desk.State.Timers.ShouldBeEmpty();
        desk.TaskAt("accept").OpenedAt.ShouldBe(Morning.AddDays(1));
        desk.Send(new CaseCommand.FireTimer(timer.BookmarkId)).Rejection!.Code.ShouldBe("timer-unknown");
    }

    /// <summary>One approval, that is one task completed and the next one opened, costs less than 2 kB of journal.</summary>
    [Fact]
    public void Typical_approval_should_stay_within_the_journal_budget()
    {
        var desk = Instant();
        var from = desk.Journal.Count;
        desk.Complete("accept", Clerk, "Accept", "材料齐全，符合法定形式，予以受理。");

        desk.Journal.Skip(from).Sum(r => CaseEventJson.Encode(r.Event).Data.Length).ShouldBeLessThan(2048);
    }

    [Fact]
    public void Timer_should_fire_in_the_millisecond_in_which_it_is_due()
    {
        var graph = new FlowSketch("short").Node("start", "Elsa.Start").Node("wait", "Elsa.Delay", ("timeSpan", "TimeSpan", "00:00:00.0015")).Line("start", "wait").Compile();
        var desk = Registered(graph, InstantFlow, Item);
        desk.Now = desk.State.Timers[0].ResumeAt;

        desk.Do(new CaseCommand.FireTimer(desk.State.Timers[0].BookmarkId)).State.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void Context_of_another_definition_should_be_a_mistake_of_the_caller()
    {
        var command = new CaseCommand.Register(Number, Flow.Code, "OTHER", Company, Form(), Papers, Clerk);
        Should.Throw<ArgumentException>(() => CaseDecider.Decide(CaseState.Empty, command, new CaseContext(Morning, InstantGraph, InstantFlow, Item)));

        var desk = Instant();
        var accept = new CaseCommand.CompleteTask(desk.TaskAt("accept").TaskId, Clerk, "Accept");
        Should.Throw<ArgumentException>(() => CaseDecider.Decide(desk.State, accept, desk.Context with { Graph = ParallelGraph })).Message.ShouldContain("definition");
        Should.Throw<ArgumentException>(() => CaseDecider.Decide(desk.State, accept, desk.Context with { Flow = Flow with { Code = "NYJ-001-B" } })).Message.ShouldContain("flow");
    }
}
