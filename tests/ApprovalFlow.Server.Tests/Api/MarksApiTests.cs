using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>已阅、关注、提醒 through the interface: the caller's own, and never an event of the case.</summary>
[Collection(ServerCollection.Name)]
public sealed class MarksApiTests(ServerFixture server)
{
    private const string Flow = "FGW-004-A";

    [Fact]
    public async Task Marks_should_be_ones_own_and_leave_the_case_as_it_is()
    {
        var number = await server.RegisterAsync(Flow);
        var (window, auditor) = (await server.AsAsync("window"), await server.AsAsync("auditor"));
        var before = (await CaseAsync(number)).GetProperty("version").GetInt64();

        (await MarkAsync("window", number)).GetProperty("seenVersion").GetInt64().ShouldBe(0);
        (await window.PutAsync($"/api/cases/{number}/mark/read", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await window.PutAsync($"/api/cases/{number}/mark/read", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await window.PutAsync($"/api/cases/{number}/mark/followed", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await window.PostAsJsonAsync($"/api/cases/{number}/mark/reminders", new { at = DateTimeOffset.UtcNow.AddDays(2), text = "问进度" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var mark = await MarkAsync("window", number);
        (mark.GetProperty("seenVersion").GetInt64(), mark.GetProperty("isFollowed").GetBoolean(), mark.GetProperty("reminders").GetArrayLength()).ShouldBe((before, true, 1));
        var other = await MarkAsync("auditor", number);
        (other.GetProperty("seenVersion").GetInt64(), other.GetProperty("isFollowed").GetBoolean(), other.GetProperty("reminders").GetArrayLength()).ShouldBe((0, false, 0));
        (await CaseAsync(number)).GetProperty("version").GetInt64().ShouldBe(before, "nothing of it is an event of the case");

        var reminder = mark.GetProperty("reminders")[0].GetProperty("id").GetString();
        (await (await auditor.PostAsync($"/api/marks/reminders/{reminder}/done", null)).CodeAsync()).ShouldBe("reminder-unknown");
        (await window.PostAsync($"/api/marks/reminders/{reminder}/done", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await window.PostAsync($"/api/marks/reminders/{reminder}/done", null)).CodeAsync()).ShouldBe("reminder-unknown");
    }

    [Fact]
    public async Task Followed_case_should_tell_when_it_has_moved()
    {
        var number = await server.RegisterAsync(Flow);
        var window = await server.AsAsync("window");
        await window.PutAsync($"/api/cases/{number}/mark/read", null);
        await window.PutAsync($"/api/cases/{number}/mark/followed", null);
        (await MovedAsync(number)).ShouldBe(false);
        (await window.PostAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MovedAsync(number)).ShouldBe(true);
        (await window.GetAsync($"/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MovedAsync(number)).ShouldBe(false, "opening the page is reading it");
        (await window.DeleteAsync($"/api/cases/{number}/mark/followed")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await MovedAsync(number)).ShouldBeNull();
    }

    [Fact]
    public async Task Marks_should_be_refused_for_cases_one_may_not_read_and_moments_that_are_over()
    {
        var number = await server.RegisterAsync(Flow);
        var stranger = await server.AsAsync("chief-ghj");
        foreach (var answer in new[]
        {
            await stranger.GetAsync($"/api/cases/{number}/mark"), await stranger.PutAsync($"/api/cases/{number}/mark/read", null), await stranger.PutAsync($"/api/cases/{number}/mark/followed", null),
            await stranger.PostAsJsonAsync($"/api/cases/{number}/mark/reminders", new { at = DateTimeOffset.UtcNow.AddDays(1) }),
        })
            (await answer.CodeAsync()).ShouldBe("case-unknown");
        var window = await server.AsAsync("window");
        (await (await window.PostAsJsonAsync($"/api/cases/{number}/mark/reminders", new { at = DateTimeOffset.UtcNow.AddDays(-1) })).CodeAsync()).ShouldBe("reminder-time");
        (await (await window.PostAsJsonAsync($"/api/cases/{number}/mark/reminders", new { at = DateTimeOffset.UtcNow.AddYears(5) })).CodeAsync()).ShouldBe("reminder-time");
        (await (await window.PostAsJsonAsync($"/api/cases/{number}/mark/reminders", new { at = DateTimeOffset.UtcNow.AddDays(1), text = new string('长', 501) })).CodeAsync()).ShouldBe("reminder-too-long");
    }

    private async Task<JsonElement> MarkAsync(string user, string number) => await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/mark");
    private async Task<JsonElement> CaseAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");

    private async Task<bool?> MovedAsync(string number) =>
        (await (await server.AsAsync("window")).GetFromJsonAsync<JsonElement>("/api/marks/followed")).EnumerateArray().Where(c => c.GetProperty("caseNumber").GetString() == number)
            .Select(c => (bool?)c.GetProperty("hasMoved").GetBoolean()).SingleOrDefault();
}
