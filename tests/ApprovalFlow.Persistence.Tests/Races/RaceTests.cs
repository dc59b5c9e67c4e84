using System.Diagnostics;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>Races by pairs on PostgreSQL between this process and a real second one, both having read the case before: one winner, or both in some order,
/// and never a task in an inbox that the case does not know as open.</summary>
[Needs(NeedsAttribute.Postgres)]
public sealed class RaceTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Branches = "RFB-001-A", Instant = "GSJ-001-A";
    private const int Rounds = 12;

    private readonly Random random = new(20_261_122);
    private House house = null!;
    private CommandProcessor here = null!;
    private Process there = null!;

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, TimeProvider.System);
        here = house.Commands;
        there = Process.Start(new ProcessStartInfo("dotnet", [typeof(RaceTests).Assembly.Location, "race", fixture.ConnectionString]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        (await there.StandardOutput.ReadLineAsync()).ShouldBe("ready");
    }

    /// <summary>Every stream verifies, whoever wrote to it.</summary>
    public async Task DisposeAsync()
    {
        there.StandardInput.Close();
        await there.WaitForExitAsync();
        there.Dispose();
        await foreach (var verified in fixture.Services.GetRequiredService<JournalVerifier>().VerifyAsync()) verified.Problems.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Complete_and_take_back_should_have_one_winner()
    {
        var hash = await house.PublishAsync(Branches);
        for (var round = 0; round < Rounds; round++)
        {
            var (number, accepted) = await AcceptedAsync($"T-{round}", Branches, hash);
            var review = (await house.StateAsync(number)).OpenTasks.Single(t => t.ActivityId == "review");
            var (complete, back) = await RaceAsync(number, RaceRunner.Line("approve", number, review, "reviewer"), RaceRunner.Line("take-back", number, accepted, "clerk"));
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
    public async Task Withdraw_and_complete_should_have_one_winner()
    {
        var hash = await house.PublishAsync(Instant);
        for (var round = 0; round < Rounds; round++)
        {
            var (number, _) = await AcceptedAsync($"W-{round}", Instant, hash);
            var decide = (await house.StateAsync(number)).OpenTasks.Single();
            var window = decide with { Candidate = decide.Candidate with { Role = "window-clerk" } };
            var (complete, withdraw) = await RaceAsync(number, RaceRunner.Line("approve", number, decide, "chief"), RaceRunner.Line("withdraw", number, window, "clerk"));
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
        var hash = await house.PublishAsync(Branches);
        for (var round = 0; round < Rounds; round++)
        {
            var (number, _) = await AcceptedAsync($"K-{round}", Branches, hash);
            var (review, beside) = await BranchesAsync(number);
            var (back, complete) = await RaceAsync(number, RaceRunner.Line("return", number, review, "reviewer"), RaceRunner.Line("approve", number, beside, "signer"));
            (back, complete).ShouldBe(("accepted", "accepted"));
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
            // The branch's word stands, whichever came first.
            (await here.ExecuteAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single(), "Accept"))).ShouldBeOfType<CommandResult.Accepted>();
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["review"]);
        }
    }

    [ProviderFact]
    public async Task Return_and_a_sibling_that_completes_should_leave_no_orphan_where_branches_are_cancelled()
    {
        var hash = await house.PublishAsync(Branches, json =>
        {
            var definition = JsonNode.Parse(json)!;
            foreach (var activity in definition["root"]!["activities"]!.AsArray().Where(a => (string)a!["id"]! == "review")) activity!["returnSiblings"] = "cancel";
            return definition.ToJsonString();
        });
        for (var round = 0; round < Rounds; round++)
        {
            var (number, _) = await AcceptedAsync($"C-{round}", Branches, hash);
            var (review, beside) = await BranchesAsync(number);
            var (back, complete) = await RaceAsync(number, RaceRunner.Line("return", number, review, "reviewer"), RaceRunner.Line("approve", number, beside, "signer"));
            back.ShouldBe("accepted");
            complete.ShouldBeOneOf("accepted", "task-canceled");
            (await ConsistentAsync(number)).OpenTasks.Select(t => t.ActivityId).ShouldBe(["accept"]);
            (await here.ExecuteAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single(), "Accept"))).ShouldBeOfType<CommandResult.Accepted>();
            (await ConsistentAsync(number)).OpenTasks.Count.ShouldBe(2, "both branches begin again");
        }
    }

    private async Task<(string Number, CaseTask Accepted)> AcceptedAsync(string number, string flow, string hash)
    {
        await house.RegisterAsync(number, flow, hash);
        var task = (await house.StateAsync(number)).OpenTasks.Single();
        (await RaceRunner.DoAsync(here, RaceRunner.Line("accept", number, task, "clerk"))).ShouldBe("accepted");
        return (number, task);
    }

    private async Task<(CaseTask Review, CaseTask Beside)> BranchesAsync(string number)
    {
        var open = (await house.StateAsync(number)).OpenTasks;
        return (open.Single(t => t.ActivityId == "review"), open.Single(t => t.ActivityId != "review"));
    }

    /// <summary>Both have seen the case as it is; then both act at once, now the one here first, now the other.</summary>
    private async Task<(string First, string Second)> RaceAsync(string number, string first, string second)
    {
        await AskAsync($"look {number}");
        await RaceRunner.DoAsync(here, $"look {number}");
        var turned = random.Next(2) == 0;
        var answer = AskAsync(turned ? first : second);
        Thread.SpinWait(random.Next(40_000));
        var own = await RaceRunner.DoAsync(here, turned ? second : first);
        return turned ? (await answer, own) : (own, await answer);
    }

    private async Task<string> AskAsync(string line)
    {
        await there.StandardInput.WriteLineAsync(line);
        await there.StandardInput.FlushAsync();
        return await there.StandardOutput.ReadLineAsync() ?? "gone";
    }

    /// <summary>The stream's hashes hold, and the inboxes hold what the folded case says is open.</summary>
    private async Task<CaseState> ConsistentAsync(string number)
    {
        var state = await house.StateAsync(number);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var inbox = await context.Inbox.AsNoTracking().Where(i => i.TaskId.StartsWith(number + "-")).Select(i => i.TaskId).ToListAsync();
        inbox.Order(StringComparer.Ordinal).ShouldBe(state.OpenTasks.Select(t => t.TaskId).Order(StringComparer.Ordinal));
        return state;
    }
}
