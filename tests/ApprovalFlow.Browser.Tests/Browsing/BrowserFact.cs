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
