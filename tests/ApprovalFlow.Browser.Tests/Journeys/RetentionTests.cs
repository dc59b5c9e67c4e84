using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>One person asks, another agrees, the operator removes, and the case says what became of it.</summary>
public sealed class RetentionTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string First = "FGW-001-A-2026-900001", Second = "FGW-001-A-2026-900002", Third = "FGW-001-A-2026-900003";

    private static async Task CloseAsync(IServiceProvider services, params string[] numbers)
    {
        var processor = services.GetRequiredService<CommandProcessor>();
        var catalogue = services.GetRequiredService<WorkflowFolder>().Catalogue;
        var flow = catalogue.Flow("FGW-001-A")!;
        var definition = await services.GetRequiredService<DefinitionCatalog>().FindInForceAsync(flow.Code, DateOnly.FromDateTime(DateTime.UnixEpoch.AddYears(56).AddMonths(10)), null);
        foreach (var number in numbers)
        {
            (await processor.ExecuteAsync(number, SampleApplication.Register(number, definition!.Hash, flow, catalogue.Item(flow.ItemCode)!))).ShouldBeOfType<CommandResult.Accepted>();
            while ((await processor.LookAsync(number))!.State.OpenTasks is [var task, ..])
                (await processor.ExecuteAsync(number, SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, task.Outcomes[0]))).ShouldBeOfType<CommandResult.Accepted>();
        }
        await using var context = await services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync();
        // Long ago: nobody waits for words any more, and the term has ended.
        while (await context.Outbox.AnyAsync())
            await Task.Delay(50);
        await context.Packets.ExecuteUpdateAsync(u => u.SetProperty(p => p.Status, PacketStatus.Claimed));
        await context.Messages.ExecuteUpdateAsync(u => u.SetProperty(m => m.DueAt, (DateTimeOffset?)null));
        await context.Cases.ExecuteUpdateAsync(u => u.SetProperty(c => c.ClosedAt, new DateTimeOffset(1990, 5, 6, 2, 0, 0, TimeSpan.Zero)));
        await services.GetRequiredService<LedgerKeeper>().CloseAsync();
    }

    [BrowserFact]
    public async Task Administrator_should_ask_auditor_agree_and_the_case_say_what_was_removed()
    {
        using var server = new RunningServer(tickSeconds: 3600);
        await CloseAsync(server.Services, First, Second, Third);
        await using var person = await browser.PersonAsync(at: server);
        await person.ArriveAsync("admin");
        await person.Page.ClickAsync("nav a[href='/retention']");
        await person.InteractiveAsync("[data-due] table");
        await Expect(person.Page.Locator("[data-due] tbody tr")).ToHaveCountAsync(3);
        await person.Page.FillAsync("#hold-case", Third);
        await person.Page.FillAsync("#hold-basis", "（2026）晋01行初7号应诉通知");
        await person.Page.FillAsync("#hold-reason", "诉讼未结");
        await person.Page.ClickAsync("[data-hold]");
        await Expect(person.Page.Locator($"[data-holds] [data-case='{Third}']")).ToBeVisibleAsync();
        await person.Page.ClickAsync("[data-take]");
        await Expect(person.Page.Locator("#retention-cases")).ToHaveValueAsync($"{First}\n{Second}");
        await person.Page.FillAsync("#retention-basis", "鉴定意见〔2026〕3号");
        await person.Page.FillAsync("#retention-reason", "示例申请人的案卷到期");
        await person.Page.ClickAsync("[data-ask]");
        await Expect(person.Page.Locator("[data-refusal]")).ToHaveCountAsync(2);
        await person.Page.FillAsync("#retention-reason", "保管期限届满，无继续保存价值");
        await person.Page.ClickAsync("[data-ask]");
        await Expect(person.Page.Locator("[data-asked] tbody tr")).ToHaveCountAsync(2);
        await person.Page.Locator($"[data-asked] [data-case='{First}'] [data-agree]").ClickAsync();
        await Expect(person.Page.Locator("[data-refusal]")).ToContainTextAsync("须由第二人同意");
        person.TakeComplaints().ShouldBeEmpty();

        await using var auditor = await browser.PersonAsync(at: server);
        await auditor.SignInAsync("auditor");
        await auditor.Page.GotoAsync("/retention");
        await auditor.InteractiveAsync($"[data-asked] [data-case='{First}']");
        await Expect(auditor.Page.Locator("[data-request]")).ToHaveCountAsync(0);
        await auditor.Page.Locator($"[data-asked] [data-case='{First}'] [data-agree]").ClickAsync();
        await Expect(auditor.Page.Locator($"[data-agreed] [data-case='{First}']")).ToBeVisibleAsync();
        // The operator's part is another account's, at the command line.
        (await server.Services.GetRequiredService<ContentRemover>().RunAsync(First, "运维员")).Record.ShouldNotBeNull();
        await auditor.Page.ReloadAsync();
        await auditor.InteractiveAsync("[data-removals] tbody tr");
        await auditor.Page.Locator("[data-removals] tbody tr a").First.ClickAsync();
        await Expect(auditor.Page.Locator("[data-removed]")).ToContainTextAsync("运维员执行");
        auditor.TakeComplaints().ShouldBeEmpty();

        foreach (var (width, language) in ((int, string)[])[(1440, "zh-CN"), (390, "zh-CN"), (1440, "en"), (390, "en")])
        {
            await using var other = await browser.PersonAsync(width, width < 600 ? 844 : 900, language, at: server);
            await other.SignInAsync("admin");
            await other.Page.GotoAsync("/retention");
            await other.InteractiveAsync("[data-due] table");
            await Expect(other.Page.Locator("[data-removals] tbody tr")).ToHaveCountAsync(1);
            await other.ShouldFitAsync($"retention-{width}-{language}");
            await other.ShotAsync("retention", $"retention-{width}-{language}");
            await other.Page.GotoAsync($"/cases/{First}");
            await other.InteractiveAsync("[data-removed-events]");
            await other.Page.Locator("[data-removed-events] summary").ClickAsync();
            await Expect(other.Page.Locator("[data-removed-events] tbody tr").First).ToBeVisibleAsync();
            await other.ShouldFitAsync($"removed-{width}-{language}");
            await other.ShotAsync("retention", $"removed-{width}-{language}");
        }
    }
}
