using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>One clock: how much is left, who must act, and each day that made the number.</summary>
public sealed partial class ClockLine
{
    private bool shown;
    private ClockLedgerView? ledger;
    private DateTimeOffset explained;

    [Parameter, EditorRequired] public required string CaseNumber { get; set; }
    [Parameter, EditorRequired] public required ClockRow Clock { get; set; }
    /// <summary>The instant of the numbers: the explanation is of the same.</summary>
    [Parameter, EditorRequired] public required DateTimeOffset Seen { get; set; }
    [Inject] public required ClockQuery Clocks { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private double Total => Clock.Used + Clock.Remaining;

    private string Owner => T.Has($"role.{Clock.Owner}") ? T[$"role.{Clock.Owner}"] : T.Find("clockOwner", Clock.Owner);

    protected override async Task OnParametersSetAsync()
    {
        if (shown && explained != Seen)
            await ExplainAsync();
    }

    private async Task ToggleAsync()
    {
        shown = !shown;
        if (shown && explained != Seen)
            await ExplainAsync();
    }

    private async Task ExplainAsync() => (ledger, explained) = (await Clocks.LedgerAsync(CaseNumber, Clock.Code, Clock.Id, Seen), Seen);
}
