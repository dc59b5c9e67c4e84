using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A designer walks a made-up case through a draft, keeps the walk, and is told when the draft no longer does the same.</summary>
public sealed class RehearsalTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly Actor Designer = new("u-designer", "流程设计师", [new(Roles.ProcessDesigner)]);

    [BrowserFact]
    public async Task Draft_should_be_rehearsed_kept_and_played_again()
    {
        using var server = new RunningServer(new ShiftedTime("2026-03-02"));
        await using var person = await browser.PersonAsync(at: server);
        await person.SignInAsync("designer");
        var lives = server.Services.GetRequiredService<LifeProcessor>();
        var json = File.ReadAllText(Repository.Path("workflows", "definitions", "fgw", "FGW-004-A.json"));
        (await lives.ExecuteAsync("FGW-004-A", new LifeCommand.OpenDraft(DraftOrigin.Version, json.Replace("\"description\"", "\"note\": \"x\", \"description\"", StringComparison.Ordinal), Designer))).Rejection.ShouldBeNull();

        await OpenAsync(person);
        await Expect(person.Page.Locator("[data-now]")).ToContainTextAsync("2026年3月2日");
        await person.Page.ClickAsync("[data-wait='1']");
        await person.Page.Locator("[data-now]", new() { HasText = "2026年3月3日" }).WaitForAsync();
        await person.Page.ClickAsync("[data-back]");
        await person.Page.Locator("[data-now]", new() { HasText = "2026年3月2日" }).WaitForAsync();

        for (var step = 0; step < 20 && await person.Page.Locator("[data-closed]").CountAsync() == 0; step++)
        {
            var lines = await person.Page.Locator("[data-course] li").CountAsync();
            await person.Page.Locator("[data-open] [data-outcome]").First.ClickAsync();
            await person.Page.WaitForFunctionAsync("n => document.querySelectorAll('[data-course] li').length > n", lines);
        }
        await Expect(person.Page.Locator("[data-closed]")).ToContainTextAsync("演练办结");
        (await person.Page.Locator("[data-activity].completed").CountAsync()).ShouldBeGreaterThan(2);

        await person.Page.FillAsync("#scenario-name", "顺利办结");
        await person.Page.ClickAsync("[data-keep]");
        await person.Page.Locator("[data-kept]").WaitForAsync();
        await person.Page.Locator("[data-scenario='顺利办结']", new() { HasText = "与保存时一致" }).WaitForAsync();
        await person.Page.FillAsync("#scenario-name", "顺利办结");
        await person.Page.ClickAsync("[data-keep]");
        await person.Page.Locator("[data-scenarios] .notice.bad", new() { HasText = "同名" }).WaitForAsync();

        // Somebody changes the draft: the good end is now another.
        var draft = (await lives.FindAsync("FGW-004-A"))!.Draft!;
        var changed = draft.Json.Replace("\"value\": \"filed\"", "\"value\": \"refused\"", StringComparison.Ordinal).Replace("\"value\": \"approved\"", "\"value\": \"refused\"", StringComparison.Ordinal);
        changed.ShouldNotBe(draft.Json);
        (await lives.ExecuteAsync("FGW-004-A", new LifeCommand.SaveDraft(draft.Revision, changed, Designer))).Rejection.ShouldBeNull();
        await OpenAsync(person);
        await person.Page.Locator("[data-scenario='顺利办结']", new() { HasText = "不一致" }).WaitForAsync();
        (await lives.ExecuteAsync("FGW-004-A", new LifeCommand.RequestReview(draft.Revision + 1, new(2027, 1, 4), "改", Designer))).Problems.ShouldContain(p => p.Code == "scenario-differs");
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task OpenAsync(Person person)
    {
        await person.Page.GotoAsync("/designer/FGW-004-A/rehearsal");
        await person.InteractiveAsync("[data-picture]");
    }
}
