using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Retention;

/// <summary>证据报告 of a case whose content was removed: what can be proved still.</summary>
public sealed partial class RemovedReport
{
    [Parameter, EditorRequired] public required RemovedCase Case { get; set; }
    [Inject] public required RedactionFiles Files { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
}
