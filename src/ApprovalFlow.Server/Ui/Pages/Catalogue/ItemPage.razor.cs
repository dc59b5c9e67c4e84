using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

public sealed partial class ItemPage
{
    [Parameter] public string Code { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private ApprovalItem? Item => Catalogue.Item(Code);
    private Department? Department => Item is { } item ? Catalogue.Department(item.DepartmentId) : null;
    private bool MayRegister { get; set; }

    protected override async Task OnParametersSetAsync() =>
        MayRegister = Item is { } item && (await Authentication).User.Mandates().Any(new Candidate(Roles.WindowClerk, item.DepartmentId).Admits);
}
