using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Shell;

public sealed partial class App
{
    [CascadingParameter] public required HttpContext Http { get; set; }

    private string? Theme => Preferences.ThemeOf(Http);
}
