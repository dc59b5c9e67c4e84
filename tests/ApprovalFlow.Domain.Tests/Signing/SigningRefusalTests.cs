using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>What is refused around signers and handing on, by code and sentence; nothing is stored on any of them.</summary>
public sealed class SigningRefusalTests
{
    private static readonly string Own = $"{Number}-5";

    private static CaseCommand Add(SignerKind kind, params Actor[] signers) => new CaseCommand.AddSigners(Own, Reviewers[0], kind, signers);
    private static CaseDesk Asked(SignerKind kind = SignerKind.Before) => Held().Do(Add(kind, Expert));
    private static CaseDesk Delegated() => Held().Do(new CaseCommand.DelegateTask(Own, Reviewers[0], Expert));

    private static CaseDesk Deciding()
    {
        var desk = Held().Sign(Reviewers[0]);
        return desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("decide").TaskId, Chief));
    }

    private static CaseDesk Issuing()
    {
        var desk = Deciding().Sign(Chief);
        return desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("issue").TaskId, Issuer));
    }

    internal static readonly IReadOnlyDictionary<string, (Func<CaseDesk> Desk, Func<CaseDesk, CaseCommand> Command, string Code, string Says)> Cases =
        new Dictionary<string, (Func<CaseDesk>, Func<CaseDesk, CaseCommand>, string, string)>
        {
            ["the definition does not allow it"] = (() => Held(("allowedOperations", new JsonArray())), _ => Add(SignerKind.Before, Expert), "operation-not-allowed", "'add-signer-before' is none"),
            ["the task lies in the pool"] = (() => Countersign(), _ => Add(SignerKind.Before, Expert), "task-not-held", "lies in the pool"),
            ["another person holds it"] = (() => Held(), _ => new CaseCommand.AddSigners(Own, Reviewers[1], SignerKind.Before, [Expert]), "not-assignee", "reviewer-2 tried"),
            ["nobody is named"] = (() => Held(), _ => Add(SignerKind.Before), "signer-missing", "at least one"),
            ["somebody is named twice"] = (() => Held(), _ => Add(SignerKind.Before, Expert, Expert), "signer-twice", "expert"),
            ["the holder is named"] = (() => Held(), _ => Add(SignerKind.Before, Reviewers[0]), "signer-twice", "reviewer-1"),
            ["a signer who waits is named again"] = (() => Asked(SignerKind.After), _ => Add(SignerKind.Before, Expert), "signer-twice", "expert"),
            ["the signer handles no cases"] = (() => Held(), _ => Add(SignerKind.Before, Person("x", "applicant")), "person-not-staff", "x holds no such role"),
            ["the signer is the applicant"] = (() => Held(), _ => Add(SignerKind.Before, Owner with { Mandates = [new("reviewer")] }), "own-case", "applicant"),
            ["the step cannot be refused"] = (Issuing, d => new CaseCommand.AddSigners(d.TaskAt("issue").TaskId, Issuer, SignerKind.After, [Expert]), "signer-kind-not-possible", "'add-signer-after'"),
            ["the signer may not decide"] = (Deciding, d => new CaseCommand.AddSigners(d.TaskAt("decide").TaskId, Chief, SignerKind.Parallel, [Expert]), "signer-not-eligible", "only an opinion before"),
            ["signers are nested too deep"] = (() => Held(("signerDepth", 0)), _ => Add(SignerKind.Before, Expert), "signers-nested-too-deep", "at most 0"),
            ["a signer before is awaited"] = (() => Asked(), _ => new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve"), "signers-awaited", "expert has not"),
            ["the same person signs again"] = (() => Countersign(2, "all").Sign(Reviewers[0]), _ => new CaseCommand.CompleteTask($"{Own}s2", Reviewers[0], "Approve"), "signed-already", "reviewer-1 has signed"),
            ["a task by name is put back"] = (() => Asked(), _ => new CaseCommand.ReleaseTask($"{Own}s2", Expert), "task-personal", "expert's by name"),
            ["nobody was added"] = (() => Held(), _ => new CaseCommand.RemoveSigner($"{Own}s9", Reviewers[0]), "signer-unknown", "5s9"),
            ["an own signer is removed"] = (() => Countersign(2, "all"), _ => new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0]), "signer-not-added", "one of the step's own"),
            ["a signer has signed"] = (() => Asked().Sign(Expert), _ => new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[0]), "signer-voted", "expert has"),
            ["another person removes"] = (() => Asked(), _ => new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[1]), "not-adder", "reviewer-2 is neither"),
            ["a case that is closed"] = (() => Countersign(2, "all").Sign(Reviewers[0], "Refuse"), _ => new CaseCommand.RemoveSigner($"{Own}s2", Reviewers[1]), "case-closed", "closed as 'refused'"),
            ["the new holder is the holder"] = (() => Held(), _ => new CaseCommand.TransferTask(Own, Reviewers[0], Reviewers[0]), "same-person", "reviewer-1 holds it"),
            ["the new holder is no candidate"] = (() => Held(), _ => new CaseCommand.TransferTask(Own, Reviewers[0], Expert), "not-candidate", "role 'reviewer'"),
            ["the new holder signs already"] = (() => Held().Do(Add(SignerKind.Before, Reviewers[1])), _ => new CaseCommand.TransferTask(Own, Reviewers[0], Reviewers[1]), "signer-twice", "reviewer-2"),
            ["it is delegated and decided"] = (Delegated, _ => new CaseCommand.CompleteTask(Own, Expert, "Approve"), "task-delegated", "delegated to expert; reviewer-1 decides"),
            ["it is not delegated"] = (() => Held(), _ => new CaseCommand.GiveBackTask(Own, Reviewers[0]), "task-not-delegated", "is not"),
            ["delegation runs in a circle"] = (Delegated, _ => new CaseCommand.DelegateTask(Own, Expert, Reviewers[0]), "delegation-cycle", "reviewer-1 is in the chain"),
            ["a reviewer urges"] = (() => Held(), _ => new CaseCommand.UrgeTask(Own, Reviewers[1]), "urge-not-allowed", "reviewer-2 is neither"),
            ["it is urged again within a day"] = (() => Held().Do(new CaseCommand.UrgeTask(Own, Owner)), _ => new CaseCommand.UrgeTask(Own, Owner), "urged-already", "within 24 hours"),
            ["a copy has no reader"] = (() => Held(), _ => new CaseCommand.CopyCase(Own, Reviewers[0], []), "reader-missing", "at least one"),
            ["a copy is for the sender"] = (() => Held(), _ => new CaseCommand.CopyCase(Own, Reviewers[0], [Reviewers[0]]), "reader-self", "reviewer-1 is the sender"),
            ["a copy is sent twice"] = (() => Held().Do(new CaseCommand.CopyCase(Own, Reviewers[0], [Expert])), _ => new CaseCommand.CopyCase(Own, Reviewers[0], [Expert]), "reader-twice", "expert has a copy"),
            ["a receipt has no copy"] = (() => Held(), _ => new CaseCommand.ReadCopy(Expert), "no-copy", "for expert"),
            ["a remark is empty"] = (() => Held(), _ => new CaseCommand.AddComment(Expert, " "), "comment-empty", "neither"),
            ["a remark is too long"] = (() => Held(), _ => new CaseCommand.AddComment(Expert, new string('字', 2_001)), "comment-too-long", "2001"),
            ["a remark has too many files"] = (() => Held(), _ => new CaseCommand.AddComment(Expert, "见附件") { Attachments = [.. Enumerable.Repeat(new Attachment("a", "h", 1, "text/plain"), 21)] }, "files-too-many", "21"),
            ["a step may not be decided in a batch"] = (() => Held(("allowedOperations", new JsonArray("urge"))), _ => new CaseCommand.CompleteTask(Own, Reviewers[0], "Approve") { IsBatch = true }, "batch-not-allowed", "may not"),
            ["the reviewer decides"] = (() => Reviewed(), d => new CaseCommand.ClaimTask(d.TaskAt("decide").TaskId, Person("reviewer-1", "chief-representative", "dept-nyj")), "self-review", "reviewer-1 did it"),
        };

    private static CaseDesk Reviewed() => Accepted(FlowSketch.Parallel().Compile()).Complete("county", CountyClerk, "Approve").Complete("review", Reviewers[0], "Approve");

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_should_be_refused_when(string name)
    {
        var (make, command, code, says) = Cases[name];
        var desk = make();
        var stored = desk.Journal.Count;

        var rejection = desk.Send(command(desk)).Rejection.ShouldNotBeNull();

        rejection.Code.ShouldBe(code);
        rejection.Message.ShouldStartWith("Expected ");
        rejection.Message.ShouldContain(says);
        RejectionText.In("zh-CN", rejection).ShouldNotContain("{");
        RejectionText.In("zh-CN", rejection).ShouldNotBe(rejection.Message);
        desk.Journal.Count.ShouldBe(stored);
    }

    [Theory]
    [InlineData("share", "share-out-of-range", "1.2")]
    [InlineData("share", "share-out-of-range", "60")]
    [InlineData("share", "share-out-of-range", "0")]
    [InlineData("mode", "signing-mode-unknown", "\"most\"")]
    [InlineData("onRefusal", "refusal-rule-unknown", "\"maybe\"")]
    [InlineData("signers", "signers-invalid", "[{\"departmentId\":\"d\"}]")]
    [InlineData("signerDepth", "signer-depth-invalid", "-1")]
    [InlineData("signerDepth", "signer-depth-invalid", "1.5")]
    [InlineData("allowedOperations", "operation-unknown", "[\"transfer\",\"teleport\"]")]
    public void Definition_should_be_refused_before_it_is_published(string property, string code, string json)
    {
        CaseDefinitionRules.Problems(FlowSketch.Countersigned((property, JsonNode.Parse(json)!)).Compile()).Single().Code.ShouldBe(code);
        if (property is "share" or "mode" or "onRefusal")
            CaseDefinitionRules.Problems(FlowSketch.Countersigned((property, Literal("Object", JsonNode.Parse(json)!))).Compile()).Single().Code.ShouldBe(code);
    }

    [Fact]
    public void Sound_definition_should_have_no_problems()
    {
        CaseDefinitionRules.Problems(FlowSketch.Countersigned([.. Signers(3, "share", 0.5, "votes"), ("signerDepth", 2), ("allowedOperations", new JsonArray("transfer", "urge"))]).Compile()).ShouldBeEmpty();
    }
}
