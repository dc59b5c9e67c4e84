using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

public sealed class CountersignTests
{
    private static IReadOnlyList<CaseEvent> Last(CaseDesk desk) => [.. desk.Journal.GroupBy(r => r.At).Last().Select(r => r.Event).Where(e => e is not CaseEvent.Flow)];

    [Fact]
    public void One_signer_should_be_one_task_as_ever()
    {
        var plain = Countersign();
        plain.Open().Length.ShouldBe(1);
        plain.State.Rounds.ShouldBeEmpty();
        plain.Journal.ShouldNotContain(r => r.Event is CaseEvent.SigningOpened);
        plain.Sign(Reviewers[0]).Journal.ShouldNotContain(r => r.Event is CaseEvent.SigningDecided);
        plain.Story.ShouldBe(["CaseRegistered", "accept opens", "accept Accept", "CaseAccepted", "sign opens", "sign Approve", "decide opens"]);

        var named = Countersign(1, "all");
        named.TaskAt("sign").TaskId.ShouldBe(plain.State.CompletedTasks.Single(t => t.ActivityId == "sign").TaskId);
        named.State.Rounds.ShouldBeEmpty();
    }

    [Fact]
    public void All_should_open_a_task_for_each_and_go_on_when_everybody_has_agreed()
    {
        var desk = Countersign(3, "all");
        desk.Open().ShouldBe(["5s1", "5s2", "5s3"]);
        desk.Sign(Reviewers[0]).Sign(Reviewers[1]);
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["sign"]);
        desk.Now = desk.Now.AddHours(1);
        desk.Sign(Reviewers[2], comment: "同意，已核");

        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["decide"]);
        desk.State.Rounds.ShouldBeEmpty();
        var decided = Last(desk).OfType<CaseEvent.SigningDecided>().Single();
        decided.Outcome.ShouldBe("Approve");
        decided.Signers.ShouldBe(3);
        decided.Rule.ShouldBe(new SigningRule(SigningMode.All, 1, true));
        decided.Opinions.Select(o => (o.By.Name, o.Outcome, o.Comment)).ShouldBe([("reviewer-1", "Approve", null), ("reviewer-2", "Approve", null), ("reviewer-3", "Approve", "同意，已核")]);
        decided.Opinions[2].At.ShouldBe(desk.Now.ToUniversalTime());
    }

    [Fact]
    public void First_refusal_should_end_it_and_cancel_the_others()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]).Sign(Reviewers[1], "Refuse");

        desk.State.Result.ShouldBe("refused");
        desk.State.Task($"{Number}-5s3")!.Status.ShouldBe(CaseTaskStatus.Canceled);
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s3", Reviewers[2], "Approve")).ShouldBe("case-closed");
    }

    [Fact]
    public void Any_should_go_on_with_the_first_who_agrees_and_refuse_late_votes()
    {
        var desk = Countersign(3, "any").Sign(Reviewers[0], "Refuse").Sign(Reviewers[1]);

        desk.TaskAt("decide").ShouldNotBeNull();
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s3", Reviewers[2], "Approve")).ShouldBe("task-canceled");
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s2", Reviewers[2], "Approve")).ShouldBe("task-completed");
    }

    [Fact]
    public void Any_should_refuse_when_nobody_is_left_who_could_agree()
    {
        var desk = Countersign(2, "any").Sign(Reviewers[0], "Refuse");
        desk.State.IsClosed.ShouldBeFalse();
        desk.Sign(Reviewers[1], "Refuse").State.Result.ShouldBe("refused");
        Countersign(2, "any", onRefusal: "ends").Sign(Reviewers[0], "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Share_should_be_certain_at_the_earliest_vote()
    {
        var desk = Countersign(5, "share", 0.6).Sign(Reviewers[0]).Sign(Reviewers[1], "Refuse").Sign(Reviewers[2]);
        desk.State.OpenTasks.Count.ShouldBe(2);
        desk.Sign(Reviewers[3]).TaskAt("decide").ShouldNotBeNull();

        Countersign(5, "share", 0.6).Sign(Reviewers[0], "Refuse").Sign(Reviewers[1], "Refuse").Sign(Reviewers[2], "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Sequential_should_ask_one_after_the_other()
    {
        var desk = Countersign(3, "sequential");
        desk.Open().ShouldBe(["5s1"]);
        desk.Refused(new CaseCommand.CompleteTask($"{Number}-5s2", Reviewers[1], "Approve")).ShouldBe("task-unknown");
        desk.Sign(Reviewers[2]).Open().ShouldBe(["5s2"]);
        desk.Sign(Reviewers[1]).Open().ShouldBe(["5s3"]);
        desk.Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();

        Countersign(3, "sequential").Sign(Reviewers[0]).Sign(Reviewers[1], "Refuse").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Same_person_should_not_vote_twice_in_any_name()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]);
        var second = $"{Number}-5s2";
        desk.Refused(new CaseCommand.CompleteTask(second, Reviewers[0], "Approve")).ShouldBe("signed-already");
        desk.Refused(new CaseCommand.ClaimTask(second, Reviewers[0])).ShouldBe("signed-already");

        // Neither as a substitute for somebody else, nor by a substitute of one's own.
        var standIn = Reviewers[0] with { ActsFor = [Reviewers[1]] };
        desk.Refused(new CaseCommand.CompleteTask(second, standIn, "Approve")).ShouldBe("signed-already");
        var outsider = Person("deputy", "expert") with { ActsFor = [Reviewers[0]] };
        desk.Refused(new CaseCommand.CompleteTask(second, outsider, "Approve")).ShouldBe("signed-already");
    }

    [Fact]
    public void Return_by_one_signer_should_leave_the_step_at_once()
    {
        var desk = Countersign(3, "share", 0.5).Sign(Reviewers[0], "Return");
        desk.State.Status.ShouldBe(CaseStatus.AwaitingCorrection);
        desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["correction"]);
        desk.Sign(Clerk, "Resubmit").Complete("accept", Clerk, "Accept").State.OpenTasks.Count(t => t.ActivityId == "sign").ShouldBe(3);
    }

    [Fact]
    public void Withdrawal_should_cancel_every_signer()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]).Do(new CaseCommand.Withdraw(Owner, "不办了"));
        desk.State.Result.ShouldBe("withdrawn");
        desk.State.Rounds.ShouldBeEmpty();
    }

    [Fact]
    public void Rule_that_only_shows_when_it_is_computed_should_be_an_incident()
    {
        var own = Signers(3, "share");
        own[0] = ("mode", Literal("String", "share"));
        var desk = Countersign([.. own, ("share", new System.Text.Json.Nodes.JsonObject { ["typeName"] = "Double", ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "JavaScript", ["value"] = "1 + 0.2" } })]);
        desk.State.OpenTasks.ShouldBeEmpty();
        desk.State.Workflow.Incidents.Single().Message.ShouldBe("Expected a share of more than 0 and at most 1, but it is 1.2.");
    }
}
