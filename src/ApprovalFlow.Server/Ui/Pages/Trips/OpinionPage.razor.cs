using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>统一意见: one sheet for all cases, to read and to print.</summary>
public sealed partial class OpinionPage
{
    [Parameter] public string Number { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private async Task<Sheet> LoadAsync(CancellationToken cancellation) => new(await Desk.FindAsync((await Authentication).User, Number, cancellation));

    private bool IsLate(TripState trip) => trip.Opinion!.Due is { } due && DateOnly.FromDateTime(Times.At(trip.ConcludedAt!.Value).DateTime) > due;

    private sealed record Sheet(TripState? Trip);
}
