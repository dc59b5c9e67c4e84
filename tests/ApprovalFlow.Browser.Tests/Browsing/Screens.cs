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
        if (await person.SticksOutAsync() is { } wide)
            throw new ShouldAssertException($"Expected {name} to fit its window, but these stick out: {wide}");
        (await person.Page.InnerTextAsync("body")).ShouldNotContain("⟦");
    }

    /// <summary>What is wider than the window, as long as a script may still be measuring; null when everything fits.</summary>
    public static async Task<string?> SticksOutAsync(this Person person)
    {
        try
        {
            await person.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth", options: new() { Timeout = 20_000 });
            return null;
        }
        catch (TimeoutException)
        {
            return string.Join("; ", await person.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 12)"));
        }
    }

    /// <summary>The page is what it is going to be: loaded, its circuit there if it has one, nothing that it still fetches or draws.</summary>
    public static Task SettledAsync(this Person person) => person.Page.WaitForFunctionAsync("""
        () => document.readyState === 'complete' && !document.querySelector('fieldset.live[aria-busy]') && !document.querySelector('main .skeleton:not([data-gallery] *)')
              && [...document.images].every(image => image.complete || image.loading === 'lazy')
        """);
}
