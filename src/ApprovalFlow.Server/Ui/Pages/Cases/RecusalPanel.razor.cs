using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>回避: who acts no more in the case, and where somebody says that of themself.</summary>
public sealed partial class RecusalPanel
{
    private IReadOnlyList<PersonRow> person = [];
    private string? reason, refusal;
    private bool busy;
    private int declared;
    private ConfirmDialog dialog = null!;

    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required SubstitutionDesk People { get; set; }

    private bool IsOpen => Case.Header.Status != CaseStatus.Closed;
    private bool IsAdministrator => Actor.Mandates.Any(m => m.Role == Roles.Administrator);
    private bool MayDeclare => Actor.Mandates.Any(m => Roles.Handlers.Contains(m.Role)) && !Case.IsRecused(Actor.UserId);

    private async Task RecuseAsync()
    {
        (busy, refusal) = (true, null);
        try
        {
            var input = new RecusalInput(reason ?? "") { Person = IsAdministrator ? person[0].UserName : null };
            if (await Desk.RecuseAsync((await Authentication).User, Case.Header.CaseNumber, input) is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
            {
                (reason, person) = (null, []);
                declared++;
                await OnDone.InvokeAsync(T["recusal.done"]);
            }
        }
        finally { busy = false; }
    }
}
