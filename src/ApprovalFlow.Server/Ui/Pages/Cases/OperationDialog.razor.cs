using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>Asks for what an operation needs, and does it. What is refused stays in the dialog, so that nothing has to be typed twice.</summary>
public sealed partial class OperationDialog
{
    private IReadOnlyList<PersonRow> people = [];
    private string? signer, step, reason, refusal;
    private ConfirmDialog dialog = null!;

    [Parameter, EditorRequired] public required string TaskId { get; set; }
    [Parameter, EditorRequired] public required OfferedOperation Offered { get; set; }
    [Parameter, EditorRequired] public required TaskMenuView Menu { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [Parameter] public EventCallback OnClosed { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }

    private bool IsReady => Offered.Needs switch
    {
        OperationNeeds.Person or OperationNeeds.People => people.Count > 0,
        OperationNeeds.Signer => signer is not null,
        OperationNeeds.Step => step is not null && !string.IsNullOrWhiteSpace(reason),
        OperationNeeds.Reason => !string.IsNullOrWhiteSpace(reason),
        _ => true,
    };

    private bool NeedsReason => Offered.Needs is OperationNeeds.Reason or OperationNeeds.Step;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            dialog.Show();
    }

    private async Task<IReadOnlyList<PersonRow>> FindAsync(string search, CancellationToken cancellation) => await Desk.PeopleAsync((await Authentication).User, TaskId, Offered.Operation, search, cancellation);

    private async Task ActAsync()
    {
        refusal = null;
        var input = new OperationInput { People = [.. people.Select(p => p.UserName)], Signer = signer, Step = step, Reason = reason };
        if (await Desk.OperateAsync((await Authentication).User, TaskId, Offered.Operation, input) is CommandResult.Rejected { Rejection: var rejection })
            refusal = Refusals.TextOf(rejection);
        else
            await OnDone.InvokeAsync(T["operation.done", T.Find("operation", Offered.Operation)]);
    }
}
