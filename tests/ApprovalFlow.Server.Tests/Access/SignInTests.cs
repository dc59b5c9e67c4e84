using System.Net;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Access;

[Collection(ServerCollection.Name)]
public sealed class SignInTests(ServerFixture server)
{
    [Fact]
    public async Task Sign_in_should_fail_without_saying_which_half_was_wrong()
    {
        var client = server.Anonymous();
        var unknown = await SubmitAsync(client, "nobody", "wrong-password");
        var wrong = await SubmitAsync(client, "auditor", "wrong-password");
        unknown.ShouldContain("用户名或密码不正确");
        wrong.ShouldContain("用户名或密码不正确");
    }

    [Fact]
    public async Task Account_should_lock_after_five_wrong_passwords()
    {
        var client = server.Anonymous();
        for (var i = 0; i < 5; i++)
            await SubmitAsync(client, "cashier", "wrong-password");
        (await SubmitAsync(client, "cashier", DemoUsers.Password)).ShouldContain("暂时锁定");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    public async Task Sign_in_should_never_lead_to_another_site(string target)
    {
        var answer = await ServerFixture.PostFormAsync(server.Anonymous(), $"{SignIn.Path}?returnUrl={Uri.EscapeDataString(target)}", "sign-in",
            new() { ["Form.UserName"] = "auditor", ["Form.Password"] = DemoUsers.Password });
        answer.Headers.Location!.ToString().ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task Forms_should_be_refused_without_an_antiforgery_token()
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Form.UserName"] = "auditor", ["Form.Password"] = DemoUsers.Password });
        (await server.Anonymous().PostAsync(SignIn.Path, form)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await server.AsAsync("supervisor")).PostAsync("/sign-out", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Anonymous().PostAsync("/preferences/theme", new FormUrlEncodedContent(new Dictionary<string, string> { ["value"] = "dark" }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Sign_out_should_end_the_session()
    {
        var client = server.Anonymous();
        await ServerFixture.PostFormAsync(client, SignIn.Path, "sign-in", new() { ["Form.UserName"] = "leader", ["Form.Password"] = DemoUsers.Password });
        (await client.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await client.PostAsync("/sign-out", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = await ServerFixture.TokenAsync(client, "/account") }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await client.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Cookie_should_be_out_of_reach_of_scripts_and_other_sites()
    {
        var answer = await ServerFixture.PostFormAsync(server.Anonymous(), SignIn.Path, "sign-in", new() { ["Form.UserName"] = "auditor", ["Form.Password"] = DemoUsers.Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("approvalflow=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/health")]
    [InlineData("/api/me")]
    [InlineData("/css/tokens.css")]
    public async Task Every_answer_should_carry_the_secure_headers(string path)
    {
        var headers = (await server.Anonymous().GetAsync(path)).Headers;
        headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
    }

    private static async Task<string> SubmitAsync(HttpClient client, string user, string password) =>
        await (await ServerFixture.PostFormAsync(client, SignIn.Path, "sign-in", new() { ["Form.UserName"] = user, ["Form.Password"] = password })).Content.ReadAsStringAsync();

    [Fact]
    public async Task Page_that_outlives_its_server_should_lose_its_account_without_a_word()
    {
        var services = new ServiceCollection().BuildServiceProvider();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        await services.DisposeAsync();
        using var revalidation = new AccountRevalidation(NullLoggerFactory.Instance, scopes, Options.Create(new IdentityOptions()));
        (await revalidation.MayGoOnAsync(new(new()), default)).ShouldBeFalse();
    }
}
