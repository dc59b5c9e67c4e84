using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>A joint inspection over HTTP, from two proposals to one opinion, on a server whose clock the test moves.</summary>
public sealed class TripsApiTests : IDisposable
{
    private const string Flow = "GHJ-001-A", Lead = "dept-ghj", Land = "dept-gtj", Relics = "dept-wwj";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly ManualTimeProvider time = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly ServerFixture server;

    public TripsApiTests() => server = new ServerFixture(time);

    public void Dispose() => server.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string user, string path, object body) => await (await server.AsAsync(user)).PostAsJsonAsync(path, body);

    private async Task<JsonElement> DoneAsync(string user, string path, object body)
    {
        var answer = await PostAsync(user, path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task RefusedAsync(string user, string path, object body, HttpStatusCode status, string code)
    {
        var answer = await PostAsync(user, path, body);
        (answer.StatusCode, await answer.CodeAsync()).ShouldBe((status, code), path);
    }

    private async Task<JsonElement> GetAsync(string user, string path) => await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>(path);

    private async Task<(string Case, string Task)> ProposedAsync(string site = "示例园区")
    {
        var number = await server.RegisterAsync(Flow);
        await DoneAsync("window", $"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" });
        var task = await server.OpenTaskAsync(number, "joint-inspection");
        await DoneAsync("inspector-ghj-1", $"/api/tasks/{task}/visit-proposal", new { site, from = "2026-11-23", to = "2026-12-04", reason = "选址需到现场" });
        return (number, task);
    }

    private async Task<string> ConvenedAsync()
    {
        await ProposedAsync();
        await ProposedAsync("别处（同一申请人）");
        var open = (await GetAsync("inspector-ghj-1", "/api/proposals")).EnumerateArray().Select(p => new { caseNumber = p.GetProperty("caseNumber").GetString(), sequence = p.GetProperty("sequence").GetInt64() }).ToArray();
        open.Length.ShouldBe(2);
        var answer = await PostAsync("inspector-ghj-1", "/api/trips", new { kind = "inspection", title = "示例园区联合踏勘", leadDepartmentId = Lead, proposals = open });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return "/api/trips/" + (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString();
    }

    private static object Slot(int day, int hour = 9) => new { startsAt = $"2026-11-{day}T{hour:00}:00:00+08:00", endsAt = $"2026-11-{day}T{hour + 2:00}:00:00+08:00" };

    private async Task<string> UserIdAsync(string userName) => (await server.Services.GetRequiredService<UserQuery>().FindByNameAsync(userName))!.UserId;

    /// <summary>The outbox works beside the requests: waits until a page would show it.</summary>
    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 200 && !await holds(); tries++)
            await Task.Delay(50);
        (await holds()).ShouldBeTrue();
    }

    private void MoveTo(int day, int hour)
    {
        time.MoveTo(new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8)));
        server.SignOut();
    }

    [Fact]
    public async Task Trip_should_go_from_proposals_to_one_opinion_on_every_leg_with_its_absentee()
    {
        var trip = await ConvenedAsync();
        await DoneAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(26), place = "一层大厅" });
        await DoneAsync("inspector-ghj-1", $"{trip}/invitations", new { departments = new[] { Land, Relics } });
        await UntilAsync(async () => (await GetAsync("auditor", trip)).GetProperty("bodies")[2].GetProperty("deliveredAt").ValueKind == JsonValueKind.String);
        await DoneAsync("inspector-wwj-1", $"{trip}/invitations/read", new { departmentId = Relics });

        var officers = (await GetAsync("inspector-gtj-1", $"{trip}/officers?department={Land}")).EnumerateArray().ToArray();
        officers.Length.ShouldBeGreaterThanOrEqualTo(2);
        var slots = await GetAsync("inspector-ghj-1", $"{trip}/slots?departments={Land},{Relics}");
        slots[0].GetProperty("suitsAll").GetBoolean().ShouldBeTrue();
        foreach (var (user, body) in new[] { ("ghj", Lead), ("gtj", Land) })
            await DoneAsync($"inspector-{user}-1", $"{trip}/attendance", new { departmentId = body, officers = new[] { await UserIdAsync($"inspector-{user}-1"), await UserIdAsync($"inspector-{user}-2") } });

        MoveTo(26, 9);
        (await GetAsync("inspector-gtj-2", "/api/trips?mine=true")).GetArrayLength().ShouldBe(1);
        foreach (var (user, body) in new[] { ("ghj", Lead), ("gtj", Land) })
        {
            foreach (var n in new[] { 1, 2 })
                await DoneAsync($"inspector-{user}-{n}", $"{trip}/check-ins", new { departmentId = body, place = "园区北门", at = new { latitude = 37.87, longitude = 112.55 } });
            await DoneAsync($"inspector-{user}-1", $"{trip}/findings", new { departmentId = body, opinion = body == Land ? "agreeWithConditions" : "agree", text = "符合要求", conditions = body == Land ? new[] { "避让排洪沟" } : null });
            foreach (var n in new[] { 1, 2 })
                await DoneAsync($"inspector-{user}-{n}", $"{trip}/signatures", new { departmentId = body });
        }
        var photo = await PhotoAsync("inspector-ghj-1", trip, Png);
        photo.StatusCode.ShouldBe(HttpStatusCode.OK, await photo.Content.ReadAsStringAsync());
        foreach (var leg in (await GetAsync("inspector-ghj-1", trip)).GetProperty("legs").EnumerateArray())
            await DoneAsync("inspector-ghj-1", $"{trip}/checklists", new { departmentId = Lead, caseNumber = leg.GetProperty("caseNumber").GetString(), answers = Enumerable.Range(0, leg.GetProperty("points").GetArrayLength()).Select(i => new { point = i, result = "pass" }) });
        await RefusedAsync("inspector-ghj-1", $"{trip}/end", new { }, HttpStatusCode.Conflict, "bodies-may-come");
        MoveTo(26, 11);
        await DoneAsync("inspector-ghj-1", $"{trip}/end", new { });
        await RefusedAsync("inspector-ghj-1", $"{trip}/opinion", new { result = "pass", summary = "通过" }, HttpStatusCode.UnprocessableEntity, "opinion-contradicts");
        await DoneAsync("inspector-ghj-1", $"{trip}/opinion", new { result = "passWithConditions", summary = "两部门踏勘通过，文物局缺席默认" });

        await UntilAsync(async () => (await GetAsync("auditor", trip)).GetProperty("legs").EnumerateArray().All(l => l.GetProperty("hasOpinion").GetBoolean()));
        foreach (var leg in (await GetAsync("auditor", trip)).GetProperty("legs").EnumerateArray())
        {
            var found = await GetAsync("auditor", $"/api/cases/{leg.GetProperty("caseNumber").GetString()}");
            var told = found.GetProperty("trips").EnumerateArray().Single();
            told.GetProperty("missed")[0].GetProperty("departmentId").GetString().ShouldBe(Relics);
            told.GetProperty("missed")[0].GetProperty("readBy").GetString().ShouldNotBeNull().ShouldContain("文物局");
            told.GetProperty("opinion").GetProperty("views").GetArrayLength().ShouldBe(3);
            found.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("activityId").GetString() == "joint-inspection").GetProperty("outcome").GetString().ShouldBe("Approve");
        }
        // The photo is shared with whoever reads a leg; the whole installation verifies.
        var hash = (await GetAsync("auditor", trip)).GetProperty("photos")[0].GetProperty("hash").GetString();
        (await (await server.AsAsync("window")).GetByteArrayAsync($"{trip}/photos/{hash}")).ShouldBe(Png);
        await foreach (var verified in server.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            verified.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bad_input_should_be_refused_with_its_code_and_nothing_stored()
    {
        var trip = await ConvenedAsync();
        await RefusedAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(28), place = "大厅" }, HttpStatusCode.UnprocessableEntity, "slot-not-working-day");
        await RefusedAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(26, 19), place = "大厅" }, HttpStatusCode.UnprocessableEntity, "slot-outside-hours");
        await RefusedAsync("inspector-ghj-1", $"{trip}/invitations", new { departments = new[] { Land } }, HttpStatusCode.UnprocessableEntity, "slot-required");
        await DoneAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(26), place = "大厅" });
        await RefusedAsync("inspector-ghj-1", $"{trip}/invitations", new { departments = new[] { "dept-none" } }, HttpStatusCode.NotFound, "body-unknown");
        await DoneAsync("inspector-ghj-1", $"{trip}/invitations", new { departments = new[] { Land } });
        var (one, relics) = (await UserIdAsync("inspector-gtj-1"), await UserIdAsync("inspector-wwj-1"));
        await RefusedAsync("inspector-gtj-1", $"{trip}/attendance", new { departmentId = Land, officers = new[] { one } }, HttpStatusCode.UnprocessableEntity, "officers-too-few");
        await RefusedAsync("inspector-gtj-1", $"{trip}/attendance", new { departmentId = Land, officers = new[] { one, "nobody" } }, HttpStatusCode.NotFound, "officer-unknown");
        await RefusedAsync("inspector-gtj-1", $"{trip}/attendance", new { departmentId = Land, officers = new[] { one, relics } }, HttpStatusCode.UnprocessableEntity, "officer-of-other-body");
        await DoneAsync("inspector-gtj-1", $"{trip}/attendance", new { departmentId = Land, officers = new[] { one, await UserIdAsync("inspector-gtj-2") } });
        await RefusedAsync("inspector-gtj-1", $"{trip}/check-ins", new { departmentId = Land, place = "现场" }, HttpStatusCode.Conflict, "day-not-come");
        await RefusedAsync("inspector-gtj-1", $"{trip}/opinion", new { result = "pass", summary = "通过" }, HttpStatusCode.Forbidden, "not-lead");

        MoveTo(26, 9);
        (await (await PhotoAsync("inspector-gtj-1", trip, Png, Land)).CodeAsync()).ShouldBe("not-checked-in");
        await DoneAsync("inspector-gtj-1", $"{trip}/check-ins", new { departmentId = Land, place = "现场" });
        (await (await PhotoAsync("inspector-gtj-1", trip, "%PDF-1.7 not a picture"u8.ToArray(), Land)).CodeAsync()).ShouldBe("photo-type");
        (await PhotoAsync("inspector-gtj-1", trip, new byte[9 * 1024 * 1024], Land)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await GetAsync("auditor", trip)).GetProperty("photos").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Trip_should_be_hidden_from_those_who_have_no_part_in_it()
    {
        var trip = await ConvenedAsync();
        (await (await server.AsAsync("inspector-wwj-1")).GetAsync(trip)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync("inspector-wwj-1", $"{trip}/cancellation", new { text = "x" }, HttpStatusCode.NotFound, "trip-unknown");
        (await GetAsync("inspector-wwj-1", "/api/trips")).GetArrayLength().ShouldBe(0);
        (await (await server.AsAsync("applicant")).GetAsync("/api/trips")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("window")).GetAsync("/api/proposals")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("auditor")).GetAsync(trip)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Things_should_be_put_right_and_looked_at_again_before_the_opinion()
    {
        var trip = await ConvenedAsync();
        await DoneAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(26), place = "大厅" });
        await LookAsync(trip, 26, [], "北侧道路不通");
        await RefusedAsync("inspector-ghj-1", $"{trip}/opinion", new { result = "pass", summary = "通过" }, HttpStatusCode.UnprocessableEntity, "findings-partial");
        await DoneAsync("inspector-ghj-1", $"{trip}/rectification", new { items = new[] { "补设围挡" }, due = "2026-11-27" });
        await RefusedAsync("inspector-ghj-1", $"{trip}/rectification", new { items = new[] { "再加一项" }, due = "2026-11-27" }, HttpStatusCode.Conflict, "rectification-once");
        await DoneAsync("inspector-ghj-1", $"{trip}/revisit", new { slot = Slot(30), place = "现场" });
        await LookAsync(trip, 30, [0], null);
        await DoneAsync("inspector-ghj-1", $"{trip}/opinion", new { result = "pass", summary = "整改后通过" });
        await UntilAsync(async () => (await GetAsync("auditor", trip)).GetProperty("legs").EnumerateArray().All(l => l.GetProperty("hasOpinion").GetBoolean()));
        (await GetAsync("auditor", trip)).GetProperty("round").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Meeting_should_attach_its_decision_to_each_case()
    {
        var number = await server.RegisterAsync(Flow);
        await RefusedAsync("inspector-ghj-1", "/api/trips", new { kind = "inspection", title = "x", leadDepartmentId = Lead, cases = new[] { number } }, HttpStatusCode.UnprocessableEntity, "leg-without-proposal");
        await RefusedAsync("inspector-ghj-1", "/api/trips", new { kind = "meeting", title = "x", leadDepartmentId = Lead, cases = new[] { "GHJ-001-2026-999999" } }, HttpStatusCode.NotFound, "case-unknown");
        var trip = "/api/trips/" + (await DoneAsync("inspector-ghj-1", "/api/trips", new { kind = "meeting", title = "联席会议", leadDepartmentId = Lead, cases = new[] { number } })).GetProperty("number").GetString();
        await DoneAsync("inspector-ghj-1", $"{trip}/schedule", new { slot = Slot(26), place = "会议室" });
        await LookAsync(trip, 26, [], null);
        await DoneAsync("inspector-ghj-1", $"{trip}/minutes", new { text = "会议听取了情况汇报" });
        await DoneAsync("inspector-ghj-1", $"{trip}/decisions", new { caseNumber = number, decision = "同意并联办理" });
        await DoneAsync("inspector-ghj-1", $"{trip}/opinion", new { result = "pass", summary = "原则同意" });
        await UntilAsync(async () => (await GetAsync("auditor", $"/api/cases/{number}")).GetProperty("trips")[0].GetProperty("opinion").ValueKind == JsonValueKind.Object);
        var found = await GetAsync("auditor", $"/api/cases/{number}");
        found.GetProperty("trips")[0].GetProperty("opinion").GetProperty("decision").GetString().ShouldBe("同意并联办理");
        found.GetProperty("tasks").EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString().ShouldBe("open");
    }

    /// <summary>The lead's own two officers go, look at everything, sign and end.</summary>
    private async Task LookAsync(string trip, int day, int[] putRight, string? partial)
    {
        await DoneAsync("inspector-ghj-1", $"{trip}/attendance", new { departmentId = Lead, officers = new[] { await UserIdAsync("inspector-ghj-1"), await UserIdAsync("inspector-ghj-2") } });
        MoveTo(day, 9);
        foreach (var n in new[] { 1, 2 })
            await DoneAsync($"inspector-ghj-{n}", $"{trip}/check-ins", new { departmentId = Lead, place = "现场" });
        foreach (var leg in (await GetAsync("inspector-ghj-1", trip)).GetProperty("legs").EnumerateArray().Where(l => l.GetProperty("points").GetArrayLength() > 0))
            await DoneAsync("inspector-ghj-1", $"{trip}/checklists", new { departmentId = Lead, caseNumber = leg.GetProperty("caseNumber").GetString(), answers = Enumerable.Range(0, leg.GetProperty("points").GetArrayLength()).Select(i => new { point = i, result = "pass" }) });
        foreach (var item in putRight)
            await DoneAsync("inspector-ghj-1", $"{trip}/rectification/checks", new { item, done = true });
        await DoneAsync("inspector-ghj-1", $"{trip}/findings", new { departmentId = Lead, opinion = "agree", text = "符合要求" });
        foreach (var n in new[] { 1, 2 })
            await DoneAsync($"inspector-ghj-{n}", $"{trip}/signatures", new { departmentId = Lead });
        await DoneAsync("inspector-ghj-1", $"{trip}/end", new { partial });
    }

    private async Task<HttpResponseMessage> PhotoAsync(string user, string trip, byte[] bytes, string department = Lead)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return await (await server.AsAsync(user)).PostAsync($"{trip}/photos?department={department}&name=north-gate.png", content);
    }
}
