using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Registration;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class UserVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("approvalflow-user-");
    private string Database => Path.Combine(folder.FullName, "users.db");

    private (int ExitCode, string Output, string Error) Add(string password, params string[] arguments)
    {
        var input = Console.In;
        try
        {
            Console.SetIn(new StringReader(password + "\n"));
            return CommandLine.Run(["user", "add", .. arguments, "--sqlite", Database, "--workflows", CommandLine.Workflows]);
        }
        finally
        {
            Console.SetIn(input);
        }
    }

    [Fact]
    public async Task Account_should_be_able_to_sign_in_with_its_password_and_mandates()
    {
        Add("First-2026-pass", "clerk", "--display-zh", "一号窗口", "--mandate", "window-clerk@dept-fgw", "--mandate", "county-clerk@*/140105").ExitCode.ShouldBe(0);

        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite($"Data Source={Database}").AddWorkflowsFrom(CommandLine.Workflows));
        await using var provider = services.BuildServiceProvider();
        await using var context = await provider.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        var account = await context.Users.Include(u => u.Mandates).SingleAsync();
        new PasswordHasher<UserAccount>().VerifyHashedPassword(account, account.PasswordHash!, "First-2026-pass").ShouldBe(PasswordVerificationResult.Success);
        (account.DisplayNameZh, account.DisplayNameEn, account.LockoutEnabled).ShouldBe(("一号窗口", "clerk", true));
        account.Mandates.Select(m => (m.Role, m.DepartmentId, m.Region)).ShouldBe([("window-clerk", "dept-fgw", null), ("county-clerk", null, "140105")], ignoreOrder: true);
    }

    [Fact]
    public void Name_should_be_given_once()
    {
        Add("First-2026-pass", "admin", "--mandate", "administrator").ExitCode.ShouldBe(0);
        var again = Add("Other-2026-pass", "ADMIN", "--mandate", "administrator");
        again.ExitCode.ShouldBe(1);
        again.Error.ShouldContain("to be free");
    }

    [Fact]
    public void Everything_wrong_should_be_said_at_once_and_nothing_made()
    {
        var refused = Add("short", "ad min", "--mandate", "boss", "--mandate", "reviewer@nowhere", "--mandate", "county-clerk@*/1");
        refused.ExitCode.ShouldBe(1);
        refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        File.Exists(Database).ShouldBeFalse();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
