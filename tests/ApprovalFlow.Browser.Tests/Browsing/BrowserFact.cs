using Xunit;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>A test that needs Chromium: without it, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
            Skip = Chromium.Missing;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Chromium.Path is null)
            Skip = Chromium.Missing;
    }
}

internal static class Chromium
{
    public const string Missing = "Needs Chromium: install Debian's packages 'chromium' and 'fonts-noto-cjk', or name a browser in APPROVALFLOW_TEST_CHROMIUM.";

    public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("APPROVALFLOW_TEST_CHROMIUM"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    /// <summary>What lets it run without a display, as any user, and keeps it from calling home.</summary>
    public static string[] Arguments { get; } =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
}
