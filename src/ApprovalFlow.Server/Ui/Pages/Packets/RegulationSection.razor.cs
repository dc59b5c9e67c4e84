using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>The part of a case's page that tells who regulates what was decided, what they found, and of proceedings to take the licence away.</summary>
public sealed partial class RegulationSection
{
    private const string Revoke = "revoke";

    [Parameter, EditorRequired] public required CaseView Found { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required PacketTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private bool IsHead => Holds(Roles.ChiefRepresentative);
    /// <summary>The applicant, or the window in their name.</summary>
    private bool MayState => Found.Header.ApplicantUserId == Actor.UserId || Holds(Roles.WindowClerk);
    private bool ReadsPackets => Actor.Mandates.Any(m => m.Role is Roles.Regulator or Roles.ChiefRepresentative || Roles.Overseers.Contains(m.Role));

    private bool Holds(string role) => Actor.Mandates.Any(new Candidate(role, Found.Header.DepartmentId).Admits);

    private async Task<CommandResult> SendAsync(Func<Actor, CaseCommand> command) => await Desk.OnCaseAsync((await Authentication).User, Found.Header.CaseNumber, command);

    private static string Word(IReadOnlyDictionary<string, object?> values, string key) => values.GetValueOrDefault(key) as string ?? "";
}
