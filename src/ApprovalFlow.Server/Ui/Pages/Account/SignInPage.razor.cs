using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace ApprovalFlow.Server.Ui.Pages.Account;

/// <summary>Static on purpose: a cookie can only be set by an ordinary answer.</summary>
public sealed partial class SignInPage
{
    private string? problem;

    [SupplyParameterFromForm(FormName = "sign-in")] public SignInForm? Form { get; set; }
    [SupplyParameterFromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }
    [Inject] public required SignInManager<UserAccount> SignIns { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required ServerOptions Options { get; set; }

    private bool ShowDemo => Options.DemoUsers;

    private Task SubmitAsync() => SignInAsync(Form?.UserName ?? "", Form?.Password ?? "", Form?.Remember ?? false);

    private async Task SignInAsync(string userName, string password, bool remember)
    {
        var result = await SignIns.PasswordSignInAsync(userName, password, remember, lockoutOnFailure: true);
        SignInTelemetry.Ended(result);
        if (result.Succeeded)
            Navigation.NavigateTo(IsLocal(ReturnUrl) ? ReturnUrl! : "/");
        else
            problem = T[result.IsLockedOut ? "signIn.locked" : "signIn.failed"];
    }

    private static bool IsLocal(string? url) => url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal);
}

public sealed class SignInForm
{
    public string? UserName { get; set; }
    public string? Password { get; set; }
    public bool Remember { get; set; }
}
