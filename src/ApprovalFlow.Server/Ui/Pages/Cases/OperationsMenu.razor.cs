using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>更多操作: what this person may do now with this task besides deciding it. The domain says what that is.</summary>
public sealed partial class OperationsMenu
{
    private OfferedOperation? chosen;
    private int closed;

    [Parameter, EditorRequired] public required string TaskId { get; set; }
    [Parameter, EditorRequired] public required TaskMenuView Menu { get; set; }
    /// <summary>Says what was done.</summary>
    [Parameter] public EventCallback<string> OnDone { get; set; }

    private void Choose(OfferedOperation offered)
    {
        chosen = offered;
        // A new key closes the menu.
        closed++;
    }

    private async Task DoneAsync(string said)
    {
        chosen = null;
        await OnDone.InvokeAsync(said);
    }
}
