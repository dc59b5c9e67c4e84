using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Every page on a desk and on a phone, in both languages, light and dark: nothing sticks out, nothing is left untranslated, nothing complains. The pictures stay in <c>artifacts/</c>.</summary>
public sealed class LookTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly (string User, string Path)[] Pages =
    [
        ("window", "/"), ("applicant", "/"), ("designer", "/"), ("auditor", "/"), ("window", "/catalogue"), ("window", "/catalogue?q=nothing-like-this"), ("window", "/catalogue/departments/dept-fgw"),
        ("window", "/catalogue/items/FGW-001"), ("window", "/catalogue/flows/FGW-001-A"), ("window", "/catalogue/flows/FGW-001-A?exceptions=True"), ("window", "/register"), ("window", "/register?item=FGW-001"),
        ("window", "/tasks"), ("window", "/tasks?tab=mine"), ("window", "/tasks?tab=done"), ("window", "/cases"), ("window", "/cases/{case}"), ("window", "/cases/{case}/receipt"), ("chief", "/cases/{case}"),
        ("inspector-ghj-1", "/trips"), ("window", "/account"), ("admin", "/calendars"), ("designer", "/dev/gallery"), ("designer", "/forbidden"), ("supervisor", "/supervision"), ("supervisor", "/packets"), ("regulator", "/"), ("regulator", "/packets?tab=overdue"),
        ("admin", "/monitor"), ("admin", "/monitor/incidents"), ("admin", "/messages"), ("designer", "/monitor/flows/FGW-001-A"), ("designer", "/designer/FGW-001-A/rehearsal"), ("auditor", "/ledger"), ("auditor", "/cases/{case}"),
    ];

    [BrowserTheory]
    [InlineData(1440, "zh-CN", ColorScheme.Light)]
    [InlineData(390, "zh-CN", ColorScheme.Light)]
    [InlineData(1440, "en", ColorScheme.Light)]
    [InlineData(390, "en", ColorScheme.Dark)]
    [InlineData(1920, "zh-CN", ColorScheme.Dark)]
    public async Task Every_page_should_fit_and_speak_one_language(int width, string language, ColorScheme scheme)
    {
        var number = await CaseAsync();
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language, scheme);
        var folder = Screens.Folder($"{width}-{language}-{scheme}".ToLowerInvariant());
        List<string> wrong = [];
        await person.Page.GotoAsync("/sign-in");
        await LookAsync(person, folder, "sign-in", language, wrong);
        foreach (var pages in Pages.GroupBy(p => p.User, p => p.Path))
        {
            await person.SignInAsync(pages.Key);
            foreach (var path in pages)
            {
                await person.Page.GotoAsync(path.Replace("{case}", number, StringComparison.Ordinal));
                await LookAsync(person, folder, $"{pages.Key}{path}", language, wrong);
            }
        }
        await person.Page.GotoAsync("/no/such/page");
        person.TakeComplaints();
        await LookAsync(person, folder, "not-found", language, wrong);
        wrong.ShouldBeEmpty();
    }

    internal static async Task LookAsync(Person person, string folder, string name, string language, List<string> wrong)
    {
        var page = person.Page;
        await person.SettledAsync();
        if (await person.SticksOutAsync() is { } overflow)
            wrong.Add($"{name} is wider than the screen: {overflow}");
        var text = await page.InnerTextAsync("body");
        if (text.Contains('⟦', StringComparison.Ordinal))
            wrong.Add($"{name} shows a key instead of a text: {text[text.IndexOf('⟦', StringComparison.Ordinal)..][..40]}");
        var headings = await page.EvaluateAsync<int>("() => document.querySelectorAll('h1').length");
        if (headings != 1 && name != "not-found" && !name.Contains("forbidden", StringComparison.Ordinal))
            wrong.Add($"{name} has {headings} main headings");
        if (await page.GetAttributeAsync("html", "lang") != language)
            wrong.Add($"{name} says it is in {await page.GetAttributeAsync("html", "lang")}");
        var unnamed = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea')]
              .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || (e.labels && e.labels.length) || e.getAttribute('aria-labelledby'))).slice(0, 3).map(e => e.outerHTML.slice(0, 120))
            """);
        wrong.AddRange(unnamed.Select(e => $"{name} has a control without a name: {e}"));
        wrong.AddRange(person.TakeComplaints().Select(c => $"{name} complains: {c}"));
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, string.Concat(name.Trim('/').Select(c => char.IsLetterOrDigit(c) ? c : '_')) + ".png"), FullPage = true });
    }

    /// <summary>A case half-way, so that every kind of content is there.</summary>
    private async Task<string> CaseAsync()
    {
        await using var person = await browser.PersonAsync();
        await person.SignInAsync("window");
        var number = await person.HandInAsync(browser.Server.Catalogue, "FGW-001-A", account: "applicant");
        await person.SettleAsync(number, "Accept");
        return number;
    }
}
