using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Registration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

/// <summary>A package on another machine: the file, the key, and no database.</summary>
[Collection("console")]
public sealed class EvidenceVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-evidence-");

    private string Package => Path.Combine(folder.FullName, "case.evidence.zip");
    private string Key => Directory.GetFiles(Path.Combine(folder.FullName, "keys"), "*.pub.pem").Single();

    public async Task InitializeAsync()
    {
        var database = Path.Combine(folder.FullName, "seeded.db");
        CommandLine.Run("seed", "--cases", "1", "--sqlite", database, "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(0);
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={database}").AddWorkflowsFrom(CommandLine.Workflows).Configure(o => o.KeyFolder = Path.Combine(folder.FullName, "keys")));
        await using var provider = services.BuildServiceProvider();
        var number = (await provider.GetRequiredService<CaseQuery>().ListAsync(new())).Rows[0].CaseNumber;
        await File.WriteAllBytesAsync(Package, (await provider.GetRequiredService<EvidenceCollector>().PackAsync(number, new("u-audit", "审计员", "auditor"), new Dictionary<string, byte[]>()))!);
    }

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public void Untouched_package_should_verify_and_say_when_the_key_was_not_named()
    {
        var named = CommandLine.Run("verify", Package, "--key", Key);
        (named.ExitCode, named.Output.Contains("0 broken", StringComparison.Ordinal)).ShouldBe((0, true), named.Output);
        named.Output.ShouldNotContain("own key");
        CommandLine.Run("verify", Package).Output.ShouldContain("Anybody can make a package with a key of their own.");
    }

    [Fact]
    public void Replay_should_show_the_case_at_an_instant_and_decide_it_again()
    {
        var whole = CommandLine.Run("replay", Package);
        whole.ExitCode.ShouldBe(0, whole.Output);
        whole.Output.ShouldContain("    1  ");
        whole.Output.ShouldContain("case-registered");
        whole.Output.ShouldContain(" 0 different. The package is whole");
        CommandLine.Run("replay", Package, "--at", "2001-01-01T00:00").Output.ShouldContain("there was no such case yet");
        CommandLine.Run("replay", Package, "--at", "yesterday").ExitCode.ShouldBe(2);
        CommandLine.Run("replay", Package + ".gone").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Changed_byte_should_be_named_and_the_run_fail()
    {
        var bytes = File.ReadAllBytes(Package);
        bytes[bytes.AsSpan().IndexOf("case-registered"u8)] ^= 1;
        File.WriteAllBytes(Package, bytes);
        var changed = CommandLine.Run("verify", Package, "--key", Key);
        changed.ExitCode.ShouldBe(1);
        changed.Output.ShouldContain("'journal/case.jsonl'");
        CommandLine.Run("replay", Package).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Missing_file_foreign_file_and_bad_key_should_be_told_apart()
    {
        CommandLine.Run("verify", Package + ".gone").ExitCode.ShouldBe(3);
        CommandLine.Run("verify", Package, "--key", Key + ".gone").ExitCode.ShouldBe(3);
        var none = Path.Combine(folder.FullName, "none.zip");
        File.WriteAllText(none, "nothing of the kind");
        CommandLine.Run("verify", none, "--key", Key).Output.ShouldContain("Expected a zip file");
        CommandLine.Run("verify", Package, "--key", none).ExitCode.ShouldBe(1);
    }
}
