using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>Several signers and ways back: a correction that comes straight back to them, a step that whoever completed it takes back, a signer named by the definition.</summary>
public sealed class SigningReturnTests
{
    [Theory]
    [InlineData("all", 3), InlineData("sequential", 2)]
    public void Correction_that_a_signer_asks_for_should_come_straight_back_and_everybody_should_sign_anew(string mode, int open)
    {
        var desk = Countersign([.. Signers(3, mode), ("resubmission", "back-to-returner")]).Sign(Reviewers[0]).Sign(Reviewers[1], "Return");
        desk.State.Status.ShouldBe(CaseStatus.AwaitingCorrection);
        desk.State.OpenTasks.Select(t => t.ActivityType).ShouldBe(["Approval.Correction"]);
        desk.State.CompletedTasks.Count(t => t.ActivityId == "accept").ShouldBe(1);

        desk.Do(new CaseCommand.CompleteTask(desk.State.OpenTasks[0].TaskId, Owner, "Resubmit") { Data = new Dictionary<string, object?> { ["siteName"] = "二号场" } });
        desk.State.Status.ShouldBe(CaseStatus.Accepted);
        desk.State.OpenTasks.ShouldAllBe(t => t.ActivityId == "sign");
        desk.State.OpenTasks.Count.ShouldBe(mode == "sequential" ? 1 : 3);
        // Whoever had signed is asked by name; the third one's place still has a pool.
        desk.State.OpenTasks[0].Assignee!.UserId.ShouldBe("reviewer-1");
        desk.Sign(Reviewers[0]).Sign(Reviewers[1]).Sign(Reviewers[2]).TaskAt("decide").ShouldNotBeNull();
        open.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Application_should_be_withdrawn_while_signers_wait_for_the_correction()
    {
        var desk = Countersign([.. Signers(3, "all"), ("resubmission", "back-to-returner")]).Sign(Reviewers[0]).Sign(Reviewers[1], "Return");
        desk.Refused(new CaseCommand.RemoveSigner($"{Number}-5s3", Reviewers[1])).ShouldBe("signer-not-added");
        desk.Do(new CaseCommand.CompleteTask(desk.State.OpenTasks[0].TaskId, Owner, "Withdraw") { Comment = "不办了" });
        (desk.State.Result, desk.State.Rounds.Count()).ShouldBe(("withdrawn", 0));
    }

    [Fact]
    public void Signer_who_was_added_should_not_be_taken_out_while_the_papers_are_corrected()
    {
        var desk = Held(("resubmission", "back-to-returner"));
        desk.Do(new CaseCommand.AddSigners(desk.TaskAt("sign").TaskId, Reviewers[0], Domain.Signing.SignerKind.Parallel, [Reviewers[1]]));
        desk.Do(new CaseCommand.CompleteTask(desk.State.OpenTasks[0].TaskId, Reviewers[0], "Return") { Comment = "请补正" });
        desk.State.OpenTasks.Select(t => t.ActivityType).ShouldBe(["Approval.Correction"]);
        desk.Refused(new CaseCommand.RemoveSigner($"{Number}-5s2", Reviewers[0])).ShouldBe("signer-unknown");
        desk.Do(new CaseCommand.CompleteTask(desk.State.OpenTasks[0].TaskId, Owner, "Resubmit"));
        desk.State.OpenTasks.Single().Assignee!.UserId.ShouldBe("reviewer-1", "only the step's own signers are asked anew");
        desk.Sign(Reviewers[0]).TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void Whoever_completed_a_countersign_should_take_it_back_and_everybody_should_sign_anew()
    {
        var desk = Countersign(3, "all").Sign(Reviewers[0]);
        desk.Sign(Reviewers[1]).Sign(Reviewers[2]);
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s1", Reviewers[0])).ShouldBe("take-back-signed-by-several");
        desk.Refused(new CaseCommand.TakeBack($"{Number}-5s3", Reviewers[0])).ShouldBe("take-back-not-yours");
        desk.Do(new CaseCommand.TakeBack($"{Number}-5s3", Reviewers[2]));
        desk.State.OpenTasks.Count(t => t.ActivityId == "sign").ShouldBe(3);
        desk.State.OpenTasks.ShouldAllBe(t => t.Assignee == null);
        desk.Sign(Reviewers[0]).Sign(Reviewers[1]).Sign(Reviewers[2]).TaskAt("decide").ShouldNotBeNull();
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, Chief));
        desk.Refused(new CaseCommand.TakeBack(desk.State.CompletedTasks.MaxBy(t => t.CompletedIn)!.TaskId, Reviewers[2])).ShouldBe("next-step-touched");
    }

    [Fact]
    public void Signer_named_by_the_definition_should_be_asked_by_name()
    {
        JsonNode Named(params string?[] users) => new JsonObject
        {
            ["typeName"] = "List<Object>", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. users.Select(u => (JsonNode)new JsonObject { ["role"] = "reviewer", ["departmentId"] = "dept-nyj", ["user"] = u })]).ToJsonString() },
        };
        CaseDesk Sign(JsonNode signers)
        {
            var desk = new CaseDesk(FlowSketch.Countersigned(("mode", Literal("String", "all")), ("signers", signers)).Compile(), Flow, Item) { Organisation = new Organisation([.. Reviewers.Select(r => new Member(r.UserId, r))], []) };
            desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
            return desk.Complete("accept", Clerk, "Accept");
        }

        var named = Sign(Named("reviewer-2", null, "gone"));
        named.State.OpenTasks.Select(t => t.Assignee?.UserId ?? t.Unfilled).ShouldBe(["reviewer-2", null, "incident"]);
        named.Refused(new CaseCommand.CompleteTask($"{Number}-5s1", Reviewers[0], "Approve")).ShouldBe("not-assignee");
        named.Refused(new CaseCommand.AssignTask($"{Number}-5s3", Admin, Reviewers[1])).ShouldBe("signer-twice");
        named.Do(new CaseCommand.AssignTask($"{Number}-5s3", Admin, Reviewers[3]));
        named.Sign(Reviewers[1]).Sign(Reviewers[0]).Sign(Reviewers[3]).TaskAt("decide").ShouldNotBeNull();
        // One signer by name is one task by name.
        Sign(Named("reviewer-3")).State.OpenTasks.Single().Assignee!.UserId.ShouldBe("reviewer-3");
    }
}
