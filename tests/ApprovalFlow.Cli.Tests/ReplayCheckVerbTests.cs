using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Runtime.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class ReplayCheckVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-replay-");

    public ReplayCheckVerbTests() => CommandLine.Run("seed", "--cases", "12", "--sqlite", Database, "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(0);

    private string Database => Path.Combine(folder.FullName, "replay.db");
    private string Reached => Path.Combine(folder.FullName, "reached.json");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLine.Run([.. arguments, "--sqlite", Database, "--workflows", CommandLine.Workflows]);

    [Fact]
    public void Cases_should_be_decided_again_byte_by_byte_and_a_finished_run_leave_no_checkpoint()
    {
        var all = Run("replay-check", "--checkpoint", Reached);
        all.ExitCode.ShouldBe(0, all.Output);
        all.Output.ShouldStartWith("12 cases, ");
        all.Output.TrimEnd().ShouldEndWith(" 0 different");
        File.Exists(Reached).ShouldBeFalse();
        Run("replay-check", "--case", "NOBODY-1").ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Stopped_run_should_go_on_where_it_was()
    {
        var numbers = await NumbersAsync();
        await File.WriteAllTextAsync(Reached, $$"""{"after":"{{numbers[9]}}","cases":10,"commands":20,"events":300}""");
        Run("replay-check", "--checkpoint", Reached).Output.ShouldStartWith("12 cases, ");
    }

    /// <summary>Somebody who may write rows changes what followed from a fact and makes every hash and head anew: verify finds nothing, deciding again does.</summary>
    [Fact]
    public async Task Forged_event_should_be_named_when_the_whole_chain_was_made_anew()
    {
        var (number, sequence) = await ForgeAsync("task-opened", "\"limit\":", "\"limit\":9");
        var verified = Run("verify", "--chains", "--keys", Path.Combine(folder.FullName, "keys"));
        verified.ExitCode.ShouldBe(0, verified.Output);

        var replayed = Run("replay-check");
        replayed.ExitCode.ShouldBe(1);
        replayed.Output.ShouldContain($"{number} event {sequence}: is not what ");
        replayed.Output.ShouldContain("  stored   task-opened 1 {");
        replayed.Output.ShouldContain(" 1 different");
        var one = Run("replay-check", "--case", number, "--json");
        one.ExitCode.ShouldBe(1);
        one.Output.ShouldContain("\"kind\": \"Changed\"");
    }

    private async Task<List<string>> NumbersAsync()
    {
        await using var provider = Services();
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        return await context.Cases.OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).ToListAsync();
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={Database}").AddWorkflowsFrom(CommandLine.Workflows));
        return services.BuildServiceProvider();
    }

    private async Task<(string Number, long Sequence)> ForgeAsync(string kind, string from, string to)
    {
        await using var provider = Services();
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync("DROP TRIGGER IF EXISTS journal_never_changed");
        var first = await context.Journal.Where(j => j.Events.Contains(kind) && j.Events.Contains(from)).OrderBy(j => j.CaseNumber).ThenBy(j => j.FirstSequence).FirstAsync();
        var number = first.CaseNumber;
        var stored = (await provider.GetRequiredService<ICaseStore>().LoadAsync(number, 0))!;
        var (previous, forged, sequence) = (CaseChain.Genesis.ToArray(), new List<StoredEvent>(), 0L);
        foreach (var e in stored.Events)
        {
            var data = e.Data;
            if (sequence == 0 && e.Type == kind && data.Contains(from, StringComparison.Ordinal)) (data, sequence) = (data.Replace(from, to, StringComparison.Ordinal), e.Sequence);
            var hash = CaseChain.Hash(previous, e.Sequence, e.At, e.Type, e.TypeVersion, Encoding.UTF8.GetBytes(data));
            forged.Add(e with { Json = Encoding.UTF8.GetBytes(data), Hash = hash, PreviousHash = previous });
            previous = hash;
        }
        foreach (var line in await context.Journal.Where(j => j.CaseNumber == number).ToListAsync())
        {
            var made = JournalLine.Of(number, line.FirstSequence - 1, [.. forged.Skip((int)line.FirstSequence - 1).Take(line.Hashes.Length / 32)]);
            (line.Events, line.Hashes, line.PreviousHash) = (made.Text, made.Hashes, made.PreviousHash);
        }
        (await context.Cases.SingleAsync(c => c.CaseNumber == number)).HeadHash = previous;
        await context.SaveChangesAsync();
        return (number, sequence);
    }
}
