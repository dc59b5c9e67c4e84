using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Something broke while loading. The details are in the log, not on the page.</summary>
public sealed partial class ErrorState
{
    [Parameter] public EventCallback OnRetry { get; set; }
}
