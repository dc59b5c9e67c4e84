using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Where am I, what is this, what can I do: the same three answers at the head of every page.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired] public required string Title { get; set; }
    [Parameter] public string? Lead { get; set; }
    /// <summary>Crumbs or a code, above the title.</summary>
    [Parameter] public RenderFragment? Above { get; set; }
    [Parameter] public RenderFragment? Actions { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
