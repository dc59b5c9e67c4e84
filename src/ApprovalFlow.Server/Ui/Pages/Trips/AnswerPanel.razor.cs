using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>A body's answer to its invitation: who comes, or leave in writing.</summary>
public sealed partial class AnswerPanel
{
    private readonly HashSet<string> chosen = [];
    private string? reason;
    private bool filled;

    [Parameter, EditorRequired] public required string DepartmentId { get; set; }

    protected override void OnParametersSet()
    {
        if (filled)
            return;
        filled = true;
        chosen.UnionWith(Trip.Body(DepartmentId)!.Officers.Select(o => o.UserId));
    }

    private void Choose(string officer, bool wanted) => _ = wanted ? chosen.Add(officer) : chosen.Remove(officer);

    private BusySlot? Clash(OfficerChoice officer) => officer.Busy.FirstOrDefault(b => b.Trip != Trip.Number && b.Slot.Overlaps(Trip.Slot!));
}
