using Microsoft.Playwright;
using Xunit;

namespace ApprovalFlow.Browser.Tests.Browsing;

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}

/// <summary>One Chromium and one server for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Milliseconds. A busy two-core machine may take its time; a page that works is never slower for a longer limit.</summary>
    private const float Patience = 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private RunningServer? server;

    public RunningServer Server => server ?? throw new InvalidOperationException(Chromium.Missing);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        server = new RunningServer();
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
    }

    /// <summary>Somebody at a screen of their own; nobody is signed in yet.</summary>
    public async Task<Person> PersonAsync(int width = 1440, int height = 900, string language = "zh-CN", ColorScheme scheme = ColorScheme.Light, RunningServer? at = null)
    {
        var address = (at ?? Server).Address.ToString();
        var context = await browser!.NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        if (language != "zh-CN")
            await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = address }]);
        context.SetDefaultTimeout(Patience);
        return new Person(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        server?.Dispose();
    }
}
