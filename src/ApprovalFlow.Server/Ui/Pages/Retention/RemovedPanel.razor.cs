using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Retention;

/// <summary>A case whose content was removed: that it was there, how it ended, what was removed, by whom and why.</summary>
public sealed partial class RemovedPanel
{
    [Parameter, EditorRequired] public required RemovedCase Case { get; set; }
    [Inject] public required RedactionFiles Files { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    /// <summary>A ground that a later schedule dropped is shown by its code.</summary>
    private string GroundOf(string code) => Files.Schedule.Ground(code) is { } ground ? T.Pick(ground.Words) : code;
}
