using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Operations;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>撤回意见: an opinion is the signer's until the step has a result, or until somebody went on upon it.</summary>
public sealed class VoteTakeBackTests
{
    [Fact]
    public void Vote_should_be_taken_back_while_the_step_has_no_result()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]);
        CaseMenu.MayTakeBack(desk.State, Reviewers[0], desk.Context).Select(t => t.TaskId).ShouldBe([$"{Number}-5s1"]);
        CaseMenu.MayTakeBack(desk.State, Reviewers[1], desk.Context).ShouldBeEmpty();
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0]) { Reason = "看错材料" });

        desk.Open().ShouldBe(["5s2", "5s3", "5s4"], ignoreOrder: true);
        desk.State.Task($"{Number}-5s4")!.Assignee!.UserId.ShouldBe("reviewer-1", "it lies with whoever takes it back");
        desk.State.Task($"{Number}-5s1")!.Outcome.ShouldBe("Approve", "what was said stays said");
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("step-begun-again");
        desk.Sign(Reviewers[0], "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Vote_should_not_be_taken_back_by_others_nor_once_the_result_is_known()
    {
        var desk = Countersign(2, "all").Sign(Reviewers[0]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[1])).ShouldBe("take-back-not-yours");
        desk.Sign(Reviewers[1]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("take-back-signed-by-several");
    }

    [Fact]
    public void Share_should_not_count_a_vote_that_was_taken_back()
    {
        var desk = Countersign(4, "share", 0.5).Sign(Reviewers[0]);
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0]));
        desk.Sign(Reviewers[1]).State.Rounds.ShouldNotBeEmpty("one of four agrees");
        desk.Sign(Reviewers[2]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Signer_whose_turn_had_come_should_wait_again()
    {
        var desk = Countersign(3, "sequential").Sign(Reviewers[0]);
        desk.Open().ShouldBe(["5s2"]);
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0]));
        desk.Open().ShouldBe(["5s4"]);
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s2", Reviewers[1], "Approve")).ShouldBe("task-canceled");
        desk.Sign(Reviewers[0]).Open().ShouldBe(["5s5"]);
        desk.Sign(Reviewers[1]).Sign(Reviewers[2]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Next_signer_should_end_the_taking_back_by_claiming_or_signing()
    {
        var desk = Countersign(3, "sequential").Sign(Reviewers[0]);
        desk.Do(new CaseCommand.ClaimTask($"{Number}-5s2", Reviewers[1]));
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("next-step-touched");
        desk.Sign(Reviewers[1]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("next-step-completed");
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s2", Reviewers[1]));
        desk.Do(new CaseCommand.ReleaseTask($"{Number}-5s4", Reviewers[1]));
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0]));
    }

    [Fact]
    public void Decision_should_be_taken_back_before_it_is_confirmed_and_the_confirmation_asked_for_anew()
    {
        var desk = Held();
        var task = desk.TaskAt("sign").TaskId;
        desk.Do(new CaseCommand.AddSigners(task, Reviewers[0], SignerKind.After, [Reviewers[1]]));
        desk.Sign(Reviewers[0]);
        desk.Do(new CaseCommand.TakeBack(task, Reviewers[0]));
        desk.State.OpenTasks.Single().Assignee!.UserId.ShouldBe("reviewer-1");
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s2", Reviewers[1], "Approve")).ShouldBe("task-canceled");
        desk.Sign(Reviewers[0]).State.OpenTasks.Single().Assignee!.UserId.ShouldBe("reviewer-2");
        desk.Sign(Reviewers[1]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Advice_should_be_taken_back_until_the_one_who_asked_has_decided()
    {
        var desk = Held();
        var task = desk.TaskAt("sign").TaskId;
        desk.Do(new CaseCommand.AddSigners(task, Reviewers[0], SignerKind.Before, [Expert]));
        desk.Do(new CaseCommand.AddSigners(task, Reviewers[0], SignerKind.After, [Reviewers[1]]));
        desk.Sign(Expert);
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s2", Expert));
        desk.Refused(new CaseCommand.CompleteTask(task, Reviewers[0], "Approve")).ShouldBe("signers-awaited");
        desk.Sign(Expert, "Refuse").Sign(Reviewers[0]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s4", Expert)).ShouldBe("next-step-completed");
    }

    [Fact]
    public void Added_signer_should_be_removed_after_taking_back_and_stay_the_adders()
    {
        var desk = Held();
        var task = desk.TaskAt("sign").TaskId;
        desk.Do(new CaseCommand.AddSigners(task, Reviewers[0], SignerKind.Parallel, [Reviewers[1]]));
        desk.Sign(Reviewers[1]);
        desk.Refused(new CaseCommand.RemoveSigner($"{Number}-5s2", Reviewers[0])).ShouldBe("signer-voted");
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s2", Reviewers[1]));
        desk.Do(new CaseCommand.RemoveSigner($"{Number}-5s3", Reviewers[0]));
        desk.Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Step_before_should_not_be_taken_back_over_somebody_elses_vote()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]);
        desk.Refused(new CaseCommand.TakeBack(desk.Last("accept"), Clerk)).ShouldBe("next-step-completed");
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0]));
        desk.Refused(new CaseCommand.TakeBack(desk.Last("accept"), Clerk)).ShouldBe("next-step-touched");
        desk.Do(new CaseCommand.ReleaseTask($"{Number}-5s4", Reviewers[0]));
        desk.Do(new CaseCommand.TakeBack(desk.Last("accept"), Clerk));
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
    }

    [Fact]
    public void Signer_named_in_place_of_another_should_be_the_one_who_is_asked_again()
    {
        var desk = Held();
        desk.Do(new CaseCommand.AddSigners(desk.TaskAt("sign").TaskId, Reviewers[0], SignerKind.Parallel, [Reviewers[1]]));
        desk.Do(new CaseCommand.TransferTask($"{Number}-5s2", Reviewers[1], Reviewers[2]));
        desk.Sign(Reviewers[2]);
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s2", Reviewers[2]));
        desk.State.Task($"{Number}-5s3")!.Assignee!.UserId.ShouldBe("reviewer-3");
    }

    [Fact]
    public void Definition_should_be_able_to_forbid_it()
    {
        var desk = Countersign([.. Signers(3, "all"), ("allowedOperations", new System.Text.Json.Nodes.JsonArray("transfer"))]).Sign(Reviewers[0]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("operation-not-allowed");
    }
}
