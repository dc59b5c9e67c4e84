using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A supervisor sees which bureau has everything and which cannot be reached.</summary>
public sealed class FeedTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [BrowserFact]
    public async Task Supervisor_should_see_who_gets_nothing_and_why_and_send_again()
    {
        // Nobody listens on the discard port.
        using var server = new RunningServer(settings: new Dictionary<string, string>
        {
            ["ApprovalFlow:Feed:Receivers:0:Name"] = "bureau-cut", ["ApprovalFlow:Feed:Receivers:0:Url"] = "http://127.0.0.1:9/feed", ["ApprovalFlow:Feed:Receivers:0:Secret"] = new string('s', 40),
            ["ApprovalFlow:Feed:Receivers:1:Name"] = "bureau-pull", ["ApprovalFlow:Feed:Receivers:1:Secret"] = new string('s', 40),
        });
        await using var person = await browser.PersonAsync(at: server);
        await person.ArriveAsync("supervisor");
        await person.Page.ClickAsync("nav a[href='/feed']");
        await person.InteractiveAsync("[data-receiver='bureau-pull']");
        var cut = person.Page.Locator("[data-receiver='bureau-cut']");
        await Expect(cut.Locator(".chip")).ToHaveTextAsync("未送达，重试中");
        await Expect(cut.Locator("[data-delivered]")).ToHaveTextAsync("0");
        await Expect(person.Page.Locator("[data-receiver='bureau-pull'] .chip")).ToHaveTextAsync("对方自取");
        await cut.Locator("[data-resume]").ClickAsync();
        await Expect(person.Page.Locator("[data-done]")).ToContainTextAsync("bureau-cut");
        await Expect(cut.Locator("[data-resume]")).ToBeVisibleAsync();
        await person.ShouldFitAsync("feed");
        await person.ShotAsync("feed", "feed-1440-zh-CN");
        person.TakeComplaints().ShouldBeEmpty();

        foreach (var (width, language) in ((int, string)[])[(390, "zh-CN"), (1440, "en"), (390, "en")])
        {
            await using var other = await browser.PersonAsync(width, width < 600 ? 844 : 900, language, at: server);
            await other.SignInAsync("auditor");
            await other.Page.GotoAsync("/feed");
            await other.InteractiveAsync("[data-receiver='bureau-cut']");
            // Who only audits sees it and changes nothing.
            await Expect(other.Page.Locator("[data-resume]")).ToHaveCountAsync(0);
            await other.ShouldFitAsync($"feed-{width}-{language}");
            await other.ShotAsync("feed", $"feed-{width}-{language}");
        }
    }
}
