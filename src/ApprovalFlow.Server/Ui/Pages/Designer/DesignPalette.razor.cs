using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>What can be placed, from the activity descriptions. Drawn once: the canvas's script searches it and hears its buttons.</summary>
public sealed partial class DesignPalette
{
    /// <summary>In the order in which a designer of approvals needs them.</summary>
    private static readonly string[] Order = [ApprovalActivities.Category, "Flow", "Timers", "Events", "Primitives", "Branching", "Looping", "Composition"];

    private bool drawn;

    [Parameter, EditorRequired] public required ActivityRegistry Registry { get; set; }

    private IEnumerable<(string Name, bool Open, IReadOnlyList<ActivityType> Types)> Groups => Registry.Types.GroupBy(t => t.Category)
        .OrderBy(g => Array.IndexOf(Order, g.Key) is var at and >= 0 ? at : Order.Length)
        .Select(g => (Order.Contains(g.Key) ? g.Key : "Other", g.Key is ApprovalActivities.Category or "Flow", (IReadOnlyList<ActivityType>)[.. g]));

    protected override void OnAfterRender(bool firstRender) => drawn = true;
    protected override bool ShouldRender() => !drawn;
}
