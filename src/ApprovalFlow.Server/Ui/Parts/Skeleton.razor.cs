using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Holds the place of what is being loaded.</summary>
public sealed partial class Skeleton
{
    [Parameter] public int Lines { get; set; } = 5;
}
