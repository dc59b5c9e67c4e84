using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>A case runs on the version that is in force on the day on which it is accepted.</summary>
public sealed class VersionAdoptionTests
{
    private static readonly Dictionary<string, object?> Nothing = [];

    private static CaseDesk Registered(WorkflowGraph graph, WorkflowGraph? inForce = null)
    {
        var desk = new CaseDesk(graph, Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        desk.InForce = inForce;
        return desk;
    }

    [Fact]
    public void Case_should_run_on_the_version_in_force_when_it_is_accepted()
    {
        var newer = FlowSketch.Parallel().Compile();
        var desk = Registered(FlowSketch.Instant().Compile(), newer);
        desk.Complete("accept", Clerk, Outcomes.Accept);

        desk.State.ShouldSatisfyAllConditions(
            s => s.DefinitionHash.ShouldBe(newer.Definition.ContentHash),
            s => s.Status.ShouldBe(CaseStatus.Accepted),
            s => s.OpenTasks.Select(t => t.ActivityId).Order().ShouldBe(["county", "review"]),
            s => s.WasAcceptedBy(Clerk.UserId).ShouldBeTrue());
        desk.Story.Take(6).ShouldBe(["CaseRegistered", "accept opens", "accept canceled", "VersionAdopted", "accept opens", "accept Accept"]);
        desk.Complete("review", Reviewer, Outcomes.Approve, "同意").Complete("county", CountyClerk, Outcomes.Approve, "同意").Complete("decide", Chief, Outcomes.Approve, "符合条件");
        desk.State.Decision.ShouldNotBeNull();
    }

    /// <summary>As if it had been handed in under the newer version: the flow stands at the same place with the same values.</summary>
    [Fact]
    public void Flow_should_stand_where_it_would_have_stood_under_the_newer_version_from_the_start()
    {
        var newer = FlowSketch.TwoBranches().Compile();
        var moved = Registered(FlowSketch.Deadline().Compile(), newer).Complete("accept", Clerk, Outcomes.Accept);
        var direct = Registered(newer).Complete("accept", Clerk, Outcomes.Accept);
        moved.State.Workflow.Describe().ShouldBe(direct.State.Workflow.Describe());
        moved.State.OpenTasks.Select(t => (t.ActivityId, t.Path, t.Due, t.Candidate)).ShouldBe(direct.State.OpenTasks.Select(t => (t.ActivityId, t.Path, t.Due, t.Candidate)));
        moved.State.Timers.Select(t => t.ResumeAt).ShouldBe(direct.State.Timers.Select(t => t.ResumeAt));
    }

    [Fact]
    public void Accepted_case_should_stay_on_its_version_when_a_newer_one_comes_into_force()
    {
        var desk = Registered(FlowSketch.Parallel().Compile()).Complete("accept", Clerk, Outcomes.Accept);
        desk.InForce = FlowSketch.TwoBranches().Compile();
        desk.Complete("review", Reviewer, Outcomes.Return, "缺图纸").State.OpenTasks.Select(t => t.ActivityId).ShouldContain("correction");
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("correction").TaskId, Owner, Outcomes.Resubmit) { Data = Nothing });
        // Accepted again after the correction: the first acceptance said which version it is.
        desk.Complete("accept", Clerk, Outcomes.Accept).State.DefinitionHash.ShouldBe(desk.Hash);
    }

    [Fact]
    public void Case_should_change_only_when_it_is_accepted()
    {
        var newer = FlowSketch.TwoBranches().Compile();
        var desk = Registered(FlowSketch.Parallel().Compile(), newer);
        desk.Complete("accept", Clerk, Outcomes.Return, "缺图纸");
        desk.State.DefinitionHash.ShouldBe(desk.Hash);
        desk.Do(new CaseCommand.CompleteTask(desk.TaskAt("correction").TaskId, Owner, Outcomes.Resubmit) { Data = Nothing });
        desk.State.DefinitionHash.ShouldBe(desk.Hash);
        desk.Complete("accept", Clerk, Outcomes.Accept);
        desk.State.DefinitionHash.ShouldBe(newer.Definition.ContentHash);
        desk.State.OpenTasks.Select(t => t.ActivityId).Order().ShouldBe(["county", "review"]);
        // A second wait of a step of the newer version is not taken for one of the earlier run.
        desk.Complete("review", Reviewer, Outcomes.Return, "缺图纸").Do(new CaseCommand.CompleteTask(desk.TaskAt("correction").TaskId, Owner, Outcomes.Resubmit) { Data = Nothing });
        desk.TaskAt("accept").Path.ShouldEndWith(":accept");
    }

    [Fact]
    public void Refusal_under_the_pinned_version_should_change_nothing()
    {
        var desk = Registered(FlowSketch.Parallel().Compile(), FlowSketch.TwoBranches().Compile());
        desk.Send(new CaseCommand.CompleteTask(desk.TaskAt("accept").TaskId, Reviewer, Outcomes.Accept)).Rejection!.Code.ShouldBe("not-candidate");
        desk.Send(new CaseCommand.CompleteTask(desk.TaskAt("accept").TaskId, Clerk, Outcomes.Refuse)).Rejection.ShouldNotBeNull();
        desk.State.DefinitionHash.ShouldBe(desk.Hash);
    }

    [Fact]
    public void Acceptance_should_be_the_new_roles_when_the_newer_version_gives_it_to_somebody_else()
    {
        var newer = new FlowSketch("elsewhere").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "reviewer").Step("decide", "Decide", "chief-representative")
            .Close("granted", "approved").Line("start", "accept").Line("accept.Accept", "decide").Line("decide.Approve", "granted").Compile();
        var desk = Registered(FlowSketch.Parallel().Compile(), newer).Complete("accept", Clerk, Outcomes.Accept);
        desk.State.ShouldSatisfyAllConditions(s => s.AcceptedAt.ShouldBeNull(), s => s.DefinitionHash.ShouldBe(newer.Definition.ContentHash), s => s.OpenTasks.ShouldHaveSingleItem().Candidate.Role.ShouldBe("reviewer"));
        desk.Complete("accept", Reviewer, Outcomes.Accept).State.AcceptedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Day_of_acceptance_should_be_that_of_the_voucher()
    {
        var desk = Registered(FlowSketch.Parallel().Compile());
        var task = desk.TaskAt("accept").TaskId;
        CaseDecider.AcceptanceDay(desk.State, new CaseCommand.CompleteTask(task, Clerk, Outcomes.Accept), Morning).ShouldBe(new DateOnly(2026, 11, 23));
        CaseDecider.AcceptanceDay(desk.State, new CaseCommand.CompleteTask(task, Clerk, Outcomes.Accept) { Data = new Dictionary<string, object?> { [TaskForms.VoucherDate] = "2026-11-20" } }, Morning).ShouldBe(new DateOnly(2026, 11, 20));
        CaseDecider.AcceptanceDay(desk.State, new CaseCommand.CompleteTask(task, Clerk, Outcomes.Return), Morning).ShouldBeNull();
        desk.Complete("accept", Clerk, Outcomes.Accept);
        CaseDecider.AcceptanceDay(desk.State, new CaseCommand.CompleteTask(task, Clerk, Outcomes.Accept), Morning).ShouldBeNull();
    }

    /// <summary>Timers of the run that is given up go with it.</summary>
    [Fact]
    public void Timers_of_the_earlier_run_should_be_gone()
    {
        var early = new FlowSketch("early").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk")
            .Node("late", "Approval.DeadlineTimer", ("duration", "TimeSpan", (JsonNode)"1.00:00:00"), ("interrupting", "Boolean", true)).Close("lapsed", "terminated").Close("granted", "approved")
            .Line("start", "accept").Line("start", "late").Line("late.Interrupt", "lapsed").Line("accept.Accept", "granted").Compile();
        var desk = Registered(early, FlowSketch.Parallel().Compile());
        desk.State.Timers.Count.ShouldBe(1);
        desk.Complete("accept", Clerk, Outcomes.Accept).State.Timers.ShouldBeEmpty();
    }
}
