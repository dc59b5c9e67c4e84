using Microsoft.AspNetCore.Localization;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Shell;

/// <summary>Language and theme: two cookies, set by small forms that work without a script.</summary>
public static class Preferences
{
    private const string ThemeCookie = "theme";
    private static readonly string[] themes = ["light", "dark"];

    public static string? ThemeOf(HttpContext http) => themes.FirstOrDefault(t => t == http.Request.Cookies[ThemeCookie]);

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var preferences = routes.MapGroup("/preferences").AllowAnonymous().ExcludeFromDescription();
        preferences.MapPost("/culture", (HttpContext http, [AsParameters] PreferenceForm form) =>
            Remember(http, CookieRequestCultureProvider.DefaultCookieName, PageTexts.Cultures.Contains(form.Value)
                ? CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(form.Value)) : null, form.Back));
        preferences.MapPost("/theme", (HttpContext http, [AsParameters] PreferenceForm form) =>
            Remember(http, ThemeCookie, themes.FirstOrDefault(t => t == form.Value), form.Back));
    }

    private static IResult Remember(HttpContext http, string cookie, string? value, string? back)
    {
        var options = new CookieOptions { MaxAge = TimeSpan.FromDays(400), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = http.Request.IsHttps };
        if (value is null)
            http.Response.Cookies.Delete(cookie);
        else
            http.Response.Cookies.Append(cookie, value, options);
        return Results.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    private static bool IsLocal(string? path) => path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal);
}

public sealed record PreferenceForm([property: Microsoft.AspNetCore.Mvc.FromForm] string Value, [property: Microsoft.AspNetCore.Mvc.FromForm] string? Back);
