using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>What a liaison officer has to claim, on their first page.</summary>
public sealed partial class ToClaim
{
    private const int Shown = 6;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required PacketDesk Desk { get; set; }
    [Inject] public required PacketTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private async Task<IReadOnlyList<PacketLine>> LoadAsync(CancellationToken cancellation) => await Desk.ListAsync((await Authentication).User, PacketStatus.Unclaimed, cancellation);
}
