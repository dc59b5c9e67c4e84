using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing.Clocks;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>审管互动 over HTTP, from a decision to a licence that is taken away, on a server whose clock the test moves.</summary>
public sealed class PacketsApiTests : IDisposable
{
    private const string Flow = "WGX-002-A";

    private readonly ManualTimeProvider time = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly ServerFixture server;

    public PacketsApiTests() => server = new ServerFixture(time);

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

    /// <summary>The outbox works beside the requests: waits until a page would show it.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 200 && !await holds(); tries++)
            await Task.Delay(50);
        (await holds()).ShouldBeTrue();
    }

    /// <summary>A case decided, with its packet made.</summary>
    private async Task<(string Case, string Packet)> DecidedAsync(string flow = Flow)
    {
        var number = await server.RegisterAsync(flow);
        var (processor, store) = (server.Services.GetRequiredService<CommandProcessor>(), server.Services.GetRequiredService<ICaseStore>());
        for (var state = await StateAsync(store, number); state.Decision is null; state = await StateAsync(store, number))
            (await processor.ExecuteAsync(number, SampleApplication.Complete(state.OpenTasks[0].TaskId, state.OpenTasks[0].ActivityType, state.OpenTasks[0].Candidate, state.OpenTasks[0].Outcomes[0]))).ShouldBeOfType<CommandResult.Accepted>();
        await UntilAsync(async () => (await (await server.AsAsync("regulator")).GetAsync($"/api/packets/{number}-P1")).IsSuccessStatusCode);
        return (number, $"/api/packets/{number}-P1");
    }

    private static async Task<CaseState> StateAsync(ICaseStore store, string number) => CaseState.Fold((await store.LoadAsync(number, 0))!.Events.Select(e => e.ToRecord()));

    /// <summary>An account for a liaison officer of one body.</summary>
    private async Task<string> OfficerAsync(string department)
    {
        using var scope = server.Services.CreateScope();
        var (users, name) = (scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>(), $"officer-{department}");
        var account = new UserAccount { UserName = name, DisplayNameZh = name, DisplayNameEn = name };
        (await users.CreateAsync(account, Server.Accounts.DemoUsers.Password)).Succeeded.ShouldBeTrue();
        await scope.ServiceProvider.GetRequiredService<UserMandates>().SetAsync(account.Id, [new Mandate(Roles.Regulator, department)], default);
        return name;
    }

    [Fact]
    public async Task Decision_should_be_claimed_by_the_body_that_regulates_and_by_nobody_else()
    {
        var (number, packet) = await DecidedAsync();
        var (own, other) = (await OfficerAsync("dept-wgx"), await OfficerAsync("dept-swj"));

        (await (await server.AsAsync("reviewer")).GetAsync("/api/packets")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync("applicant")).GetAsync(packet)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await server.AsAsync(other)).GetAsync(packet)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(other, $"{packet}/claim", new { }, HttpStatusCode.NotFound, "packet-unknown");
        await RefusedAsync("supervisor", $"{packet}/claim", new { }, HttpStatusCode.Forbidden, "packet-not-yours");
        (await GetAsync(other, "/api/packets")).GetArrayLength().ShouldBe(0);

        var line = (await GetAsync(own, "/api/packets?unclaimed=true")).EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("caseNumber").GetString(), line.GetProperty("claimDue").GetString(), line.GetProperty("departmentId").GetString()).ShouldBe((number, "2026-11-25", "dept-wgx"));
        var sheet = await GetAsync(own, packet);
        sheet.GetProperty("content").GetProperty("papers").GetArrayLength().ShouldBeGreaterThan(0);
        sheet.GetProperty("assist").EnumerateArray().Select(a => a.GetString()).ShouldBe(["dept-gaj", "dept-gsj"]);

        await DoneAsync(own, $"{packet}/claim", new { });
        await RefusedAsync("regulator", $"{packet}/claim", new { }, HttpStatusCode.Conflict, "packet-claimed");
        await UntilAsync(async () => (await GetAsync("supervisor", $"/api/cases/{number}")).GetProperty("packets")[0].TryGetProperty("claimed", out var claimed) && claimed.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task Regulator_should_read_the_case_that_is_theirs_and_no_other()
    {
        var (number, _) = await DecidedAsync();
        (await (await server.AsAsync(await OfficerAsync("dept-gaj"))).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK, "it assists");
        (await (await server.AsAsync(await OfficerAsync("dept-swj"))).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Returned_packet_should_be_the_others_and_a_supervisor_ends_the_dispute()
    {
        var (_, packet) = await DecidedAsync();
        await RefusedAsync("regulator", $"{packet}/return", new { departmentId = "dept-none", reason = "不属于" }, HttpStatusCode.NotFound, "packet-body-unknown");
        await DoneAsync("regulator", $"{packet}/return", new { departmentId = "dept-gsj", reason = "属于工商监管" });
        await RefusedAsync("regulator", $"{packet}/return", new { departmentId = "dept-wgx", reason = "也不属于" }, HttpStatusCode.Conflict, "packet-sent-on-already");
        await RefusedAsync("regulator", $"{packet}/assignment", new { departmentId = "dept-wgx", reason = "三定" }, HttpStatusCode.Forbidden, "packet-not-supervisor");
        await DoneAsync("supervisor", $"{packet}/assignment", new { departmentId = "dept-wgx", reason = "三定方案" });
        (await GetAsync("supervisor", packet)).GetProperty("departmentId").GetString().ShouldBe("dept-wgx");
    }

    [Fact]
    public async Task Finding_should_be_told_to_the_desks_and_a_licence_taken_away_after_the_applicant_was_heard()
    {
        var (number, packet) = await DecidedAsync();
        await RefusedAsync("regulator", $"{packet}/feedback", new { kind = "promiseBroken", text = "不实", on = "2026-11-23" }, HttpStatusCode.Conflict, "packet-not-claimed");
        await DoneAsync("regulator", $"{packet}/claim", new { });
        await DoneAsync("regulator", $"{packet}/feedback", new { kind = "promiseBroken", text = "补交材料不实", on = "2026-11-23", document = "核查1号" });
        await DoneAsync("regulator", $"{packet}/revocation", new { feedbackId = "F1", kind = "annul", ground = "行政许可法第六十九条第二款" });

        // The same applicant's next application, at another window.
        var next = await server.RegisterAsync("FGW-001-A");
        var notes = (await GetAsync("window", $"/api/cases/{next}/subject-feedback")).EnumerateArray().ShouldHaveSingleItem();
        (notes.GetProperty("packet").GetString(), notes.GetProperty("kind").GetString(), notes.GetProperty("text").GetString()).ShouldBe(($"{number}-P1", "promiseBroken", "补交材料不实"));

        JsonElement proceeding = default;
        await UntilAsync(async () => (await GetAsync("chief", $"/api/cases/{number}")).GetProperty("revocations") is { } all && all.GetArrayLength() == 1 && (proceeding = all[0]).ValueKind == JsonValueKind.Object);
        var path = $"/api/cases/{number}/revocations/{proceeding.GetProperty("opened").GetProperty("revocationId").GetString()}";
        await RefusedAsync("chief", $"{path}/decision", new { revoke = true, reasons = "属实", remedies = "可复议" }, HttpStatusCode.Conflict, "revocation-not-heard");
        await RefusedAsync("reviewer", $"{path}/statement", new { text = "冤枉" }, HttpStatusCode.Forbidden, "revocation-statement-not-allowed");
        await DoneAsync("window", $"{path}/statement", new { text = "材料系代办机构伪造" });
        await RefusedAsync("reviewer", $"{path}/decision", new { revoke = true, reasons = "属实", remedies = "可复议" }, HttpStatusCode.Forbidden, "revocation-not-head");
        await DoneAsync("chief", $"{path}/decision", new { revoke = true, reasons = "属实", remedies = "可复议" });
        (await GetAsync("chief", $"/api/cases/{number}")).GetProperty("revoked").GetProperty("decided").GetProperty("revoked").GetBoolean().ShouldBeTrue();
        await UntilAsync(async () => (await GetAsync("regulator", packet)).GetProperty("isRevoked").GetBoolean());
    }

    [Fact]
    public async Task Figures_should_reconcile_and_an_overdue_packet_be_a_card_and_every_chain_hold()
    {
        await DecidedAsync();
        var (_, second) = await DecidedAsync();
        await DoneAsync("regulator", $"{second}/claim", new { });
        await server.RegisterAsync(Flow);
        var now = await GetAsync("supervisor", "/api/packets/figures");
        Numbers(now).ShouldBe((2, 2, 1, 1, 0, true));

        time.MoveTo(new(2026, 11, 26, 9, 0, 0, TimeSpan.FromHours(8)));
        server.SignOut();
        await server.Services.GetRequiredService<Runtime.Timers.TimerPump>().FireDueAsync();
        Numbers(await GetAsync("supervisor", "/api/packets/figures")).ShouldBe((2, 2, 1, 0, 1, true));
        (await GetAsync("supervisor", "/api/cards")).GetProperty("rows").EnumerateArray().Count(c => c.GetProperty("clock").GetString() == "REGULATOR-CLAIM").ShouldBe(1);
        (await GetAsync("regulator", "/api/cards/mine")).EnumerateArray().ShouldHaveSingleItem().GetProperty("ownerRole").GetString().ShouldBe("regulator");
        (await (await server.AsAsync("regulator")).GetAsync("/api/packets/figures")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await foreach (var verified in server.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            verified.Problems.ShouldBeEmpty(verified.CaseNumber);
    }

    private static (int, int, int, int, int, bool) Numbers(JsonElement f) => (f.GetProperty("decided").GetInt32(), f.GetProperty("packets").GetInt32(), f.GetProperty("claimed").GetInt32(), f.GetProperty("inTime").GetInt32(),
        f.GetProperty("alarmed").GetInt32(), f.GetProperty("reconciles").GetBoolean());

    [Fact]
    public async Task Applicant_who_broke_a_promise_should_not_bring_papers_later_the_next_time()
    {
        var (_, packet) = await DecidedAsync();
        await DoneAsync("regulator", $"{packet}/claim", new { });
        await DoneAsync("regulator", $"{packet}/feedback", new { kind = "promiseBroken", text = "未按承诺补交", on = "2026-11-23" });
        var next = await server.RegisterAsync(Flow);
        await RefusedAsync("window", $"/api/cases/{next}/promises", new { papers = new[] { "any" }, limitDays = 1, document = "容缺1号" }, HttpStatusCode.Conflict, "promise-broken-before");
    }
}
