using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Signing.SigningDesk;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>相同审批人自动跳过: only where the definition says so, only for the same person, and never against the separation of duties.</summary>
public sealed class RepeatedApproverTests
{
    private static (string, JsonNode)[] Skips => [("skipRepeatedApprover", true)];
    private static readonly Actor Both = new("both", "both", [new("reviewer", "dept-nyj"), new("expert"), new("city-leader")]);

    private static WorkflowGraph Graph((string, JsonNode)[] second, string third = "SiteInspection") => new FlowSketch("repeated")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk")
        .Step("one", "Review", "reviewer").Step("two", "Countersign", "reviewer", own: second).Step("three", third, "reviewer", own: Skips)
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "one").Line("one.Approve", "two").Line("two.Approve", "three").Line("three.Approve", "granted")
        .Lines(["accept.Refuse", "one.Refuse", "two.Refuse", "three.Refuse"], "refused").Compile();

    [Fact]
    public void Step_of_the_same_person_should_pass_and_say_so()
    {
        var desk = Accepted(Graph(Skips, "Countersign")).Complete("one", Both, "Approve");
        desk.State.Result.ShouldBe("approved");
        var completed = desk.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().ToList();
        completed.Select(e => (desk.State.Task(e.TaskId)!.ActivityId, e.By.UserId, e.Repeats is null)).ShouldBe([("accept", "window-clerk", true), ("one", "both", true), ("two", "both", false), ("three", "both", false)]);
        completed[3].Repeats.ShouldBe(completed[2].TaskId);
    }

    [Fact]
    public void Step_should_wait_where_nothing_is_said_or_another_opinion_was_given()
    {
        Accepted(Graph([])).Complete("one", Both, "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("two");
        Accepted(Graph([("skipRepeatedApprover", false)])).Complete("one", Both, "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("two");
        Accepted(Graph(Skips)).Complete("one", Both, "Refuse", "不符合").State.Result.ShouldBe("refused");
    }

    [Fact]
    public void Step_that_asks_for_values_or_for_several_signers_should_not_pass_by_itself()
    {
        Accepted(Graph(Skips)).Complete("one", Both, "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("three");
        Accepted(Graph([.. Skips, .. Signers(2, "all")])).Complete("one", Both, "Approve").State.OpenTasks.Count.ShouldBe(2);
    }

    [Fact]
    public void Step_should_not_pass_for_who_may_not_do_it_or_acts_for_another()
    {
        // A leader's approval looks over the review: the reviewer does not give it, skipped or not.
        var desk = Accepted(new FlowSketch("review-then-leader").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk")
            .Step("one", "Review", "reviewer").Step("two", "LeaderApproval", "city-leader", own: Skips).Close("granted", "approved")
            .Line("start", "accept").Line("accept.Accept", "one").Line("one.Approve", "two").Line("two.Approve", "granted").Compile());
        desk.Complete("one", Both, "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("two");

        var standsIn = Person("deputy", "expert") with { ActsFor = [Reviewers[0]] };
        Accepted(Graph(Skips)).Complete("one", standsIn, "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("two");
        Accepted(Graph(Skips)).Complete("one", Reviewers[0], "Approve").State.OpenTasks.Single().ActivityId.ShouldBe("three");
    }
}
