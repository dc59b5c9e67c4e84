using ApprovalFlow.Testing;
using Shouldly;

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>Pictures for a person to look at; they stay in <c>artifacts/screens</c>.</summary>
internal static class Screens
{
    /// <summary>A folder of pictures; it is there.</summary>
    public static string Folder(params string[] parts)
    {
        var folder = Repository.Path(["artifacts", "screens", .. parts]);
        Directory.CreateDirectory(folder);
        return folder;
    }

    public static Task ShotAsync(this Person person, string folder, string name, bool whole = true) =>
        person.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder(folder), name + ".png"), FullPage = whole });

    /// <summary>Nothing sticks out at the side, and every text was found.</summary>
    public static async Task ShouldFitAsync(this Person person, string name)
    {
        try
        {
            await person.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth", options: new() { Timeout = 20_000 });
        }
        catch (TimeoutException)
        {
            var wide = await person.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 12)");
            throw new ShouldAssertException($"Expected {name} to fit its window, but these stick out: {string.Join("; ", wide)}");
        }
        (await person.Page.InnerTextAsync("body")).ShouldNotContain("⟦");
    }
}
