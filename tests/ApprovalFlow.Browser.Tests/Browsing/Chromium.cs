using Microsoft.Playwright;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>The one browser of the run: whoever needs it first starts it, the last one ends it, and every person has a context of their own in it.</summary>
internal static class Chromium
{
    public const string Missing = "Needs Chromium: install Debian's packages 'chromium-headless-shell' (or 'chromium') and 'fonts-noto-cjk', or name a browser in APPROVALFLOW_TEST_CHROMIUM.";

    /// <summary>Milliseconds. A busy two-core machine may take its time; a page that works is never slower for a longer limit.</summary>
    public const float Patience = 60_000;

    private static readonly SemaphoreSlim One = new(1, 1);
    private static int users;
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <remarks>The shell draws pages as the whole browser does, without the work for windows that nobody sees.</remarks>
    public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("APPROVALFLOW_TEST_CHROMIUM"), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    /// <summary>What lets it run without a display, as any user, and keeps it from calling home.</summary>
    private static string[] Arguments { get; } =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<IBrowser> TakeAsync()
    {
        await One.WaitAsync();
        try
        {
            if (browser is null)
            {
                playwright = await Playwright.CreateAsync();
                Assertions.SetDefaultExpectTimeout(Patience);
                browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
            }
            users++;
            return browser;
        }
        finally
        {
            One.Release();
        }
    }

    public static async Task LeaveAsync()
    {
        await One.WaitAsync();
        try
        {
            if (--users > 0)
                return;
            await browser!.DisposeAsync();
            playwright!.Dispose();
            (browser, playwright) = (null, null);
        }
        finally
        {
            One.Release();
        }
    }
}
