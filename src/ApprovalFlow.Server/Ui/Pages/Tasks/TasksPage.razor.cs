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
    private PageWatch? watch;
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private string? batchOutcome, batchComment, userId;
    private BatchReport? report;
    private ConfirmDialog dialog = null!;

    [SupplyParameterFromQuery] public string? Tab { get; set; }
    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required InboxQuery Inbox { get; set; }
    [Inject] public required CaseMarks Marks { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required CaseSignals Signals { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private InboxTab Current => Enum.TryParse<InboxTab>(Tab, ignoreCase: true, out var tab) ? tab : InboxTab.Claimable;
    private (InboxTab, string?, string?, int) Key => (Current, Q, After, seen);

    protected override void OnParametersSet()
    {
        typed = Q ?? "";
        chosen.Clear();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, _ => true, () => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    private async Task<TaskList> LoadAsync(CancellationToken cancellation)
    {
        var actor = await Actors.OfAsync((await Authentication).User, cancellation);
        userId = actor.UserId;
        var page = await Inbox.PageAsync(new(actor.UserId, actor.Mandates, Current) { ActsFor = actor.ActsFor, Search = Q, After = After }, cancellation);
        return new(page, await Inbox.CountsAsync(actor, cancellation), await Marks.ReadOfAsync(actor.UserId, [.. page.Rows.Select(r => r.CaseNumber).Distinct()], cancellation));
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

    private void Toggle(string taskId)
    {
        if (!chosen.Remove(taskId))
            chosen.Add(taskId);
    }

    /// <summary>The one activity of what was chosen; null when there are several.</summary>
    private string? Kind(IReadOnlyList<TaskRow> rows) => rows.Where(r => chosen.Contains(r.TaskId)).Select(r => r.ActivityType).Distinct().ToList() is [var only] ? only : null;

    private async Task BatchAsync()
    {
        busy = true;
        var (answer, no) = await Desk.CompleteManyAsync((await Authentication).User, new Batch([.. chosen], batchOutcome!) { Comment = batchComment });
        busy = false;
        (report, refusal) = (answer, no is null ? null : Refusals.TextOf(no.Rejection));
        chosen.Clear();
        (batchOutcome, batchComment) = (null, null);
        seen++;
    }

    public void Dispose() => watch?.Dispose();

    private sealed record TaskList(InboxPage Page, InboxCounts Counts, IReadOnlySet<string> Read);
}
