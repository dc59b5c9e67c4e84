using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>A walk through a definition by one request: every step, wait and refusal, and nothing left behind.</summary>
public sealed class RehearsalsApiTests : IDisposable
{
    private const string Flow = "FGW-001-A", Path = $"/api/definitions/{Flow}/rehearsals";
    private readonly ServerFixture server = new(new ManualTimeProvider());

    private static object Complete(string step, string outcome) => new { complete = step, outcome };
    private static object Wait(int days) => new { wait = days };

    private static object Form(double investment = 100, bool newLand = false) =>
        new { projectName = "演练", uscc = "91350100M000100Y43", investment, industry = "city", newLand };

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(object body, string path = Path, string user = "designer")
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync(path, body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string[] Tasks(JsonElement sheet) => [.. sheet.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("activityId").GetString()!)];

    [Fact]
    public async Task Walk_should_show_tasks_with_their_last_days_and_clocks_as_moves_are_added()
    {
        var (_, begun) = await PostAsync(new { startsOn = "2026-03-02", form = Form() });
        Tasks(begun).ShouldBe(["accept"]);
        begun.GetProperty("tasks")[0].GetProperty("outcomes").EnumerateArray().Select(o => o.GetString()).ShouldBe(["Accept", "Refuse", "Return", "Withdraw"]);

        var (_, reviewing) = await PostAsync(new { startsOn = "2026-03-02", form = Form(), moves = new[] { Complete("accept", "Accept"), Wait(2) } });
        Tasks(reviewing).ShouldBe(["review", "countersign-ghj"], ignoreOrder: true);
        reviewing.GetProperty("now").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).Date.ShouldBe(new DateTime(2026, 3, 4));
        reviewing.GetProperty("tasks").EnumerateArray().ShouldAllBe(t => t.GetProperty("due").GetString()!.StartsWith("2026-03-0"));
        reviewing.GetProperty("clocks").EnumerateArray().ShouldContain(c => c.GetProperty("used").GetDouble() == 2);

        Tasks((await PostAsync(new { startsOn = "2026-03-02", form = Form(newLand: true), moves = new[] { Complete("accept", "Accept") } })).Body).ShouldContain("countersign-gtj", "new land needs the land bureau");
        var (_, ended) = await PostAsync(new { startsOn = "2026-03-02", form = Form(), moves = new[] { Complete("accept", "Accept"), Complete("review", "Approve"), Complete("countersign-ghj", "Approve"), Complete("decide", "Approve"), Complete("deliver", "Deliver") } });
        (ended.GetProperty("result").GetString(), ended.GetProperty("made").GetInt32(), ended.GetProperty("tasks").GetArrayLength()).ShouldBe(("approved", 5, 0));
        ended.GetProperty("lines").EnumerateArray().Count(l => l.GetProperty("kind").GetString() == "completed").ShouldBe(5);
        (await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>("/api/cases")).GetProperty("rows").GetArrayLength().ShouldBe(0, "nobody's case came of it");
    }

    [Fact]
    public async Task Move_that_a_rule_refuses_should_be_told_with_how_far_it_came()
    {
        var (status, refused) = await PostAsync(new { startsOn = "2026-03-02", form = Form(), moves = new[] { Complete("accept", "Accept"), Complete("decide", "Approve") } });
        (status, refused.GetProperty("code").GetString(), refused.GetProperty("made").GetInt32()).ShouldBe((HttpStatusCode.UnprocessableEntity, "rehearsal-not-open", 1));
        (await PostAsync(new { startsOn = "2026-03-02", form = Form(), moves = new[] { Wait(9_999) } })).Body.GetProperty("code").GetString().ShouldBe("rehearsal-wait");
        (await PostAsync(new { startsOn = "2026-03-02", form = Form(), moves = new object[] { new { complete = "accept", wait = 3 } } })).Body.GetProperty("code").GetString().ShouldBe("rehearsal-move");
        (await PostAsync(new { startsOn = "2026-03-02", form = new { projectName = "x" } })).Body.GetProperty("code").GetString().ShouldBe("form-invalid");
        (await PostAsync(new { startsOn = "2026-03-02" }, "/api/definitions/NOBODY/rehearsals")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(new { startsOn = "2026-03-02", version = 9 })).Body.GetProperty("code").GetString().ShouldBe("version-unknown");
        (await PostAsync(new { startsOn = "2026-03-02" }, user: "window")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Kept_scenarios_of_a_draft_should_be_played_and_say_how_they_differ()
    {
        var draft = JsonNode.Parse(House.FileOf(Flow))!.AsObject();
        draft["customProperties"]!["approvalflow"]!["scenarios"] = JsonNode.Parse("""
            [{ "name": "不予受理", "startsOn": "2026-03-02", "form": { "projectName": "演练", "uscc": "91350100M000100Y43", "investment": 1, "industry": "city", "newLand": false },
               "moves": [{ "complete": "accept", "outcome": "Refuse" }], "expected": { "result": "refused", "completed": ["accept"], "open": [] } },
             { "name": "想错了", "startsOn": "2026-03-02", "form": { "projectName": "演练", "uscc": "91350100M000100Y43", "investment": 1, "industry": "city", "newLand": false },
               "moves": [{ "complete": "accept", "outcome": "Refuse" }], "expected": { "result": "approved", "completed": ["accept"], "open": [] } }]
            """);
        (await (await server.AsAsync("designer")).PostAsJsonAsync("/elsa/api/workflow-definitions/import", draft)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var (_, lines) = await PostAsync(new { }, $"{Path}/scenarios");
        lines.EnumerateArray().Select(l => (l.GetProperty("name").GetString(), l.GetProperty("goesAsKept").GetBoolean())).ShouldBe([("不予受理", true), ("想错了", false)]);
        lines[1].GetProperty("differenceZh").GetString()!.ShouldContain("想错了");
        (await PostAsync(new { }, $"{Path}/scenarios?version=1")).Body.GetArrayLength().ShouldBe(0, "the published version keeps none");
    }

    public void Dispose() => server.Dispose();
}
