using ApprovalFlow.Browser.Tests.Browsing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>A designer asks what would have been: from the designer's page to a result that can be come back to.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WhatIfTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Designer_should_see_what_would_have_been_and_come_back_to_it()
    {
        await using var designer = await browser.PersonAsync();
        await designer.SignInAsync("designer");
        await designer.Page.GotoAsync("/designer/XFD-001-A");
        await designer.Page.ClickAsync("[data-what-if]");
        await designer.InteractiveAsync("[data-question]");
        await designer.Page.ClickAsync("[data-start]");

        // No case of this flow has ended: what is shown was made up, and says so first.
        await designer.Page.Locator("[data-made-up]").WaitForAsync();
        await Expect(designer.Page.Locator("[data-measures]")).ToContainTextAsync("现行版本");
        (await designer.Page.InnerTextAsync("[data-different]")).ShouldBe("0");

        // The address names the run; on a telephone nothing sticks out.
        await designer.Page.SetViewportSizeAsync(390, 844);
        await designer.Page.ReloadAsync();
        await designer.Page.Locator("[data-made-up]").WaitForAsync();
        await designer.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth");

        await designer.Page.FillAsync("#from", "2026-12-31");
        await designer.Page.FillAsync("#to", "2026-01-01");
        await designer.Page.ClickAsync("[data-start]");
        await Expect(designer.Page.Locator("[data-refusal]")).ToContainTextAsync("止期不能早于起期");
    }
}
