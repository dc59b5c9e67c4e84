using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Shell;

public sealed partial class PreferenceSwitches
{
    [CascadingParameter] public HttpContext? Http { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private string? Theme => Http is null ? null : Preferences.ThemeOf(Http);
    private string NextTheme => Theme switch { null => "light", "light" => "dark", _ => "system" };
    private string Back => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
}
