using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>A case as it was, for those who oversee, and written down as a reading.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReplaysApiTests(ServerFixture server)
{
    [Theory]
    [InlineData("auditor", HttpStatusCode.OK), InlineData("supervisor", HttpStatusCode.OK), InlineData("admin", HttpStatusCode.OK), InlineData("window", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public async Task Replay_should_be_for_those_who_oversee(string user, HttpStatusCode status)
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        foreach (var path in (string[])["", "/moment", "/changes?from=1&to=1"])
            (await (await server.AsAsync(user)).GetAsync($"/api/cases/{number}/replay{path}")).StatusCode.ShouldBe(status, path);
    }

    [Fact]
    public async Task Moments_should_show_the_case_as_it_was_and_what_changed()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var auditor = await server.AsAsync("auditor");
        var moments = (await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/replay")).EnumerateArray().ToList();
        moments.Count.ShouldBeGreaterThan(1);
        var first = await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/replay/moment?number=1");
        first.GetProperty("case").GetProperty("header").GetProperty("status").GetString().ShouldBe("registered", StringCompareShould.IgnoreCase);
        first.GetProperty("deeds").EnumerateArray().First().GetProperty("kind").GetString().ShouldBe("case-registered");
        var last = await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/replay/moment?at={Uri.EscapeDataString("2099-01-01T00:00:00Z")}");
        last.GetProperty("moment").GetProperty("number").GetInt32().ShouldBe(moments.Count);
        (await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/replay/changes?from=1&to={moments.Count}")).EnumerateArray().Select(c => c.GetProperty("kind").GetString()).ShouldContain("task");
        (await auditor.GetAsync("/api/cases/NO-1/replay")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await auditor.GetAsync($"/cases/{number}/replay")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/readings")).EnumerateArray().Select(r => r.GetProperty("by").GetProperty("through").GetString()).ShouldContain("replay");
    }
}
