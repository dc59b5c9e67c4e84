using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Ledger;

/// <summary>阅卷记录: who read this case, asked for when somebody opens it.</summary>
public sealed partial class ReadingsPanel
{
    private const int Take = 100;

    private IReadOnlyList<CaseReading>? readings;

    [Parameter, EditorRequired] public required string Number { get; set; }
    [Inject] public required ReadLog Log { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private async Task Open() => readings = await Log.ListAsync(Number, Take);
}
