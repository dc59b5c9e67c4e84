using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class SubstitutionsApiTests(ServerFixture server)
{
    private static string Day(int ahead) => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Substitute_should_see_and_do_the_tasks_in_the_name_of_the_other_and_only_while_it_lasts()
    {
        var number = await server.RegisterAsync("FGW-004-A");
        var task = await server.OpenTaskAsync(number, "accept");
        var deputy = await server.AsAsync("chief-ghj");
        (await (await server.AsAsync("window")).PostAsync($"/api/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await deputy.GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await SetAsync("window", new { substitute = "chief-ghj", from = Day(0), until = Day(3), reason = "出差" })).ShouldBe("ok");
        (await MineAsync(deputy)).ShouldContain(task);
        (await deputy.GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await deputy.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var line = (await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/history")).EnumerateArray().Single(h => h.GetProperty("kind").GetString() == "task-completed");
        line.GetProperty("actor").GetProperty("name").GetString().ShouldBe("规划局首席代表");
        line.GetProperty("actor").GetProperty("for").GetProperty("name").GetString().ShouldBe("窗口人员");

        // The one who accepted in another's name does not decide, whatever mandate they hold.
        var mine = (await (await server.AsAsync("window")).GetFromJsonAsync<JsonElement>("/api/substitutions")).EnumerateArray().First(s => s.GetProperty("substituteName").GetString() == "规划局首席代表");
        mine.GetProperty("setBy").GetString().ShouldBe("窗口人员");
        (await deputy.PostAsync($"/api/substitutions/{mine.GetProperty("id").GetString()}/end", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("window")).PostAsync($"/api/substitutions/{mine.GetProperty("id").GetString()}/end", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var next = await server.OpenTaskAsync(await server.RegisterAsync("FGW-004-A"), "accept");
        (await (await deputy.PostAsync($"/api/tasks/{next}/claim", null)).CodeAsync()).ShouldBe("case-unknown");
    }

    [Fact]
    public async Task Substitution_should_be_refused_with_its_reason()
    {
        (await SetAsync("cashier", new { substitute = "nobody-here", from = Day(0), until = Day(1) })).ShouldBe("person-unknown");
        (await SetAsync("cashier", new { substitute = "cashier", from = Day(0), until = Day(1) })).ShouldBe("substitution-self");
        (await SetAsync("cashier", new { substitute = "issuer", from = Day(2), until = Day(1) })).ShouldBe("substitution-period");
        (await SetAsync("cashier", new { substitute = "issuer", principal = "leader", from = Day(0), until = Day(1) })).ShouldBe("substitution-not-allowed");
        (await SetAsync("cashier", new { substitute = "issuer", from = Day(10), until = Day(12) })).ShouldBe("ok");
        (await SetAsync("issuer", new { substitute = "cashier", from = Day(12), until = Day(13) })).ShouldBe("substitution-cycle");
        (await SetAsync("admin", new { substitute = "cashier", principal = "issuer", from = Day(13), until = Day(14) })).ShouldBe("ok");
    }

    [Fact]
    public async Task Hand_over_should_transfer_what_it_can_and_tell_the_rest()
    {
        var ours = await HeldByAsync("window-fgw", "FGW-004-A");
        var answer = await (await server.AsAsync("admin")).PostAsJsonAsync("/api/substitutions/hand-over", new { from = "window-fgw", to = "window", reason = "离岗交接" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var lines = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tasks").EnumerateArray().ToList();
        lines.Single(l => l.GetProperty("taskId").GetString() == ours).GetProperty("isDone").GetBoolean().ShouldBeTrue();
        (await MineAsync(await server.AsAsync("window"))).ShouldContain(ours);

        var again = await HeldByAsync("window-fgw", "FGW-004-A");
        var refused = await (await server.AsAsync("admin")).PostAsJsonAsync("/api/substitutions/hand-over", new { from = "window-fgw", to = "expert", reason = "离岗交接" });
        var line = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tasks").EnumerateArray().Single(l => l.GetProperty("taskId").GetString() == again);
        (line.GetProperty("isDone").GetBoolean(), line.GetProperty("code").GetString()).ShouldBe((false, "not-candidate"));
        (await (await (await server.AsAsync("cashier")).PostAsJsonAsync("/api/substitutions/hand-over", new { from = "window-fgw", to = "window", reason = "x" })).CodeAsync()).ShouldBe("substitution-not-allowed");
    }

    private async Task<string> HeldByAsync(string user, string flow)
    {
        var task = await server.OpenTaskAsync(await server.RegisterAsync(flow), "accept");
        (await (await server.AsAsync(user)).PostAsync($"/api/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return task;
    }

    private async Task<string?> SetAsync(string user, object input)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync("/api/substitutions", input);
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    private static async Task<IEnumerable<string?>> MineAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/tasks?tab=mine&take=100")).GetProperty("rows").EnumerateArray().Select(t => t.GetProperty("taskId").GetString());
}
