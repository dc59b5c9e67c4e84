using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class CalendarsApiTests(ServerFixture server)
{
    /// <summary>A year so far away that no test's dates move.</summary>
    private const string FarYear = """{"year":2061,"notice":"国办发明电〔2060〕1号","noticeDate":"2020-11-01","version":1,"daysOff":["2061-10-03"],"daysWorked":["2061-10-08"]}""";

    private async Task<HttpResponseMessage> PostAsync(string user, string path, string body) =>
        await (await server.AsAsync(user)).PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    [Fact]
    public async Task Notice_should_be_checked_applied_and_listed_by_an_administrator()
    {
        await server.RegisterAsync("FGW-001-A");
        var check = await PostAsync("admin", "/api/calendars/check", FarYear);
        check.StatusCode.ShouldBe(HttpStatusCode.OK);
        var preview = await check.Content.ReadFromJsonAsync<JsonElement>();
        preview.GetProperty("examined").GetInt32().ShouldBeGreaterThan(0);
        preview.GetProperty("movedClocks").GetInt32().ShouldBe(0);
        preview.GetProperty("notice").GetProperty("year").GetInt32().ShouldBe(2061);

        (await PostAsync("admin", "/api/calendars", FarYear)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var listed = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>("/api/calendars");
        var first = listed.EnumerateArray().First();
        (first.GetProperty("year").GetInt32(), first.GetProperty("isInForce").GetBoolean()).ShouldBe((2061, true));
        first.GetProperty("appliedBy").GetString().ShouldNotBeNullOrEmpty();
        listed.EnumerateArray().Count(n => n.GetProperty("year").GetInt32() == 2020).ShouldBe(2);

        (await (await PostAsync("admin", "/api/calendars", FarYear)).CodeAsync()).ShouldBe("calendar-version-not-newer");
    }

    [Fact]
    public async Task Notice_should_be_refused_with_its_reason()
    {
        var invalid = await PostAsync("admin", "/api/calendars/check", """{"year":2062}""");
        invalid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await invalid.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("calendar-invalid");
        problem.GetProperty("detail").GetString()!.ShouldContain("Expected 'notice' to name the official notice");
        (await (await PostAsync("admin", "/api/calendars", FarYear.Replace("2020-11-01", "2090-11-01", StringComparison.Ordinal).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal))).CodeAsync()).ShouldBe("calendar-notice-in-future");
        (await PostAsync("auditor", "/api/calendars/check", FarYear)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync("window", "/api/calendars", FarYear)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
