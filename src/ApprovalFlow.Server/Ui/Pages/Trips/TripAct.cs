using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>A part of a page from which somebody acts on a trip: one act at a time, a refusal as a sentence, what was done told to the page.</summary>
public abstract class TripAct : ComponentBase
{
    protected string? Refusal { get; set; }
    protected bool Busy { get; private set; }

    [Parameter, EditorRequired] public required TripState Trip { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required TripTexts Names { get; set; }

    /// <summary>Carries commands out one after the other, up to the first refusal.</summary>
    /// <returns>Whether all were accepted.</returns>
    protected async Task<bool> ActAsync(string said, params IReadOnlyList<Func<Actor, TripCommand>> commands)
    {
        (Busy, Refusal) = (true, null);
        try
        {
            var user = (await Authentication).User;
            foreach (var command in commands)
            {
                if ((await Desk.DoAsync(user, Trip.Number, command)).Rejection is not { } rejection)
                    continue;
                Refusal = Refusals.TextOf(rejection);
                return false;
            }
            await OnDone.InvokeAsync(said);
            return true;
        }
        finally { Busy = false; }
    }
}
