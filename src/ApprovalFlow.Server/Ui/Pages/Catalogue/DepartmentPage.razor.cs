using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

public sealed partial class DepartmentPage
{
    [Parameter] public string Id { get; set; } = "";
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private Department? Department => Catalogue.Department(Id);
    private List<ApprovalItem> Items => [.. Catalogue.ItemsOf(Id)];
}
