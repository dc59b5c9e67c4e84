using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>The part of a case's page that tells of visits: propose one, see what came of it.</summary>
public sealed partial class VisitSection
{
    private string? site, reason, refusal;
    private DateOnly from, to;
    private bool busy, isStaff;

    [Parameter, EditorRequired] public required CaseView Found { get; set; }
    /// <summary>Open tasks that the reader may do.</summary>
    [Parameter] public IReadOnlyList<TaskRow> Tasks { get; set; } = [];
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<TaskRow> Proposable =>
        [.. Tasks.Where(t => TripRules.KindFor(t.ActivityType) is not null && !Found.Visits.Any(v => v.TaskId == t.TaskId && (v.Status == VisitStatus.Arranged || v.Status == VisitStatus.Open && !VisitProposals.IsAutomatic(v.By))))];

    protected override void OnInitialized() => (from, to, site) = (Times.Today, Times.Today.AddDays(14), Found.Form.GetValueOrDefault("location") as string);

    protected override async Task OnInitializedAsync() => isStaff = (await Authentication).User.IsInAny(Roles.Staff);

    private async Task ProposeAsync(TaskRow task)
    {
        (busy, refusal) = (true, null);
        try
        {
            if (await Desk.ProposeVisitAsync((await Authentication).User, task.TaskId, new VisitRequest(site ?? "", from, to) { Reason = reason }) is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
                await OnDone.InvokeAsync(T["visit.proposed"]);
        }
        finally { busy = false; }
    }
}
