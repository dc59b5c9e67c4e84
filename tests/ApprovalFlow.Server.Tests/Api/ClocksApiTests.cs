using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Clocks over HTTP, on the real clock: what is asked for is relative to today.</summary>
[Collection(ServerCollection.Name)]
public sealed class ClocksApiTests(ServerFixture server)
{
    private static readonly DateOnly Today = OfficeHours.DayOf(TimeProvider.System.GetUtcNow());

    private async Task<string> AcceptedAsync()
    {
        var number = await server.RegisterAsync("FGW-001-A");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return number;
    }

    private async Task<JsonElement> ClocksAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/clocks");

    private async Task<HttpResponseMessage> PostAsync(string user, string number, string path, object? body = null) =>
        await (await server.AsAsync(user)).PostAsJsonAsync($"/api/cases/{number}/{path}", body ?? new { });

    [Fact]
    public async Task Sum_of_the_ledger_should_always_be_the_number_displayed()
    {
        var number = await AcceptedAsync();
        var auditor = await server.AsAsync("auditor");
        foreach (var at in new[] { "", $"&at={Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(20).ToString("O"))}" })
        {
            var sheet = await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/clocks?{at.TrimStart('&')}");
            var clocks = sheet.GetProperty("clocks").EnumerateArray().Where(c => c.GetProperty("state").GetString() is not ("not-started" or "refused")).ToList();
            clocks.Select(c => c.GetProperty("code").GetString()).ShouldContain("STATUTORY");
            foreach (var clock in clocks)
            {
                var ledger = await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/clocks/{clock.GetProperty("code")}/ledger?id={Uri.EscapeDataString(clock.GetProperty("id").GetString()!)}{at}");
                foreach (var side in (string[])["used", "remaining", "overdue"])
                    if (side != "remaining" || clock.GetProperty("due").ValueKind == JsonValueKind.String)
                        ledger.GetProperty("days").EnumerateArray().Where(d => d.GetProperty("side").GetString() == side).Sum(d => d.GetProperty("counted").GetDouble())
                            .ShouldBe(ledger.GetProperty("clock").GetProperty(side).GetDouble(), $"{clock.GetProperty("code")} {side} {at}");
                ledger.GetProperty("clock").GetProperty("used").GetDouble().ShouldBe(clock.GetProperty("used").GetDouble());
            }
        }
        (await auditor.GetAsync($"/api/cases/{number}/clocks/LUNCH/ledger")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await auditor.GetAsync("/api/cases/none/clocks")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pause_should_be_asked_for_approved_and_ended_by_the_right_people()
    {
        var number = await AcceptedAsync();
        var pause = new { kind = "testing", from = Today, plannedEnd = Today.AddDays(6), notice = "检〔2026〕1号", reason = "委托检测" };
        (await PostAsync("applicant", number, "pauses", pause)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync("cashier", number, "pauses", pause)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync("reviewer", number, "pauses", new { kind = "testing", from = Today, plannedEnd = Today.AddDays(-1), notice = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync("reviewer", number, "pauses", pause)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await PostAsync("reviewer", number, "pauses/P1/decision", new { approve = true });
        (refused.StatusCode, await refused.CodeAsync()).ShouldBe((HttpStatusCode.Forbidden, "clock-not-approver"));
        (await PostAsync("chief", number, "pauses/P1/decision", new { approve = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ClocksAsync(number)).GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "STATUTORY").GetProperty("state").GetString().ShouldBe("paused");
        (await PostAsync("reviewer", number, "pauses/P1/end", new { lastDay = Today })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync("reviewer", number, "pauses/P1/end", new { lastDay = Today, evidence = "报告〔2026〕1号" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var history = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/history");
        history.EnumerateArray().Select(h => h.GetProperty("kind").GetString()!).Where(k => k.StartsWith("pause-", StringComparison.Ordinal)).ShouldBe(["pause-requested", "pause-started", "pause-ended"]);
    }

    [Fact]
    public async Task Joint_limit_should_be_extended_by_the_head_of_the_government()
    {
        var number = await server.RegisterAsync("GHJ-001-A");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        async Task<JsonElement> JointAsync() => (await ClocksAsync(number)).GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "JOINT");
        ((await JointAsync()).GetProperty("limitDays").GetDouble(), (await JointAsync()).GetProperty("article").GetString()).ShouldBe((45, "行政许可法第四十二条第二款"));
        (await ClocksAsync(number)).GetProperty("clocks").EnumerateArray().ShouldNotContain(c => c.GetProperty("code").GetString() == "STATUTORY");

        var asked = await PostAsync("reviewer", number, "extensions", new { clock = "JOINT", days = 15, reason = "涉及六个部门" });
        if (await asked.Content.ReadAsStringAsync() is var told && !asked.IsSuccessStatusCode)
        {
            // Forty-five working days may lead into a year whose calendar is not published yet: then nobody extends by a guess.
            told.ShouldContain("calendar-year-not-loaded");
            return;
        }
        (await PostAsync("chief", number, "extensions/E1/decision", new { approve = true })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync("leader", number, "extensions/E1/decision", new { approve = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("reviewer", number, "extensions/E1/notice", new { toldOn = Today, document = "延〔2026〕2号" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JointAsync()).GetProperty("extensionDays").GetDouble().ShouldBe(15);
    }

    [Fact]
    public async Task Supervisor_should_see_a_pause_that_nobody_else_may()
    {
        var number = await AcceptedAsync();
        (await PostAsync("reviewer", number, "pauses", new { kind = "testing", from = Today, plannedEnd = Today.AddDays(6), notice = "检〔2026〕1号" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("chief", number, "pauses/P1/sight")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync("supervisor", number, "pauses/P1/sight")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var twice = await PostAsync("supervisor", number, "pauses/P1/sight");
        (twice.StatusCode, await twice.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "pause-sighted"));
        (await ClocksAsync(number)).GetProperty("pauses").EnumerateArray().Single().GetProperty("sightedBy").GetProperty("name").GetString().ShouldBe("效能监督");
    }

    [Fact]
    public async Task Other_facts_should_be_recorded_and_refused_over_http()
    {
        var number = await AcceptedAsync();
        (await PostAsync("reviewer", number, "hearing", new { moment = "told" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await PostAsync("reviewer", number, "hearing", new { moment = "held" })).CodeAsync()).ShouldBe("hearing-out-of-order");
        (await PostAsync("window", number, "renewal", new { expiresOn = Today.AddDays(40), licence = "并许〔2023〕1号" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await PostAsync("window", number, "renewal", new { expiresOn = Today.AddDays(50) })).CodeAsync()).ShouldBe("renewal-recorded");
        (await PostAsync("reviewer", number, "legs", new { clock = "STAGE", nameZh = "立项", limitDays = 5 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("reviewer", number, "legs/L1/end")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await PostAsync("reviewer", number, "extensions", new { clock = "COMMIT", days = 1, reason = "x" })).CodeAsync()).ShouldBe("extension-not-allowed");
        (await (await PostAsync("reviewer", number, "promises", new { papers = new[] { "none" }, limitDays = 1, document = "x" })).CodeAsync()).ShouldBe("promise-not-deferrable");
        (await PostAsync("chief", number, "cards/K1/acknowledgement")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await server.AsAsync("supervisor")).GetAsync("/api/cards?open=false")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await server.AsAsync("reviewer")).GetAsync("/api/cards")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("reviewer")).GetAsync("/api/cards/mine")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Engine_should_be_healthy_while_it_ticks() => (await server.Anonymous().GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
}
