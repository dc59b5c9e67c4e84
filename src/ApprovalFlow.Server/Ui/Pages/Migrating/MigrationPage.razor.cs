using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>One plan: what it does to whom, its signatures, how far it is.</summary>
public sealed partial class MigrationPage : IDisposable
{
    private PlanState? plan;
    private PlanPreview? preview;
    private IReadOnlyList<MapProposal> maps = [];
    private IReadOnlyList<TimelineEntry> entries = [];
    private Dictionary<string, CaseDryRun> runs = [];
    private Dictionary<string, DryRunLine> lines = [];
    private Actor? actor;
    private bool loaded, busy, mayPlan;
    private int most = 100;
    private long previewed;
    private string words = "";
    private PlanAct? asked;
    private ConfirmDialog? confirming;
    private Rejection? refusal;
    private PageWatch? watch;

    [Parameter] public string Id { get; set; } = "";
    [Parameter] public string PlanId { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required MigrationDesk Desk { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required PlanSignals Signals { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    /// <summary>The reader took part, so somebody else signs.</summary>
    private bool IsOwn => plan!.Stage == PlanStage.UndoAsked ? plan.Undo!.By.Concerns(actor!.UserId) : plan.IsAuthor(actor!.UserId);

    private bool NeedsWords => plan!.Stage is PlanStage.Finished or PlanStage.Stopped && plan.Migrated > 0 || plan.Stage == PlanStage.Submitted && !IsOwn;

    /// <summary>What the stage allows; the decider says no where a person may not.</summary>
    private IReadOnlyList<PlanAct> Acts => plan!.Stage switch
    {
        PlanStage.Draft => plan.DryRun is null ? [PlanAct.Discard] : [PlanAct.Submit, PlanAct.Discard],
        PlanStage.Submitted => IsOwn ? [PlanAct.TakeBack] : [PlanAct.Sign, PlanAct.Decline],
        PlanStage.Signed => [PlanAct.Start, PlanAct.TakeBack],
        PlanStage.Running or PlanStage.Undoing => [PlanAct.Stop],
        PlanStage.Stopped => plan.Migrated > 0 ? [PlanAct.Resume, PlanAct.AskUndo] : [PlanAct.Resume],
        PlanStage.UndoStopped => [PlanAct.Resume],
        PlanStage.Finished => plan.Migrated > 0 ? [PlanAct.AskUndo] : [],
        PlanStage.UndoAsked => IsOwn ? [PlanAct.DropUndo] : [PlanAct.SignUndo, PlanAct.DropUndo],
        _ => [],
    };

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        watch ??= PageWatch.On(Signals, id => id == PlanId, () => _ = InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }));
    }

    private async Task LoadAsync()
    {
        plan = await Desk.FindAsync(Id, PlanId);
        if (plan is { } found)
        {
            actor = await Actors.OfAsync((await Authentication).User);
            mayPlan = PlanDecider.MayPlan(actor, found.DepartmentId);
            lines = found.DryRun?.Lines.ToDictionary(l => l.CaseNumber, StringComparer.Ordinal) ?? [];
            // Beforehand it is told what would happen now; afterwards what has happened.
            if (found.DryRun is null || found.Stage > PlanStage.Signed)
                (preview, runs) = (null, []);
            else if (previewed != found.Version && await Desk.PreviewAsync(Id, PlanId) is { } told)
                (preview, runs, previewed) = (told, told.Cases.ToDictionary(c => c.CaseNumber, StringComparer.Ordinal), found.Version);
            List<MapProposal> drawn = [];
            foreach (var source in found.Content.Sources)
                if (await Desk.SuggestAsync(Id, source.Version.Version, found.Content.Target.Version, source.Map) is { } proposal)
                    drawn.Add(proposal);
            maps = drawn;
            entries = [.. (await Desk.RecordsAsync(PlanId)).Reverse().Select(Entry)];
        }
        loaded = true;
    }

    private Task TryAsync() => DoAsync(async () => await Desk.DryRunAsync((await Authentication).User, Id, PlanId));

    /// <summary>What changes cases, or cannot be taken back, is asked about once more.</summary>
    private async Task BeginAsync(PlanAct act)
    {
        asked = act;
        if (act is PlanAct.Sign or PlanAct.Start or PlanAct.Discard or PlanAct.AskUndo or PlanAct.SignUndo)
            confirming!.Show();
        else
            await ConfirmedAsync();
    }

    private Task ConfirmedAsync() => DoAsync(async () => await Desk.ActAsync((await Authentication).User, Id, PlanId, asked!.Value, plan!.DryRun?.Digest, words));

    private async Task DoAsync(Func<Task<PlanResult>> act)
    {
        (busy, refusal) = (true, null);
        try
        {
            refusal = (await act()).Rejection;
            if (refusal is null)
                words = "";
            await LoadAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private (string Tone, string Word, string? Why) VerdictOf(string number)
    {
        if (plan!.UndoResults.GetValueOrDefault(number) is { } back)
            return back.IsDone ? ("idle", T["migrations.case.back"], null) : ("warn", T["migrations.case.notBack"], Refusals.TextOf(back.Problem!));
        if (plan.Results.GetValueOrDefault(number) is { } result)
            return result.IsDone ? ("ok", T["migrations.case.migrated"], null) : ("warn", T["migrations.case.skipped"], Refusals.TextOf(result.Problem!));
        return lines.GetValueOrDefault(number) switch
        {
            null => ("idle", T["migrations.case.untried"], null),
            { CanGo: true } => ("info", T[plan.Stage >= PlanStage.Running ? "migrations.case.pending" : "migrations.case.ready"], null),
            var line => ("bad", T["migrations.case.refused"], string.Join(" ", line.Problems.Select(Refusals.TextOf))),
        };
    }

    private bool HasMoved(CaseDryRun run) => lines.TryGetValue(run.CaseNumber, out var line) && line.Digest != run.Digest;

    private string SummaryOf(CaseDryRun run) => T["migrations.summary", run.Tasks.Count(t => t.IsKept), run.Tasks.Count(t => !t.IsKept), run.Clocks.Count, run.PassedOver.Count];

    private static string StyleOf(PlanAct act) => act switch
    {
        PlanAct.Submit or PlanAct.Sign or PlanAct.Start or PlanAct.Resume => "primary",
        PlanAct.Discard or PlanAct.Decline or PlanAct.AskUndo or PlanAct.SignUndo => "danger",
        _ => "",
    };

    internal static string ToneOf(PlanStage stage) => stage switch
    {
        PlanStage.Finished => "ok", PlanStage.Submitted or PlanStage.UndoAsked or PlanStage.Stopped or PlanStage.UndoStopped => "warn", PlanStage.Signed or PlanStage.Running or PlanStage.Undoing => "info", _ => "idle",
    };

    private TimelineEntry Entry(PlanRecord record)
    {
        TimelineEntry Said(string key, ActorStamp? by, string icon, string tone = "idle", string? text = null, params object[] arguments) =>
            new(T[$"migrations.event.{key}", arguments], record.At) { Who = by?.Name, Icon = icon, Tone = tone, Text = text };
        return record.Event switch
        {
            PlanEvent.PlanDrafted e => Said("drafted", e.By, "edit", text: e.Content.Reason),
            PlanEvent.PlanRevised e => Said("revised", e.By, "edit", text: e.Content.Reason),
            PlanEvent.DryRunRecorded e => Said("tried", e.By, "flask", "info", null, e.Lines.Count(l => l.CanGo), e.Lines.Count(l => !l.CanGo)),
            PlanEvent.PlanSubmitted e => Said("submitted", e.By, "send", "info"),
            PlanEvent.PlanTakenBack e => Said("takenBack", e.By, "back"),
            PlanEvent.PlanDeclined e => Said("declined", e.By, "back", "warn", e.Comment),
            PlanEvent.PlanSigned e => Said("signed", e.By, "stamp", "ok"),
            PlanEvent.PlanDiscarded e => Said("discarded", e.By, "cross"),
            PlanEvent.MigrationStarted e => Said("started", e.By, "play", "info"),
            PlanEvent.MigrationStopped e => Said("stopped", e.By, "lock", "warn"),
            PlanEvent.MigrationResumed e => Said("resumed", e.By, "play", "info"),
            PlanEvent.CasesMigrated e => Said("migrated", null, "split", "ok", null, e.Results.Count(r => r.IsDone), e.Results.Count(r => !r.IsDone)),
            PlanEvent.MigrationFinished => Said("finished", null, "flag", "ok"),
            PlanEvent.UndoAsked e => Said("undoAsked", e.By, "back", "warn", e.Reason),
            PlanEvent.UndoDropped e => Said("undoDropped", e.By, "cross"),
            PlanEvent.UndoSigned e => Said("undoSigned", e.By, "stamp", "warn"),
            PlanEvent.CasesTakenBack e => Said("casesBack", null, "back", "ok", null, e.Results.Count(r => r.IsDone), e.Results.Count(r => !r.IsDone)),
            _ => Said("undone", null, "flag", "ok"),
        };
    }

    public void Dispose() => watch?.Dispose();
}
