using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What the applicant hands in at the county, ticked off the item's list.</summary>
public sealed partial class CountyPapers
{
    private readonly HashSet<string> chosen = [];
    private string? refusal;
    private bool busy;

    [Parameter, EditorRequired] public required string TaskId { get; set; }
    /// <summary>Papers of the list that are not there.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<MaterialRequirement> Missing { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }

    private void Choose(string code, bool received)
    {
        if (received) chosen.Add(code);
        else chosen.Remove(code);
    }

    private async Task RecordAsync()
    {
        (busy, refusal) = (true, null);
        try
        {
            if (await Desk.ReceiveCountyPapersAsync((await Authentication).User, TaskId, [.. Missing.Where(m => chosen.Contains(m.Code)).Select(m => m.Code)]) is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
            {
                chosen.Clear();
                await OnDone.InvokeAsync(T["countyPapers.recorded"]);
            }
        }
        finally { busy = false; }
    }
}
