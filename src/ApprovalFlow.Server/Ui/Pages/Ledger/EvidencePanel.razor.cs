using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Ledger;

/// <summary>证据包: the case as one file that proves itself.</summary>
public sealed partial class EvidencePanel
{
    [Parameter, EditorRequired] public required string Number { get; set; }
}
