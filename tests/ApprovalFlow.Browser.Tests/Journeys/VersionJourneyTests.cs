using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A changed flow from import to the day on which it is in force, with the people whom it takes.</summary>
public sealed class VersionJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Flow = "FGW-001-A";

    [BrowserFact]
    public async Task Changed_flow_should_be_published_by_two_people_and_used_from_its_day()
    {
        var time = new ShiftedTime("2026-11-23");
        using var server = new RunningServer(time);
        await using var clerk = await browser.PersonAsync(at: server);
        await clerk.SignInAsync("window");
        var early = await clerk.HandInAsync(server.Catalogue, Flow);
        var waiting = await clerk.HandInAsync(server.Catalogue, Flow);
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

        await clerk.SettleAsync(early, "Accept");
        time.MoveTo("2026-11-25");
        await clerk.SignInAsync("window");
        var later = await clerk.HandInAsync(server.Catalogue, Flow);
        var newer = await HashAsync(clerk, later);
        newer.ShouldNotBe(first);
        await clerk.SettleAsync(waiting, "Accept");
        await clerk.OpenCaseAsync(waiting);
        (await clerk.Page.ContentAsync()).ShouldContain("按受理当日生效的流程第 2 版办理");
        (await HashAsync(clerk, waiting), await HashAsync(clerk, early)).ShouldBe((newer, first));
        foreach (var person in (Person[])[author, second]) person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task County_should_follow_its_own_version_be_told_of_its_parents_and_take_them_in_after_choosing()
    {
        const string Parent = "CGJ-001-A", Local = $"{Parent}.140105";
        using var server = new RunningServer(new ShiftedTime("2026-11-23"));
        await using var author = await browser.PersonAsync(at: server);
        await author.SignInAsync("admin");
        await using var second = await browser.PersonAsync(at: server);
        await second.SignInAsync("admin-2");
        await author.Page.GotoAsync($"/definitions/{Parent}");
        await author.InteractiveAsync("[data-copies]");
        await author.Page.SelectOptionAsync("#region", "140105");
        await author.Page.ClickAsync("[data-branch]");
        await author.Page.WaitForURLAsync($"**/definitions/{Local}");
        await EditAsync(server, Local, "decide", "小店区承诺当日决定。");
        await PublishAsync(author, second, Local, "2026-11-23");

        // The city changes the same words, and others beside them.
        await EditAsync(server, Parent, "decide", "依据审查意见在一日内作出决定。");
        await PublishAsync(author, second, Parent, "2026-11-23");
        await author.Page.GotoAsync($"/definitions/{Parent}");
        await author.Page.Locator($"[data-override='{Local}']").WaitForAsync();
        await Expect(author.Page.Locator($"[data-override='{Local}']")).ToContainTextAsync("落后 1 个版本");
        await author.ShotAsync("versions", "overrides-1440-zh");
        await author.Page.GotoAsync($"/definitions/{Local}");
        await author.InteractiveAsync("[data-merge]");
        await Expect(author.Page.Locator("[data-behind='1']")).ToContainTextAsync("小店区受理的申请按本流程办理");
        await Expect(author.Page.Locator("[data-conflict]")).ToHaveCountAsync(1);
        await author.ShotAsync("versions", "pull-1440-zh");
        foreach (var (width, language) in new[] { (390, "zh-CN"), (390, "en"), (1440, "en") })
        {
            await using var person = await browser.PersonAsync(width, 844, language, at: server);
            await person.SignInAsync("admin");
            foreach (var (definition, name) in new[] { (Local, "pull"), (Parent, "overrides") })
            {
                await person.Page.GotoAsync($"/definitions/{definition}");
                await person.InteractiveAsync(definition == Local ? "[data-merge]" : "[data-overrides]");
                await person.ShotAsync("versions", $"{name}-{width}-{language}");
                await person.ShouldFitAsync(name);
            }
        }

        // Theirs is chosen, and two people publish it for the county.
        await author.Page.Locator("[data-conflict] input").Nth(1).CheckAsync();
        await author.Page.ClickAsync("[data-take-in]");
        await author.Page.Locator("[data-draft]").WaitForAsync();
        await PublishAsync(author, second, Local, "2026-11-24");
        await author.Page.GotoAsync($"/definitions/{Local}");
        await author.Page.Locator("[data-behind='0']").WaitForAsync();
        var published = (await server.Services.GetRequiredService<DefinitionQuery>().VersionsAsync(Parent)).Where(v => v.Region == "140105").MaxBy(v => v.Version)!;
        var content = (await server.Services.GetRequiredService<DefinitionQuery>().FindVersionAsync(Local, published.Version))!.Json;
        Step(JsonNode.Parse(content)!, "decide")["duty"]!.GetValue<string>().ShouldBe("依据审查意见在一日内作出决定。");
        foreach (var person in (Person[])[author, second]) person.TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>What a designer draws, without the canvas: one step's duty in other words, in the open draft or in a new one.</summary>
    private static async Task EditAsync(RunningServer server, string definition, string step, string duty)
    {
        var (processor, designer) = (server.Services.GetRequiredService<LifeProcessor>(), new Actor("drawer", "制图员", [new(Roles.Administrator, null)]));
        var life = (await processor.FindAsync(definition))!;
        var json = JsonNode.Parse(life.Draft?.Json ?? House.FileOf(definition))!;
        Step(json, step)["duty"] = duty;
        var result = await processor.ExecuteAsync(definition, life.Draft is { } draft ? new LifeCommand.SaveDraft(draft.Revision, json.ToJsonString(), designer) : new LifeCommand.OpenDraft(DraftOrigin.Version, json.ToJsonString(), designer));
        result.Rejection.ShouldBeNull();
    }

    private static JsonNode Step(JsonNode document, string step) => document["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == step)!;

    private static async Task PublishAsync(Person author, Person second, string definition, string day)
    {
        await author.Page.GotoAsync($"/definitions/{definition}");
        await author.InteractiveAsync("[data-draft]");
        await author.Page.FillAsync("#effective", day);
        await author.Page.FillAsync("#note", "修改决定环节的职责");
        await author.Page.ClickAsync("[data-request]");
        await author.Page.Locator("[data-stage='InReview']").WaitForAsync();
        await second.Page.GotoAsync($"/definitions/{definition}");
        await second.InteractiveAsync("[data-draft]");
        await second.Page.ClickAsync("[data-approve]");
        await second.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await second.Page.Locator("[data-stage='Settled']").WaitForAsync();
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
