using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

public sealed class AddedSignerTests
{
    private static readonly string Own = $"{Number}-5";

    private static CaseCommand.AddSigners Add(Actor by, SignerKind kind, params Actor[] signers) => new(Own, by, kind, signers) { Reason = "请协助把关" };
    private static CaseCommand.AddSigners Add(CaseDesk desk, Actor by, SignerKind kind, params Actor[] signers) => new(desk.TaskFor(by).TaskId, by, kind, signers);

    [Fact]
    public void Signer_before_should_be_heard_and_the_holder_should_decide()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.Before, Expert));
        var opened = desk.TaskFor(Expert);
        (opened.TaskId, opened.NameZh, opened.AddedTo, opened.StepType).ShouldBe(($"{Own}s2", "Countersign环节（前加签）", Own, "Approval.Countersign"));
        opened.Outcomes.ShouldBe(["Approve", "Refuse"]);
        desk.Refused(new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve")).ShouldBe("signers-awaited");

        desk.Sign(Expert, "Refuse", "材料不足").Sign(Reviewers[0]);
        desk.TaskAt("decide").ShouldNotBeNull();
        desk.Journal.Select(r => r.Event).OfType<CaseEvent.SigningDecided>().Single().Opinions.Select(o => (o.By.UserId, o.Kind, o.Outcome, o.Comment))
            .ShouldBe([("expert", SignerKind.Before, "Refuse", "材料不足"), ("reviewer-1", SignerKind.Own, "Approve", null)]);
    }

    [Fact]
    public void Signer_after_should_confirm_what_the_holder_agreed_to()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.After, Expert));
        desk.Open().ShouldBe(["5"]);
        desk.Sign(Reviewers[0]).Open().ShouldBe(["5s2"]);
        desk.Sign(Expert).TaskAt("decide").ShouldNotBeNull();

        Held().Do(Add(Reviewers[0], SignerKind.After, Expert)).Sign(Reviewers[0]).Sign(Expert, "Refuse").State.Result.ShouldBe("refused");
        // Nothing is left to confirm when the holder does not agree.
        Held().Do(Add(Reviewers[0], SignerKind.After, Expert)).Sign(Reviewers[0], "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Signer_beside_should_sign_with_the_same_weight_in_any_order()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.Parallel, Expert));
        desk.Open().ShouldBe(["5", "5s2"]);
        desk.Sign(Expert).State.OpenTasks.ShouldNotBeEmpty();
        desk.Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();

        Held().Do(Add(Reviewers[0], SignerKind.Parallel, Expert)).Sign(Expert, "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Signer_beside_a_countersigner_should_be_one_more_vote()
    {
        var desk = Countersign(3, "share", 0.5);
        desk.Do(new CaseCommand.ClaimTask($"{Own}s1", Reviewers[0])).Do(Add(desk, Reviewers[0], SignerKind.Parallel, Expert));
        desk.Sign(Reviewers[0]).State.Rounds.Single().Top.Count().ShouldBe(4);
        desk.Sign(Expert).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Signers_should_be_added_by_added_signers_up_to_the_depth_of_the_definition()
    {
        var desk = Held(("signerDepth", 2)).Do(Add(Reviewers[0], SignerKind.Before, Reviewers[1]));
        desk.Do(Add(desk, Reviewers[1], SignerKind.Before, Reviewers[2]));
        desk.Refused(Add(desk, Reviewers[2], SignerKind.Before, Reviewers[3])).ShouldBe("signers-nested-too-deep");
        desk.Refused(Add(desk, Reviewers[2], SignerKind.Parallel, Reviewers[3])).ShouldBe("signers-nested-too-deep");
        // Each waits for the one asked before them.
        desk.Refused(new CaseCommand.CompleteTask(desk.TaskFor(Reviewers[1]).TaskId, Reviewers[1], "Approve")).ShouldBe("signers-awaited");
        desk.Sign(Reviewers[2]).Sign(Reviewers[1]).Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();

        var usual = Held().Do(Add(Reviewers[0], SignerKind.Before, Reviewers[1]));
        usual.Do(Add(usual, Reviewers[1], SignerKind.After, Reviewers[2]));
        usual.Sign(Reviewers[1]).Do(Add(usual, Reviewers[2], SignerKind.Parallel, Reviewers[3]));
        usual.Refused(Add(usual, Reviewers[3], SignerKind.Before, Reviewers[4])).ShouldBe("signers-nested-too-deep");
        usual.Refused(new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve")).ShouldBe("signers-awaited");
        usual.Sign(Reviewers[3]).Sign(Reviewers[2]).Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Decision_should_stand_only_when_the_signer_after_it_has_confirmed()
    {
        var desk = Held().Sign(Reviewers[0]);
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, Chief));
        var task = desk.TaskAt("decide").TaskId;
        desk.Refused(new CaseCommand.AddSigners(task, Chief, SignerKind.After, [Expert])).ShouldBe("signer-not-eligible");
        desk.Do(new CaseCommand.AddSigners(task, Chief, SignerKind.After, [OtherChief]));
        desk.Do(new CaseCommand.CompleteTask(task, Chief, "ApproveWithConditions") { Data = new Dictionary<string, object?> { ["conditions"] = "仅限一年" } });
        desk.State.Decision.ShouldBeNull();
        desk.State.Status.ShouldBe(CaseStatus.Accepted);

        desk.Sign(OtherChief);
        desk.State.Decision.ShouldBe(new CaseEvent.DecisionMade("approved-with-conditions", desk.State.Decision!.By) { Conditions = "仅限一年" });
        desk.State.Decision.By.UserId.ShouldBe(Chief.UserId);
    }

    [Fact]
    public void Decision_refused_by_the_signer_after_it_should_be_theirs()
    {
        var desk = Held().Sign(Reviewers[0]);
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, Chief));
        desk.Do(new CaseCommand.AddSigners(desk.TaskAt("decide").TaskId, Chief, SignerKind.After, [OtherChief])).Sign(Chief).Sign(OtherChief, "Refuse", "不符合第五条");
        (desk.State.Decision!.Result, desk.State.Decision.By.UserId, desk.State.Decision.Reasons).ShouldBe(("refused", OtherChief.UserId, "不符合第五条"));
    }

    [Fact]
    public void Removed_signer_should_no_longer_be_awaited()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.Before, Expert, Reviewers[1]));
        desk.Do(new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0]));
        desk.State.Task($"{Own}s2")!.Status.ShouldBe(CaseTaskStatus.Canceled);
        desk.Sign(Reviewers[1]).Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Removing_the_last_one_awaited_should_let_the_step_go_on()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.After, Expert)).Sign(Reviewers[0]);
        desk.Do(new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0])).TaskAt("decide").ShouldNotBeNull();

        var beside = Held().Do(Add(Reviewers[0], SignerKind.Parallel, Expert)).Sign(Reviewers[0]);
        beside.Do(new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0])).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Signer_should_be_removed_by_who_added_them_or_by_the_lead_and_only_before_signing()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.Before, Reviewers[1]));
        desk.Do(Add(desk, Reviewers[1], SignerKind.Before, Reviewers[2]));
        var nested = $"{Own}s3";
        desk.Refused(new CaseCommand.RemoveSigner(nested, Reviewers[2])).ShouldBe("not-adder");
        desk.Refused(new CaseCommand.RemoveSigner(nested, Expert)).ShouldBe("not-adder");
        desk.Refused(new CaseCommand.RemoveSigner(Own, Reviewers[0])).ShouldBe("signer-not-added");
        desk.Do(new CaseCommand.RemoveSigner(nested, Reviewers[0]));
        desk.Refused(new CaseCommand.RemoveSigner(nested, Reviewers[0])).ShouldBe("signer-unknown");
        desk.Sign(Reviewers[1]);
        desk.Refused(new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0])).ShouldBe("signer-voted");
    }

    [Fact]
    public void Removed_signer_should_take_along_those_they_asked()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.Before, Reviewers[1]));
        desk.Do(Add(desk, Reviewers[1], SignerKind.Before, Reviewers[2]));
        desk.Do(new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0])).Open().ShouldBe(["5"]);
        desk.Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Withdrawal_should_be_possible_while_a_confirmation_is_awaited()
    {
        var desk = Held().Do(Add(Reviewers[0], SignerKind.After, Expert)).Sign(Reviewers[0]);
        desk.Do(new CaseCommand.Withdraw(Owner, "不办了")).State.Result.ShouldBe("withdrawn");
    }

    [Fact]
    public void Acceptance_that_others_confirmed_should_keep_all_of_them_from_deciding()
    {
        var desk = new CaseDesk(FlowSketch.Countersigned().Compile(), Flow, Item);
        var both = new Actor("both", "both", [new("window-clerk", "dept-nyj"), new("chief-representative", "dept-nyj")]);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("accept").TaskId, Clerk)).Do(new CaseCommand.AddSigners(desk.TaskAt("accept").TaskId, Clerk, SignerKind.After, [both]));
        desk.Sign(Clerk, "Accept").Sign(both).Sign(Reviewers[0]);

        desk.State.WasAcceptedBy(both.UserId).ShouldBeTrue();
        desk.State.WasAcceptedBy(Clerk.UserId).ShouldBeTrue();
        desk.Refused(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, both)).ShouldBe("acceptor-decides");
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, Chief));
        desk.Refused(new CaseCommand.AddSigners(desk.TaskAt("decide").TaskId, Chief, SignerKind.Before, [both])).ShouldBe("acceptor-decides");
        desk.Refused(new CaseCommand.TransferTask(desk.TaskAt("decide").TaskId, Chief, both)).ShouldBe("acceptor-decides");
        desk.Refused(new CaseCommand.DelegateTask(desk.TaskAt("decide").TaskId, Chief, both)).ShouldBe("acceptor-decides");
    }

    [Fact]
    public void Operation_should_be_refused_where_the_definition_does_not_list_it()
    {
        var desk = Held(("allowedOperations", new JsonArray("transfer")));
        desk.Refused(Add(Reviewers[0], SignerKind.Before, Expert)).ShouldBe("operation-not-allowed");
        desk.Refused(new CaseCommand.DelegateTask(Own, Reviewers[0], Expert)).ShouldBe("operation-not-allowed");
        desk.Refused(new CaseCommand.TransferTask(Own, Reviewers[0], Reviewers[1])).ShouldBe("accepted");
    }
}
