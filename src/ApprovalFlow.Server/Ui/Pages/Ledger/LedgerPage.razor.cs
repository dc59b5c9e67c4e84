using System.Globalization;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Ledger;

/// <summary>总账: the signed pages, a check of everything, and proofs to take away.</summary>
public sealed partial class LedgerPage : IDisposable
{
    private const int Take = 31;

    private string stream = "";
    private long sequence = 1;
    private bool unproved;

    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required LedgerKeeper Keeper { get; set; }
    [Inject] public required ProofQuery Proofs { get; set; }
    [Inject] public required VerificationDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            Desk.Changed += Redraw;
    }

    private Task<IReadOnlyList<SignedLedgerEntry>> LoadAsync(CancellationToken cancellation) =>
        Keeper.ListAsync(long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, Take, cancellation);

    private async Task StartAsync() => Desk.Start((await Authentication).User.DisplayName());

    private async Task ProveAsync()
    {
        var wanted = stream.Trim();
        unproved = await Proofs.FindAsync(wanted, sequence) is null;
        if (!unproved)
            Navigation.NavigateTo($"/api/ledger/proofs?stream={Uri.EscapeDataString(wanted)}&sequence={sequence.ToString(CultureInfo.InvariantCulture)}", forceLoad: true);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    public void Dispose() => Desk.Changed -= Redraw;
}
