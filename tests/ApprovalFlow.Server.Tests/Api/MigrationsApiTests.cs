using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Running cases over to another version and back, over HTTP.</summary>
public sealed class MigrationsApiTests : IDisposable
{
    private const string Flow = "FGW-001-A", Root = $"/api/definitions/{Flow}/migrations";
    private readonly ServerFixture server = new(new ManualTimeProvider());

    private async Task<JsonElement> SendAsync(string user, HttpMethod method, string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await (await server.AsAsync(user)).SendAsync(new(method, path) { Content = body is null ? null : JsonContent.Create(body) });
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<JsonElement> PostAsync(string user, string path, object body, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(user, HttpMethod.Post, path, body, expected);
    private Task<JsonElement> GetAsync(string path, string user = "auditor") => SendAsync(user, HttpMethod.Get, path, null);

    private async Task<string> HashOfAsync(string caseNumber) => (await GetAsync($"/api/cases/{caseNumber}")).GetProperty("definitionHash").GetString()!;

    /// <summary>Accepted under version 1; the review of version 2 is the experts'.</summary>
    private async Task<string[]> TwoCasesAndASecondVersionAsync()
    {
        List<string> numbers = [];
        for (var i = 0; i < 2; i++)
        {
            var number = await server.RegisterAsync(Flow);
            var task = await server.OpenTaskAsync(number, "accept");
            await PostAsync("window", $"/api/tasks/{task}/complete", new { outcome = "Accept" });
            numbers.Add(number);
        }
        var document = JsonNode.Parse(House.FileOf(Flow))!.AsObject();
        var review = document["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == "review")!;
        review["limitDays"]!["expression"]!["value"] = 2;
        await PostAsync("designer", "/elsa/api/workflow-definitions/import", document, HttpStatusCode.Created);
        var asked = await PostAsync("designer", $"/api/lives/{Flow}/review", new { revision = 1, effectiveFrom = "2026-03-02", changeNote = "审查缩短" });
        await PostAsync("admin-2", $"/api/lives/{Flow}/review/approval", new { comparedHash = asked.GetProperty("draft").GetProperty("request").GetProperty("comparedHash").GetString(), publish = true });
        return [.. numbers];
    }

    private async Task<JsonElement> UntilAsync(string plan, string stage)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            // The server's own tick goes on with it as well; whoever claims it first does.
            await server.Services.GetRequiredService<PlanRunner>().RunNextAsync(patience.Token);
            var sheet = await GetAsync($"{Root}/{plan}");
            if (sheet.GetProperty("stage").GetString() == stage) return sheet;
        }
    }

    [Fact]
    public async Task Cases_should_go_over_by_two_administrators_and_come_back()
    {
        var numbers = await TwoCasesAndASecondVersionAsync();
        var first = await HashOfAsync(numbers[0]);
        var movable = (await GetAsync($"{Root}/cases?version=1&version=2")).EnumerateArray().ToList();
        movable.Select(m => m.GetProperty("caseNumber").GetString()).ShouldBe(numbers.Order());
        movable[0].GetProperty("waits").EnumerateArray().Select(w => w.GetProperty("activityId").GetString()).ShouldContain("review");
        (await GetAsync($"{Root}/cases?version=1&step=decide")).GetArrayLength().ShouldBe(0);
        (await GetAsync($"{Root}/map?from=1&to=2")).GetProperty("lines").EnumerateArray().ShouldAllBe(l => l.GetProperty("why").GetString() == "id");

        // One goes over, the other stays pinned.
        var drawn = await PostAsync("admin", Root, new { to = 2, from = new[] { new { version = 1 } }, reason = "在办件适用新时限", cases = new[] { numbers[0] } }, HttpStatusCode.Created);
        var plan = drawn.GetProperty("planId").GetString()!;
        var path = $"{Root}/{plan}";
        (drawn.GetProperty("stage").GetString(), drawn.GetProperty("cases").GetArrayLength()).ShouldBe(("draft", 1));
        (await PostAsync("admin", $"{path}/acts/submit", new { digest = "x" }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("plan-dry-run-required");
        var digest = (await PostAsync("admin", $"{path}/dry-run", new { })).GetProperty("digest").GetString();
        var preview = await GetAsync($"{path}/preview");
        var review = preview.GetProperty("cases")[0].GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("before").GetProperty("activityId").GetString() == "review");
        (review.GetProperty("before").GetProperty("limitDays").GetDouble(), review.GetProperty("after").GetProperty("limitDays").GetDouble()).ShouldBe((3, 2));
        preview.GetProperty("inboxes").EnumerateArray().Sum(i => i.GetProperty("changes").GetArrayLength()).ShouldBe(1);
        await PostAsync("admin", $"{path}/acts/submit", new { digest });
        (await PostAsync("admin", $"{path}/acts/sign", new { digest }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("plan-author-signs");
        (await PostAsync("admin-2", $"{path}/acts/sign", new { digest = "another" }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("plan-dry-run-outdated");
        await PostAsync("admin-2", $"{path}/acts/sign", new { digest });
        await PostAsync("admin-2", $"{path}/acts/start", new { });
        var done = await UntilAsync(plan, "finished");
        (done.GetProperty("migrated").GetInt32(), done.GetProperty("cases")[0].GetProperty("migrated").GetBoolean()).ShouldBe((1, true));
        (await HashOfAsync(numbers[0]), await HashOfAsync(numbers[1])).ShouldBe((drawn.GetProperty("target").GetProperty("hash").GetString(), first));

        await PostAsync("admin", $"{path}/acts/askUndo", new { words = "新时限暂缓" });
        (await PostAsync("admin", $"{path}/acts/signUndo", new { }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("plan-undo-same-person");
        await PostAsync("admin-2", $"{path}/acts/signUndo", new { });
        (await UntilAsync(plan, "undone")).GetProperty("takenBack").GetInt32().ShouldBe(1);
        (await HashOfAsync(numbers[0])).ShouldBe(first);
        (await GetAsync(Root)).EnumerateArray().Single().GetProperty("stage").GetString().ShouldBe("undone");
    }

    [Fact]
    public async Task Case_that_would_lose_its_clock_should_be_refused_with_the_sentence()
    {
        await TwoCasesAndASecondVersionAsync();
        var drawn = await PostAsync("admin", Root, new { to = 2, from = new[] { new { version = 1, map = new Dictionary<string, string?> { ["flow:review"] = null } } }, reason = "误画的对照" }, HttpStatusCode.Created);
        var plan = drawn.GetProperty("planId").GetString()!;
        var tried = await PostAsync("admin", $"{Root}/{plan}/dry-run", new { });
        tried.GetProperty("cases").EnumerateArray().ShouldAllBe(c => !c.GetProperty("canGo").GetBoolean() && c.GetProperty("problems")[0].GetProperty("code").GetString() == "migrate-step-missing");
        tried.GetProperty("cases")[0].GetProperty("problems")[0].GetProperty("text").GetString()!.ShouldContain("目标版本中没有对应环节");
        (await PostAsync("admin", $"{Root}/{plan}/acts/submit", new { digest = tried.GetProperty("digest").GetString() }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("plan-nothing-to-migrate");
        var revised = await SendAsync("admin-2", HttpMethod.Put, $"{Root}/{plan}", new { to = 2, from = new[] { new { version = 1 } }, reason = "更正对照", batchSize = 1 });
        (revised.GetProperty("batchSize").GetInt32(), revised.GetProperty("authors").GetArrayLength(), revised.TryGetProperty("digest", out var none) && none.ValueKind != JsonValueKind.Null).ShouldBe((1, 2, false));
    }

    [Fact]
    public async Task Only_administrators_should_act_and_only_overseers_read()
    {
        (await PostAsync("auditor", Root, new { to = 2, from = Array.Empty<object>(), reason = "x" }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("not-allowed");
        foreach (var user in (string[])["window", "designer", "applicant"]) await SendAsync(user, HttpMethod.Get, Root, null, HttpStatusCode.Forbidden);
        await GetAsync(Root, "supervisor");
        (await SendAsync("auditor", HttpMethod.Get, $"{Root}/nobody", null, HttpStatusCode.NotFound)).GetProperty("code").GetString().ShouldBe("plan-unknown");
        (await PostAsync("admin", $"{Root}/nobody/acts/start", new { }, HttpStatusCode.NotFound)).GetProperty("code").GetString().ShouldBe("plan-unknown");
        (await PostAsync("admin", Root, new { to = 9, from = new[] { new { version = 1 } }, reason = "x" }, HttpStatusCode.NotFound)).GetProperty("code").GetString().ShouldBe("plan-version-unknown");
        (await PostAsync("admin", Root, new { to = 1, from = new[] { new { version = 1 } }, reason = "x", cases = new[] { "C-1" } }, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString().ShouldBe("plan-same-version");
        await PostAsync("admin", $"{Root}/nobody/acts/vanish", new { }, HttpStatusCode.BadRequest);
    }

    public void Dispose() => server.Dispose();
}
