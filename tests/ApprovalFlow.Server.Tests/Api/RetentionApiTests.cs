using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Tests.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class RetentionApiTests(ServerFixture server)
{
    /// <summary>A case that is over, told of and on the ledger.</summary>
    private async Task<string> ClosedAsync()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        var processor = server.Services.GetRequiredService<CommandProcessor>();
        while ((await processor.LookAsync(number))!.State.OpenTasks is [var task, ..])
            (await processor.ExecuteAsync(number, SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, task.Outcomes[0]))).ShouldBeOfType<CommandResult.Accepted>();
        await using var context = await server.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        await Wait.UntilAsync(async () => !await context.Outbox.AnyAsync(m => m.CaseNumber.StartsWith(number)), () => "effects of the case are not delivered");
        // At night a message would wait for the morning.
        await context.Packets.Where(p => p.CaseNumber == number).ExecuteUpdateAsync(u => u.SetProperty(p => p.Status, PacketStatus.Claimed));
        await context.Messages.Where(m => m.CaseNumber.StartsWith(number)).ExecuteUpdateAsync(u => u.SetProperty(m => m.DueAt, (DateTimeOffset?)null));
        await server.Services.GetRequiredService<LedgerKeeper>().CloseAsync();
        return number;
    }

    private static object Request(string ground, string scope = "case") => new { scope, ground, basis = "（2026）晋01行终1号", reason = "判决删除" };

    [Fact]
    public async Task Removal_should_be_asked_for_agreed_to_and_shown_as_what_it_is()
    {
        var number = await ClosedAsync();
        var (admin, auditor, supervisor) = (await server.AsAsync("admin"), await server.AsAsync("auditor"), await server.AsAsync("supervisor"));
        var at = $"/api/retention/cases/{number}";
        (await admin.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await supervisor.PostAsJsonAsync($"{at}/hold", new { basis = "x", reason = "y" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await admin.PostAsJsonAsync($"{at}/request", Request("person-asks"))).CodeAsync()).ShouldBe("removal-term-runs");
        (await admin.PostAsJsonAsync($"{at}/request", Request("court-order", "everything"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await auditor.PostAsJsonAsync($"{at}/request", Request("court-order"))).CodeAsync()).ShouldBe("retention-not-administrator");
        (await admin.PostAsJsonAsync($"{at}/request", Request("court-order"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await admin.PostAsJsonAsync($"{at}/agreement", new { asked = 1 })).CodeAsync()).ShouldBe("retention-same-person");
        (await auditor.PostAsJsonAsync($"{at}/hold", new { basis = "应诉通知", reason = "待结" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await auditor.PostAsJsonAsync($"{at}/agreement", new { asked = 1 })).CodeAsync()).ShouldBe("removal-held");
        (await auditor.PostAsJsonAsync($"{at}/release", new { reason = "已结" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await auditor.PostAsJsonAsync($"{at}/agreement", new { asked = 1 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await auditor.GetFromJsonAsync<JsonElement>("/api/retention")).GetProperty("agreed").EnumerateArray().ShouldContain(f => f.GetProperty("caseNumber").GetString() == number);

        (await server.Services.GetRequiredService<ContentRemover>().RunAsync(number, "运维员")).Record.ShouldNotBeNull();
        var gone = await auditor.GetAsync($"/api/cases/{number}");
        (gone.StatusCode, await gone.CodeAsync()).ShouldBe((HttpStatusCode.Gone, "case-redacted"));
        // To somebody who could not have read it, it sounds as if there were none.
        (await (await server.AsAsync("applicant")).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var row = (await admin.GetFromJsonAsync<JsonElement>(at)).GetProperty("removals")[0];
        (row.GetProperty("operator").GetString(), row.GetProperty("request").GetProperty("agreedBy").GetString()!.Length > 0).ShouldBe(("运维员", true));
        foreach (var path in new[] { $"/cases/{number}", $"/cases/{number}/replay" })
            (await auditor.GetStringAsync(path)).ShouldContain("data-removed");
        (await admin.PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.Gone);

        var file = await (await auditor.GetAsync($"/api/cases/{number}/evidence")).Content.ReadAsByteArrayAsync();
        var first = await server.Services.GetRequiredService<LedgerKeeper>().FindAsync(1);
        var findings = EvidenceCheck.Check(file, server.Services.GetRequiredService<LedgerKeys>().Find(first!.Entry.KeyId));
        findings.Problems.ShouldBeEmpty();
        findings.Removal.ShouldNotBeNull();
        var report = Encoding.UTF8.GetString(findings.Package!.File(EvidenceNames.Html).Span);
        report.ShouldContain("内容已依法删除");
        report.ShouldNotContain("⟦");
    }

    [Fact]
    public async Task Key_that_is_too_old_should_be_refused_with_a_clear_answer()
    {
        var answer = await (await server.AsAsync("window")).PostAsync("/api/cases", server.Application("GSJ-001-A"), Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-40)).ToString());
        (answer.StatusCode, await answer.CodeAsync()).ShouldBe((HttpStatusCode.Conflict, "idempotency-key-past"));
    }
}
