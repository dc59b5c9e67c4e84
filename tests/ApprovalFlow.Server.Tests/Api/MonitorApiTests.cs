using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Those who watch the flows see where work lies; an incident is seen, tried again, and the case ended, all through the interface.</summary>
[Collection(ServerCollection.Name)]
public sealed class MonitorApiTests(ServerFixture server)
{
    [Theory]
    [InlineData("designer", HttpStatusCode.OK), InlineData("admin", HttpStatusCode.OK), InlineData("auditor", HttpStatusCode.OK), InlineData("supervisor", HttpStatusCode.OK)]
    [InlineData("window", HttpStatusCode.Forbidden), InlineData("chief", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public Task Monitor_should_be_for_those_who_watch_flows(string user, HttpStatusCode status) => server.ShouldAnswerAsync(user, status, "/api/monitor", "/api/monitor/flows/QXJ-001-A", "/api/monitor/incidents", "/monitor", "/monitor/flows/QXJ-001-A", "/monitor/incidents");

    [Fact]
    public async Task Flow_should_show_where_its_cases_wait()
    {
        // What was counted a moment ago is answered for a few seconds: on this server nobody has asked before.
        using var own = new ServerFixture();
        await own.RegisterAsync("TYJ-001-A");
        var flow = await GetAsync("designer", "/api/monitor/flows/TYJ-001-A", own);
        flow.GetProperty("steps").EnumerateArray().Select(s => (s.GetProperty("activityId").GetString(), s.GetProperty("open").GetInt32(), s.GetProperty("overdue").GetInt32())).ShouldBe([("accept", 1, 0)]);
        flow.GetProperty("versions").EnumerateArray().Single().GetProperty("open").GetInt32().ShouldBe(1);
        flow.GetProperty("json").GetString()!.ShouldContain("TYJ-001-A");
        (await GetAsync("designer", "/api/monitor", own)).GetProperty("flows").EnumerateArray().Single(f => f.GetProperty("flowCode").GetString() == "TYJ-001-A").GetProperty("openTasks").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/monitor/flows/NO-1"), InlineData("/api/monitor/flows/TYJ-001-A?version=ABC")]
    public async Task Unknown_flow_or_version_should_be_told(string path)
    {
        var answer = await (await server.AsAsync("designer")).GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.CodeAsync()).ShouldBe("flow-unknown");
    }

    [Fact]
    public async Task Incident_should_stop_the_case_until_an_administrator_sees_to_it()
    {
        using var own = new ServerFixture();
        await PublishBrokenAsync(own);
        var number = await own.RegisterAsync("QXJ-001-A");
        var accept = await own.OpenTaskAsync(number, "accept");
        (await (await own.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{accept}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var row = (await GetAsync("designer", "/api/monitor/incidents", own)).GetProperty("rows").EnumerateArray().Single();
        (row.GetProperty("caseNumber").GetString(), row.GetProperty("stops").GetBoolean()).ShouldBe((number, true));
        var file = await GetAsync("admin", $"/api/cases/{number}", own);
        file.GetProperty("isStopped").GetBoolean().ShouldBeTrue();
        var menu = await GetAsync("admin", $"/api/cases/{number}/operations", own);
        menu.GetProperty("operations").EnumerateArray().Select(o => o.GetString()).ShouldContain("retry");
        var context = menu.GetProperty("incidents").EnumerateArray().Single().GetProperty("context").GetInt32();

        (await OperateAsync(own, "auditor", number, "retry", new { incident = context, reason = "再试" })).ShouldBe("not-administrator");
        (await OperateAsync(own, "admin", number, "retry", new { incident = context })).ShouldBe("reason-required");
        (await OperateAsync(own, "admin", number, "retry", new { reason = "再试" })).ShouldBe("operation-unknown");
        (await OperateAsync(own, "admin", number, "retry", new { incident = context, reason = "再试" })).ShouldBe("ok");
        (await OperateAsync(own, "admin", number, "retry", new { incident = context, reason = "再试" })).ShouldBe("incident-unknown", "it failed again, as another execution");
        (await OperateAsync(own, "admin", number, "terminate", new { reason = "事项取消" })).ShouldBe("ok");
        (await GetAsync("designer", "/api/monitor/incidents", own)).GetProperty("rows").EnumerateArray().ShouldBeEmpty();
    }

    private static async Task PublishBrokenAsync(ServerFixture own)
    {
        await own.AsAsync("window");
        var json = BrokenDefinition.Of(File.ReadAllText(Repository.Path("workflows", "definitions", "qxj", "QXJ-001-A.json")), "review");
        var definition = WorkflowDefinition.Load(json).Definition!;
        await own.Services.GetRequiredService<IDefinitionStore>().PublishAsync([new(definition.ContentHash, "QXJ-001-A", definition.DefinitionId, definition.Name, json, DateTimeOffset.UtcNow, "test")]);
    }

    private async Task<JsonElement> GetAsync(string user, string path, ServerFixture? at = null) => await (await (at ?? server).AsAsync(user)).GetFromJsonAsync<JsonElement>(path);

    private static async Task<string?> OperateAsync(ServerFixture at, string user, string number, string operation, object input)
    {
        var answer = await (await at.AsAsync(user)).PostAsJsonAsync($"/api/cases/{number}/operations/{operation}", input);
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }
}
