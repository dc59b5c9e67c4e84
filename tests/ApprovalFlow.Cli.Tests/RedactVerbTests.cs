using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class RedactVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-redact-");

    public RedactVerbTests() => CommandLine.Run("seed", "--cases", "2", "--sqlite", Database, "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(0);

    private string At(string name) => Path.Combine(folder.FullName, name);
    private string Database => At("redact.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLine.Run([.. arguments, "--sqlite", Database, "--workflows", CommandLine.Workflows]);

    /// <summary>A closed case whose removal two persons have agreed to.</summary>
    private async Task<string> AgreedAsync()
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={Database}").AddWorkflowsFrom(CommandLine.Workflows));
        await using var provider = services.BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        var number = await context.Cases.OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).FirstAsync();
        var processor = provider.GetRequiredService<CommandProcessor>();
        while ((await processor.LookAsync(number))!.State.OpenTasks is [var task, ..])
            (await processor.ExecuteAsync(number, SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, task.Outcomes[0]))).ShouldBeOfType<CommandResult.Accepted>();
        await context.Outbox.ExecuteDeleteAsync();
        Run("ledger", "close", "--keys", At("keys")).ExitCode.ShouldBe(0);
        var files = provider.GetRequiredService<RedactionFiles>();
        (await files.ExecuteAsync(number, new RedactionCommand.Ask(RemovalScope.Case, "court-order", "（2026）晋01行终1号", "判决删除", new("u-admin", "管理员", [new(Roles.Administrator)])))).Rejection.ShouldBeNull();
        (await files.ExecuteAsync(number, new RedactionCommand.Agree(1, new("u-audit", "审计员", [new(Roles.Auditor)])))).Rejection.ShouldBeNull();
        return number;
    }

    [Fact]
    public async Task Agreed_removal_should_be_looked_at_done_verified_and_never_be_done_twice()
    {
        var number = await AgreedAsync();
        Run("retain").Output.ShouldContain($"agreed   {number}  case, by 管理员 and 审计员");
        Run("redact").ExitCode.ShouldBe(2);
        var dry = Run("redact", "--dry-run");
        (dry.ExitCode, dry.Output.Contains("would go", StringComparison.Ordinal)).ShouldBe((0, true));
        Run("replay-check").Output.TrimEnd().ShouldEndWith(" 0 different");

        var done = Run("redact", "--operator", "运维员");
        done.ExitCode.ShouldBe(0, done.Output + done.Error);
        done.Output.ShouldContain($"removed, record redactions/{number}/3");
        done.Output.TrimEnd().ShouldEndWith("1 cases done, 0 refused");
        Run("redact", "--operator", "运维员").Output.ShouldContain("0 cases done, 0 refused");
        var again = Run("redact", number, "--operator", "运维员");
        (again.ExitCode, again.Output.Contains("but there is none, or another one", StringComparison.Ordinal)).ShouldBe((1, true));

        var verified = Run("verify", "--keys", At("keys"));
        verified.ExitCode.ShouldBe(0, verified.Output);
        Run("replay-check").Output.TrimEnd().ShouldEndWith(" 0 different, 1 not decided again because their content was removed");
        Run("retain", "--json").Output.ShouldContain("\"removed\": [");

        // A copy made afterwards is as good as the database.
        CommandLine.Run("backup", At("backup"), "--sqlite", Database, "--workflows", CommandLine.Workflows).ExitCode.ShouldBe(0);
        CommandLine.Run("restore", At("backup"), "--sqlite", At("again.db"), "--workflows", CommandLine.Workflows).Output.ShouldContain("0 broken");
        Run("ledger", "prove", number, "1", "--output", At("proof.json")).ExitCode.ShouldBe(0);
        CommandLine.Run("ledger", "check", At("proof.json"), "--key", Directory.GetFiles(At("keys"), "*.pub.pem").Single()).Output.ShouldContain($"the record is 'redactions/{number}/3'");
    }
}
