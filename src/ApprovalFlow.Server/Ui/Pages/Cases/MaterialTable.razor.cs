using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What was handed in, against what the item asks for.</summary>
public sealed partial class MaterialTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<MaterialReceipt> Receipts { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<MaterialRequirement> Required { get; set; }
    /// <summary>When papers came in, and at which level.</summary>
    [Parameter] public IReadOnlyList<PaperView> Held { get; set; } = [];
    [Inject] public required LocalTimes Times { get; set; }
}
