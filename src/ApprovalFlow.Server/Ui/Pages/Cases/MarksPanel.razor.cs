using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>关注与提醒: what the reader keeps about this case for themselves.</summary>
public sealed partial class MarksPanel
{
    private DateTime? at;
    private string? text, refusal;
    private bool busy;
    private int added;

    [Parameter, EditorRequired] public required string CaseNumber { get; set; }
    [Parameter, EditorRequired] public required CaseMark Mark { get; set; }
    /// <summary>Something of it changed.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required MarkDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private Task FollowAsync() => TryAsync(async user => await Desk.FollowAsync(user, CaseNumber, !Mark.IsFollowed));

    private Task FinishAsync(ReminderRow reminder) => TryAsync(async user => await Desk.DoneAsync(user, reminder.Id));

    private Task RemindAsync() => TryAsync(async user =>
    {
        if (await Desk.RemindAsync(user, CaseNumber, new(Times.AtLocal(at!.Value)) { Text = text }) is { } no)
            return no;
        (at, text) = (null, null);
        added++;
        return null;
    });

    private async Task TryAsync(Func<System.Security.Claims.ClaimsPrincipal, Task<Rejection?>> act)
    {
        (busy, refusal) = (true, null);
        try
        {
            if (await act((await Authentication).User) is { } rejection)
                refusal = Refusals.TextOf(rejection);
            else
                await OnChanged.InvokeAsync();
        }
        finally { busy = false; }
    }
}
