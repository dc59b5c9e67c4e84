using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>The item's materials, ticked as they are handed over.</summary>
public sealed partial class MaterialChecklist
{
    [Parameter, EditorRequired] public required IReadOnlyList<MaterialRequirement> Required { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<MaterialReceipt> Receipts { get; set; }
    /// <summary>Say which papers are missing that may not follow.</summary>
    [Parameter] public bool Checked { get; set; }
    [Parameter] public EventCallback<IReadOnlyList<MaterialReceipt>> ReceiptsChanged { get; set; }

    private Task SetAsync(MaterialRequirement required, bool received, int copies) => ReceiptsChanged.InvokeAsync(
        [.. Receipts.Where(r => r.Code != required.Code), new MaterialReceipt(required.Code, required.NameZh, received, received ? copies : 0)]);
}
