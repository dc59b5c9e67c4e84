using ApprovalFlow.Testing;
using System.Net;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Hosting;

/// <summary>What differs between a developer's machine and an installation, and what stays when it is started again.</summary>
public sealed class InstallationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-installation").FullName;

    [Fact]
    public async Task Production_should_have_no_demo_accounts_and_no_gallery()
    {
        using var server = Start("Production");
        var client = server.CreateClient(new() { AllowAutoRedirect = false });
        (await client.GetStringAsync(SignIn.Path)).ShouldNotContain("data-demo");
        (await client.GetAsync("/dev/gallery")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Services.GetRequiredService<UserQuery>().ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Second_start_should_keep_the_data_and_add_nothing()
    {
        string[] first;
        using (var server = Start("Development"))
            first = await ContentAsync(server);
        first.Length.ShouldBe(DemoUsers.All.Count + 225);
        using (var server = Start("Development"))
            (await ContentAsync(server)).ShouldBe(first);
    }

    [Fact]
    public void Wrong_options_should_all_be_named_at_once()
    {
        var problems = new ServerOptions { Provider = "Oracle", ConnectionString = " ", TimeZone = "Moon/Base", TimerSeconds = 0, Workflows = "", LogFormat = "xml" }.Problems();
        problems.Count.ShouldBe(6);
        problems.ShouldAllBe(p => p.StartsWith("Expected ApprovalFlow:", StringComparison.Ordinal));
        new ServerOptions { Provider = "Postgres", ConnectionString = "Host=db;Include Error Detail=True" }.Problems().ShouldHaveSingleItem().ShouldNotContain("Host=db");
        new ServerOptions().Problems().ShouldBeEmpty();
    }

    [Fact]
    public void Demo_accounts_should_cover_every_role() =>
        DemoUsers.All.Select(u => u.Mandate.Role).Distinct().Order().ShouldBe(Roles.All.Order());

    private static async Task<string[]> ContentAsync(WebApplicationFactory<Program> server) =>
    [
        .. (await server.Services.GetRequiredService<UserQuery>().ListAsync()).Select(u => $"{u.UserId} {u.UserName} {string.Join(',', u.Mandates)}"),
        .. (await server.Services.GetRequiredService<DefinitionQuery>().ListAsync()).Select(d => $"{d.Hash} {d.Version} {d.PublishedAt:O}"),
    ];

    private WebApplicationFactory<Program> Start(string environment) => new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
        .UseEnvironment(environment).UseSetting("ApprovalFlow:ConnectionString", $"Data Source={Path.Combine(folder, "installation.db")}").UseSetting("ApprovalFlow:Keys", Path.Combine(folder, "keys")).UseSetting("Logging:LogLevel:Default", "Error"));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Leftovers.Delete(folder);
    }
}
