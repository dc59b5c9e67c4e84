using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Tasks;

public sealed partial class TasksPage : IDisposable
{
    private string typed = "";
    private string? refusal;
    private bool busy;
    private int seen;
    private CaseWatch? watch;

    [SupplyParameterFromQuery] public string? Tab { get; set; }
    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required InboxQuery Inbox { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required CaseSignals Signals { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private InboxTab Current => Enum.TryParse<InboxTab>(Tab, ignoreCase: true, out var tab) ? tab : InboxTab.Claimable;
    private (InboxTab, string?, string?, int) Key => (Current, Q, After, seen);

    protected override void OnParametersSet() => typed = Q ?? "";

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = new CaseWatch(Signals, _ => true, () => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    private async Task<TaskList> LoadAsync(CancellationToken cancellation)
    {
        var actor = await Actors.OfAsync((await Authentication).User, cancellation);
        var page = await Inbox.PageAsync(new(actor.UserId, actor.Mandates, Current) { Search = Q, After = After }, cancellation);
        return new(page, await Inbox.CountsAsync(actor.UserId, actor.Mandates, cancellation));
    }

    private IReadOnlyList<Tab> TabsOf(InboxCounts counts) =>
    [
        Of(InboxTab.Claimable, counts.Claimable), Of(InboxTab.Mine, counts.Mine), Of(InboxTab.Done, counts.Done),
    ];

    private Tab Of(InboxTab tab, int count) => new(T[$"tasks.tab.{tab}"],
        Navigation.GetUriWithQueryParameters("/tasks", new Dictionary<string, object?> { ["tab"] = tab.ToString().ToLowerInvariant(), ["q"] = string.IsNullOrEmpty(Q) ? null : Q }), tab == Current, count);

    private void SearchAsync() =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim(), ["after"] = null }));

    private async Task ClaimAsync(TaskRow task)
    {
        busy = true;
        var answer = await Desk.ClaimAsync((await Authentication).User, task.TaskId);
        busy = false;
        if (answer is CommandResult.Rejected { Rejection: var rejection })
        {
            refusal = Refusals.TextOf(rejection);
            seen++;
        }
        else
            Navigation.NavigateTo($"/cases/{task.CaseNumber}");
    }

    public void Dispose() => watch?.Dispose();

    private sealed record TaskList(InboxPage Page, InboxCounts Counts);
}
