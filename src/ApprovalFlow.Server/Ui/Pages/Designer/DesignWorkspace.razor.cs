using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Toolbar, palette, canvas, properties and checks. The canvas is a view: what it shows comes from the session's model, and what is done on it is asked of that model.</summary>
public sealed partial class DesignWorkspace : IAsyncDisposable
{
    /// <summary>Checks wait until the hand rests.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource leaving = new();
    private ElementReference root;
    private IJSObjectReference? script, canvas;
    private DotNetObjectReference<DesignWorkspace>? self;
    private DesignSession? shown;
    private bool checksShown, fromCanvas, disposed, stale;
    private int checking;
    private DesignCount? count;
    private IReadOnlyList<DefinitionProblem>? problems;
    private Dictionary<string, string> marks = [];

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Inject] public required IJSRuntime Js { get; set; }
    [Inject] public required CanvasWriter Writer { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private IReadOnlyList<(string Flow, Localized Name)> Way => Session.Design.WayTo(Session.Flow);

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(shown, Session)) return;
        stale = true;
        if (shown is not null) shown.Edited -= OnEdited;
        shown = Session;
        Session.Edited += OnEdited;
    }

    /// <summary>Drawing again costs bytes on the circuit, even where nothing changes: every handler is named anew.</summary>
    protected override bool ShouldRender()
    {
        var draw = stale;
        stale = false;
        return draw;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        script = await Js.InvokeAsync<IJSObjectReference>("import", "/js/designer.js");
        // Whoever begins to edit at once takes this view away before its canvas is there.
        if (disposed) return;
        self = DotNetObjectReference.Create(this);
        canvas = await script.InvokeAsync<IJSObjectReference>("open", root, self, Writer.Drawing(Session, IconsOf(Session.Registry)));
        if (disposed) await CloseAsync();
        else await CheckAsync();
    }

    /// <summary>An edit on the canvas. Its answer is all that goes back.</summary>
    [JSInvokable]
    public CanvasDelta Edit(JsonElement command)
    {
        fromCanvas = true;
        try
        {
            var name = command.ValueKind == JsonValueKind.Object && command.TryGetProperty("k", out var k) && k.ValueKind == JsonValueKind.String ? k.GetString() : null;
            var answer = name switch
            {
                "undo" => Session.Undo(),
                "redo" => Session.Redo(),
                null => Unknown(),
                _ => CanvasCommands.Read(command, Session, T["designer.newComment"]) is { } read ? Session.Apply(read) : Unknown(),
            };
            var delta = Writer.Delta(Session, answer);
            if (answer.Delta is { } made) Session.SelectChosen(made);
            // The canvas has them where it moved them itself.
            return name == "move" && answer.Refusal is null && command.TryGetProperty("i", out var ids) && ids.GetArrayLength() == answer.Delta!.Moved.Count ? delta with { M = KeepKeyboardMoves(delta.M) } : delta;
        }
        finally
        {
            fromCanvas = false;
        }
    }

    /// <summary>What a key moved has not moved on the canvas yet: a handful is told again, a crowd was dragged.</summary>
    private static IReadOnlyList<object[]>? KeepKeyboardMoves(IReadOnlyList<object[]>? moved) => moved is { Count: <= 60 } ? moved : null;

    private static DesignAnswer Unknown() => new(null, DesignText.Reject("design-command-unknown"));

    [JSInvokable]
    public void Select(string? id, string kind, int count) => Session.Select(new(kind switch
    {
        "node" => DesignSelected.Node, "edge" => DesignSelected.Edge, "comment" => DesignSelected.Comment, _ => count > 1 ? DesignSelected.Several : DesignSelected.None,
    }, id, count));

    /// <summary>How many were copied.</summary>
    [JSInvokable]
    public int Copy(string[] ids)
    {
        Session.Clip = Session.Design.Copy(ids) ?? Session.Clip;
        return ids.Length;
    }

    [JSInvokable]
    public async Task Enter(string flow)
    {
        await EnterAsync(flow);
        Draw();
    }

    /// <summary>The running total of counted days up to an activity.</summary>
    [JSInvokable]
    public CanvasRail Rail(string id)
    {
        var graph = Session.Graph();
        var stops = ClockRail.To(graph, id);
        var terms = FlowTerms.Of(graph, Session.Catalogue);
        var total = stops.Count > 0 ? stops[^1].Total : 0;
        return new(
            [.. stops.Select(s => new CanvasStop(s.Id, s.Excluded ? T["designer.rail.excluded"] : Days(s.Total)) { X = s.Excluded, N = Session.Design.FlowOf(s.Id) == Session.Flow ? null : T.Pick(Session.Design.NamesOf(s.Id) ?? new(s.Name, s.Name)) })],
            terms.PromisedDays is { } promised ? T["designer.rail.of", Days(total), Days(promised)] : T["designer.rail.sum", Days(total)], terms.PromisedDays < total);
    }

    /// <summary>The picture of the flowchart on the canvas, as a file.</summary>
    public async Task ExportAsync(string format)
    {
        if (canvas is null) return;
        var name = $"{Session.Design.DefinitionId}{(Session.Flow == Session.Design.RootFlow ? "" : "-" + Session.Flow)}";
        var svg = DesignSvg.Write(Session.Design.View(Session.Flow)!, Writer);
        switch (format)
        {
            case "svg": await canvas.InvokeVoidAsync("save", svg, $"{name}.svg", "image/svg+xml"); break;
            case "png": await canvas.InvokeVoidAsync("png", svg, $"{name}.png"); break;
            default: await canvas.InvokeVoidAsync("save", Session.Design.ToReadableJson(), $"{name}.json", "application/json"); break;
        }
    }

    private void Show(bool checks)
    {
        checksShown = checks;
        Draw();
    }

    private void Draw()
    {
        stale = true;
        StateHasChanged();
    }

    private async Task EnterAsync(string flow)
    {
        var left = Session.Flow;
        if (!Session.Enter(flow) || canvas is null) return;
        Draw();
        await canvas.InvokeVoidAsync("show", Writer.Drawing(Session, new Dictionary<string, string>()));
        // Whoever comes up again finds what they were in.
        if (Session.Design.HolderOf(left, flow) is { } holder) await canvas.InvokeVoidAsync("goTo", holder);
        await MarkAsync(afresh: true);
    }

    private async Task GoAsync(DefinitionProblem problem)
    {
        if (problem.ActivityId is not { } id || canvas is null) return;
        if (Session.Design.FlowOf(id) is { } flow && flow != Session.Flow) await EnterAsync(flow);
        Show(checks: false);
        await canvas.InvokeVoidAsync("goTo", id);
    }

    private void OnEdited(DesignDelta delta)
    {
        if (!fromCanvas && canvas is not null) _ = InvokeAsync(() => SendAsync(Writer.Delta(Session, new(delta, null))));
        _ = InvokeAsync(RestThenCheckAsync);
    }

    private async Task SendAsync(CanvasDelta delta)
    {
        try { await canvas!.InvokeVoidAsync("apply", delta); }
        catch (JSDisconnectedException) { /* nobody looks any more */ }
    }

    private async Task RestThenCheckAsync()
    {
        if (disposed) return;
        var asked = ++checking;
        try
        {
            await Task.Delay(Rest, Time, leaving.Token);
            if (asked == checking) await CheckAsync();
        }
        catch (OperationCanceledException) { /* the page is left */ }
    }

    private async Task CheckAsync()
    {
        var asked = checking;
        try
        {
            var checks = Session.Checks();
            var found = await Task.Run(checks, leaving.Token);
            if (asked != checking || disposed) return;
            if (problems is null || !problems.SequenceEqual(found))
            {
                problems = found;
                count?.Show(found);
                if (checksShown) Draw();
            }
            await MarkAsync(afresh: false);
        }
        catch (OperationCanceledException) { /* the page is left */ }
        catch (JSDisconnectedException) { /* nobody looks any more */ }
    }

    /// <summary>Tells the canvas which marks changed; after another flowchart was opened, all of them.</summary>
    private async Task MarkAsync(bool afresh)
    {
        if (canvas is null || problems is null) return;
        var now = problems.Where(p => p.ActivityId is not null).GroupBy(p => p.ActivityId!).ToDictionary(g => g.Key, g => g.Any(p => p.Severity == ProblemSeverity.Error) ? "error" : "warning");
        if (afresh) marks = [];
        var changed = now.Where(m => marks.GetValueOrDefault(m.Key) != m.Value).Concat(marks.Keys.Except(now.Keys).Select(k => KeyValuePair.Create(k, ""))).ToDictionary();
        marks = now;
        if (changed.Count > 0) await canvas.InvokeVoidAsync("mark", changed);
    }

    private static Dictionary<string, string> IconsOf(ActivityRegistry registry) =>
        registry.Types.Select(t => t.Icon).Append("activity").Append("question").Distinct().ToDictionary(i => i, Icon.OutlineOf);

    private static string Days(double days) => days.ToString("0.##", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        await leaving.CancelAsync();
        leaving.Dispose();
        if (shown is not null) shown.Edited -= OnEdited;
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            if (canvas is not null) await canvas.InvokeVoidAsync("dispose");
            if (canvas is not null) await canvas.DisposeAsync();
            if (script is not null) await script.DisposeAsync();
            (canvas, script) = (null, null);
        }
        // The page is gone, or goes while it is asked, and the canvas with it.
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException) { }
        self?.Dispose();
    }
}

/// <summary>Stops, the sentence at the end, and whether the promise is passed.</summary>
public sealed record CanvasRail(IReadOnlyList<CanvasStop> Stops, string Sum, bool Late);

/// <summary>A stop: id, total so far, whether it is not counted, and the name where the canvas does not show the activity.</summary>
public sealed record CanvasStop(string I, string T)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool X { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? N { get; init; }
}
