using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Many cases go over to a second version batch by batch, and back. (One that goes over while another stays: <see cref="DrawnFlowJourneyTests"/>.)</summary>
public sealed class MigrationJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Flow = "CZJ-001-A";

    /// <summary>The review is another step under another id: the experts'.</summary>
    private static string ReviewedByExperts()
    {
        var document = JsonNode.Parse(House.FileOf(Flow))!;
        var review = document["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == "review")!;
        (review["nameZh"]!["expression"]!["value"], review["nameEn"]!["expression"]!["value"], review["role"]!["expression"]!["value"]) = ("专家审查", "Review by experts", "expert");
        (review["metadata"]!["displayText"], review["metadata"]!["displayTextEn"]) = ("专家审查", "Review by experts");
        return document.ToJsonString().Replace("\"review\"", "\"expert-review\"", StringComparison.Ordinal).Replace(":review\"", ":expert-review\"", StringComparison.Ordinal);
    }

    private static async Task<JsonElement> CaseAsync(Person person, string number) => await (await person.Page.APIRequest.GetAsync($"/api/cases/{number}")).JsonAsync<JsonElement>();

    private static async Task PublishAsync(Person author, Person second)
    {
        await new DrawingTable(author.Page).ImportAsync(Flow, ReviewedByExperts());
        await author.Page.GotoAsync($"/definitions/{Flow}");
        await author.InteractiveAsync("[data-draft]");
        await author.Page.FillAsync("#effective", "2026-11-23");
        await author.Page.FillAsync("#note", "审查改由专家承担");
        await author.Page.ClickAsync("[data-request]");
        await author.Page.Locator("[data-stage='InReview']").WaitForAsync();
        await second.Page.GotoAsync($"/definitions/{Flow}");
        await second.InteractiveAsync("[data-draft]");
        // The difference is what the second person approves.
        (await second.Page.InnerTextAsync("[data-comparison]")).ShouldContain("专家审查");
        await second.Page.ClickAsync("[data-approve]");
        await second.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await second.Page.Locator("[data-stage='Settled']").WaitForAsync();
    }

    private static async Task ActAsync(Person person, string act, string stage)
    {
        await person.Page.ClickAsync($"[data-act='{act}']");
        if (act is "Sign" or "Start" or "SignUndo" or "AskUndo")
            await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator($"[data-stage='{stage}']").WaitForAsync();
    }

    [BrowserFact]
    public async Task Plan_should_be_stopped_resumed_and_taken_back()
    {
        // Nothing ticks here: each batch is done when the test says so, so that a stop falls between two.
        using var server = new RunningServer(new ShiftedTime("2026-11-23"), tickSeconds: 3600);
        var runner = server.Services.GetRequiredService<PlanRunner>();
        await using var clerk = await browser.PersonAsync(at: server);
        await clerk.SignInAsync("window");
        var cases = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            cases.Add(await clerk.HandInAsync(server.Catalogue, Flow));
            await clerk.SettleAsync(cases[^1], "Accept");
        }
        await using var first = await browser.PersonAsync(at: server);
        await first.SignInAsync("admin");
        await using var second = await browser.PersonAsync(at: server);
        await second.SignInAsync("admin-2");
        await PublishAsync(first, second);
        async Task<string> HashAsync(string number) => (await CaseAsync(second, number)).GetProperty("definitionHash").GetString()!;
        var before = await HashAsync(cases[0]);

        await first.Page.ClickAsync("[data-migrations]");
        await first.Page.ClickAsync("[data-new-plan]");
        await first.InteractiveAsync("[data-movable]");
        foreach (var number in cases) await first.Page.CheckAsync($"[data-movable] [data-case='{number}'] input");
        await first.Page.Locator("[data-map='1'] [data-step='review'] select").SelectOptionAsync("flow:expert-review");
        await first.Page.FillAsync("#batch", "1");
        await first.Page.FillAsync("#reason", "在办件按新分工审查");
        await first.Page.ClickAsync("[data-try]");
        await Expect(first.Page.Locator("[data-cases] .chip", new() { HasText = "可迁移" })).ToHaveCountAsync(3);
        await ActAsync(first, "Submit", "Submitted");
        await second.Page.GotoAsync(new Uri(first.Page.Url).AbsolutePath);
        await second.InteractiveAsync("[data-stage='Submitted']");
        await ActAsync(second, "Sign", "Signed");
        await ActAsync(second, "Start", "Running");

        (await runner.RunNextAsync()).ShouldBeTrue();
        await Expect(second.Page.Locator("[data-progress]")).ToContainTextAsync("迁移 1 件");
        await ActAsync(second, "Stop", "Stopped");
        (await runner.RunNextAsync()).ShouldBeFalse("a stopped plan is let alone");
        await second.ShotAsync("migrations", "stopped-1440-zh");
        var moved = 0;
        foreach (var number in cases) moved += await HashAsync(number) == before ? 0 : 1;
        moved.ShouldBe(1);

        await ActAsync(second, "Resume", "Running");
        while (await runner.RunNextAsync()) { }
        await second.Page.Locator("[data-stage='Finished']").WaitForAsync();
        await Expect(second.Page.Locator("[data-progress]")).ToContainTextAsync("迁移 3 件");

        // The way back: asked for by one, signed by another, stopped and gone on with like the way there.
        await first.Page.Locator("[data-stage='Finished']").WaitForAsync();
        await first.Page.FillAsync("#words", "新分工推迟");
        await ActAsync(first, "AskUndo", "UndoAsked");
        await first.Page.Locator("[data-own]").WaitForAsync();
        await second.Page.Locator("[data-stage='UndoAsked']").WaitForAsync();
        await second.ShotAsync("migrations", "undo-asked-1440-zh");
        await ActAsync(second, "SignUndo", "Undoing");
        (await runner.RunNextAsync()).ShouldBeTrue();
        await ActAsync(second, "Stop", "UndoStopped");
        (await runner.RunNextAsync()).ShouldBeFalse();
        await second.ShotAsync("migrations", "undo-stopped-1440-zh");
        await ActAsync(second, "Resume", "Undoing");
        while (await runner.RunNextAsync()) { }
        await second.Page.Locator("[data-stage='Undone']").WaitForAsync();
        await second.ShotAsync("migrations", "undone-1440-zh");
        foreach (var number in cases) (await HashAsync(number)).ShouldBe(before, number);
        var plan = new Uri(second.Page.Url).AbsolutePath;
        foreach (var (width, language) in new[] { (390, "zh-CN"), (390, "en"), (1440, "en") })
        {
            await using var person = await browser.PersonAsync(width, 844, language, at: server);
            await person.SignInAsync("admin-2");
            await person.Page.GotoAsync(plan);
            await person.InteractiveAsync("[data-stage='Undone']");
            await person.ShotAsync("migrations", $"undone-{width}-{language}");
            await person.ShouldFitAsync("undone");
        }
        foreach (var person in (Person[])[clerk, first, second]) person.TakeComplaints().ShouldBeEmpty();
    }
}
