using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A short word on a tinted ground. The word carries the meaning; the tone (ok, warn, bad, info, idle) only repeats it.</summary>
public sealed partial class Chip
{
    [Parameter] public string Tone { get; set; } = "idle";
    [Parameter] public string? Icon { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
