using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

public sealed partial class ItemTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<ApprovalItem> Items { get; set; }
    [Parameter] public bool ShowDepartment { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
}
