using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Boards and anomalies through the interface: the figures, the cases behind them, files for a spreadsheet, and a supervisor's answer.</summary>
[Collection(ServerCollection.Name)]
public sealed class BoardsApiTests(ServerFixture server)
{
    [Theory]
    [InlineData("supervisor", HttpStatusCode.OK), InlineData("auditor", HttpStatusCode.OK), InlineData("admin", HttpStatusCode.OK)]
    [InlineData("window", HttpStatusCode.Forbidden), InlineData("chief", HttpStatusCode.Forbidden), InlineData("designer", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public Task Boards_should_be_for_those_who_oversee(string user, HttpStatusCode status) => server.ShouldAnswerAsync(user, status, "/api/boards", "/api/boards/people", "/api/boards/cases", "/api/boards/figures.csv", "/api/boards/cases.csv", "/api/anomalies", "/boards", "/boards/cases", "/supervision/anomalies");

    [Fact]
    public async Task Figures_should_follow_a_case_and_lead_to_it()
    {
        using var own = new ServerFixture();
        var number = await own.RegisterAsync("TYJ-001-A");
        await own.Services.GetRequiredService<BoardKeeper>().KeepAsync(sweep: true);
        var board = await GetAsync(own, "/api/boards?by=flow");
        var total = board.GetProperty("total");
        (total.GetProperty("received").GetInt32(), total.GetProperty("open").GetInt32(), total.GetProperty("ended").GetInt32(), total.GetProperty("reconciles").GetBoolean()).ShouldBe((1, 1, 0, true));
        total.GetProperty("onTimeRate").ValueKind.ShouldBe(JsonValueKind.Null, "nothing is decided yet");
        board.GetProperty("rows").EnumerateArray().Single().GetProperty("key").GetString().ShouldBe("TYJ-001-A");
        board.GetProperty("isCurrent").GetBoolean().ShouldBeTrue();
        (await GetAsync(own, "/api/boards/cases?select=open")).EnumerateArray().Single().GetProperty("caseNumber").GetString().ShouldBe(number);
        (await GetAsync(own, "/api/boards/cases?select=late")).GetArrayLength().ShouldBe(0);

        var accept = await own.OpenTaskAsync(number, "accept");
        (await (await own.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{accept}/complete", new { outcome = "Accept" })).EnsureSuccessStatusCode();
        await own.Services.GetRequiredService<BoardKeeper>().KeepAsync();
        var person = (await GetAsync(own, "/api/boards/people?department=dept-tyj")).EnumerateArray().Single();
        (person.GetProperty("steps").GetInt32(), person.GetProperty("inTime").GetInt32()).ShouldBe((1, 1));
        // What is over shows nothing of now, and what came before it is carried over.
        var earlier = await GetAsync(own, "/api/boards?from=2020-01-01&to=2020-12-31");
        (earlier.GetProperty("isCurrent").GetBoolean(), earlier.GetProperty("total").GetProperty("paused").ValueKind, earlier.GetProperty("rows").GetArrayLength()).ShouldBe((false, JsonValueKind.Null, 0));
    }

    [Theory]
    [InlineData("from=2026-13-01", "board-day-unreadable"), InlineData("from=2026-03-02&to=2026-03-01", "board-days-wrong"), InlineData("from=0001-01-01&to=9999-12-31", "board-days-wrong"), InlineData("to=1;drop", "board-day-unreadable")]
    [InlineData("department=dept-none", "board-scope-unknown"), InlineData("item=X", "board-scope-unknown"), InlineData("flow=%27%20or%201=1", "board-scope-unknown")]
    public async Task What_cannot_be_asked_should_be_refused_by_the_interface_and_told_on_the_page(string query, string code)
    {
        foreach (var path in (string[])["/api/boards", "/api/boards/people", "/api/boards/cases", "/api/boards/figures.csv", "/api/boards/cases.csv"])
        {
            var answer = await (await server.AsAsync("supervisor")).GetAsync($"{path}?{query}");
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
            (await answer.CodeAsync()).ShouldBe(code, path);
        }
        var page = await (await server.AsAsync("supervisor")).GetAsync($"/boards?{query}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task Files_should_open_in_a_spreadsheet_and_run_nothing_there()
    {
        using var own = new ServerFixture();
        var number = await own.RegisterAsync("TYJ-001-A");
        await own.Services.GetRequiredService<BoardKeeper>().KeepAsync(sweep: true);
        await using (var context = await own.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync())
            await context.BoardCases.ExecuteUpdateAsync(s => s.SetProperty(c => c.WindowName, "=HYPERLINK(\"x\")"));
        var client = await own.AsAsync("supervisor");
        var figures = await client.GetByteArrayAsync("/api/boards/figures.csv");
        figures[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        var lines = Encoding.UTF8.GetString(figures[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("编码,名称,结转,收件,办结,在办");
        lines.Length.ShouldBe(3, "head, one department, the sum");
        lines[1].ShouldStartWith("dept-tyj,");
        var cases = await client.GetAsync("/api/boards/cases.csv?select=open");
        cases.Content.Headers.ContentDisposition!.FileName.ShouldStartWith("cases-");
        var text = await cases.Content.ReadAsStringAsync();
        text.ShouldContain(number);
        text.ShouldNotContain(",=HYPERLINK");
        text.ShouldNotContain(",\"=HYPERLINK");
    }

    [Fact]
    public async Task Anomaly_should_be_answered_by_a_supervisor_once_and_the_answer_stay_with_the_case()
    {
        using var own = new ServerFixture();
        var number = await own.RegisterAsync("TYJ-001-A");
        var keeper = own.Services.GetRequiredService<BoardKeeper>();
        await keeper.KeepAsync(sweep: true);
        await using (var context = await own.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync())
        {
            context.Anomalies.Add(new StoredAnomaly { CaseNumber = number, Sequence = 1, Code = Anomaly.BackDated, DepartmentId = "dept-tyj", FlowCode = "TYJ-001-A", At = DateTimeOffset.UtcNow, Zh = "凭证日期早", En = "Dated back" });
            await context.SaveChangesAsync();
        }
        (await GetAsync(own, "/api/anomalies")).GetProperty("rows").EnumerateArray().Single().GetProperty("code").GetString().ShouldBe(Anomaly.BackDated);
        (await GetAsync(own, "/api/anomalies?code=second-notice")).GetProperty("rows").GetArrayLength().ShouldBe(0);
        var path = $"/api/cases/{number}/supervisions";
        (await (await own.AsAsync("auditor")).PostAsJsonAsync(path, new { text = "x", level = "red" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var answer = await (await own.AsAsync("supervisor")).PostAsJsonAsync(path, new { text = "凭证日期与实际不符", level = "red", anomaly = Anomaly.BackDated, sequence = 1 });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await (await own.AsAsync("supervisor")).PostAsJsonAsync(path, new { text = "再次", anomaly = Anomaly.BackDated, sequence = 1 });
        (again.StatusCode, await again.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "anomaly-answered"));
        (await GetAsync(own, "/api/cards?orders=true")).GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("caseNumber").GetString() == number).GetProperty("rule").GetString().ShouldBe("supervision");
    }

    private static async Task<JsonElement> GetAsync(ServerFixture on, string path) => await (await on.AsAsync("supervisor")).GetFromJsonAsync<JsonElement>(path);
}
