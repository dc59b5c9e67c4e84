using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Returns, take-backs and what administrators do with a case, through the interface: each once, by the wrong person, in the wrong state, and twice.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReturnsApiTests(ServerFixture server)
{
    /// <summary>Two branches in parallel between acceptance and decision.</summary>
    private const string Flow = "RFB-001-A";

    [Fact]
    public async Task Step_returned_from_inside_a_branch_should_leave_the_other_branch_alone()
    {
        var (number, here, beside) = await ParallelAsync();
        var by = UserFor(here);
        var menu = await (await server.AsAsync(by)).GetFromJsonAsync<JsonElement>($"/api/tasks/{here.Id}/operations");
        menu.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("path").GetString()).ShouldBe(["flow:accept"]);

        (await OnTaskAsync(by, here.Id, "return-to-step", new { step = "accept" })).ShouldBe("reason-required");
        (await OnTaskAsync(by, here.Id, "return-to-step", new { step = "decide", reason = "x" })).ShouldBe("return-not-earlier");
        (await OnTaskAsync(by, here.Id, "return-to-step", new { reason = "x" })).ShouldBe("operation-unknown");
        (await OnTaskAsync("issuer", here.Id, "return-to-step", new { step = "accept", reason = "x" })).ShouldBe("not-candidate");
        (await OnTaskAsync(by, here.Id, "return-to-step", new { step = "accept", reason = "地址不清" })).ShouldBe("ok");
        (await OnTaskAsync(by, here.Id, "return-to-step", new { step = "accept", reason = "地址不清" })).ShouldBe("task-canceled");

        var open = await OpenAsync(number);
        open.Select(t => t.Activity).ShouldContain("accept");
        open.Select(t => t.Id).ShouldContain(beside.Id, "the branch beside it was not asked");
        open.Select(t => t.Id).ShouldNotContain(here.Id);
        (await HistoryAsync(number, "task-returned")).GetProperty("comment").GetString().ShouldBe("地址不清");
    }

    [Fact]
    public async Task Previous_step_should_be_reached_and_the_same_key_should_return_once()
    {
        var (number, here, _) = await ParallelAsync();
        var client = await server.AsAsync(UserFor(here));
        async Task<JsonElement> Once()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/tasks/{here.Id}/operations/return-to-previous") { Content = JsonContent.Create(new { reason = "地址不清" }) };
            request.Headers.Add("Idempotency-Key", $"back-{number}");
            var answer = await client.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
        var first = await Once();
        var second = await Once();
        second.GetProperty("version").GetInt64().ShouldBe(first.GetProperty("version").GetInt64());
        second.GetProperty("isReplay").GetBoolean().ShouldBeTrue();
        (await OpenAsync(number)).Select(t => t.Activity).ShouldContain("accept");
    }

    [Fact]
    public async Task Completed_step_should_be_taken_back_until_somebody_claims_what_follows()
    {
        var (number, here, beside) = await ParallelAsync();
        var accepted = (await CaseAsync(number)).GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("activityId").GetString() == "accept").GetProperty("taskId").GetString()!;
        (await TakeBacksAsync("window", number)).ShouldBe([accepted]);
        (await TakeBacksAsync("auditor", number)).ShouldBeEmpty();
        (await OnTaskAsync("issuer", accepted, "take-back", new { })).ShouldBe("take-back-not-yours");

        (await (await server.AsAsync(UserFor(beside))).PostAsync($"/api/tasks/{beside.Id}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TakeBacksAsync("window", number)).ShouldBeEmpty();
        (await OnTaskAsync("window", accepted, "take-back", new { })).ShouldBe("next-step-touched");
        (await (await server.AsAsync(UserFor(beside))).PostAsync($"/api/tasks/{beside.Id}/release", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await OnTaskAsync("window", accepted, "take-back", new { reason = "误操作" })).ShouldBe("ok");
        (await OpenAsync(number)).Select(t => t.Activity).ShouldBe(["accept"]);
        (await OnTaskAsync("window", accepted, "take-back", new { })).ShouldBe("step-begun-again");
        (await OnTaskAsync(UserFor(here), here.Id, "return-to-previous", new { reason = "x" })).ShouldBe("task-canceled");
    }

    [Fact]
    public async Task Suspended_case_should_wait_for_an_administrator()
    {
        var (number, here, _) = await ParallelAsync();
        (await MenuAsync("admin", number)).ShouldBe(["suspend", "jump", "terminate"]);
        (await MenuAsync("window", number)).ShouldBeEmpty();
        (await OnCaseAsync("window", number, "suspend", new { reason = "x" })).ShouldBe("not-administrator");
        (await OnCaseAsync("admin", number, "suspend", new { })).ShouldBe("reason-required");
        (await OnCaseAsync("admin", number, "resume", new { })).ShouldBe("case-not-suspended");
        (await OnCaseAsync("admin", number, "suspend", new { reason = "等待上级答复" })).ShouldBe("ok");
        (await OnCaseAsync("admin", number, "suspend", new { reason = "等待上级答复" })).ShouldBe("case-suspended");
        (await CaseAsync(number)).GetProperty("suspension").GetProperty("reason").GetString().ShouldBe("等待上级答复");

        var claim = await (await server.AsAsync(UserFor(here))).PostAsync($"/api/tasks/{here.Id}/claim", null);
        claim.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await claim.CodeAsync()).ShouldBe("case-suspended");
        (await MenuAsync("admin-2", number)).ShouldBe(["resume", "terminate"]);
        (await OnCaseAsync("admin-2", number, "resume", new { })).ShouldBe("ok");
        (await (await server.AsAsync(UserFor(here))).PostAsync($"/api/tasks/{here.Id}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Terminated_case_should_be_closed_with_a_result_of_its_own()
    {
        var (number, here, _) = await ParallelAsync();
        (await OnCaseAsync("chief", number, "terminate", new { reason = "x" })).ShouldBe("not-administrator");
        (await OnCaseAsync("admin", number, "terminate", new { reason = "申请人注销" })).ShouldBe("ok");
        var found = await CaseAsync(number);
        (found.GetProperty("header").GetProperty("status").GetString(), found.GetProperty("header").GetProperty("result").GetString()).ShouldBe(("closed", "terminated"));
        (await OpenAsync(number)).ShouldBeEmpty();
        (await OnCaseAsync("admin", number, "terminate", new { reason = "申请人注销" })).ShouldBe("case-closed");
        (await OnTaskAsync(UserFor(here), here.Id, "return-to-previous", new { reason = "x" })).ShouldBe("case-closed");
    }

    [Fact]
    public async Task Jump_should_take_two_administrators()
    {
        var (number, here, _) = await ParallelAsync();
        (await OnCaseAsync("admin", number, "jump", new { reason = "x" })).ShouldBe("operation-unknown");
        (await OnCaseAsync("admin", number, "jump", new { step = "issue", reason = "x" })).ShouldBe("jump-over-decision");
        (await OnCaseAsync("admin", number, "approve-jump", new { })).ShouldBe("jump-not-pending");
        (await OnCaseAsync("admin", number, "jump", new { step = "decide", reason = "并联意见已在线下齐全" })).ShouldBe("ok");
        (await OnCaseAsync("admin-2", number, "jump", new { step = "decide", reason = "x" })).ShouldBe("jump-pending");
        (await OnCaseAsync("admin", number, "approve-jump", new { })).ShouldBe("second-person-required");
        (await OnCaseAsync("window", number, "approve-jump", new { })).ShouldBe("not-administrator");
        (await OpenAsync(number)).Select(t => t.Id).ShouldContain(here.Id, "nothing moves yet");
        (await OnCaseAsync("admin-2", number, "approve-jump", new { reason = "同意" })).ShouldBe("ok");
        (await OpenAsync(number)).Select(t => t.Activity).ShouldBe(["decide"]);
        var altered = await HistoryAsync(number, "case-altered");
        (altered.GetProperty("person").GetString(), altered.GetProperty("actor").GetProperty("name").GetString()).ShouldBe(("系统管理员", "第二管理员"));

        var (other, _, _) = await ParallelAsync();
        (await OnCaseAsync("admin", other, "jump", new { step = "decide", reason = "x" })).ShouldBe("ok");
        (await OnCaseAsync("admin-2", other, "decline-jump", new { })).ShouldBe("reason-required");
        (await OnCaseAsync("admin-2", other, "decline-jump", new { reason = "不必" })).ShouldBe("ok");
        (await OpenAsync(other)).Select(t => t.Activity).ShouldNotContain("decide");
    }

    private sealed record OpenTask(string Id, string Activity, string Role, string? Department);

    /// <summary>A case with two branches open.</summary>
    private async Task<(string Number, OpenTask Here, OpenTask Beside)> ParallelAsync()
    {
        var number = await server.RegisterAsync(Flow);
        var task = await server.OpenTaskAsync(number, "accept");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var open = await OpenAsync(number);
        open.Count.ShouldBeGreaterThan(1);
        return (number, open[0], open[1]);
    }

    private static string UserFor(OpenTask task) => task.Role switch
    {
        "reviewer" => "reviewer", "county-clerk" => "county", "inspector" => "inspector", "expert" => "expert", "chief-representative" => "chief", var other => throw new InvalidOperationException(other),
    };

    private async Task<List<OpenTask>> OpenAsync(string number) =>
        [.. (await CaseAsync(number)).GetProperty("tasks").EnumerateArray().Where(t => t.GetProperty("status").GetString() == "open")
            .Select(t => new OpenTask(t.GetProperty("taskId").GetString()!, t.GetProperty("activityId").GetString()!, t.GetProperty("role").GetString()!, null))];

    private async Task<string?> OnTaskAsync(string user, string task, string operation, object input) => await CodeOf(await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/operations/{operation}", input));
    private async Task<string?> OnCaseAsync(string user, string number, string operation, object input) => await CodeOf(await (await server.AsAsync(user)).PostAsJsonAsync($"/api/cases/{number}/operations/{operation}", input));
    private static async Task<string?> CodeOf(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();

    private async Task<IEnumerable<string?>> MenuAsync(string user, string number) =>
        (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/operations")).GetProperty("operations").EnumerateArray().Select(o => o.GetString());

    private async Task<IEnumerable<string?>> TakeBacksAsync(string user, string number) =>
        (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/operations")).GetProperty("takeBacks").EnumerateArray().Select(o => o.GetProperty("taskId").GetString());

    private async Task<JsonElement> CaseAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
    private async Task<JsonElement> HistoryAsync(string number, string kind) => (await CaseAsync(number)).GetProperty("history").EnumerateArray().Single(h => h.GetProperty("kind").GetString() == kind);
}
