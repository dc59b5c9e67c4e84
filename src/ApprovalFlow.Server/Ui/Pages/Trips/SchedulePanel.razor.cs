using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>The lead picks a day on which the bodies have people, and invites them.</summary>
public sealed partial class SchedulePanel
{
    private readonly HashSet<string> wanted = [];
    private List<string> offered = [];
    private string? place, reason;
    private DateOnly? day;
    private TimeOnly? from, to;
    private bool filled;

    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private TripSlot? Typed => TripTexts.Read(day, from, to);
    private bool SlotMoves => Typed is { } typed && (typed != Trip.Slot || place?.Trim() != Trip.Place);
    private bool Ready => Typed is not null && !string.IsNullOrWhiteSpace(place) && (SlotMoves || wanted.Count > 0) && (Trip.Slot is null || !SlotMoves || !string.IsNullOrWhiteSpace(reason));

    protected override void OnParametersSet()
    {
        offered = [.. Trip.Bodies.Select(b => b.DepartmentId).Concat(Trip.Legs.Select(l => l.DepartmentId)).Concat(offered).Distinct()];
        wanted.RemoveWhere(d => Trip.Body(d) is { } body && body.Round == Trip.Round);
        if (filled)
            return;
        filled = true;
        wanted.UnionWith(Trip.Legs.Select(l => l.DepartmentId).Where(d => Trip.Body(d) is null));
        place = Trip.Place ?? Trip.Legs.FirstOrDefault()?.Site;
        if (Trip.Slot is { } slot)
            Take(slot);
    }

    private async Task<Choices> LoadAsync(CancellationToken cancellation)
    {
        var departments = Trip.Bodies.Where(b => b.Round == Trip.Round).Select(b => b.DepartmentId).Concat(wanted).Distinct().ToList();
        List<(string, IReadOnlyList<OfficerChoice>)> officers = [];
        foreach (var department in departments)
            officers.Add((department, await Desk.OfficersAsync(Trip.Kind, department, cancellation)));
        return new(await Desk.SlotsAsync((await Authentication).User, Trip.Number, departments, TimeSpan.FromHours(2), cancellation), officers);
    }

    private void Want(string department, bool yes) => _ = yes ? wanted.Add(department) : wanted.Remove(department);

    private void Add(ChangeEventArgs change)
    {
        if (change.Value is not string { Length: > 0 } department)
            return;
        offered.Add(department);
        wanted.Add(department);
    }

    private void Take(TripSlot slot)
    {
        day = DateOnly.FromDateTime(Times.At(slot.StartsAt).DateTime);
        (from, to) = (TimeOnly.FromDateTime(Times.At(slot.StartsAt).DateTime), TimeOnly.FromDateTime(Times.At(slot.EndsAt).DateTime));
    }

    private bool IsChosen(TripSlot slot) => Typed is { } typed && typed.StartsAt == slot.StartsAt && typed.EndsAt == slot.EndsAt;

    private async Task SaveAsync()
    {
        List<Func<Actor, TripCommand>> commands = [];
        if (SlotMoves)
            commands.Add(by => new TripCommand.Schedule(Typed!, place!, by) { Reason = reason });
        if (wanted.Count > 0)
            commands.Add(by => new TripCommand.Invite([.. wanted], by));
        if (await ActAsync(T[Trip.Slot is null ? "trip.scheduled" : "trip.moved"], commands))
            reason = null;
    }

    private sealed record Choices(IReadOnlyList<SlotChoice> Slots, IReadOnlyList<(string Department, IReadOnlyList<OfficerChoice> Officers)> Officers);
}
