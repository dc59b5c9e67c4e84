using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages;

/// <summary>What the reader was told: urged, copied, mentioned.</summary>
public sealed partial class NoticesPage
{
    private int seen;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required NoticeQuery Notices { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private async Task<IReadOnlyList<NoticeRow>> LoadAsync(CancellationToken cancellation) => await Notices.ListAsync((await Authentication).User.UserId(), cancellation);

    private async Task ReadAsync()
    {
        await Notices.ReadAsync((await Authentication).User.UserId());
        seen++;
    }
}
