using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class ForecastApiTests(ServerFixture server)
{
    [Fact]
    public async Task Forecast_should_follow_the_case_and_be_for_its_readers_only()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        (await StepsAsync("auditor", number)).ShouldBe(["accept*", "decide", "issue"]);

        var task = await server.OpenTaskAsync(number, "accept");
        await (await server.AsAsync("window")).PostAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" }, Guid.NewGuid().ToString());
        (await StepsAsync("auditor", number)).ShouldBe(["decide*", "issue"]);
        (await (await server.AsAsync("applicant")).GetAsync($"/api/cases/{number}/forecast")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "somebody else's case");
    }

    [Fact]
    public async Task An_application_should_be_forecast_before_it_is_handed_in()
    {
        var window = await server.AsAsync("window");
        async Task<string[]> Steps(double investment)
        {
            var answer = await window.PostAsync("/api/cases/forecast", new { flowCode = "FGW-001-A", form = new { investment, newLand = false } }, Guid.NewGuid().ToString());
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("activityId").GetString()!)];
        }
        (await Steps(60_000)).ShouldContain("expert-review");
        (await Steps(100)).ShouldNotContain("expert-review");
        (await window.PostAsync("/api/cases/forecast", new { flowCode = "NONE", form = new { } }, Guid.NewGuid().ToString())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string[]> StepsAsync(string user, string number)
    {
        var forecast = await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/forecast");
        return [.. forecast.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("activityId").GetString() + (s.GetProperty("isOpen").GetBoolean() ? "*" : ""))];
    }
}
