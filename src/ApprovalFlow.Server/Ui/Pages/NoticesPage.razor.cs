using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages;

/// <summary>What the reader was told (urged, copied, mentioned, named for a task, given a card or a supervision order), their own reminders and the cases they follow.</summary>
public sealed partial class NoticesPage
{
    private int seen;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required NoticeQuery Notices { get; set; }
    [Inject] public required CaseMarks Marks { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private Kept? mine;

    protected override Task OnInitializedAsync() => KeepAsync();

    private async Task KeepAsync()
    {
        var user = (await Authentication).User.UserId();
        mine = new(await Marks.RemindersAsync(user), await Marks.FollowedAsync(user));
    }

    /// <summary>A regulator is told of a packet, everybody else of a case.</summary>
    private static string PageOf(NoticeRow row) => PacketState.IsNumber(row.CaseNumber) ? $"/packets/{row.CaseNumber}" : $"/cases/{row.CaseNumber}";

    private string NameOf(FollowedCase row) => Catalogue.Flow(row.FlowCode) is { } flow ? T.Pick(flow.NameZh, flow.NameEn) : row.CaseNumber;

    private async Task FinishAsync(ReminderRow reminder)
    {
        await Marks.DoneAsync((await Authentication).User.UserId(), reminder.Id);
        await KeepAsync();
    }

    private async Task<IReadOnlyList<NoticeRow>> LoadAsync(CancellationToken cancellation) => await Notices.ListAsync((await Authentication).User.UserId(), cancellation);

    private async Task ReadAsync()
    {
        await Notices.ReadAsync((await Authentication).User.UserId());
        seen++;
    }

    private sealed record Kept(IReadOnlyList<ReminderRow> Reminders, IReadOnlyList<FollowedCase> Followed);
}
