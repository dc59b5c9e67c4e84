using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What this person may do with the whole case: take back their own work, and an administrator's operations. The domain says what that is.</summary>
public sealed partial class CaseOperationsPanel
{
    private string? chosen, taskId, step, reason, refusal;
    private int? incident;
    private bool shown;
    private ConfirmDialog? dialog;

    [Parameter, EditorRequired] public required CaseMenuView Menu { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private bool NeedsReason => chosen is not (TaskOperations.TakeBack or CaseMenu.Resume or CaseMenu.ApproveJump);
    private bool IsReady => (!NeedsReason || !string.IsNullOrWhiteSpace(reason)) && (chosen != TaskOperations.Jump || step is not null);

    private void Ask(string operation, string? task) =>
        (chosen, taskId, step, reason, refusal, shown, incident) = (operation, task, null, null, null, false, Menu.Incidents is [var first, ..] ? first.Context : null);

    protected override void OnAfterRender(bool firstRender)
    {
        if (chosen is null || shown) return;
        shown = true;
        dialog?.Show();
    }

    private async Task ActAsync()
    {
        refusal = null;
        var (user, operation) = ((await Authentication).User, chosen!);
        var result = taskId is not null
            ? await Desk.OperateAsync(user, taskId, operation, new OperationInput { Reason = reason })
            : await Desk.OperateOnCaseAsync(user, Menu.CaseNumber, operation, new CaseOperationInput { Step = step, Reason = reason, Incident = incident });
        if (result is CommandResult.Rejected { Rejection: var rejection })
        {
            refusal = Refusals.TextOf(rejection);
            return;
        }
        chosen = null;
        await OnDone.InvokeAsync(T["operation.done", T.Find("operation", operation)]);
    }
}
