using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>A what-if is begun, looked at and stopped through the interface; only designers and administrators may ask.</summary>
[Collection(ServerCollection.Name)]
public sealed class WhatIfApiTests(ServerFixture server)
{
    private const string Withdrawn = "TYJ-002-A", Fresh = "QXJ-002-A";

    private static object Question(int year = 2026, int? version = 1) => new { from = $"{year}-01-01", to = $"{year}-12-31", version };

    [Theory]
    [InlineData("designer", HttpStatusCode.OK), InlineData("admin", HttpStatusCode.OK), InlineData("window", HttpStatusCode.Forbidden), InlineData("chief", HttpStatusCode.Forbidden),
     InlineData("auditor", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public async Task What_if_should_be_for_designers_and_administrators(string user, HttpStatusCode status)
    {
        var client = await server.AsAsync(user);
        (await client.GetAsync($"/api/definitions/{Fresh}/what-if")).StatusCode.ShouldBe(status);
        (await client.GetAsync($"/api/definitions/{Fresh}/what-if/none")).StatusCode.ShouldBe(status == HttpStatusCode.OK ? HttpStatusCode.NotFound : status);
        (await client.GetAsync($"/definitions/{Fresh}/what-if")).StatusCode.ShouldBe(status == HttpStatusCode.OK ? status : HttpStatusCode.Redirect);
        if (status != HttpStatusCode.OK)
            (await client.PostAsJsonAsync($"/api/definitions/{Fresh}/what-if", Question())).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Cases_of_the_period_should_be_replayed_and_reported()
    {
        var number = await server.RegisterAsync(Withdrawn);
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = "申请人书面撤回" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.RegisterAsync(Withdrawn);

        var (begun, ended) = await AskAsync("designer", Withdrawn, Question(DateTime.UtcNow.Year));
        begun.GetProperty("state").GetString().ShouldBeOneOf("waiting", "running", "done");
        ended.GetProperty("state").GetString().ShouldBe("done");
        var report = ended.GetProperty("report");
        (report.GetProperty("cases").GetInt32(), report.GetProperty("stillRunning").GetInt32(), report.GetProperty("isSynthetic").GetBoolean(), report.GetProperty("different").GetInt32()).ShouldBe((1, 1, false, 0));
        report.GetProperty("after").GetProperty("results").EnumerateArray().Single().GetProperty("result").GetString().ShouldBe("withdrawn");
        var listed = await (await server.AsAsync("admin")).GetFromJsonAsync<JsonElement>($"/api/definitions/{Withdrawn}/what-if");
        listed.EnumerateArray().First().GetProperty("id").GetString().ShouldBe(begun.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Flow_without_history_should_be_told_with_made_up_cases_that_say_so()
    {
        var (_, ended) = await AskAsync("admin", Fresh, Question(2020));
        var report = ended.GetProperty("report");
        (report.GetProperty("isSynthetic").GetBoolean(), report.GetProperty("cases").GetInt32(), report.GetProperty("different").GetInt32()).ShouldBe((true, WhatIfDesk.MadeUp, 0));
        report.GetProperty("before").GetProperty("days").GetRawText().ShouldBe(report.GetProperty("after").GetProperty("days").GetRawText());
    }

    [Theory]
    [InlineData("NO-SUCH", 1, "2026-01-01", "2026-12-31", "definition-not-found", HttpStatusCode.NotFound)]
    [InlineData(Fresh, 99, "2026-01-01", "2026-12-31", "version-unknown", HttpStatusCode.NotFound)]
    [InlineData(Fresh, 1, "2026-02-01", "2026-01-01", "what-if-period", HttpStatusCode.UnprocessableEntity)]
    [InlineData(Fresh, 1, "2010-02-01", "2026-01-01", "what-if-period", HttpStatusCode.UnprocessableEntity)]
    public async Task Question_that_cannot_be_answered_should_be_refused(string definition, int version, string from, string to, string code, HttpStatusCode status)
    {
        var answer = await (await server.AsAsync("admin")).PostAsJsonAsync($"/api/definitions/{definition}/what-if", new { from, to, version });
        answer.StatusCode.ShouldBe(status);
        (await answer.CodeAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Ended_what_if_should_stay_as_it_is_and_nobody_elses_may_be_stopped()
    {
        var (begun, ended) = await AskAsync("admin", Fresh, Question(2021));
        var path = $"/api/definitions/{Fresh}/what-if/{begun.GetProperty("id").GetString()}";
        var stranger = await (await server.AsAsync("designer")).DeleteAsync(path);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await stranger.CodeAsync()).ShouldBe("what-if-not-yours");
        (await (await server.AsAsync("admin")).DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await (await server.AsAsync("admin")).GetFromJsonAsync<JsonElement>(path)).GetProperty("state").GetString().ShouldBe(ended.GetProperty("state").GetString());
    }

    /// <summary>Begins, and waits until it is ended.</summary>
    private async Task<(JsonElement Begun, JsonElement Ended)> AskAsync(string user, string definition, object question)
    {
        var client = await server.AsAsync(user);
        var answer = await client.PostAsJsonAsync($"/api/definitions/{definition}/what-if", question);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var begun = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var job = server.Services.GetRequiredService<WhatIfDesk>().Find(definition, begun.GetProperty("id").GetString()!)!;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look() { if (job.IsEnded) ended.TrySetResult(); }
        job.Changed += Look;
        Look();
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return (begun, await client.GetFromJsonAsync<JsonElement>(answer.Headers.Location!.ToString()));
    }
}
