using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>联席会议: any open cases that the convener may read, on one agenda.</summary>
public sealed partial class MeetingPanel
{
    private string title = "", lead = "", cases = "";
    private bool busy;

    [Parameter, EditorRequired] public required IReadOnlyList<string> Leads { get; set; }
    [Parameter] public EventCallback<string> OnRefused { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    protected override void OnInitialized() => (title, lead) = (T["trips.newMeeting"], Leads[0]);

    private async Task ConveneAsync()
    {
        busy = true;
        var answer = await Desk.ConveneAsync((await Authentication).User, new(TripKind.Meeting, title, lead) { Cases = TripTexts.Lines(cases) });
        busy = false;
        if (answer.Rejection is { } rejection)
            await OnRefused.InvokeAsync(Refusals.TextOf(rejection));
        else
            Navigation.NavigateTo($"/trips/{answer.State.Number}");
    }
}
