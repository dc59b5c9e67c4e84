using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

public sealed class HandingTests
{
    private static readonly string Own = $"{Number}-5";

    [Fact]
    public void Transferred_task_should_leave_its_holder_and_keep_its_history()
    {
        var desk = Held().Do(new CaseCommand.TransferTask(Own, Reviewers[0], Reviewers[1]) { Reason = "出差" });
        desk.State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-2");
        desk.Refused(new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve")).ShouldBe("not-assignee");
        desk.Do(new CaseCommand.TransferTask(Own, Reviewers[1], Reviewers[2])).Sign(Reviewers[2]);

        desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskTransferred>().Select(e => (e.From.UserId, e.To.UserId, e.By.UserId, e.Reason))
            .ShouldBe([("reviewer-1", "reviewer-2", "reviewer-1", "出差"), ("reviewer-2", "reviewer-3", "reviewer-2", null)]);
        desk.State.Task(Own)!.OpenedAt.ShouldBe(desk.Journal.First(r => r.Event is CaseEvent.TaskOpened { TaskId: var id } && id == Own).At);
    }

    [Fact]
    public void Delegate_should_work_and_give_back_and_the_holder_should_decide()
    {
        var desk = Held().Do(new CaseCommand.DelegateTask(Own, Reviewers[0], Expert));
        desk.State.Task(Own)!.Assignee!.UserId.ShouldBe("expert");
        desk.Refused(new CaseCommand.CompleteTask(Own, Expert, "Approve")).ShouldBe("task-delegated");
        desk.Refused(new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve")).ShouldBe("task-delegated");
        desk.Refused(new CaseCommand.ReleaseTask(Own, Expert)).ShouldBe("task-delegated");
        desk.Refused(new CaseCommand.TransferTask(Own, Expert, Reviewers[1])).ShouldBe("task-delegated");
        desk.Refused(new CaseCommand.AddSigners(Own, Expert, SignerKind.Before, [Reviewers[1]])).ShouldBe("task-delegated");

        desk.Do(new CaseCommand.GiveBackTask(Own, Expert) { Comment = "数据属实" }).Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
        desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskGivenBack>().Single().ShouldSatisfyAllConditions(e => e.Comment.ShouldBe("数据属实"), e => e.To.UserId.ShouldBe("reviewer-1"));
    }

    [Fact]
    public void Delegation_should_not_run_in_a_circle()
    {
        var desk = Held().Do(new CaseCommand.DelegateTask(Own, Reviewers[0], Reviewers[1])).Do(new CaseCommand.DelegateTask(Own, Reviewers[1], Expert));
        desk.Refused(new CaseCommand.DelegateTask(Own, Expert, Reviewers[0])).ShouldBe("delegation-cycle");
        desk.Refused(new CaseCommand.DelegateTask(Own, Expert, Reviewers[1])).ShouldBe("delegation-cycle");
        desk.Refused(new CaseCommand.DelegateTask(Own, Expert, Expert)).ShouldBe("delegation-cycle");
        desk.Do(new CaseCommand.GiveBackTask(Own, Expert)).State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-2");
        desk.Do(new CaseCommand.GiveBackTask(Own, Reviewers[1])).State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-1");
    }

    [Fact]
    public void Who_delegated_should_be_able_to_call_it_back()
    {
        var desk = Held().Do(new CaseCommand.DelegateTask(Own, Reviewers[0], Reviewers[1])).Do(new CaseCommand.DelegateTask(Own, Reviewers[1], Expert));
        desk.Refused(new CaseCommand.GiveBackTask(Own, Reviewers[2])).ShouldBe("not-assignee");
        desk.Do(new CaseCommand.GiveBackTask(Own, Reviewers[0]));
        (desk.State.Task(Own)!.Assignee!.UserId, desk.State.Task(Own)!.Delegators.Count).ShouldBe(("reviewer-1", 0));
    }

    [Fact]
    public void Administrator_should_hand_over_with_a_reason_what_somebody_who_left_still_holds()
    {
        var desk = Held();
        desk.Refused(new CaseCommand.TransferTask(Own, Admin, Reviewers[1])).ShouldBe("reason-required");
        desk.Do(new CaseCommand.TransferTask(Own, Admin, Reviewers[1]) { Reason = "离岗交接" }).State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-2");
    }

    [Fact]
    public void Substitute_should_act_in_the_name_of_the_one_they_stand_in_for()
    {
        var deputy = Person("deputy", "expert") with { ActsFor = [Reviewers[0]] };
        var desk = Countersign().Do(new CaseCommand.ClaimTask(Own, deputy));
        desk.State.Task(Own)!.Assignee!.UserId.ShouldBe("reviewer-1");
        desk.Sign(Reviewers[0]);

        var other = Held().Do(new CaseCommand.CompleteTask(Own, deputy, "Approve"));
        other.State.Task(Own)!.CompletedBy.ShouldBe(new ActorStamp("deputy", "deputy") { Role = "reviewer", DepartmentId = "dept-nyj", For = new("reviewer-1", "reviewer-1") });
    }

    [Fact]
    public void Conflict_of_interest_should_follow_through_substitution()
    {
        // The clerk accepted: neither she nor anybody in her name decides, nor she in anybody's name.
        var desk = Held().Sign(Reviewers[0]);
        var decide = desk.TaskAt("decide").TaskId;
        desk.Refused(new CaseCommand.CompleteTask(decide, Clerk with { ActsFor = [Chief] }, "Approve")).ShouldBe("acceptor-decides");
        var accepting = new Actor(Clerk.UserId, Clerk.Name, [new("chief-representative", "dept-nyj")]);
        desk.Refused(new CaseCommand.CompleteTask(decide, Person("deputy", "expert") with { ActsFor = [accepting] }, "Approve")).ShouldBe("acceptor-decides");
        desk.Refused(new CaseCommand.CompleteTask(decide, Owner with { ActsFor = [Chief] }, "Approve")).ShouldBe("own-case");
        desk.Do(new CaseCommand.CompleteTask(decide, Person("deputy", "expert") with { ActsFor = [Chief] }, "Approve"));
    }

    [Fact]
    public void Whoever_reviewed_should_not_decide_in_any_name()
    {
        var desk = Accepted(FlowSketch.Parallel().Compile());
        var both = new Actor("both", "both", [new("reviewer", "dept-nyj"), new("chief-representative", "dept-nyj")]);
        desk.Complete("county", CountyClerk, "Approve");
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("review").TaskId, Person("deputy", "expert") with { ActsFor = [both] }, "Approve"));
        var decide = desk.TaskAt("decide").TaskId;
        desk.Refused(new CaseCommand.ClaimTask(decide, both)).ShouldBe("self-review");
        desk.Refused(new CaseCommand.ClaimTask(decide, Person("deputy", "chief-representative", "dept-nyj"))).ShouldBe("self-review");
        desk.Refused(new CaseCommand.ClaimTask(decide, Chief)).ShouldBe("accepted");
    }

    [Fact]
    public void Menu_should_list_what_would_not_be_refused_and_nothing_else()
    {
        var free = Countersign();
        string[] Menu(CaseDesk desk, Actor by, string? task = null) => [.. TaskMenu.Of(desk.State, task ?? Own, by, desk.Context).Select(o => o.Operation)];
        // Who may decide a task may return it, without claiming it first.
        string[] returns = ["return-to-previous", "return-to-step"];
        Menu(free, Reviewers[0]).ShouldBe(returns);

        var desk = Held();
        string[] holding = ["transfer", "delegate", "add-signer-before", "add-signer-after", "add-signer-parallel"];
        Menu(desk, Reviewers[0]).ShouldBe([.. holding, .. returns, "copy"]);
        Menu(desk, Reviewers[1]).ShouldBeEmpty();
        Menu(desk, Reviewers[1] with { ActsFor = [Reviewers[0]] }).ShouldBe([.. holding, .. returns, "copy"]);
        Menu(desk, Admin).ShouldBe(["transfer", "urge"]);
        desk.Do(new CaseCommand.AddSigners(Own, Reviewers[0], SignerKind.Before, [Expert]));
        Menu(desk, Reviewers[0]).ShouldBe([.. holding, "remove-signer", .. returns, "copy"]);
        desk.Do(new CaseCommand.DelegateTask(Own, Reviewers[0], Reviewers[1]));
        Menu(desk, Reviewers[1]).ShouldBe(["give-back", "delegate", "copy"]);
        Menu(desk, Reviewers[0]).ShouldBe(["give-back", "remove-signer"]);
    }
}
