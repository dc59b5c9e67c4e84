using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Each thing that the pages ask of Blazor's client script, which is not of the same version as the server (docs/adr/0003-blazor-script.md).</summary>
[Collection(BrowserCollection.Name)]
public sealed class BlazorFeatureTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Typing_should_reach_the_server_with_every_key()
    {
        await using var person = await GalleryAsync();
        await person.Page.Locator("#gallery-projectName").PressSequentiallyAsync("示例产业园");
        await person.Page.Locator("[data-echo]", new() { HasText = "示例产业园" }).WaitForAsync();
        await person.Page.FillAsync("#gallery-investment", "");
        await person.Page.Locator("#gallery-investment").PressSequentiallyAsync("12.50");
        await Expect(person.Page.Locator("#gallery-investment")).ToHaveValueAsync("12.50");
    }

    [BrowserFact]
    public async Task Dialog_should_open_keep_the_focus_and_close_through_its_script_module()
    {
        await using var person = await GalleryAsync();
        var open = person.Page.Locator(".page-header .btn.primary");
        await open.ClickAsync();
        await person.Page.WaitForFunctionAsync("() => document.querySelector('dialog')?.matches(':modal') && document.querySelector('dialog').contains(document.activeElement)");
        await person.Page.Keyboard.PressAsync("Escape");
        await person.Page.Locator("dialog").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await Expect(person.Page.Locator("[data-confirmed]")).ToHaveTextAsync("0");
        await open.ClickAsync();
        await person.Page.Locator("dialog[open] .btn.primary").ClickAsync();
        await person.Page.WaitForFunctionAsync("() => document.querySelector('[data-confirmed]').textContent === '1'");
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Links_should_change_the_page_without_loading_it_anew()
    {
        await using var person = await browser.PersonAsync();
        await person.ArriveAsync("designer");
        await person.Page.EvaluateAsync("() => { window.marker = 'kept'; }");
        await person.Page.ClickAsync("nav a[href='/catalogue']");
        await person.Page.Locator(".tile").First.ClickAsync();
        await person.Page.Locator("table a").First.ClickAsync();
        await person.Page.Locator("a[href^='/catalogue/flows/']").First.ClickAsync();
        await person.Page.Locator(".flow-canvas svg").WaitForAsync();
        (await person.Page.EvaluateAsync<string>("() => window.marker")).ShouldBe("kept");
        await person.Page.WaitForFunctionAsync("() => document.querySelector('.flow-canvas svg').getAttribute('width') !== document.querySelector('.flow-canvas svg').viewBox.baseVal.width.toString()");
        await person.Page.GoBackAsync();
        await person.Page.Locator("a[href^='/catalogue/flows/']").First.WaitForAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Circuits_should_be_left_and_entered_again()
    {
        await using var person = await GalleryAsync();
        for (var i = 0; i < 3; i++)
        {
            await person.Page.ClickAsync("nav a[href='/catalogue']");
            await person.Page.Locator(".tile").First.WaitForAsync();
            await person.Page.ClickAsync("nav a[href='/dev/gallery']");
            await person.InteractiveAsync("[data-gallery]");
            await person.Page.Locator("#gallery-projectName").PressSequentiallyAsync($"第{i}次");
            await person.Page.Locator("[data-echo]", new() { HasText = $"第{i}次" }).WaitForAsync();
        }
        person.TakeComplaints().ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Static_forms_should_post_sign_in_language_theme_and_search()
    {
        await using var person = await browser.PersonAsync();
        await person.Page.GotoAsync("/sign-in");
        await person.Page.FillAsync("#user", "auditor");
        await person.Page.FillAsync("#password", "wrong-password");
        await person.Page.ClickAsync("form.stack .btn.primary");
        await person.Page.Locator(".notice.bad").WaitForAsync();
        await person.Page.FillAsync("#password", Server.Accounts.DemoUsers.Password);
        await person.Page.ClickAsync("form.stack .btn.primary");
        await person.Page.Locator(".page-header").WaitForAsync();

        await person.Page.ClickAsync("form[action='/preferences/culture'] button");
        (await person.Page.GetAttributeAsync("html", "lang")).ShouldBe("en");
        await person.Page.ClickAsync("form[action='/preferences/theme'] button");
        await person.Page.ClickAsync("form[action='/preferences/theme'] button");
        (await person.Page.GetAttributeAsync("html", "data-theme")).ShouldBe("dark");

        await person.Page.GotoAsync("/catalogue");
        await person.Page.FillAsync("#q", "FGW-001");
        await person.Page.PressAsync("#q", "Enter");
        await person.Page.WaitForURLAsync("**/catalogue?q=FGW-001");
        await Expect(person.Page.Locator("table.grid tbody tr")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Query_string_should_be_the_pages_memory()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("chief");
        await person.Page.GotoAsync("/tasks");
        await person.Page.Locator(".tabs a").Nth(2).ClickAsync();
        await person.Page.WaitForURLAsync("**/tasks?tab=done");
        await person.Page.Locator(".tabs a[aria-current]", new() { HasText = "已办" }).WaitForAsync();
        await person.Page.ReloadAsync();
        await person.InteractiveAsync(".tabs");
        (await person.Page.Locator(".tabs a[aria-current]").InnerTextAsync()).ShouldStartWith("已办");
        await person.Page.GoBackAsync();
        await person.Page.Locator(".tabs a[aria-current]", new() { HasText = "待认领" }).WaitForAsync();
    }

    private async Task<Person> GalleryAsync()
    {
        var person = await browser.PersonAsync();
        await person.SignInAsync("designer");
        await person.Page.GotoAsync("/dev/gallery");
        await person.InteractiveAsync("[data-gallery]");
        return person;
    }
}
