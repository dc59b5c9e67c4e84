using Microsoft.Playwright;
using Xunit;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>For tests that are over soon and leave nothing that another would stumble over: they share a server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}

/// <summary>For tests that look at a clock, and for hands at the canvas, whose every move is timed: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "alone";
}

/// <summary>A server, once somebody asks for it, and persons in the Chromium of the run. Classes that take it as their own fixture run beside others.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IBrowser? browser;
    private RunningServer? server;

    public RunningServer Server => server ??= new();

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not null)
            browser = await Chromium.TakeAsync();
    }

    /// <summary>Somebody at a screen of their own; nobody is signed in yet.</summary>
    public async Task<Person> PersonAsync(int width = 1440, int height = 900, string language = "zh-CN", ColorScheme scheme = ColorScheme.Light, RunningServer? at = null)
    {
        var address = (at ?? Server).Address.ToString();
        var context = await (browser ?? throw new InvalidOperationException(Chromium.Missing)).NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        if (language != "zh-CN")
            await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = address }]);
        context.SetDefaultTimeout(Chromium.Patience);
        return new Person(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await Chromium.LeaveAsync();
        server?.Dispose();
    }
}
