using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Ledgers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>An auditor goes through a case again: steps, jumps, plays, compares, and takes it out of the house.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReplayTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Auditor_should_replay_a_case_and_take_it_away_as_evidence_that_is_checked_offline()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "RFB-001-A");
        await person.SettleAsync(number, "Accept");

        await person.SignInAsync("auditor");
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-replay-link]");
        await person.InteractiveAsync("[data-replay]");
        var (board, where) = (person.Page.Locator("[data-replay]"), person.Page.Locator("[data-where]"));
        await Expect(board).ToHaveAttributeAsync("data-moment", "1");
        await Expect(person.Page.Locator("[data-open='accept']")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator("g.active[data-activity='accept']")).ToHaveCountAsync(1);
        await person.Page.ClickAsync("[data-mark]");

        // With the button, with the keyboard, and by the list.
        await person.Page.ClickAsync("[data-next]");
        await Expect(board).ToHaveAttributeAsync("data-moment", "2");
        await person.Page.Locator("[data-range]").FocusAsync();
        await person.Page.Keyboard.PressAsync("End");
        var of = (await board.GetAttributeAsync("data-of"))!;
        await Expect(board).ToHaveAttributeAsync("data-moment", of);
        await Expect(person.Page.Locator("g.completed[data-activity='accept']")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator("[data-changes] [data-change='status']")).ToContainTextAsync("受理");
        await Expect(person.Page.Locator("[data-changes] [data-change='task']").First).ToBeVisibleAsync();
        await Expect(person.Page.Locator("[data-mandates]")).ToContainTextAsync("岗位（");
        await person.ShotAsync("replay", "replay-1440-zh");
        await person.ShouldFitAsync("replay");

        // Any instant, also one at which nothing happened; the address remembers the place.
        await person.Page.FillAsync("[data-jump]", "2001-01-01T08:30:15");
        await Expect(board).ToHaveAttributeAsync("data-moment", "1");
        await person.Page.WaitForFunctionAsync("() => new URLSearchParams(location.search).has('at')");
        await person.Page.ClickAsync("[data-play]");
        await Expect(board).ToHaveAttributeAsync("data-moment", of, new() { Timeout = 20_000 });
        await Expect(person.Page.Locator("[data-play]")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(where).ToContainTextAsync($"第 {of} 步");

        // What was seen is taken out of the house as one file, and checked with nothing but the file and the key that was handed out.
        await person.OpenCaseAsync(number);
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.ClickAsync("[data-evidence] a"));
        download.SuggestedFilename.ShouldBe($"{number}.evidence.zip");
        var file = await File.ReadAllBytesAsync(await download.PathAsync());
        var services = browser.Server.Services;
        var first = await services.GetRequiredService<LedgerKeeper>().FindAsync(1);
        var key = services.GetRequiredService<LedgerKeys>().Find(first!.Entry.KeyId);
        var found = EvidenceCheck.Check(file, key);
        found.Problems.ShouldBeEmpty();
        found.Package!.CaseNumber.ShouldBe(number);
        found.Package.File(EvidenceNames.Pdf).Length.ShouldBeGreaterThan(10_000);
        (await new EvidenceRules(found.Package).RunAsync()).Differences.ShouldBeEmpty();
        file[file.Length / 2] ^= 1;
        EvidenceCheck.Check(file, key).Problems.ShouldNotBeEmpty();
        await person.Page.Locator("[data-evidence]").ScrollIntoViewIfNeededAsync();
        await person.ShotAsync("replay", "evidence-1440-zh");
        person.TakeComplaints().ShouldBeEmpty();

        foreach (var (width, language) in ((int, string)[])[(390, "zh-CN"), (1440, "en"), (390, "en")])
        {
            await using var other = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
            await other.SignInAsync("auditor");
            await other.Page.GotoAsync($"/cases/{number}/replay?at=9999");
            await other.InteractiveAsync("[data-replay]");
            await Expect(other.Page.Locator("[data-replay]")).ToHaveAttributeAsync("data-moment", of);
            await other.ShouldFitAsync($"replay-{width}-{language}");
            await other.ShotAsync("replay", $"replay-{width}-{language}");
        }
    }
}
