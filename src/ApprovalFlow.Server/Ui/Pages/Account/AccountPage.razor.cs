using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Account;

public sealed partial class AccountPage
{
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private string UserName { get; set; } = "";
    private bool IsStaff { get; set; }
    private bool IsAdministrator { get; set; }
    private IReadOnlyList<Mandate> Mandates { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        UserName = $"{user.DisplayName()} · {user.Identity?.Name}";
        Mandates = user.Mandates();
        IsStaff = user.IsInAny(Roles.Staff);
        IsAdministrator = user.IsInRole(Roles.Administrator);
    }

    private string DepartmentOf(Mandate mandate) => mandate.DepartmentId is { } id
        ? Catalogue.Department(id) is { } department ? T.Pick(department.NameZh, department.NameEn) : id
        : T["account.all"];

    private string RegionOf(Mandate mandate) => mandate.Region is { } code
        ? Catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county ? T.Pick(county.NameZh, county.NameEn) : code
        : T["account.all"];
}
