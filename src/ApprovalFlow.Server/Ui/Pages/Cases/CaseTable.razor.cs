using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

public sealed partial class CaseTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<CaseRow> Rows { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
}
