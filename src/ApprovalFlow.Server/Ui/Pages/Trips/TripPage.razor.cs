using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>One trip: the lead's desk, the bodies' answers, and on the day the live board of who has come.</summary>
public sealed partial class TripPage : IDisposable
{
    private int seen;
    private string? done;
    private PageWatch? watch;

    [Parameter] public string Number { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required TripSignals Signals { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    /// <summary>Only a page that somebody has open and that answers counts as read; what the server draws first does not.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        watch = PageWatch.On(Signals, told => told == Number, () => _ = InvokeAsync(Refresh));
        var user = (await Authentication).User;
        if (await Desk.FindAsync(user, Number) is not { } trip)
            return;
        var actor = await Actors.OfAsync(user);
        foreach (var body in trip.Bodies.Where(b => b.ReadAt is null && b.DepartmentId != trip.LeadDepartmentId && IsOwn(actor, b.DepartmentId)))
            await Desk.DoAsync(user, Number, by => new TripCommand.ReadInvitation(body.DepartmentId, by));
    }

    private void Refresh()
    {
        seen++;
        StateHasChanged();
    }

    private void Done(string said)
    {
        done = said;
        Refresh();
    }

    private async Task<Sheet> LoadAsync(CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        var actor = await Actors.OfAsync(user, cancellation);
        if (await Desk.FindAsync(user, Number, cancellation) is not { } trip)
            return new(null, false, false, []);
        var answering = trip.Slot is null || trip.Status is not (TripStatus.Scheduled or TripStatus.Underway) ? [] : trip.Bodies
            .Where(b => b.Round == trip.Round && b.Answer != BodyAnswer.Missed && b.CheckIns.Count == 0 && TripRules.MaySpeakFor(actor, b.DepartmentId)).Select(b => b.DepartmentId).ToList();
        return new(trip, TripRules.MaySpeakFor(actor, trip.LeadDepartmentId), trip.Bodies.Any(b => b.Officers.Any(o => o.UserId == actor.UserId)), answering);
    }

    /// <summary>An account that no department limits reads everything and speaks for none.</summary>
    private static bool IsOwn(Actor actor, string departmentId) => TripRules.MaySpeakFor(actor, departmentId) && actor.Mandates.Any(m => m.DepartmentId == departmentId);

    public void Dispose() => watch?.Dispose();

    private sealed record Sheet(TripState? Trip, bool IsLead, bool IsOfficer, IReadOnlyList<string> Answering);
}
