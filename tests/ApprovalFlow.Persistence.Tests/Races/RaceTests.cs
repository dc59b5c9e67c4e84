using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>Races by pairs of moves on PostgreSQL between two processes: one winner, or both in some order, and never a task in an inbox that the case does not know as open.</summary>
[Needs(NeedsAttribute.Postgres)]
public sealed class RaceTests(PostgresFixture fixture) : RaceDesk(fixture)
{
    private const string Branches = "RFB-001-A", Instant = "GSJ-001-A";
    private static readonly Actor Admin = Person("administrator", "administrator"), OtherAdmin = Person("administrator-2", "administrator");

    private static Actor Person(string name, string role) => new(name, name, [new(role)]);

    /// <summary>Somebody who may do the task.</summary>
    private static Actor For(CaseTask task, string name) => new(name, name, [new(task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region)]);
    private static CaseCommand Approve(CaseTask task, string name) => new CaseCommand.CompleteTask(task.TaskId, For(task, name), "Approve");
    private static CaseCommand Return(CaseTask task) => new CaseCommand.ReturnToStep(task.TaskId, For(task, "reviewer"), "accept", "情况不明");

    [ProviderFact]
    public async Task Complete_and_take_back_should_have_one_winner()
    {
        var hash = await House.PublishAsync(Branches);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"T-{round}";
            var before = await AcceptedAsync(number, Branches, hash);
            var (accepted, review) = (before.CompletedTasks.Single(), before.OpenTasks.Single(t => t.ActivityId == "review"));
            var (complete, back) = await RaceAsync(number, Approve(review, "reviewer"), new CaseCommand.TakeBack(accepted.TaskId, Clerk));
            var state = await ConsistentAsync(number);
            if (complete == "accepted")
            {
                back.ShouldBe("next-step-completed");
                state.Task(review.TaskId)!.Status.ShouldBe(CaseTaskStatus.Completed);
            }
            else
            {
                (complete, back).ShouldBe(("task-canceled", "accepted"));
                state.OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
            }
        }
    }

    [ProviderFact]
    public async Task Claim_should_have_one_holder()
    {
        var hash = await House.PublishAsync(Instant);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"H-{round}";
            var decide = (await AcceptedAsync(number, Instant, hash)).OpenTasks.Single();
            var (one, other) = await RaceAsync(number, new CaseCommand.ClaimTask(decide.TaskId, For(decide, "chief-1")), new CaseCommand.ClaimTask(decide.TaskId, For(decide, "chief-2")));
            new[] { one, other }.Order().ShouldBe(["accepted", "task-claimed"]);
            (await ConsistentAsync(number)).OpenTasks.Single().Assignee!.UserId.ShouldBe(one == "accepted" ? "chief-1" : "chief-2");
        }
    }

    [ProviderFact]
    public async Task Withdraw_and_complete_should_have_one_winner()
    {
        var hash = await House.PublishAsync(Instant);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"W-{round}";
            var decide = (await AcceptedAsync(number, Instant, hash)).OpenTasks.Single();
            var (complete, withdraw) = await RaceAsync(number, Approve(decide, "chief"), new CaseCommand.Withdraw(Clerk, "不办了"));
            var state = await ConsistentAsync(number);
            if (complete == "accepted")
            {
                withdraw.ShouldBe("case-decided");
                state.Decision.ShouldNotBeNull();
            }
            else
            {
                (complete, withdraw).ShouldBe(("case-closed", "accepted"));
                (state.Result, state.Decision).ShouldBe(("withdrawn", null));
            }
        }
    }

    [ProviderFact]
    public async Task Return_and_a_sibling_that_completes_should_both_stand_where_branches_are_kept()
    {
        var hash = await House.PublishAsync(Branches);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"K-{round}";
            var (review, beside) = BranchesOf(await AcceptedAsync(number, Branches, hash));
            (await RaceAsync(number, Return(review), Approve(beside, "signer"))).ShouldBe(("accepted", "accepted"));
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
            // The branch's word stands, whichever came first.
            await AcceptAgainAsync(number);
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["review"]);
        }
    }

    [ProviderFact]
    public async Task Return_and_a_sibling_that_completes_should_leave_no_orphan_where_branches_are_cancelled()
    {
        var hash = await House.PublishAsync(Branches, json =>
        {
            var definition = JsonNode.Parse(json)!;
            foreach (var activity in definition["root"]!["activities"]!.AsArray().Where(a => (string)a!["id"]! == "review")) activity!["returnSiblings"] = "cancel";
            return definition.ToJsonString();
        });
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"C-{round}";
            var (review, beside) = BranchesOf(await AcceptedAsync(number, Branches, hash));
            var (back, complete) = await RaceAsync(number, Return(review), Approve(beside, "signer"));
            back.ShouldBe("accepted");
            complete.ShouldBeOneOf("accepted", "task-canceled");
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
            await AcceptAgainAsync(number);
            (await ConsistentAsync(number)).OpenTasks.Count.ShouldBe(2, "both branches begin again");
        }
    }

    [ProviderFact]
    public async Task Jump_and_return_should_leave_the_case_where_the_later_one_put_it()
    {
        var hash = await House.PublishAsync(Branches);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"J-{round}";
            var (review, _) = BranchesOf(await AcceptedAsync(number, Branches, hash));
            await House.AcceptedAsync(number, new CaseCommand.RequestJump(Admin, "review", "误办"));
            var (jump, back) = await RaceAsync(number, new CaseCommand.ApproveJump(OtherAdmin), Return(review));
            // The jump's own work has another number: a return from before it finds nothing.
            jump.ShouldBe("accepted");
            back.ShouldBeOneOf("accepted", "task-canceled");
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["review"]);
        }
    }

    [ProviderFact]
    public async Task Suspension_and_a_timer_should_both_stand_or_the_timer_wait()
    {
        var hash = await House.PublishJsonAsync(Instant, SmallDefinition.Sequence("delaying",
            SmallDefinition.Delay("first", TimeSpan.Zero), SmallDefinition.Delay("second", TimeSpan.FromHours(2)), SmallDefinition.Close("close", "approved")));
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"S-{round}";
            await House.RegisterAsync(number, Instant, hash);
            var due = (await House.StateAsync(number)).Timers.Single();
            var (suspend, fire) = await RaceAsync(number, new CaseCommand.Suspend(Admin, "等待答复"), new CaseCommand.FireTimer(due.BookmarkId));
            suspend.ShouldBe("accepted");
            fire.ShouldBeOneOf("accepted", "case-suspended");
            var state = await ConsistentAsync(number);
            (state.Timers.Single().BookmarkId == due.BookmarkId).ShouldBe(fire != "accepted", "what is refused is due when the case goes on");
            await House.AcceptedAsync(number, new CaseCommand.Resume(OtherAdmin));
            if (fire != "accepted") await House.AcceptedAsync(number, new CaseCommand.FireTimer(due.BookmarkId));
            (await House.StateAsync(number)).Timers.Single().BookmarkId.ShouldNotBe(due.BookmarkId);
        }
    }

    [ProviderFact]
    public async Task Migration_and_an_answer_should_both_stand_or_the_answer_find_another_step()
    {
        var first = await House.PublishAsync(Branches);
        // Whoever is accepted after the second version is published begins on it.
        for (var round = 0; round < Rounds; round++) await AcceptedAsync($"M-{round}", Branches, first);
        var second = await House.PublishAsync(Branches, json =>
        {
            var definition = JsonNode.Parse(json)!;
            var review = definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == "review")!;
            review["role"]!["expression"]!["value"] = "expert";
            definition["version"] = 2;
            return definition.ToJsonString();
        });
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"M-{round}";
            var (review, _) = BranchesOf(await House.StateAsync(number));
            var (migrate, complete) = await RaceAsync(number, new CaseCommand.Migrate(second, "M-1", Admin, OtherAdmin, "审查改由专家承担"), Approve(review, "reviewer"));
            migrate.ShouldBe("accepted");
            complete.ShouldBeOneOf("accepted", "not-candidate");
            var state = await ConsistentAsync(number);
            (state.DefinitionHash, state.OpenTasks.Any(t => t.ActivityId == "review")).ShouldBe((second, complete != "accepted"));
        }
    }

    private async Task AcceptAgainAsync(string number) =>
        (await House.Commands.ExecuteAsync(number, House.Complete((await House.StateAsync(number)).OpenTasks.Single(), "Accept"))).ShouldBeOfType<CommandResult.Accepted>();

    private static (CaseTask Review, CaseTask Beside) BranchesOf(CaseState state) => (state.OpenTasks.Single(t => t.ActivityId == "review"), state.OpenTasks.Single(t => t.ActivityId != "review"));
}
