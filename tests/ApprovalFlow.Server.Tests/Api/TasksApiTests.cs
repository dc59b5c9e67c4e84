using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class TasksApiTests(ServerFixture server)
{
    [Fact]
    public async Task Two_people_completing_one_task_should_be_one_success_and_one_conflict()
    {
        for (var round = 0; round < 5; round++)
        {
            var task = await server.OpenTaskAsync(await server.RegisterAsync("FGW-004-A"), "accept");
            var (one, other) = (await server.AsAsync("window"), await server.AsAsync("window-fgw"));
            var answers = await Task.WhenAll(
                one.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" }), other.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" }));
            answers.Select(a => a.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
            (await answers.Single(a => a.StatusCode == HttpStatusCode.Conflict).CodeAsync()).ShouldBe("task-completed");
        }
    }

    [Fact]
    public async Task Claimed_task_should_be_the_holders_until_it_is_released()
    {
        var number = await server.RegisterAsync("FGW-004-A");
        var task = await server.OpenTaskAsync(number, "accept");
        var (holder, other) = (await server.AsAsync("window"), await server.AsAsync("window-fgw"));
        (await holder.PostAsync($"/api/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(holder, "mine", number)).ShouldBe([task]);
        (await ListAsync(other, "claimable", number)).ShouldBeEmpty();

        var taken = await other.PostAsync($"/api/tasks/{task}/claim", null);
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await taken.CodeAsync()).ShouldBe("task-claimed");
        var foreign = await other.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" });
        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await foreign.CodeAsync()).ShouldBe("not-assignee");

        (await holder.PostAsync($"/api/tasks/{task}/release", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(other, "claimable", number)).ShouldBe([task]);
        (await other.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync(other, "done", number)).ShouldBe([task]);
    }

    [Fact]
    public async Task Task_should_be_refused_to_another_role_that_may_read_the_case()
    {
        var task = await server.OpenTaskAsync(await server.RegisterAsync("FGW-004-A"), "accept");
        var answer = await (await server.AsAsync("reviewer")).PostAsync($"/api/tasks/{task}/claim", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.CodeAsync()).ShouldBe("not-candidate");
    }

    [Fact]
    public async Task Refusal_should_not_tell_of_a_case_that_one_may_not_read()
    {
        var number = await server.RegisterAsync("FGW-004-A");
        var task = await server.OpenTaskAsync(number, "accept");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Refuse", comment = "不属于受理范围" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var stranger = await server.AsAsync("chief-ghj");
        foreach (var (path, body) in new[] { ($"/api/tasks/{task}/claim", (object)new { }), ($"/api/tasks/{task}/complete", new { outcome = "Accept" }), ($"/api/tasks/{task}/release", new { }) })
            (await AnswerAsync(stranger, path, body)).ShouldBe(await AnswerAsync(stranger, path.Replace(number, "FGW-004-2099-000001", StringComparison.Ordinal), body), path);
        var other = await server.AsAsync("applicant");
        (await AnswerAsync(other, $"/api/cases/{number}/withdrawal", new { reason = "好奇" })).ShouldBe(await AnswerAsync(other, "/api/cases/FGW-004-2099-000001/withdrawal", new { reason = "好奇" }));
    }

    private static async Task<(HttpStatusCode, string)> AnswerAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var text = $"{problem.GetProperty("code")} {problem.GetProperty("title")} {problem.GetProperty("detail")}";
        return (answer.StatusCode, System.Text.RegularExpressions.Regex.Replace(text, @"FGW-004-\d+-\d+", "NUMBER"));
    }

    [Theory]
    [InlineData("{\"outcome\":\"Dance\"}", HttpStatusCode.UnprocessableEntity, "outcome-unknown")]
    [InlineData("{\"outcome\":\"Return\"}", HttpStatusCode.UnprocessableEntity, "comment-required")]
    [InlineData("{\"outcome\":\"Accept\",\"data\":{\"colour\":\"red\"}}", HttpStatusCode.UnprocessableEntity, "data-unknown")]
    [InlineData("{\"comment\":\"no outcome\"}", HttpStatusCode.BadRequest, "bad-request")]
    public async Task Completion_should_be_refused_when_the_tasks_form_is_not_met(string body, HttpStatusCode status, string code)
    {
        var task = await server.OpenTaskAsync(await server.RegisterAsync("FGW-004-A"), "accept");
        var answer = await (await server.AsAsync("window")).PostAsync($"/api/tasks/{task}/complete", new StringContent(body, Answers.Json));
        answer.StatusCode.ShouldBe(status);
        (await answer.CodeAsync()).ShouldBe(code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("FGW-004-2099-000001-3")]
    public async Task Task_should_be_unknown_when_there_is_none(string task)
    {
        var answer = await (await server.AsAsync("window")).PostAsync($"/api/tasks/{task}/claim", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Repeated_completion_should_change_nothing_with_the_same_key()
    {
        var number = await server.RegisterAsync("FGW-004-A");
        var task = await server.OpenTaskAsync(number, "accept");
        var window = await server.AsAsync("window");
        var first = await (await window.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" }, "complete-once")).Content.ReadFromJsonAsync<JsonElement>();
        var second = await (await window.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" }, "complete-once")).Content.ReadFromJsonAsync<JsonElement>();
        first.GetProperty("isReplay").GetBoolean().ShouldBeFalse();
        second.GetProperty("isReplay").GetBoolean().ShouldBeTrue();
        second.GetProperty("version").GetInt64().ShouldBe(first.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("tab=elsewhere")]
    [InlineData("tab=7")]
    [InlineData("take=many")]
    public async Task Query_should_be_refused_when_it_makes_no_sense(string query)
    {
        var answer = await (await server.AsAsync("window")).GetAsync($"/api/tasks?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.CodeAsync()).ShouldBe("bad-request");
    }

    private static async Task<IReadOnlyList<string?>> ListAsync(HttpClient client, string tab, string number) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/tasks?tab={tab}&search={number}")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("taskId").GetString())];
}
