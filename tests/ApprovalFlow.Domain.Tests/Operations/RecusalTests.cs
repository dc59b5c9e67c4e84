using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Signing;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>回避: who must not act does not act by any way round: not by claiming, not because a task is handed to them, not for another and not as a signer.</summary>
public sealed class RecusalTests
{
    /// <summary>Every code of refusal that is reached here.</summary>
    public static readonly string[] Codes = ["recused", "recusal-not-allowed", "recused-already"];

    private static readonly Actor Relative = Person("reviewer-3", "reviewer", "dept-nyj");
    private static readonly Actor Third = Person("reviewer-4", "reviewer", "dept-nyj");
    private static readonly Actor Insider = Owner with { Mandates = [new Mandate("reviewer", "dept-nyj"), new Mandate("chief-representative", "dept-nyj")] };

    public enum Way { Claim, Complete, Transfer, Delegate, Substitute, SubstituteOf, SignerBefore, SignerAfter, SignerBeside, Rule, Assign }

    /// <summary>One step each at which somebody has a conflict, and what it is.</summary>
    public static TheoryData<string, Way> Conflicts
    {
        get
        {
            var all = new TheoryData<string, Way>();
            foreach (var code in (string[])["own-case", "recused", "acceptor-decides", "self-review"])
                foreach (var way in Enum.GetValues<Way>()) all.Add(code, way);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void Person_with_a_conflict_should_be_kept_out_by_every_way(string code, Way way)
    {
        // At "review" for one's own case and for a relative; at "decide" for who accepted and for who examined.
        var atDecision = code is "acceptor-decides" or "self-review";
        var step = atDecision ? "decide" : "review";
        var holder = atDecision ? Chief : Reviewer;
        var both = (Mandate[])[new("reviewer", "dept-nyj"), new("chief-representative", "dept-nyj"), new("window-clerk", "dept-nyj")];
        var person = code switch
        {
            "own-case" => Insider,
            "recused" => Relative,
            "acceptor-decides" => Clerk with { Mandates = both },
            _ => Reviewer with { Mandates = both },
        };
        (string, string, System.Text.Json.Nodes.JsonNode)[] own = way switch
        {
            Way.Rule => [(step, "approverRule", SigningDesk.Literal("String", "user")), (step, "approver", SigningDesk.Literal("String", person.UserId))],
            Way.Assign => [(step, "approverRule", SigningDesk.Literal("String", "user")), (step, "approver", SigningDesk.Literal("String", "nobody"))],
            _ => [],
        };
        var desk = new CaseDesk(FlowSketch.TwoBranches(own).Compile(), Flow, Item) { Organisation = new Organisation([new Member(person.UserId, person)], []) };
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        if (code == "recused") desk.Do(new CaseCommand.Recuse(Relative, Relative, "申请人是本人近亲属"));
        desk.Complete("accept", Clerk, "Accept");
        if (atDecision) desk.Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve").Complete("check", OtherReviewer, "Approve");

        var task = desk.TaskAt(step);
        if (way == Way.Rule)
        {
            (task.Unfilled, task.Assignee).ShouldBe(("incident", null));
            desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskOpened>().Last(e => e.ActivityId == step).Why!.Lines.ShouldContain(l => l.Code == "left-out-conflict");
            return;
        }
        if (way is not (Way.Claim or Way.Complete or Way.Substitute or Way.SubstituteOf or Way.Assign)) desk.Do(new CaseCommand.ClaimTask(task.TaskId, holder));
        var outsider = Person("deputy", atDecision ? "chief-representative" : "reviewer", "dept-nyj");
        CaseCommand command = way switch
        {
            Way.Claim => new CaseCommand.ClaimTask(task.TaskId, person),
            Way.Complete => new CaseCommand.CompleteTask(task.TaskId, person, "Approve"),
            Way.Transfer => new CaseCommand.TransferTask(task.TaskId, holder, person),
            Way.Delegate => new CaseCommand.DelegateTask(task.TaskId, holder, person),
            // They act for somebody without a conflict; or somebody without a conflict acts for them.
            Way.Substitute => new CaseCommand.CompleteTask(task.TaskId, person with { ActsFor = [holder] }, "Approve"),
            Way.SubstituteOf => new CaseCommand.CompleteTask(task.TaskId, outsider with { Mandates = [new("expert")], ActsFor = [person] }, "Approve"),
            Way.SignerBefore => new CaseCommand.AddSigners(task.TaskId, holder, SignerKind.Before, [person]),
            Way.SignerAfter => new CaseCommand.AddSigners(task.TaskId, holder, SignerKind.After, [person]),
            Way.SignerBeside => new CaseCommand.AddSigners(task.TaskId, holder, SignerKind.Parallel, [person]),
            _ => new CaseCommand.AssignTask(task.TaskId, Admin, person),
        };
        desk.Code(command).ShouldBe(code);
        // The same by somebody without a conflict is fine.
        if (way is Way.Complete) desk.Code(new CaseCommand.CompleteTask(task.TaskId, holder, "Approve")).ShouldBe("accepted");
    }

    [Fact]
    public void Declaring_an_interest_should_put_back_what_the_person_holds_and_bar_them_from_then_on()
    {
        var desk = Accepted();
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Relative));
        desk.Code(new CaseCommand.Recuse(Relative, Third, "听说是亲戚")).ShouldBe("recusal-not-allowed");
        desk.Code(new CaseCommand.Recuse(Owner, Owner, "本人")).ShouldBe("person-not-staff");
        desk.Code(new CaseCommand.Recuse(Relative, Relative, " ")).ShouldBe("reason-required");
        desk.Do(new CaseCommand.Recuse(Relative, Relative, "申请人是本人近亲属"));
        desk.TaskAt("review").Assignee.ShouldBeNull();
        desk.Code(new CaseCommand.Recuse(Relative, Admin, "再次")).ShouldBe("recused-already");
        desk.Code(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Relative)).ShouldBe("recused");
        desk.Complete("review", Reviewer, "Approve");
        // An administrator decides it for somebody who does not say so, also while the case is suspended.
        desk.Do(new CaseCommand.Suspend(Admin, "核实回避")).Do(new CaseCommand.Recuse(OtherReviewer, OtherAdmin, "申请人提出回避申请")).Do(new CaseCommand.Resume(Admin));
        desk.Code(new CaseCommand.CompleteTask(desk.TaskAt("check").TaskId, OtherReviewer, "Approve")).ShouldBe("recused");
    }

    [Fact]
    public void Task_that_was_delegated_or_is_ones_own_by_name_should_be_handed_on()
    {
        var desk = Accepted();
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer)).Do(new CaseCommand.DelegateTask(desk.TaskAt("review").TaskId, Reviewer, Relative));
        desk.Do(new CaseCommand.Recuse(Relative, Relative, "近亲属"));
        desk.TaskAt("review").Assignee!.UserId.ShouldBe("reviewer-3", "it has somebody who decides: they call it back");
        desk.Do(new CaseCommand.GiveBackTask(desk.TaskAt("review").TaskId, Reviewer)).Complete("review", Reviewer, "Approve");
    }
}
