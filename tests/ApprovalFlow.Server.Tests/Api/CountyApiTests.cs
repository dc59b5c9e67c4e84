using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>市县联动 over HTTP: what the county takes, what goes up, and what nobody may ask for again.</summary>
[Collection(ServerCollection.Name)]
public sealed class CountyApiTests(ServerFixture server)
{
    private const string Survey = "GTJ-001-M05", Plan = "GTJ-001-M04";

    /// <summary>Accepted, with the survey still to come: county and review are open.</summary>
    private async Task<string> SentAsync()
    {
        var application = server.Application("GTJ-001-A");
        application["materials"] = ((IReadOnlyList<MaterialReceipt>)application["materials"]!).Select(m => m with { Received = m.Code != Survey }).ToList();
        var window = await server.AsAsync("window");
        var answer = await window.PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
        (await window.PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return number;
    }

    private async Task<HttpResponseMessage> CompleteAsync(string user, string number, string step, object body) =>
        await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, step)}/complete", body);

    private async Task<HttpResponseMessage> TakeAsync(string user, string number, params string[] papers) =>
        await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "county-preliminary")}/county-papers", new { papers });

    [Fact]
    public async Task Paper_that_is_there_should_be_refused_with_the_article_in_both_languages()
    {
        var number = await SentAsync();
        (await TakeAsync("county", number, Survey)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CompleteAsync("county", number, "county-preliminary", new { outcome = "Approve", comment = "选址符合规划" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await CompleteAsync("reviewer", number, "review", new { outcome = "Return", comment = "请补交", data = new { requestedPapers = "地质灾害危险性评估报告" } });
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        (refused.StatusCode, problem.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.UnprocessableEntity, "papers-asked-again"));
        problem.GetProperty("title").GetString()!.ShouldContain("县区初审机关收到；行政许可法第三十五条");
        problem.GetProperty("detail").GetString()!.ShouldContain("Article 35");

        var found = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
        var leg = found.GetProperty("levels").EnumerateArray().ShouldHaveSingleItem();
        (leg.GetProperty("level").GetString(), leg.GetProperty("countyCode").GetString(), leg.GetProperty("outcome").GetString(), leg.GetProperty("opinion").GetString()).ShouldBe(("county", "140105", "Approve", "选址符合规划"));
        leg.GetProperty("papers").EnumerateArray().Select(p => p.GetString()).ShouldContain(Survey);
        found.GetProperty("papers").EnumerateArray().Single(p => p.GetProperty("code").GetString() == Survey).GetProperty("byCounty").GetBoolean().ShouldBeTrue();
        var history = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/history");
        history.EnumerateArray().Select(h => h.GetProperty("kind").GetString()!).Where(k => k.StartsWith("county-", StringComparison.Ordinal)).ShouldBe(["county-papers-received", "county-reported"]);
    }

    [Fact]
    public async Task Clocks_should_show_the_law_of_the_county_beside_its_step()
    {
        var number = await SentAsync();
        var clocks = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/clocks");
        var county = clocks.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "COUNTY");
        (county.GetProperty("limitDays").GetDouble(), county.GetProperty("article").GetString()).ShouldBe((20, "行政许可法第四十三条"));
    }

    [Fact]
    public async Task Only_the_acting_county_should_record_papers()
    {
        var number = await SentAsync();
        (await TakeAsync("reviewer", number, Survey)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await TakeAsync("applicant", number, Survey)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await TakeAsync("county", number, "GTJ-001-M99")).CodeAsync()).ShouldBe("material-unknown");
        (await (await TakeAsync("county", number)).CodeAsync()).ShouldBe("papers-required");
        (await (await server.AsAsync("county")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "county-preliminary")}/county-papers", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await server.AsAsync("county")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "county-preliminary")}/county-papers", new { papers = (string[]?)null })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var twice = await TakeAsync("county", number, Plan);
        (twice.StatusCode, await twice.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "paper-received"));
        var other = await (await server.AsAsync("reviewer")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "review")}/county-papers", new { papers = new[] { Survey } });
        (other.StatusCode, await other.CodeAsync()).ShouldBe((HttpStatusCode.UnprocessableEntity, "county-step-required"));
    }
}
