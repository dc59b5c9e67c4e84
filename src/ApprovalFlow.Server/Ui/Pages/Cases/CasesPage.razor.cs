using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

public sealed partial class CasesPage
{
    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery] public string? Status { get; set; }
    [SupplyParameterFromQuery] public string? Department { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private CaseScope Scope { get; set; } = new([], null, null);
    private IReadOnlyList<Department> Departments { get; set; } = [];
    private CaseStatus? Wanted => Enum.TryParse<CaseStatus>(Status, out var status) ? status : null;
    private string Title => T[Scope.Applicant is not null ? "nav.myCases" : "nav.cases"];

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        Scope = CaseAccess.ScopeOf(user.UserId(), user.Mandates());
        Departments = Scope.Applicant is not null ? [] : [.. Catalogue.Departments.Where(d => Scope.Allows(d.Id) && Catalogue.ItemsOf(d.Id).Any())];
    }

    private async Task<CasePage> LoadAsync(CancellationToken cancellation) => await Desk.ListAsync((await Authentication).User, new()
    {
        Search = Q, Status = Wanted, DepartmentId = string.IsNullOrEmpty(Department) ? null : Department, After = After,
    }, cancellation);
}
