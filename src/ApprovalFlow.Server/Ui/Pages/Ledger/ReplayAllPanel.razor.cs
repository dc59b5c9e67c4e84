using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Ledger;

/// <summary>全部重演: every case decided again, with what differs shown event by event.</summary>
public sealed partial class ReplayAllPanel : IDisposable
{
    private const int MostDifferences = 20;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required ReplayDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            Desk.Changed += Redraw;
    }

    private async Task StartAsync() => Desk.Start((await Authentication).User.DisplayName());

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    public void Dispose() => Desk.Changed -= Redraw;
}
