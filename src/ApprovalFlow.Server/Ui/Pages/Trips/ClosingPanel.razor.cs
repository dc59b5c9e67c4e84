using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>What the lead does after the day has come: end it, have things put right, look again, give the one opinion, or give the trip up.</summary>
public sealed partial class ClosingPanel
{
    private readonly HashSet<string> again = [];
    private readonly Dictionary<string, string> decisions = [];
    private string? partial, summary, items, cancelReason, minutes;
    private DateOnly? itemsDue, day;
    private TimeOnly? from = new(9, 0), to = new(11, 0);
    private bool filled;
    private ConfirmDialog ending = null!, concluding = null!, canceling = null!;

    /// <summary>Bodies that would be written down as absent if the visit ended now.</summary>
    private IReadOnlyList<string> Absent => [.. Trip.Bodies.Where(b => Trip.TakesPart(b) && !Trip.HasSigned(b)).Select(b => b.DepartmentId)];

    protected override void OnParametersSet()
    {
        if (filled)
            return;
        filled = true;
        minutes = Trip.Minutes;
    }
}
