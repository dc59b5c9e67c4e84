using ApprovalFlow.Persistence.Boards;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>Why something was asked back or did not succeed, the commonest first, in the words that were entered.</summary>
public sealed partial class ReasonTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<ReasonCount> Reasons { get; set; }
}
