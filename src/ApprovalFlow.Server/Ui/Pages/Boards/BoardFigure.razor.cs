using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>One figure with what it counts written beside it.</summary>
public sealed partial class BoardFigure
{
    [Parameter, EditorRequired] public required string Name { get; set; }
    [Parameter, EditorRequired] public required string Value { get; set; }
    [Parameter, EditorRequired] public required string Definition { get; set; }
    /// <summary>What tests know it by.</summary>
    [Parameter, EditorRequired] public required string Key { get; set; }
    [Parameter] public string? Href { get; set; }
    [Parameter] public string? Tone { get; set; }
    /// <summary>What belongs to the figure and is smaller than it.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
