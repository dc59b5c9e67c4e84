using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>The inspector's page, made for a phone in one hand: check in, look, photograph, write, sign.</summary>
public sealed partial class FieldPage : IDisposable
{
    private int seen;
    private string? done;
    private PageWatch? watch;

    [Parameter] public string Number { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required TripSignals Signals { get; set; }
    [Inject] public required TripTexts Names { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, told => told == Number, () => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    private void Done(string said)
    {
        done = said;
        seen++;
        StateHasChanged();
    }

    private async Task<Sheet> LoadAsync(CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        var trip = await Desk.FindAsync(user, Number, cancellation);
        return new(trip, trip?.Slot is null ? null : trip.Bodies.Find(b => b.Officers.Any(o => o.UserId == user.UserId())), user.UserId());
    }

    public void Dispose() => watch?.Dispose();

    private sealed record Sheet(TripState? Trip, TripBody? Body, string UserId);
}
