using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A case that is paused, extended and late, through the pages, on a clock that the test moves.</summary>
public sealed class ClockJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [BrowserFact]
    public async Task Case_should_be_paused_extended_and_carded_with_every_day_explained()
    {
        var time = new ShiftedTime("2026-03-02");
        using var server = new RunningServer(time);
        await using var person = await browser.PersonAsync(at: server);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(server.Catalogue, "FGW-001-A");
        await person.SettleAsync(number, "Accept");

        // The reviewer asks, with the notice that was given; the chief representative approves.
        await person.SignInAsync("reviewer");
        await person.OpenCaseAsync(number);
        await BeginAsync(person, "pause");
        await person.Page.SelectOptionAsync("#act-pause-kind", "testing");
        await person.Page.FillAsync("#act-pause-from", "2026-03-02");
        await person.Page.FillAsync("#act-pause-plannedEnd", "2026-03-04");
        await person.Page.FillAsync("#act-pause-notice", "检〔2026〕1号");
        await SubmitAsync(person, "pause");
        await Expect(person.Page.Locator("[data-pause='P1'] button")).ToHaveCountAsync(0); // who asks does not approve
        await BeginAsync(person, "extension");
        await person.Page.SelectOptionAsync("#act-extension-clock", "STATUTORY");
        await person.Page.FillAsync("#act-extension-days", "10");
        await person.Page.FillAsync("#act-extension-reason", "案情复杂");
        await SubmitAsync(person, "extension");

        await person.SignInAsync("chief");
        await person.OpenCaseAsync(number);
        await person.Page.Locator("[data-act='approve-P1'] button").ClickAsync();
        await person.Page.Locator("[data-clock='STATUTORY'] .chip", new() { HasText = "暂停至" }).WaitForAsync();
        await person.Page.Locator("[data-act='approve-E1'] button").ClickAsync();
        await person.Page.Locator("[data-extension='E1'] .chip", new() { HasText = "待告知" }).WaitForAsync();

        await person.SignInAsync("reviewer");
        await person.OpenCaseAsync(number);
        await BeginAsync(person, "tell-E1");
        await person.Page.FillAsync("#act-tell-E1-toldOn", "2026-03-02");
        await person.Page.FillAsync("#act-tell-E1-document", "延〔2026〕1号");
        await SubmitAsync(person, "tell-E1");
        await person.Page.Locator("[data-clock='STATUTORY']", new() { HasText = "已延长 10 日" }).WaitForAsync();

        // Seven weeks later nobody has decided: the engine raises the cards by itself.
        time.MoveTo("2026-04-20");
        await person.SignInAsync("reviewer");
        await person.Page.GotoAsync("/");
        await person.ReloadUntilAsync("[data-my-cards]");
        await Expect(person.Page.Locator("[data-my-cards]")).ToContainTextAsync("红牌");
        // Whoever answers was told of the card and of the order that came with it.
        await person.Page.GotoAsync("/notices");
        await person.ReloadUntilAsync("[data-notices]");
        await person.Page.Locator("[data-notices] li", new() { HasText = "督办单，一个工作日内回复" }).First.WaitForAsync();
        await person.Page.Locator("[data-notices] li", new() { HasText = "承诺期限已于" }).First.WaitForAsync();
        await LookAsync(person, "notices-1440", "main");
        await person.OpenCaseAsync(number);
        var red = person.Page.Locator("[data-card][data-level='red']").First;
        var id = (await red.GetAttributeAsync("data-card"))!;
        await person.Page.Locator($"[data-act='acknowledge-{id}'] button").ClickAsync();
        await person.Page.Locator($"[data-card='{id}'] .chip", new() { HasText = "已签收" }).WaitForAsync();
        await BeginAsync(person, $"answer-{id}");
        await person.Page.FillAsync($"#act-answer-{id}-words", "正在补办，三日内办结");
        await SubmitAsync(person, $"answer-{id}");
        await person.Page.Locator($"[data-card='{id}'] .chip", new() { HasText = "已答复" }).WaitForAsync();

        // Every day is explained, and the days are the number.
        var statutory = person.Page.Locator("[data-clock='STATUTORY']");
        await statutory.Locator("[data-explain]").ClickAsync();
        await statutory.Locator("[data-ledger] [data-day='2026-03-03'].paused").WaitForAsync();
        await Expect(statutory.Locator("[data-used]")).ToContainTextAsync("/ 30 日");
        await LookAsync(person, "clocks-1440", "[data-clocks]");
        await LookAsync(person, "cards-1440", "[data-cards]");

        await using var phone = await browser.PersonAsync(390, 844, at: server);
        await phone.SignInAsync("reviewer");
        await phone.OpenCaseAsync(number);
        await phone.Page.Locator("[data-clock='COMMIT'] [data-explain]").ClickAsync();
        await phone.Page.Locator("[data-clock='COMMIT'] [data-ledger]").WaitForAsync();
        await phone.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= 390");
        await LookAsync(phone, "clocks-390", "[data-clocks]");

        await phone.SignInAsync("supervisor");
        await phone.Page.GotoAsync("/supervision");
        await Expect(phone.Page.Locator("[data-card-rows]")).ToContainTextAsync(number);
        await phone.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= 390");
        await LookAsync(phone, "supervision-390", "main");
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task BeginAsync(Person person, string act) => await person.Page.Locator($"[data-act='{act}'] > button").ClickAsync();

    private static async Task SubmitAsync(Person person, string act)
    {
        await person.Page.Locator($"[data-act='{act}'] [data-submit]").ClickAsync();
        await person.Page.Locator("[data-done]", new() { HasText = "已完成" }).WaitForAsync();
        await person.Page.Locator($"[data-act='{act}'] [data-submit]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }

    private static Task LookAsync(Person person, string name, string part) => person.Page.Locator(part).First.ScreenshotAsync(new() { Path = Path.Combine(Screens.Folder(), name + ".png") });
}
