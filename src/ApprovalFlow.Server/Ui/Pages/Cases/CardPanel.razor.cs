using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>The cards and supervision orders of a case, youngest first, each with what this person may do about it.</summary>
public sealed partial class CardPanel
{
    [Parameter, EditorRequired] public required ClockSheet Sheet { get; set; }
    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private bool maySupervise;

    protected override async Task OnParametersSetAsync() => maySupervise = (await Authentication).User.IsInRole(Roles.Supervisor) && !IsApplicant;

    private bool IsApplicant => Case.Header.ApplicantUserId == Actor.UserId;

    private bool Owns(CaseCard card) => !IsApplicant && CardAccess.Owns(card.Raised, Actor, Case.Header.DepartmentId);

    private async Task<CommandResult> Send(Func<Actor, CaseCommand> command) => await Desk.OnCaseAsync((await Authentication).User, Sheet.CaseNumber, command);

    private static string Words(IReadOnlyDictionary<string, object?> values) => values.GetValueOrDefault(ClockFields.Words) as string ?? "";
}

/// <summary>The colour of a card; its word always stands beside it.</summary>
internal static class CardTones
{
    public static string Of(string level) => level switch { "warn" => "info", "yellow" => "warn", _ => "bad" };
}
