using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Those who watch flows: counts on the picture that follow what happens, and an incident from the list to its end.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MonitorTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Counts_should_follow_the_case_and_an_incident_should_be_seen_to()
    {
        using var server = new RunningServer();
        var json = BrokenDefinition.Of(File.ReadAllText(Repository.Path("workflows", "definitions", "fgw", "FGW-001-A.json")), "review");
        var broken = WorkflowDefinition.Load(json).Definition!;
        await server.Services.GetRequiredService<IDefinitionStore>().PublishAsync([new(broken.ContentHash, "FGW-001-A", broken.DefinitionId, broken.Name, json, DateTimeOffset.UtcNow, "test")]);

        await using var designer = await browser.PersonAsync(at: server);
        await designer.SignInAsync("designer");
        await designer.Page.GotoAsync("/monitor");
        await designer.Page.Locator(".empty").WaitForAsync();

        await using var person = await browser.PersonAsync(at: server);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(server.Catalogue, "FGW-001-A");

        // The page that lay open tells of it by itself.
        await designer.Page.Locator("[data-flow='FGW-001-A'] a").First.ClickAsync();
        await designer.Page.Locator("[data-activity='accept'] .load-text", new() { HasText = "1 件" }).WaitForAsync();
        await person.SettleAsync(number, "Accept");
        await designer.Page.Locator("[data-activity='accept'] .load-text").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await designer.Page.Locator(".notice.bad").WaitForAsync();

        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator("[data-incidents]")).ToContainTextAsync("暂停流转");

        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/monitor");
        await person.InteractiveAsync("[data-figures]");
        (await person.Page.InnerTextAsync("[data-incident-count]")).ShouldBe("1");
        await person.Page.GotoAsync("/monitor/incidents");
        await person.InteractiveAsync("[data-incident-rows]");
        await person.Page.Locator($"[data-incident='{number}'] input").CheckAsync();
        await person.Page.FillAsync("#retry-reason", "已补录档案信息");
        await person.Page.ClickAsync("[data-retry]");
        await person.Page.ClickAsync("dialog[open] .btn.primary");
        await person.Page.Locator("[data-report]", new() { HasText = "再次发生故障" }).WaitForAsync();

        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-case-operation='terminate']");
        await person.Page.FillAsync("#case-operation-reason", "事项取消");
        await person.Page.ClickAsync("dialog[open] .btn.danger");
        await person.Page.Locator("[data-done]").WaitForAsync();
        await person.Page.GotoAsync("/monitor/incidents");
        await person.Page.Locator(".empty").WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
        designer.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Places_beyond_the_bar_should_be_reached_from_its_sheet_on_a_phone()
    {
        await using var person = await browser.PersonAsync(390, 844);
        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/");
        await person.Page.ClickAsync("[popovertarget='nav-more']");
        await person.Page.ClickAsync("#nav-more a[href='/calendars']");
        await person.Page.WaitForURLAsync("**/calendars");
        await Expect(person.Page.Locator("#nav-more")).ToBeHiddenAsync(); // who chose a place has no more use for the sheet
    }
}
