using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>审管互动: what a regulator has to claim, what it has, and for overseers whether the sums agree.</summary>
public sealed partial class PacketsPage : IDisposable
{
    private int seen;
    private bool oversees;
    private PageWatch? watch;

    /// <summary>Empty: to claim; claimed; overdue; all.</summary>
    [SupplyParameterFromQuery] public string? Tab { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required PacketDesk Desk { get; set; }
    [Inject] public required PacketSignals Signals { get; set; }
    [Inject] public required PacketTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<Tab> Views =>
    [
        new(T["packets.tab.open"], "/packets", string.IsNullOrEmpty(Tab)), new(T["packets.tab.overdue"], "/packets?tab=overdue", Tab == "overdue"),
        new(T["packets.tab.claimed"], "/packets?tab=claimed", Tab == "claimed"), new(T["packets.tab.all"], "/packets?tab=all", Tab == "all"),
    ];

    protected override async Task OnInitializedAsync() => oversees = (await Authentication).User.IsInAny(Roles.Overseers);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, _ => true, () => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    private async Task<IReadOnlyList<PacketLine>> LoadAsync(CancellationToken cancellation)
    {
        PacketStatus? status = Tab switch { "all" => null, "claimed" => PacketStatus.Claimed, _ => PacketStatus.Unclaimed };
        var found = await Desk.ListAsync((await Authentication).User, status, cancellation);
        return Tab == "overdue" ? [.. found.Where(p => p.ClaimDue < Times.Today)] : found;
    }

    public void Dispose() => watch?.Dispose();
}
