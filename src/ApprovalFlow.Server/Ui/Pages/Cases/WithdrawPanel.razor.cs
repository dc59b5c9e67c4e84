using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>The applicant takes an application back. Possible until the decision; the domain says whether it still is.</summary>
public sealed partial class WithdrawPanel
{
    private string? reason, refusal;
    private bool busy;
    private ConfirmDialog dialog = null!;

    [Parameter, EditorRequired] public required string CaseNumber { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }

    private async Task WithdrawAsync()
    {
        (busy, refusal) = (true, null);
        try
        {
            if (await Desk.WithdrawAsync((await Authentication).User, CaseNumber, reason ?? "") is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
                await OnDone.InvokeAsync(T["withdraw.done"]);
        }
        finally { busy = false; }
    }
}
