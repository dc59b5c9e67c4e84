using System.Diagnostics;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Verification;

/// <summary>A process that dies in the middle of its work leaves whole commands or none.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task Journal_should_be_whole_when_the_process_is_killed_again_and_again()
    {
        var folder = Directory.CreateTempSubdirectory("approvalflow-kill-");
        var file = Path.Combine(folder.FullName, "killed.db");
        var cases = 0;
        for (var round = 1; round <= 3; round++)
        {
            using (var seeding = Seed(file, round))
            {
                var goal = cases + 40 * round;
                while (await CasesAsync(file) < goal)
                {
                    seeding.HasExited.ShouldBeFalse("Expected the seeding to go on until it is killed, but it ended.");
                    // Another process can only be looked at; looking without a pause would take its processor.
                    await Task.Delay(20);
                }
                seeding.Kill();
                await seeding.WaitForExitAsync();
            }
            cases = await VerifiedAsync(file);
        }
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static Process Seed(string file, int seed)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var program = Repository.Path("tools", "ApprovalFlow.Cli", "bin", configuration, "net10.0", "approvalflow.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "seed", "--cases", "1000000", "--sqlite", file, "--seed", seed.ToString(), "--workflows", Repository.Path("workflows")])
        {
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<int> CasesAsync(string file)
    {
        if (!File.Exists(file))
            return 0;
        try
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM cases";
            return Convert.ToInt32(await command.ExecuteScalarAsync());
        }
        catch (SqliteException)
        {
            // Not migrated yet.
            return 0;
        }
    }

    private static async Task<int> VerifiedAsync(string file)
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={file}").AddWorkflowsFrom(Repository.Path("workflows")));
        await using var provider = services.BuildServiceProvider();
        var cases = 0;
        await foreach (var verified in provider.GetRequiredService<JournalVerifier>().VerifyAsync())
        {
            verified.Problems.ShouldBeEmpty();
            cases++;
        }
        return cases;
    }
}
