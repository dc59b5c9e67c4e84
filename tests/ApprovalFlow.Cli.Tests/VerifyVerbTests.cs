using System.Globalization;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class VerifyVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-verify-");

    public VerifyVerbTests() => CommandLine.Run("seed", "--cases", "3", "--sqlite", Database, "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(0);

    private string At(string name) => Path.Combine(folder.FullName, name);
    private string Database => At("verify.db");
    private string FirstKey => Directory.GetFiles(At("keys"), "*.pub.pem").Single();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLine.Run([.. arguments, "--sqlite", Database, "--workflows", CommandLine.Workflows]);
    private (int ExitCode, string Output, string Error) Close() => Run("ledger", "close", "--keys", At("keys"));
    private (int ExitCode, string Output, string Error) Verify(params string[] more) => Run(["verify", "--keys", At("keys"), .. more]);

    private async Task<string> TamperAsync(string sql)
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={Database}").AddWorkflowsFrom(CommandLine.Workflows));
        await using var provider = services.BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync("DROP TRIGGER IF EXISTS journal_never_changed; DROP TRIGGER IF EXISTS ledger_pages_never_changed");
        var number = await context.Cases.OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).FirstAsync();
        (await context.Database.ExecuteSqlRawAsync(sql.Replace("$case", number, StringComparison.Ordinal))).ShouldBe(1);
        return number;
    }

    [Fact]
    public void Untouched_database_should_verify_with_its_ledger_and_say_whose_key_it_believed()
    {
        Verify().Output.ShouldContain("No page of the ledger is closed yet");
        Close().ExitCode.ShouldBe(0);
        var own = Verify();
        own.ExitCode.ShouldBe(0);
        own.Output.ShouldContain("of the server's own folder");
        own.Output.ShouldContain("1 pages, ");
        Verify("--key", FirstKey).Output.ShouldNotContain("of the server's own folder");
        Run("ledger", "list").Output.ShouldContain("streams");
    }

    [Fact]
    public async Task Changed_event_should_be_named_and_the_run_fail()
    {
        Close();
        var number = await TamperAsync("UPDATE journal SET events = replace(events, '\"role\"', '\"rule\"') WHERE case_number = '$case' AND first_sequence = 1");
        var verified = Verify("--chains", "--key", FirstKey);
        verified.ExitCode.ShouldBe(1);
        verified.Output.ShouldContain($"Expected event 1 of '{number}' (case-registered) to hash to");
    }

    [Fact]
    public async Task Checkpoint_should_let_the_next_run_look_only_at_what_came_since_and_keep_the_page_in_mind()
    {
        Close();
        var checkpoint = new[] { "--chains", "--checkpoint", At("verified.json") };
        Verify(checkpoint).ExitCode.ShouldBe(0);
        Close();
        var second = Verify(checkpoint);
        second.ExitCode.ShouldBe(0);
        second.Output.ShouldContain("1 pages, 0 streams, 0 events, 0 broken");
        await TamperAsync("UPDATE ledger_pages SET page = replace(page, '\"leaves\":0', '\"leaves\":7') WHERE number = 2");
        var third = Verify(checkpoint);
        third.ExitCode.ShouldBe(1);
        third.Output.ShouldContain("Expected page 2 of the ledger to be the one that was checked before");
    }

    [Fact]
    public async Task Proof_should_hold_without_the_database_and_fail_when_a_byte_of_it_is_another()
    {
        Close();
        var number = await TamperAsync("UPDATE cases SET due = due WHERE case_number = '$case'");
        Run("ledger", "prove", number, "2", "--output", At("proof.json")).ExitCode.ShouldBe(0);
        var held = CommandLine.Run("ledger", "check", At("proof.json"), "--key", FirstKey);
        (held.ExitCode, held.Output.Contains($"Event 2 of '{number}'", StringComparison.Ordinal)).ShouldBe((0, true));
        File.WriteAllText(At("proof.json"), File.ReadAllText(At("proof.json")).Replace("\"sequence\":2", "\"sequence\":3", StringComparison.Ordinal));
        CommandLine.Run("ledger", "check", At("proof.json"), "--key", FirstKey).ExitCode.ShouldBe(1);
        Run("ledger", "prove", number, 99_999.ToString(CultureInfo.InvariantCulture)).ExitCode.ShouldBe(3);
        File.WriteAllText(At("no.pem"), "nothing");
        CommandLine.Run("ledger", "check", At("proof.json"), "--key", At("no.pem")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Grants_should_never_let_the_server_change_the_journal()
    {
        var postgres = CommandLine.Run("grants", "postgres", "approvalflow_server", "--workflows", CommandLine.Workflows);
        postgres.Output.ShouldContain("GRANT SELECT, INSERT ON \"journal\" TO approvalflow_server;");
        postgres.Output.ShouldNotContain("UPDATE, DELETE ON \"journal\" TO");
        CommandLine.Run("grants", "sqlserver", "approvalflow_server", "--workflows", CommandLine.Workflows).Output.ShouldContain("DENY UPDATE, DELETE ON [journal] TO [approvalflow_server];");
        CommandLine.Run("grants", "postgres", "x;y", "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(2);
    }
}
