using ApprovalFlow.Domain.Cases;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>One step of the flow, by name.</summary>
public sealed partial class StepPicker
{
    [Parameter, EditorRequired] public required IReadOnlyList<StepName> Steps { get; set; }
    [Parameter] public string? Chosen { get; set; }
    [Parameter] public EventCallback<string?> ChosenChanged { get; set; }
}
