using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>更多操作 as people use it: a menu, a dialog that finds persons, and the opinions gathered on the case's page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TaskOperationsTests(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData(1440, "zh-CN")]
    [InlineData(390, "zh-CN")]
    [InlineData(390, "en")]
    public async Task Holder_should_hear_another_opinion_and_hand_the_task_on(int width, string language)
    {
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language);
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "FGW-004-A");
        await person.OpenCaseAsync(number);
        await person.Page.ClickAsync("[data-claim]");
        var menu = person.Page.Locator(".panel [data-operations]");
        await menu.Locator("summary").ClickAsync();
        await Expect(menu.Locator("[data-operation]")).ToHaveCountAsync(6);
        await ShotAsync(person, width, language, "menu");

        await menu.Locator("[data-operation='add-signer-before']").ClickAsync();
        var dialog = person.Page.Locator("dialog[open]");
        await dialog.Locator("[data-people]").WaitForAsync();
        await Expect(dialog.Locator(".btn.primary")).ToBeDisabledAsync();
        await dialog.Locator("#person-search").FillAsync(language == "en" ? "Expert" : "专家");
        await dialog.Locator("input[value='expert']").CheckAsync();
        await dialog.Locator("textarea").FillAsync(language == "en" ? "Please look at the drawings" : "请审核图纸");
        await ShotAsync(person, width, language, "dialog");
        await dialog.Locator(".btn.primary").ClickAsync();
        await person.Page.Locator("[data-awaits]").WaitForAsync();
        await Expect(person.Page.Locator("[data-signing] .opinions li")).ToHaveCountAsync(2);
        await ShotAsync(person, width, language, "awaits");

        await person.SignInAsync("expert");
        await person.OpenCaseAsync(number);
        await person.Page.CheckAsync(".panel input[value='Refuse']");
        await person.Page.FillAsync(".panel textarea", language == "en" ? "A section is missing" : "缺少剖面图");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();

        await person.SignInAsync("window");
        await person.OpenCaseAsync(number);
        await Expect(person.Page.Locator("[data-awaits]")).ToHaveCountAsync(0);
        await person.Page.Locator(".panel [data-operations] summary").ClickAsync();
        await person.Page.Locator("[data-operation='transfer']").First.ClickAsync();
        await dialog.Locator("input[value='window-fgw']").CheckAsync();
        await dialog.Locator(".btn.primary").ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        await Expect(person.Page.Locator(".panel")).ToHaveCountAsync(0);

        await person.SignInAsync("window-fgw");
        await person.OpenCaseAsync(number);
        await person.Page.CheckAsync(".panel input[value='Accept']");
        await person.Page.ClickAsync("[data-complete]");
        await person.Page.Locator("dialog[open] .btn").Last.ClickAsync();
        await person.Page.Locator("[data-done]").WaitForAsync();
        await ShotAsync(person, width, language, "decided");
        person.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task ShotAsync(Person person, int width, string language, string name)
    {
        await person.ShouldFitAsync(name);
        await person.ShotAsync("operations", $"{name}-{width}-{language}", name != "dialog");
    }
}
