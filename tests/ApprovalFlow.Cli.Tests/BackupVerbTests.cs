using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class BackupVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-backup-");

    private string At(string name) => Path.Combine(folder.FullName, name);
    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLine.Run([.. arguments, "--workflows", CommandLine.Workflows]);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Backup_should_be_restored_verified_and_worked_on()
    {
        Run("seed", "--cases", "2", "--sqlite", At("one.db")).ExitCode.ShouldBe(0);
        Run("backup", At("copy"), "--sqlite", At("one.db")).Output.ShouldContain("Backed up: 2 cases, ");
        Run("backup", At("copy"), "--sqlite", At("one.db")).ExitCode.ShouldBe(1);
        Run("restore", At("copy"), "--sqlite", At("one.db")).Error.ShouldContain("Move it away first");
        var restored = Run("restore", At("copy"), "--sqlite", At("two.db"));
        (restored.ExitCode, restored.Output.Contains("0 broken", StringComparison.Ordinal)).ShouldBe((0, true), restored.Output + restored.Error);
        Run("verify", "--sqlite", At("two.db"), "--keys", At("keys")).ExitCode.ShouldBe(0);
        Run("seed", "--cases", "1", "--seed", "2", "--sqlite", At("two.db")).ExitCode.ShouldBe(0);
        Run("restore", At("nothing"), "--sqlite", At("three.db")).ExitCode.ShouldBe(1);
        Run("backup", At("other"), "--sqlite", At("none.db")).ExitCode.ShouldBe(3);
    }
}
