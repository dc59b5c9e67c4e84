using System.Net;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Access;

/// <summary>Nothing is open that was not decided to be open: found by walking what the server maps, not by remembering.</summary>
[Collection(ServerCollection.Name)]
public sealed class EveryAddressTests(ServerFixture server)
{
    private static readonly string[] Open = ["/sign-in", "/error", "/not-found", "/health", "/health/live", "/health/ready", "/preferences/culture", "/preferences/theme", "/api/gateway/sms/report", "/api/feed", "/api/feed/events", "/api/gateway/sms/inbound"];

    [Fact]
    public void Only_the_named_addresses_should_be_open_to_everybody() =>
        Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsAsset(e)).Select(Path).Distinct().Order()
            .ShouldBe(Open.Order());

    [Fact]
    public async Task Every_other_address_should_ask_an_anonymous_caller_to_sign_in()
    {
        var client = server.Anonymous();
        var asked = 0;
        foreach (var endpoint in Endpoints().Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var path = Fill(endpoint);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
                if (path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/elsa/api", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal))
                    answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
                else
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{method} {path}");
                    answer.Headers.Location!.AbsolutePath.ShouldBe(SignIn.Path, $"{method} {path}");
                }
                asked++;
            }
        }
        asked.ShouldBeGreaterThan(35);
    }

    [Theory]
    [InlineData("/tasks", "window reviewer chief issuer cashier inspector expert county leader", "applicant designer admin auditor supervisor")]
    [InlineData("/register", "window window-fgw", "applicant reviewer chief designer admin auditor")]
    [InlineData("/cases", "applicant window chief admin auditor supervisor", "designer")]
    [InlineData("/catalogue", "applicant window designer auditor", "")]
    [InlineData("/api/tasks", "window chief", "applicant designer auditor")]
    [InlineData("/api/cases", "applicant window auditor", "designer")]
    [InlineData("/api/definitions", "window designer auditor", "applicant")]
    [InlineData("/designer", "designer admin", "applicant window reviewer chief auditor supervisor")]
    [InlineData("/designer/AJJ-001-A", "designer admin", "applicant window chief auditor")]
    [InlineData("/designer/AJJ-001-A/print", "designer admin", "applicant window chief auditor")]
    [InlineData("/definitions", "window designer admin auditor", "applicant")]
    [InlineData("/elsa/api/workflow-definitions", "window designer admin", "applicant")]
    [InlineData("/api/lives", "window designer admin", "applicant")]
    [InlineData("/definitions/FGW-001-A/migrations", "admin auditor supervisor", "applicant window chief designer")]
    [InlineData("/definitions/FGW-001-A/migrations/draft", "", "applicant window designer auditor")]
    [InlineData("/api/definitions/FGW-001-A/migrations", "admin auditor supervisor", "applicant window chief designer")]
    [InlineData("/calendars", "admin", "applicant window chief auditor designer")]
    [InlineData("/api/calendars", "admin auditor window", "applicant")]
    [InlineData("/retention", "admin auditor", "applicant window chief supervisor designer")]
    [InlineData("/api/retention", "admin auditor", "applicant window chief supervisor designer")]
    [InlineData("/posts", "admin", "applicant window chief auditor designer")]
    [InlineData("/api/posts", "admin", "applicant window chief auditor designer")]
    [InlineData("/api/marks/followed", "applicant window auditor", "designer")]
    [InlineData("/api/flows/FGW-004-A/approvers", "window designer", "applicant")]
    [InlineData("/messages", "admin supervisor", "applicant window chief auditor designer")]
    [InlineData("/api/messages", "admin supervisor", "applicant window chief auditor designer")]
    [InlineData("/api/me/messages", "applicant designer window", "")]
    [InlineData("/api/me", "applicant designer", "")]
    public async Task Address_should_open_for_its_personas_only(string path, string allowed, string denied)
    {
        foreach (var user in allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            (await (await server.AsAsync(user)).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, $"{user} {path}");
        foreach (var user in denied.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var answer = await (await server.AsAsync(user)).GetAsync(path);
            if (path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/elsa/api", StringComparison.Ordinal))
                answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{user} {path}");
            else
                answer.Headers.Location!.AbsolutePath.ShouldBe(SignIn.DeniedPath, $"{user} {path}");
        }
    }

    private IEnumerable<RouteEndpoint> Endpoints() => server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => !Path(e).StartsWith("/_blazor", StringComparison.Ordinal) && !Path(e).StartsWith("/_framework", StringComparison.Ordinal) || e.Metadata.GetMetadata<IAllowAnonymous>() is null);

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.Trim('/');

    /// <summary>Style sheets, scripts and pictures.</summary>
    private static bool IsAsset(RouteEndpoint endpoint) => System.IO.Path.HasExtension(Path(endpoint)) || Path(endpoint).StartsWith("/_", StringComparison.Ordinal);

    private static string Fill(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Aggregate(Path(endpoint), (path, p) =>
        path.Replace($"{{{p.Name}}}", "x", StringComparison.Ordinal).Replace($"{{**{p.Name}}}", "x", StringComparison.Ordinal)
            .Replace($"{{*{p.Name}:nonfile}}", "x", StringComparison.Ordinal).Replace($"{{{p.Name}:int}}", "1", StringComparison.Ordinal).Replace($"{{documentName=v1}}", "v1", StringComparison.Ordinal).Replace($"{{{p.Name}}}", "x", StringComparison.Ordinal));
}
