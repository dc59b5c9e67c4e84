using System.Diagnostics;
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

/// <summary>This process and a real second one on one PostgreSQL. Both have read a case before they act on it at once.</summary>
public abstract class RaceDesk(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    protected const int Rounds = 12;

    private readonly Random random = new(20_261_122);
    private Process there = null!;

    protected House House { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        House = House.Open(fixture.Stores, TimeProvider.System);
        there = Process.Start(new ProcessStartInfo("dotnet", [typeof(RaceDesk).Assembly.Location, "race", fixture.ConnectionString]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
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

    protected async Task<CaseState> AcceptedAsync(string number, string flow, string hash)
    {
        await House.RegisterAsync(number, flow, hash);
        await House.AcceptedAsync(number, new CaseCommand.CompleteTask((await House.StateAsync(number)).OpenTasks.Single().TaskId, Clerk, "Accept"));
        return await House.StateAsync(number);
    }

    protected static Actor Clerk { get; } = new("clerk", "clerk", [new("window-clerk")]);

    /// <summary>Both have seen the case as it is; then both act at once, now the one here first, now the other. Answers what each was told.</summary>
    protected async Task<(string First, string Second)> RaceAsync(string number, CaseCommand first, CaseCommand second)
    {
        await AskAsync(number);
        await RaceRunner.DoAsync(House.Commands, number);
        var turned = random.Next(2) == 0;
        var answer = AskAsync(RaceRunner.Line(number, turned ? first : second));
        Thread.SpinWait(random.Next(40_000));
        var own = await RaceRunner.DoAsync(House.Commands, RaceRunner.Line(number, turned ? second : first));
        return turned ? (await answer, own) : (own, await answer);
    }

    private async Task<string> AskAsync(string line)
    {
        await there.StandardInput.WriteLineAsync(line);
        await there.StandardInput.FlushAsync();
        return await there.StandardOutput.ReadLineAsync() ?? "gone";
    }

    /// <summary>The stream's hashes hold, and the inboxes hold what the folded case says is open.</summary>
    protected async Task<CaseState> ConsistentAsync(string number)
    {
        var state = await House.StateAsync(number);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var inbox = await context.Inbox.AsNoTracking().Where(i => i.TaskId.StartsWith(number + "-")).Select(i => i.TaskId).ToListAsync();
        inbox.Order(StringComparer.Ordinal).ShouldBe(state.OpenTasks.Select(t => t.TaskId).Order(StringComparer.Ordinal));
        return state;
    }
}
