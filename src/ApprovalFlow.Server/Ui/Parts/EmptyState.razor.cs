using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Nothing here: says why, and what to do about it.</summary>
public sealed partial class EmptyState
{
    [Parameter] public string Icon { get; set; } = "folder";
    [Parameter, EditorRequired] public required string Title { get; set; }
    [Parameter] public string? Text { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
