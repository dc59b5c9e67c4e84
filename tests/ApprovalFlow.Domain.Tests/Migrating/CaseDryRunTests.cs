using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Migrating;

/// <summary>A dry run tells exactly what the migration then does.</summary>
public sealed class CaseDryRunTests
{
    private static readonly Actor Asks = Person("admin-1", "administrator"), Signs = Person("admin-2", "administrator");

    private static CaseDesk Accepted(FlowSketch sketch)
    {
        var desk = new CaseDesk(sketch.Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        return desk.Complete("accept", Clerk, Outcomes.Accept);
    }

    private static (string, string, JsonNode) Said(string step, string input, string type, JsonNode value) =>
        (step, input, new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } });

    private static WorkflowGraph Reformed => FlowSketch.TwoBranches(Said("review", "limitDays", "Double", 5), Said("review", "role", "String", "expert"), Said("review", "nameZh", "String", "专家审查")).Compile();

    private static CaseCommand.Migrate To(CaseDesk desk, WorkflowGraph target)
    {
        desk.Target = target;
        return CaseDryRun.Unsigned(target.Definition.ContentHash, "P-1", Asks, "流程调整", desk.State.DefinitionHash, new Dictionary<string, string?>());
    }

    private static CaseDryRun Try(CaseDesk desk, CaseCommand.Migrate command) => CaseDryRun.Of(desk.State, command, desk.Context);

    [Fact]
    public void Tasks_should_be_told_as_the_migration_then_leaves_them()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("county").TaskId, CountyClerk));
        var command = To(desk, Reformed);
        var run = Try(desk, command);
        run.Problems.ShouldBeEmpty();
        run.Tasks.Single(t => t.Before.ActivityId == "county").ShouldSatisfyAllConditions(t => t.IsKept.ShouldBeTrue(), t => t.Before.Holder!.UserId.ShouldBe(CountyClerk.UserId));
        var review = run.Tasks.Single(t => t.Before.ActivityId == "review");
        (review.Before.Candidate.Role, review.After!.Candidate.Role, review.Before.LimitDays, review.After.LimitDays).ShouldBe(("reviewer", "expert", 3, 5));
        review.After.Due.ShouldNotBe(review.Before.Due);

        desk.Do(command with { By = Signs, Seen = run.Digest });
        foreach (var (task, after) in run.Tasks.Select(t => (desk.State.Task(t.TaskId)!, t.After!)))
            (task.ActivityId, task.NameZh, task.NameEn, task.Candidate, task.Assignee, task.LimitDays, task.Counted, task.Due)
                .ShouldBe((after.ActivityId, after.NameZh, after.NameEn, after.Candidate, after.Holder, after.LimitDays, after.Counted, after.Due));
    }

    [Fact]
    public void Steps_and_what_is_passed_over_should_be_told_by_name()
    {
        var desk = Accepted(FlowSketch.Parallel("two-branches")).Complete("review", Reviewer, Outcomes.Approve, "同意");
        var run = Try(desk, To(desk, FlowSketch.TwoBranches().Compile()));
        run.Steps.Select(s => (s.From.Path, s.To!.Path)).ShouldBe([("flow:county", "flow:county")]);
        run.PassedOver.Select(s => s.Path).ShouldContain("flow:check");
    }

    [Fact]
    public void Clocks_should_be_told_with_their_limits()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var run = Try(desk, To(desk, Reformed));
        var step = run.Clocks.Single(c => c.Kind == ClockKind.Step && c.Id == desk.TaskAt("review").TaskId);
        (step.LimitBefore, step.LimitAfter, step.IsLost).ShouldBe((3, 5, false));
        run.Clocks.Single(c => c.Kind == ClockKind.Statutory).ShouldSatisfyAllConditions(c => c.LimitAfter.ShouldBe(c.LimitBefore), c => c.DueAfter.ShouldBe(c.DueBefore));
    }

    [Fact]
    public void All_that_is_in_the_way_should_be_told_and_what_becomes_of_tasks_left_open()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var run = Try(desk, To(desk, FlowSketch.TwoBranches(("review", "limitDays", null!)).Compile()));
        run.Problems.Select(p => p.Code).ShouldBe(["migrate-clock-lost"]);
        (run.CanGo, run.Tasks.Count).ShouldBe((false, 2));
        run.Tasks.ShouldAllBe(t => t.After == null);
        var held = Accepted(FlowSketch.TwoBranches()).Do(new CaseCommand.Suspend(Asks, "核查"));
        Try(held, To(held, Reformed)).Problems.Select(p => p.Code).ShouldBe(["case-suspended"]);
    }

    [Fact]
    public void Case_that_has_moved_so_that_the_answer_differs_should_not_be_migrated_blindly()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var command = To(desk, Reformed);
        var signed = command with { By = Signs, Seen = Try(desk, command).Digest };
        // A comment, a claim and the next day change nothing of what was signed.
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer));
        desk.Now += TimeSpan.FromDays(1);
        Try(desk, command).Digest.ShouldBe(signed.Seen);
        desk.Complete("county", CountyClerk, Outcomes.Approve, "同意");
        Try(desk, command).Digest.ShouldNotBe(signed.Seen);
        desk.Send(signed).Rejection!.Code.ShouldBe("migrate-otherwise-now");
        desk.Do(signed with { Seen = Try(desk, command).Digest });
    }

    [Fact]
    public void Map_of_another_version_should_be_refused()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var command = To(desk, Reformed);
        Try(desk, command with { From = "ffff" }).Problems.Select(p => p.Code).ShouldBe(["migrate-moved-on"]);
        desk.Send(command with { By = Signs, From = "ffff" }).Rejection!.Code.ShouldBe("migrate-moved-on");
    }

    [Fact]
    public void Way_back_by_the_inverse_map_should_leave_the_case_as_it_was()
    {
        var first = FlowSketch.TwoBranches();
        var desk = Accepted(first).Complete("review", Reviewer, Outcomes.Approve, "同意");
        var (from, to) = (desk.Context.Graph, FlowSketch.Parallel("two-branches").Compile());
        var map = new Dictionary<string, string?> { ["flow:review"] = null, ["flow:check"] = "flow:review" };
        IReadOnlyList<object> Tasks() => [.. desk.State.OpenTasks.Select(t => (t.TaskId, t.BookmarkId, t.ActivityId, t.Path, t.NameZh, t.Candidate, t.LimitDays, t.Due))];
        var tasks = Tasks();
        desk.Do(To(desk, to) with { By = Signs, Map = map });
        desk.TaskAt("review").ShouldNotBeNull();
        desk.Do(To(desk, from) with { By = Signs, IsUndo = true, Map = ActivityPlaces.Back(from, to, map) });
        Tasks().ShouldBe(tasks);
    }
}
