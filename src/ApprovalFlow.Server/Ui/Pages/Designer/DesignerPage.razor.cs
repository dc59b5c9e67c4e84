using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>A definition at the drawing table: read only until somebody begins to edit; a draft only from the first change on.</summary>
public sealed partial class DesignerPage : IAsyncDisposable
{
    /// <summary>How often a window says that it is still there.</summary>
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(15);

    private readonly string window = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource leaving = new();
    private DefinitionLife? life;
    private DesignSession? session;
    private DraftSaver? saver;
    private DesignWorkspace? workspace;
    private ConfirmDialog? overwrite;
    private Rejection? unreadable;
    private DesignDirectory directory = DesignDirectory.Empty;
    private IReadOnlyList<DraftEditor> others = [];
    private bool missing, editing, interactive;
    private string? loaded;

    [Parameter] public string Id { get; set; } = "";
    /// <summary>A published version instead of what is newest.</summary>
    [SupplyParameterFromQuery] public int? Version { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }
    [Inject] public required PostDesk Posts { get; set; }
    [Inject] public required SubstitutionDesk People { get; set; }
    [Inject] public required ActivityRegistry Registry { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required TimeProvider Time { get; set; }
    [Inject] public required ILogger<DesignerPage> Logger { get; set; }

    /// <summary>Catalogue flows have an English name; others have the one their designer gave.</summary>
    private string Name => session?.Design.Name is { Length: > 0 } name ? T.Pick(name, life?.State.FlowCode is { } code ? Catalogue.Flow(code)?.NameEn : null) : life?.Name ?? Id;

    private string State => editing ? T["designer.state.draft"] : Version is { } version ? T["designer.state.version", version] : life?.Draft is not null ? T["designer.state.draftRead"] : T["designer.state.version", life?.State.Latest?.Number ?? 1];

    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Id} {Version}";
        if (loaded == wanted) return;
        loaded = wanted;
        await LoadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        interactive = true;
        _ = PresenceAsync();
    }

    private async Task LoadAsync()
    {
        await StopAsync();
        (editing, unreadable, session) = (false, null, null);
        life = await Desk.FindAsync(Id, leaving.Token);
        directory = new([.. (await Posts.ListAsync(leaving.Token)).Select(p => new Outcome(p.Code, new(p.NameZh, p.NameEn)))], People.PeopleAsync);
        var json = life is null ? null : Version is { } version ? (await Desk.VersionAsync(Id, version, leaving.Token))?.Json : life.Draft?.Json ?? await LatestAsync();
        missing = json is null;
        if (json is not null) Open(json, readOnly: true);
    }

    private async Task<string?> LatestAsync() => life?.State.Latest is { } latest ? (await Desk.VersionAsync(Id, latest.Number, leaving.Token))?.Json : null;

    private void Open(string json, bool readOnly)
    {
        var opening = FlowDesign.Open(json, Registry);
        (unreadable, session) = (opening.Refusal, opening.Design is { } design ? new DesignSession(design, Registry, Catalogue, readOnly) { Clip = session?.Clip, Directory = directory } : null);
    }

    /// <summary>Begins to edit: the draft where there is one, else the version that is shown. Nothing is stored yet.</summary>
    private async Task EditAsync()
    {
        life = await Desk.FindAsync(Id, leaving.Token);
        var from = Version ?? life?.State.Latest?.Number;
        var json = life?.Draft?.Json ?? (from is { } number ? (await Desk.VersionAsync(Id, number, leaving.Token))?.Json : null);
        if (json is null) return;
        Open(json, readOnly: false);
        if (session is null) return;
        editing = true;
        saver = new DraftSaver(life!.Draft?.Revision, life.Draft is null ? from : null, life.Draft?.SavedAt, session.Design.ToJson, SaveAsync, Time) { Stopped = () => _ = InvokeAsync(StateHasChanged), Failed = exception => LogUnsaved(Logger, Id, exception) };
        session.Edited += saver.OnEdited;
        await SeeAsync();
    }

    /// <summary>The first save opens the draft, with the change already in it.</summary>
    private async Task<LifeResult> SaveAsync(int? revision, int? version, string json, CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        return revision is { } known
            ? await Desk.SaveDraftAsync(user, Id, known, json, cancellation)
            : await Desk.OpenDraftAsync(user, Id, new() { Version = version, Json = json }, cancellation);
    }

    private async Task TakeTheirsAsync()
    {
        await StopAsync();
        await LoadAsync();
        await EditAsync();
    }

    private async Task KeepMineAsync()
    {
        life = await Desk.FindAsync(Id, leaving.Token);
        await saver!.OverwriteAsync(life?.Draft?.Revision);
        StateHasChanged();
    }

    private Task ExportAsync(string format) => workspace?.ExportAsync(format) ?? Task.CompletedTask;

    private async Task PresenceAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Sign, Time);
            do await InvokeAsync(SeeAsync);
            while (await timer.WaitForNextTickAsync(leaving.Token));
        }
        catch (OperationCanceledException) { /* the page is left */ }
        catch (ObjectDisposedException) { /* the circuit is gone */ }
    }

    private async Task SeeAsync()
    {
        if (!editing || leaving.IsCancellationRequested) return;
        var now = await Desk.SeeAsync((await Authentication).User, Id, window, leaving.Token);
        if (now.Select(o => o.Window).SequenceEqual(others.Select(o => o.Window))) return;
        others = now;
        StateHasChanged();
    }

    private async Task StopAsync()
    {
        if (saver is null) return;
        if (session is not null) session.Edited -= saver.OnEdited;
        await saver.DisposeAsync();
        saver = null;
    }

    public async ValueTask DisposeAsync()
    {
        // What was drawn in the last second is saved before the page goes.
        await StopAsync();
        await leaving.CancelAsync();
        leaving.Dispose();
        if (interactive) await Desk.LeaveAsync(Id, window);
    }

    [LoggerMessage(3501, LogLevel.Error, "The draft of '{DefinitionId}' could not be saved.")]
    private static partial void LogUnsaved(ILogger logger, string definitionId, Exception exception);
}
