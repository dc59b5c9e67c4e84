using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>市县联动 and 领导审批 through the pages, on a clock that the test moves.</summary>
public sealed class CountyJourneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [BrowserFact]
    public async Task County_should_report_beside_the_city_and_nobody_ask_for_a_paper_again()
    {
        var time = new ShiftedTime("2026-03-02");
        using var server = new RunningServer(time);
        await using var person = await browser.PersonAsync(at: server);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(server.Catalogue, "GTJ-001-A");
        await person.SettleAsync(number, "Accept");

        // The county has twenty days by law and three by the flow, and works at the same time as the city.
        await person.SignInAsync("county");
        await person.OpenCaseAsync(number);
        var leg = person.Page.Locator("[data-level='county']");
        await Expect(leg.Locator("[data-leg-clock='COUNTY']")).ToContainTextAsync("剩 20 日");
        await Expect(leg.Locator("[data-leg-clock='STEP']")).ToContainTextAsync("剩 3 日");
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue();
        await person.OpenCaseAsync(number);
        await Expect(leg.Locator("[data-sent-up]")).ToContainTextAsync("勘测定界图");
        await LookAsync(person, "county-1440");

        // The city asks for a paper that the county sent up: refused, with the article.
        await person.SignInAsync("reviewer");
        await AskAsync(person, number, "勘测定界图");
        await Expect(person.Page.Locator(".panel [data-held]")).ToContainTextAsync("第三十五条");
        await Expect(person.Page.Locator(".panel [data-refusal]")).ToContainTextAsync("“勘测定界图”已于 2026-03-02 由受理窗口收到；行政许可法第三十五条：上级行政机关不得要求申请人重复提供申请材料。");

        // What is not asked for in vain: a correction of the form. The window that accepts again may not ask either.
        await AskAsync(person, number, null, "拟用地面积与图示不一致");
        await person.Page.Locator(".notice.warn", new() { HasText = "拟用地面积与图示不一致" }).WaitForAsync();
        await person.SignInAsync("window");
        (await person.HandleAsync(number, "Resubmit")).ShouldBeTrue();
        await AskAsync(person, number, "用地预审申请报告");
        await Expect(person.Page.Locator(".panel [data-refusal]")).ToContainTextAsync("第三十五条");
        person.TakeComplaints().ShouldBeEmpty();

        await using var phone = await browser.PersonAsync(390, 844, language: "en", at: server);
        await phone.SignInAsync("county");
        await phone.OpenCaseAsync(number);
        await phone.Page.Locator("[data-levels]").WaitForAsync();
        await phone.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= 390");
        await LookAsync(phone, "county-390-en");
    }

    [BrowserFact]
    public async Task Late_leader_should_have_a_card_on_the_leaders_clock_and_the_department_none()
    {
        var time = new ShiftedTime("2026-03-02");
        using var server = new RunningServer(time);
        await using var person = await browser.PersonAsync(at: server);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(server.Catalogue, "GTJ-002-A");
        await person.SettleAsync(number, "Accept");
        await person.SignInAsync("reviewer");
        await person.SettleAsync(number, "Approve");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator("[data-level='leader'] [data-leg-clock='LEADER']")).ToContainTextAsync("剩 2 日");

        time.MoveTo("2026-03-06");
        await person.SignInAsync("supervisor");
        await person.Page.GotoAsync("/supervision?department=city-leader&level=yellow");
        await person.ReloadUntilAsync("[data-card-rows]");
        await Expect(person.Page.Locator("[data-card-rows]")).ToContainTextAsync(number);
        await Expect(person.Page.Locator("[data-card-rows]")).ToContainTextAsync("市领导");
        await person.Page.ScreenshotAsync(new() { Path = Screen("leader-supervision-1440") });
        await person.Page.GotoAsync("/supervision?department=dept-gtj");
        await Expect(person.Page.Locator("[data-card-rows]")).ToHaveCountAsync(0); // the department has none

        await person.SignInAsync("leader");
        await person.Page.GotoAsync("/");
        await Expect(person.Page.Locator("[data-my-cards]")).ToContainTextAsync(number);
        (await person.HandleAsync(number, "Approve")).ShouldBeTrue();
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator("[data-level='leader']")).ToContainTextAsync("同意");
        await LookAsync(person, "leader-1440");
        person.TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>Asks the applicant for papers at this person's task.</summary>
    private static async Task AskAsync(Person person, string number, string? papers, string reason = "请补交")
    {
        await person.OpenCaseAsync(number);
        await person.Page.Locator(".panel [data-claim], .panel input[value='Return']").First.WaitForAsync();
        if (await person.Page.Locator(".panel [data-claim]").CountAsync() > 0)
            await person.Page.ClickAsync(".panel [data-claim]");
        await person.Page.CheckAsync(".panel input[value='Return']");
        if (papers is not null)
            await person.Page.FillAsync(".panel input[id$='-requestedPapers']", papers);
        await person.Page.FillAsync(".panel textarea", reason);
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("dialog[open]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        if (papers is not null)
            await person.Page.Locator(".panel [data-refusal]").WaitForAsync();
    }

    private static string Screen(string name) => Path.Combine(Screens.Folder(), name + ".png");

    private static Task LookAsync(Person person, string name) => person.Page.Locator("[data-levels]").ScreenshotAsync(new() { Path = Screen(name) });
}
