using System.Text.Json;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A changed flow from import to the day on which it is in force, with the people whom it takes.</summary>
[Collection(BrowserCollection.Name)]
public sealed class VersionJourneyTests(BrowserFixture browser)
{
    private const string Flow = "FGW-001-A";

    [BrowserFact]
    public async Task Changed_flow_should_be_published_by_two_people_and_used_from_its_day()
    {
        var time = new ShiftedTime("2026-11-23");
        using var server = new RunningServer(time);
        await using var clerk = await browser.PersonAsync(at: server);
        await clerk.SignInAsync("window");
        var early = await clerk.RegisterAsync(server.Catalogue, Flow);
        var waiting = await clerk.RegisterAsync(server.Catalogue, Flow);
        var first = await HashAsync(clerk, early);

        // An administrator brings the changed file and asks for review: whoever wrote may not approve.
        await using var author = await browser.PersonAsync(at: server);
        await author.SignInAsync("admin");
        await new DrawingTable(author.Page).ImportAsync(Flow, House.FileOf(Flow).Replace("\"value\": 3 }", "\"value\": 2 }", StringComparison.Ordinal));
        await OpenAsync(author);
        await author.Page.Locator("[data-draft]").WaitForAsync();
        await Expect(author.Page.Locator("[data-changes='Effect']")).ToContainTextAsync("“经办人审查”的时限减少 1 个工作日（3 → 2）。");
        await author.Page.FillAsync("#effective", "2026-11-25");
        await author.Page.FillAsync("#note", "各环节审查缩短一天");
        await author.Page.ClickAsync("[data-request]");
        await author.Page.Locator("[data-stage='InReview']").WaitForAsync();
        await author.Page.Locator("[data-author]").WaitForAsync();
        await author.Page.ClickAsync("[data-approve]");
        await author.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await author.Page.Locator("[data-refusal='author-reviews']").WaitForAsync();

        await using var second = await browser.PersonAsync(at: server);
        await second.SignInAsync("admin-2");
        await second.Page.GotoAsync("/definitions?view=review");
        await second.Page.ClickAsync($"[data-definition='{Flow}'] a");
        await second.InteractiveAsync("[data-draft]");
        await second.ShotAsync("versions", "review-1440-zh");
        await second.Page.ClickAsync("[data-approve]");
        await second.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await second.Page.Locator("[data-stage='Settled']").WaitForAsync();
        await Expect(second.Page.Locator("[data-version='2']")).ToContainTextAsync("待生效");
        await second.ShotAsync("versions", "versions-1440-zh");
        // The author's page has heard of it.
        await author.Page.Locator("[data-stage='Settled']").WaitForAsync();

        (await clerk.HandleAsync(early, "Accept")).ShouldBeTrue();
        time.MoveTo("2026-11-25");
        await clerk.SignInAsync("window");
        var later = await clerk.RegisterAsync(server.Catalogue, Flow);
        var newer = await HashAsync(clerk, later);
        newer.ShouldNotBe(first);
        (await clerk.HandleAsync(waiting, "Accept")).ShouldBeTrue();
        await clerk.OpenCaseAsync(waiting);
        (await clerk.Page.ContentAsync()).ShouldContain("按受理当日生效的流程第 2 版办理");
        (await HashAsync(clerk, waiting), await HashAsync(clerk, early)).ShouldBe((newer, first));
        foreach (var person in (Person[])[author, second]) person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData(390, "zh-CN")]
    [InlineData(390, "en")]
    [InlineData(1440, "en")]
    public async Task Pages_of_versions_should_fit_every_width_and_language(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, 844, language);
        await person.SignInAsync("admin");
        await person.Page.GotoAsync("/definitions");
        await FitsAsync(person, $"list-{width}-{language}");
        await OpenAsync(person, "SFJ-001-A");
        await person.Page.Locator("[data-versions]").WaitForAsync();
        await FitsAsync(person, $"version-{width}-{language}");
        await person.Page.GotoAsync("/definitions/SFJ-001-A/compare?to=1");
        await person.Page.Locator("[data-comparison]").WaitForAsync();
        await FitsAsync(person, $"compare-{width}-{language}");
        if (language == "en")
            await Expect(person.Page.Locator("main")).ToContainTextAsync("What it means");
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task OpenAsync(Person person, string id = Flow)
    {
        await person.Page.GotoAsync($"/definitions/{id}");
        await person.InteractiveAsync(".page-header");
    }

    private static async Task<string> HashAsync(Person person, string caseNumber) =>
        (await (await person.Page.APIRequest.GetAsync($"/api/cases/{caseNumber}")).JsonAsync<JsonElement>()).GetProperty("definitionHash").GetString()!;

    private static async Task FitsAsync(Person person, string name)
    {
        await person.ShotAsync("versions", name);
        await person.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth");
    }
}
