using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>What is refused around returns, holds and jumps, by code and sentence; nothing is stored on any of them.</summary>
public sealed class ReturnRefusalTests
{
    /// <summary>The engine's own refusals, shown by its tests: the case asks beforehand.</summary>
    internal static readonly string[] Elsewhere = ["move-target-unknown", "move-target-not-in-scope", "move-source-not-waiting", "move-join-passed", "return-target-not-completed", "retry-not-faulted", "retry-not-alone"];

    private static readonly Actor OwnerAsClerk = Owner with { Mandates = [new("reviewer"), new("administrator")] };

    private static CaseDesk Held(string activity, Actor by, CaseDesk desk) => desk.Do(new CaseCommand.ClaimTask(desk.TaskAt(activity).TaskId, by));
    private static CaseDesk Added() => Held("review", Reviewer, Accepted()) is var desk ? desk.Do(new CaseCommand.AddSigners(desk.TaskAt("review").TaskId, Reviewer, SignerKind.Before, [OtherReviewer])) : null!;
    private static CaseTask AddedTask(CaseDesk desk) => desk.State.OpenTasks.Single(t => t.AddedTo is not null);

    internal static readonly IReadOnlyDictionary<string, (Func<CaseDesk> Desk, Func<CaseDesk, CaseCommand> Command, string Code, string Says)> Cases =
        new Dictionary<string, (Func<CaseDesk>, Func<CaseDesk, CaseCommand>, string, string)>
        {
            ["the first step is returned"] = (() => Registered(), d => d.Previous("accept", Clerk), "no-previous-step", "none to return to"),
            ["the target was not done"] = (() => Accepted(), d => d.To("review", "decide", Reviewer), "return-not-earlier", "'decide' is none"),
            ["no reason is given"] = (() => Accepted(), d => new CaseCommand.ReturnToPrevious(d.TaskAt("review").TaskId, Reviewer, " "), "reason-required", "reason"),
            ["the definition forbids it"] = (() => Accepted(("review", "allowedOperations", new JsonArray("urge"))), d => d.Previous("review", Reviewer), "operation-not-allowed", "'return-to-previous'"),
            ["somebody else holds it"] = (() => Held("review", Reviewer, Accepted()), d => d.Previous("review", OtherReviewer), "not-assignee", "reviewer-2 tried"),
            ["the role is wrong"] = (() => Accepted(), d => d.Previous("review", Chief), "not-candidate", "role 'reviewer'"),
            ["the applicant returns"] = (() => Accepted(), d => d.Previous("review", OwnerAsClerk), "own-case", "applicant"),
            ["an added signer returns"] = (Added, d => new CaseCommand.ReturnToPrevious(AddedTask(d).TaskId, OtherReviewer, "x"), "return-added-signer", "added signer's"),
            ["it is delegated"] = (() => Held("review", Reviewer, Accepted()) is var d ? d.Do(new CaseCommand.DelegateTask(d.TaskAt("review").TaskId, Reviewer, OtherReviewer)) : null!,
                d => d.Previous("review", OtherReviewer), "task-delegated", "delegated to reviewer-2"),
            ["a correction is returned"] = (() => Accepted().Complete("review", Reviewer, "Return", "缺页"), d => d.Previous("correction", Clerk), "return-from-correction", "waits for the applicant"),
            ["the certificate is out"] = (() => Decided().Complete("issue", Issuer, "Issue"), d => d.Previous("deliver", Clerk), "certificate-issued", "cannot be undone"),
            ["the decision is delivered"] = (() => Delivered(), d => d.To("verify", "deliver", Clerk), "case-delivered", "cannot be undone"),

            ["nothing was completed"] = (() => Accepted(), d => new CaseCommand.TakeBack(d.TaskAt("review").TaskId, Reviewer), "take-back-not-completed", "but it is not"),
            ["another person takes back"] = (() => Accepted().Complete("review", Reviewer, "Approve"), d => d.Back("review", OtherReviewer), "take-back-not-yours", "reviewer-2 tried"),
            ["the next is held"] = (() => Held("check", OtherReviewer, Accepted().Complete("review", Reviewer, "Approve")), d => d.Back("review", Reviewer), "next-step-touched", "reviewer-2 holds"),
            ["the next is done"] = (() => Accepted().Complete("review", Reviewer, "Approve").Complete("check", OtherReviewer, "Approve"), d => d.Back("review", Reviewer), "next-step-completed", "was completed"),
            ["it was taken back before"] = (() => Accepted().Complete("review", Reviewer, "Approve") is var d ? d.Do(d.Back("review", Reviewer)) : null!, d => d.Back("review", Reviewer), "step-begun-again", "followed by another"),
            ["the applicant was told"] = (() => Accepted().Complete("review", Reviewer, "Return", "缺页"), d => d.Back("review", Reviewer), "applicant-told", "was told"),
            ["several signed"] = (() => Added() is var d ? d.Do(new CaseCommand.CompleteTask(AddedTask(d).TaskId, OtherReviewer, "Approve")).Do(new CaseCommand.CompleteTask(d.State.OpenTasks.First(t => t.ActivityId == "review").TaskId, Reviewer, "Approve")) : null!,
                d => new CaseCommand.TakeBack(d.State.CompletedTasks.Single(t => t.ActivityId == "review" && t.AddedTo is not null).TaskId, OtherReviewer), "take-back-signed-by-several", "others signed after"),
            ["the task is unknown"] = (() => Accepted(), _ => new CaseCommand.TakeBack("nothing", Reviewer), "task-unknown", "no such task"),

            ["the case is suspended"] = (() => Accepted().Do(new CaseCommand.Suspend(Admin, "答复")), d => d.Previous("review", Reviewer), "case-suspended", "suspended: 答复"),
            ["it is not suspended"] = (() => Accepted(), _ => new CaseCommand.Resume(Admin), "case-not-suspended", "it is not"),
            ["no administrator suspends"] = (() => Accepted(), _ => new CaseCommand.Suspend(Chief, "x"), "not-administrator", "'suspend'"),
            ["the applicant is administrator"] = (() => Accepted(), _ => new CaseCommand.Terminate(OwnerAsClerk, "x"), "own-case-altered", "'terminate'"),
            ["the decision is made"] = (() => Decided(), _ => new CaseCommand.Terminate(Admin, "x"), "terminate-after-decision", "'approved'"),
            ["a suspension has no reason"] = (() => Accepted(), _ => new CaseCommand.Suspend(Admin, ""), "reason-required", "reason"),
            ["a jump waits already"] = (() => Accepted().Do(new CaseCommand.RequestJump(Admin, "check", "x")), _ => new CaseCommand.RequestJump(OtherAdmin, "decide", "x"), "jump-pending", "does"),
            ["no jump waits"] = (() => Accepted(), _ => new CaseCommand.ApproveJump(OtherAdmin), "jump-not-pending", "none does"),
            ["the jump goes nowhere"] = (() => Accepted(), _ => new CaseCommand.RequestJump(Admin, "nowhere", "x"), "jump-target-unknown", "'nowhere'"),
            ["the jump asks for a correction"] = (() => Accepted(), _ => new CaseCommand.RequestJump(Admin, "correction", "x"), "jump-target-unknown", "'correction'"),
            ["the case is not accepted"] = (() => Registered(), _ => new CaseCommand.RequestJump(Admin, "review", "x"), "jump-over-acceptance", "accepted before"),
            ["the case is not decided"] = (() => Accepted(), _ => new CaseCommand.RequestJump(Admin, "issue", "x"), "jump-over-decision", "a decision before"),
            ["one person asks and agrees"] = (() => Accepted().Do(new CaseCommand.RequestJump(Admin, "check", "x")), _ => new CaseCommand.ApproveJump(Admin), "second-person-required", "asked for the jump"),
        };

    /// <summary>Delivered, with a step behind the delivery.</summary>
    private static CaseDesk Delivered() => Of(new FlowSketch("delivered")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk").Step("decide", "Decide", "chief-representative").Step("deliver", "Deliver", "window-clerk").Step("verify", "VerifyCommitment", "window-clerk")
        .Close("granted", "approved")
        .Line("start", "accept").Line("accept.Accept", "decide").Line("decide.Approve", "deliver").Line("decide.Refuse", "deliver").Line("deliver.Deliver", "verify").Line("verify.Confirm", "granted"))
        .Complete("accept", Clerk, "Accept").Complete("decide", Chief, "Refuse", "不符合条件").Complete("deliver", Clerk, "Deliver", data: new() { ["deliveryMethod"] = "window" });

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_should_be_refused_when(string name)
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
}
