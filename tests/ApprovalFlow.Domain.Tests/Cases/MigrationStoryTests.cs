using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>A case goes over to another version with what is open on it: no task and no clock of the law is lost. <see cref="CaseDesk"/> replays every step from the journal.</summary>
public sealed class MigrationStoryTests
{
    private static readonly Actor Asks = Person("admin-1", "administrator"), Signs = Person("admin-2", "administrator");

    private static CaseDesk Accepted(FlowSketch sketch)
    {
        var desk = new CaseDesk(sketch.Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        return desk.Complete("accept", Clerk, Outcomes.Accept);
    }

    private static CaseCommand.Migrate To(CaseDesk desk, WorkflowGraph target, params (string From, string? To)[] map)
    {
        desk.Target = target;
        return new(target.Definition.ContentHash, "M-1", Asks, Signs, "流程调整") { Map = map.ToDictionary(m => m.From, m => m.To) };
    }

    private static (string, string, JsonNode) Limit(string step, double days) => (step, "limitDays", Value("Double", days));
    private static JsonNode Value(string type, JsonNode value) => new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    [Fact]
    public void Case_should_go_on_under_the_other_version_with_its_tasks_and_their_holders()
    {
        var desk = Accepted(FlowSketch.Parallel("two-branches"));
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("review").TaskId, Reviewer));
        var tasks = desk.State.OpenTasks.Select(t => (t.TaskId, t.Assignee, t.OpenedAt, t.BookmarkId)).ToList();
        var target = FlowSketch.TwoBranches().Compile();
        desk.Do(To(desk, target));
        desk.State.ShouldSatisfyAllConditions(
            s => s.DefinitionHash.ShouldBe(target.Definition.ContentHash),
            s => s.OpenTasks.Select(t => (t.TaskId, t.Assignee, t.OpenedAt, t.BookmarkId)).ShouldBe(tasks),
            s => s.WasAcceptedBy(Clerk.UserId).ShouldBeTrue());
        desk.Journal.Select(r => r.Event).OfType<CaseEvent.CaseMigrated>().Single().ShouldSatisfyAllConditions(
            e => (e.From, e.To, e.Plan, e.RequestedBy.UserId, e.By.UserId, e.Reason).ShouldBe((desk.Hash, target.Definition.ContentHash, "M-1", "admin-1", "admin-2", "流程调整")));

        desk.Complete("review", Reviewer, Outcomes.Approve, "同意").State.OpenTasks.Select(t => t.ActivityId).ShouldContain("check", "the step that is new lies ahead");
        desk.Complete("check", OtherReviewer, Outcomes.Approve, "同意").Complete("county", CountyClerk, Outcomes.Approve, "同意").TaskAt("decide").ShouldNotBeNull();
        desk.Complete("decide", Chief, Outcomes.Approve, "符合条件").State.Decision.ShouldNotBeNull();
    }

    [Fact]
    public void Join_should_wait_for_the_branch_that_is_open_when_the_other_one_is_done()
    {
        var desk = Accepted(FlowSketch.Parallel("two-branches")).Complete("review", Reviewer, Outcomes.Approve, "同意");
        // The second review is new, and the case has passed where it stands.
        desk.Do(To(desk, FlowSketch.TwoBranches().Compile())).State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["county"]);
        desk.Complete("county", CountyClerk, Outcomes.Approve, "同意").TaskAt("decide").ShouldNotBeNull();
    }

    [Fact]
    public void New_limit_role_and_name_should_be_the_open_tasks_from_the_day_it_opened()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var before = desk.TaskAt("review");
        desk.Now += TimeSpan.FromDays(1);
        var target = FlowSketch.TwoBranches(Limit("review", 5), ("review", "role", Value("String", "expert")), ("review", "nameZh", Value("String", "专家审查"))).Compile();
        desk.Do(To(desk, target));
        var after = desk.TaskAt("review");
        (after.TaskId, after.OpenedAt, after.NameZh, after.Candidate, after.LimitDays).ShouldBe((before.TaskId, before.OpenedAt, "专家审查", new Candidate("expert", "dept-nyj"), 5));
        after.Due.ShouldBe(Repository.Calendar.Due(ApprovalFlow.Domain.Calendars.OfficeHours.DayOf(before.OpenedAt), 5).Day);
        desk.State.Timeline.Facts.OfType<CaseFact.LegOpened>().Single(l => l.Id == after.TaskId).ShouldSatisfyAllConditions(l => l.LimitDays.ShouldBe(5), l => l.At.ShouldBe(before.OpenedAt));
        // The law's own clock has not moved.
        desk.State.Timeline.Facts.OfType<CaseFact.Accepted>().Single().At.ShouldBe(desk.State.AcceptedAt!.Value);
        desk.Send(new CaseCommand.ClaimTask(after.TaskId, Reviewer)).Rejection!.Code.ShouldBe("not-candidate");
        desk.Do(new CaseCommand.ClaimTask(after.TaskId, Person("e", "expert", "dept-nyj")));
    }

    [Fact]
    public void Migration_should_be_taken_back_by_one_to_the_version_before()
    {
        var first = FlowSketch.TwoBranches().Compile();
        var desk = Accepted(FlowSketch.TwoBranches());
        var tasks = desk.State.OpenTasks.ToList();
        desk.Do(To(desk, FlowSketch.TwoBranches(Limit("review", 5)).Compile()));
        desk.Do(To(desk, first) with { IsUndo = true });
        desk.State.DefinitionHash.ShouldBe(first.Definition.ContentHash);
        desk.State.OpenTasks.Select(t => (t.TaskId, t.LimitDays, t.Due, t.Candidate)).ShouldBe(tasks.Select(t => (t.TaskId, t.LimitDays, t.Due, t.Candidate)));
    }

    [Fact]
    public void Open_task_whose_step_is_gone_should_be_refused_by_name()
    {
        var desk = Accepted(FlowSketch.TwoBranches()).Complete("review", Reviewer, Outcomes.Approve, "同意");
        var refused = desk.Send(To(desk, FlowSketch.Parallel("two-branches").Compile())).Rejection!;
        (refused.Code, RejectionText.In("zh-CN", refused)).ShouldBe(("migrate-step-missing", "“Review环节”正在办理，目标版本中没有对应环节。"));
        desk.Do(To(desk, FlowSketch.Parallel("two-branches").Compile(), ("flow:review", null), ("flow:check", "flow:review")));
        desk.State.OpenTasks.Select(t => t.ActivityId).Order().ShouldBe(["county", "review"]);
    }

    [Fact]
    public void Running_clock_and_the_decision_should_not_be_lost()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        desk.Send(To(desk, FlowSketch.TwoBranches(("review", "limitDays", null!)).Compile()))
            .Rejection!.Code.ShouldBe("migrate-clock-lost");
        var early = new CaseDesk(FlowSketch.TwoBranches().Compile(), Flow, Item);
        early.Do(new CaseCommand.Register(Number, Flow.Code, early.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        early.Send(To(early, Undecided())).Rejection!.Code.ShouldBe("migrate-over-decision");
    }

    private static WorkflowGraph Undecided() => new FlowSketch("two-branches").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk")
        .Close("granted", "approved").Line("start", "accept").Line("accept.Accept", "granted").Compile();

    [Fact]
    public void Two_administrators_without_an_interest_should_answer_for_it()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        var command = To(desk, FlowSketch.TwoBranches(Limit("review", 5)).Compile());
        string? Code(CaseCommand c) => desk.Send(c).Rejection?.Code;
        Code(command with { By = Asks }).ShouldBe("second-person-required");
        Code(command with { By = Reviewer }).ShouldBe("migrate-not-administrator");
        Code(command with { RequestedBy = Chief }).ShouldBe("migrate-not-administrator");
        Code(command with { Reason = " " }).ShouldBe("reason-required");
        Code(command with { To = "ffff" }).ShouldBe("migrate-version-unknown");
        Code(command with { To = desk.Hash }).ShouldBe("migrate-version-unknown");
        Code(new CaseCommand.Suspend(Asks, "核查")).ShouldBeNull();
        Code(command).ShouldBe("case-suspended");
    }

    /// <summary>Refusals of a migration, said here or, where the flow alone is concerned, with the engine's own tests (Moves/MigrationTests).</summary>
    internal static readonly string[] Codes =
    [
        "migrate-not-administrator", "migrate-own-case", "migrate-version-unknown", "migrate-already-there", "migrate-clock-lost", "migrate-hearing-lost", "migrate-signing-changed", "migrate-over-acceptance",
        "migrate-over-decision", "migrate-moved-on", "migrate-otherwise-now", "migrate-step-missing", "migrate-other-definition", "migrate-unknown-step", "migrate-mapped-twice", "migrate-kind-changed", "migrate-scope-changed", "migrate-step-ahead",
        "migrate-step-unreachable", "migrate-arrival-lost", "migrate-join-never-fires", "migrate-branches-changed", "migrate-input-failed",
    ];

    [Fact]
    public void Applicant_should_not_migrate_their_own_case_and_a_case_should_not_go_where_it_is()
    {
        var desk = Accepted(FlowSketch.TwoBranches());
        desk.Send(To(desk, FlowSketch.TwoBranches().Compile())).Rejection!.Code.ShouldBe("migrate-already-there");
        var own = To(desk, FlowSketch.TwoBranches(Limit("review", 5)).Compile()) with { RequestedBy = new Actor(desk.State.Applicant!.UserId!, "本人", [new Mandate("administrator")]) };
        desk.Send(own).Rejection!.Code.ShouldBe("migrate-own-case");
    }

    [Fact]
    public void Acceptance_should_not_be_passed()
    {
        FlowSketch Steps(params string[] order) => new FlowSketch("two-steps").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("pre", "Review", "reviewer").Step("accept", "Accept", "window-clerk").Step("decide", "Decide", "chief-representative")
            .Close("granted", "approved").Line("start", order[0]).Line($"{order[0]}.{(order[0] == "pre" ? "Approve" : "Accept")}", order[1]).Line($"{order[1]}.{(order[1] == "pre" ? "Approve" : "Accept")}", "decide").Line("decide.Approve", "granted");
        var desk = new CaseDesk(Steps("pre", "accept").Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        desk.Send(To(desk, Steps("accept", "pre").Compile())).Rejection!.Code.ShouldBe("migrate-over-acceptance");
    }

    [Fact]
    public void Round_of_signers_should_stay_as_it_was_called_together()
    {
        var desk = new CaseDesk(FlowSketch.Countersigned(Signing.SigningDesk.Signers(2, "all")).Compile(), Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" }).Complete("accept", Clerk, Outcomes.Accept);
        desk.Send(To(desk, FlowSketch.Countersigned(Signing.SigningDesk.Signers(3, "all")).Compile())).Rejection!.Code.ShouldBe("migrate-signing-changed");
        desk.Do(To(desk, FlowSketch.Countersigned([.. Signing.SigningDesk.Signers(2, "all"), ("limitDays", Value("Double", 9))]).Compile()));
        desk.State.OpenTasks.Select(t => t.LimitDays).ShouldBe([9d, 9d]);
    }

    [Fact]
    public void Hearing_that_was_asked_for_should_have_its_step()
    {
        FlowSketch With(bool hearing)
        {
            var sketch = new FlowSketch("heard").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer", 3).Step("decide", "Decide", "chief-representative").Close("granted", "approved")
                .Line("start", "accept").Line("accept.Accept", "review").Line("review.Approve", "decide").Line("decide.Approve", "granted");
            return hearing ? sketch.Step("hearing", "Hearing", "reviewer", 20, clock: "excluded").Line("review.Return", "hearing").Line("hearing.Done", "decide") : sketch;
        }
        var desk = Accepted(With(true)).Do(new CaseCommand.RecordHearing("told", Reviewer)).Do(new CaseCommand.RecordHearing("asked", Reviewer));
        desk.Send(To(desk, With(false).Compile())).Rejection!.Code.ShouldBe("migrate-hearing-lost");
    }
}
