using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>Every clock of a case with its countdown and its explanation, what was recorded about time, and how open points of the law are decided.</summary>
public sealed partial class ClockPanel
{
    [Parameter, EditorRequired] public required ClockSheet Sheet { get; set; }
    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required ApprovalItem Item { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<ClockRow> Going => [.. Sheet.Clocks.Where(c => c.State is not ("stopped" or "not-started"))];
    private IReadOnlyList<ClockRow> Ended => [.. Sheet.Clocks.Where(c => c.State == "stopped")];
}
