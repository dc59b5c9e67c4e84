using System.Text;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Execution;

/// <summary>The state of one instance: a fold of its events, and nothing else.</summary>
/// <remarks>A scope tree: every activity context that is not done, with its variables, its progress and its bookmarks. Contexts that are done
/// leave nothing behind but what their owners counted, so the state does not grow with the length of the history.</remarks>
public sealed class WorkflowState
{
    private ScopeTable scopes;
    private readonly List<Bookmark> bookmarks;
    // What few steps change is shared by the copies until one of them changes it.
    private static readonly Dictionary<string, object?> Nothing = [];
    private List<Incident>? incidents;
    private Dictionary<string, object?> input = Nothing;
    private Dictionary<string, object?> output = Nothing;
    private bool sharesInput = true, sharesOutput = true;

    public WorkflowState()
    {
        bookmarks = [];
    }

    private WorkflowState(WorkflowState other)
    {
        scopes = new(other.scopes.Count);
        foreach (var scope in other.scopes.Span) scopes.Add(scope.Clone());
        foreach (var scope in scopes.Span) if (scopes.TryGetValue(scope.Owner, out var owner)) owner.Adopt(scope);
        bookmarks = [.. other.bookmarks];
        incidents = other.incidents is null ? null : [.. other.incidents];
        (input, output) = (other.input, other.output);
        other.sharesInput = other.sharesOutput = true;
        InstanceId = other.InstanceId; DefinitionId = other.DefinitionId; DefinitionVersionId = other.DefinitionVersionId; Version = other.Version;
        Mode = other.Mode; CorrelationId = other.CorrelationId; Name = other.Name; TriggerActivityId = other.TriggerActivityId;
        ParentInstanceId = other.ParentInstanceId; ParentWaits = other.ParentWaits; SubStatus = other.SubStatus; IsStuck = other.IsStuck;
        LastContext = other.LastContext; LastResult = other.LastResult;
    }

    public static WorkflowState Empty { get; } = new();

    public string InstanceId { get; private set; } = "";
    public string DefinitionId { get; private set; } = "";
    public string DefinitionVersionId { get; private set; } = "";
    public int Version { get; private set; }
    public FlowchartMode Mode { get; private set; }
    public string? CorrelationId { get; private set; }
    public string? Name { get; private set; }
    public string? TriggerActivityId { get; private set; }
    public string? ParentInstanceId { get; private set; }
    public bool ParentWaits { get; private set; }
    public WorkflowSubStatus SubStatus { get; private set; }
    public bool IsFinished => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted;
    /// <summary>Suspended with nothing that could wake it: an operator has to look.</summary>
    public bool IsStuck { get; private set; }
    public IReadOnlyList<Bookmark> Bookmarks => bookmarks;
    public IReadOnlyList<Incident> Incidents => incidents ?? [];
    public IReadOnlyDictionary<string, object?> Input => input;
    public IReadOnlyDictionary<string, object?> Output => output;
    public object? LastResult { get; private set; }
    /// <summary>Number of the newest context; contexts are numbered from 1.</summary>
    public int LastContext { get; private set; }

    /// <summary>Paths of the activities that are under way, oldest first.</summary>
    public IEnumerable<ActiveActivity> Active => scopes.Values.Where(s => !s.Completed).OrderBy(s => s.Context).Select(s => new ActiveActivity(s.Context, s.NodePath, s.Faulted));

    /// <summary>A workflow-level variable that was set, by id.</summary>
    public bool TryGetVariable(string id, out object? value)
    {
        value = null;
        return scopes.TryGetValue(1, out var root) && root.Variables is { } variables && variables.TryGetValue(id, out value);
    }

    internal ScopeTable Scopes => scopes;

    /// <summary>Pure: answers a new state.</summary>
    public WorkflowState Evolve(WorkflowEvent @event)
    {
        var next = Clone();
        next.Apply(@event);
        return next;
    }

    /// <summary>Pure: answers a new state; one copy for all the events.</summary>
    public WorkflowState Evolve(IEnumerable<WorkflowEvent> events)
    {
        var next = Clone();
        foreach (var e in events) next.Apply(e);
        return next;
    }

    public static WorkflowState Fold(IEnumerable<WorkflowEvent> events)
    {
        var state = new WorkflowState();
        foreach (var e in events) state.Apply(e);
        return state;
    }

    internal WorkflowState Clone() => new(this);

    /// <summary>The one place where an event changes the state.</summary>
    internal void Apply(WorkflowEvent @event)
    {
        switch (@event)
        {
            case ActivityStarted e:
                var begun = new Scope(e.Context, e.Owner, e.Node) { LoopVariables = e.LoopVariables, Backward = e.Backward };
                scopes.Add(begun);
                if (scopes.TryGetValue(e.Owner, out var starter))
                {
                    starter.LiveChildren++;
                    starter.Adopt(begun);
                }
                LastContext = e.Context;
                break;
            case ActivityCompleted e: Leave(e.Context, completed: true); break;
            case ActivityCanceled e: Leave(e.Context, completed: false); break;
            case FlowVisited e:
                var visits = scopes[e.Context].Visits ??= new FlowVisits();
                if (e.Again is { } again) visits.CarryOut(again);
                foreach (var node in e.Nodes) visits.VisitNode(node);
                foreach (var c in e.Connections) visits.VisitConnection(c < 0 ? ~c : c, c >= 0);
                break;
            case FlowRewound e:
                var rewound = scopes[e.Context].Visits ??= new FlowVisits();
                for (var i = 0; i < e.Connections.Count; i++) rewound.Set(e.Connections[i] is >= 0 and var c ? c : ~e.Connections[i], e.Counts[i], e.Connections[i] >= 0);
                foreach (var c in e.Repeats) rewound.ExpectRepeat(c);
                foreach (var node in e.Nodes) rewound.Undo(node);
                break;
            case TokensMoved e:
                scopes[e.Context].Tokens = [.. e.Tokens];
                scopes[e.Context].Postponed = e.Postponed is null ? null : [.. e.Postponed];
                break;
            case VariableSet e:
                // The container may be gone: what was queued when it ended still ran, and what it set died with the container.
                if (!scopes.TryGetValue(e.Context, out var scope)) break;
                (scope.Variables ??= [])[e.Id] = e.Value;
                if (e.Transient) (scope.Transients ??= []).Add(e.Id);
                break;
            case OutputRecorded e:
                if (scopes.TryGetValue(e.Context, out var container)) (container.Outputs ??= [])[(e.Node, e.Name)] = e.Value;
                if (e.Name.Equals("result", StringComparison.OrdinalIgnoreCase)) LastResult = e.Value;
                break;
            case ProgressMade e:
                if (scopes.TryGetValue(e.Context, out var holder)) (holder.Progress ??= [])[e.Key] = e.Value;
                break;
            case BookmarkCreated e:
                if (scopes.TryGetValue(e.Context, out var waiter)) waiter.BookmarksMade++;
                bookmarks.Add(new Bookmark(e.Id, e.Context, waiter?.NodePath ?? "", e.Name, e.Hash) { Payload = e.Payload, ResumeAt = e.ResumeAt, KeepAfterUse = e.KeepAfterUse });
                break;
            case BookmarkChanged e:
                Change(e);
                break;
            case WorkflowMigrated e: Migrate(e); break;
            case FlowRecounted e: scopes[e.Context].Visits = FlowVisits.Of(e); break;
            case BookmarkBurned e: Burn(e.Id); break;
            case ActivityFaulted e:
                var faulted = scopes[e.Context];
                faulted.Faulted = true;
                (incidents ??= []).Add(new Incident(faulted.NodePath, e.Context, e.Message) { Cause = e.Cause });
                break;
            case WorkflowFaulted e: (incidents ??= []).Add(new Incident("", 0, e.Message)); break;
            case IncidentsCleared e:
                Clear(e);
                break;
            case Emitted: break;
            case WorkflowOutputSet e:
                if (sharesOutput) (output, sharesOutput) = (new(output, StringComparer.Ordinal), false);
                output[e.Name] = e.Value;
                break;
            case InputMerged e: Merge(e.Input); break;
            case InstanceNamed e: Name = e.Name; break;
            case InstanceCorrelated e: CorrelationId = e.CorrelationId; break;
            case WorkflowStarted e: Begin(e); break;
            case WorkflowSuspended e:
                SubStatus = WorkflowSubStatus.Suspended;
                IsStuck = e.Stuck;
                ForgetTransients();
                break;
            case WorkflowFinished e:
                SubStatus = e.SubStatus;
                IsStuck = false;
                // What stood when it faulted stands there when it is taken up again (SPEC 3.6); until then nothing of it can be resumed.
                if (e.SubStatus == WorkflowSubStatus.Faulted)
                {
                    ForgetTransients();
                    break;
                }
                bookmarks.Clear();
                var root = scopes.GetValueOrDefault(1);
                scopes = default;
                if (root is not null)
                {
                    scopes.Add(root);
                    (root.LiveChildren, root.Completed) = (0, true);
                    root.ReleaseAll();
                }
                break;
            default: throw new InvalidOperationException($"Expected a known workflow event, but got {@event.GetType().Name}.");
        }
    }

    private void Begin(WorkflowStarted e)
    {
        (InstanceId, DefinitionId, DefinitionVersionId, Version, Mode) = (e.InstanceId, e.DefinitionId, e.DefinitionVersionId, e.Version, e.Mode);
        (CorrelationId, Name, TriggerActivityId, ParentInstanceId, ParentWaits) = (e.CorrelationId, e.Name, e.TriggerActivityId, e.ParentInstanceId, e.ParentWaits);
        SubStatus = WorkflowSubStatus.Executing;
        if (e.Input is not null) Merge(e.Input);
    }

    private void Migrate(WorkflowMigrated e)
    {
        (DefinitionVersionId, Version) = (e.DefinitionVersionId, e.Version);
        string Now(string path) => e.Renamed.GetValueOrDefault(path, path);
        foreach (var scope in scopes.Span)
        {
            scope.MoveTo(Now(scope.NodePath));
            if (e.Renamed.Count > 0 && scope.Outputs is { } outputs)
                scope.Outputs = outputs.Where(o => !e.Renamed.ContainsKey(o.Key.Node)).Concat(outputs.Where(o => e.Renamed.ContainsKey(o.Key.Node)))
                    .GroupBy(o => (Now(o.Key.Node), o.Key.Name)).ToDictionary(g => g.Key, g => g.Last().Value);
        }
        if (e.Renamed.Count == 0) return;
        for (var i = 0; i < bookmarks.Count; i++) bookmarks[i] = bookmarks[i] with { Node = Now(bookmarks[i].Node) };
        for (var i = 0; i < incidents?.Count; i++) incidents[i] = incidents[i] with { Node = Now(incidents[i].Node) };
    }

    private void Change(BookmarkChanged e)
    {
        var changed = bookmarks.FindIndex(b => b.Id == e.Id);
        bookmarks[changed] = bookmarks[changed] with { Hash = e.Hash, Payload = e.Payload };
    }

    private void Burn(string id) => bookmarks.RemoveAll(b => b.Id == id);

    private void Clear(IncidentsCleared e)
    {
        incidents?.RemoveAll(i => e.Contexts.Contains(i.Context));
        SubStatus = WorkflowSubStatus.Executing;
    }

    private void Merge(IReadOnlyDictionary<string, object?> values)
    {
        if (values.Count == 0) return;
        if (sharesInput) (input, sharesInput) = (new(input, StringComparer.OrdinalIgnoreCase), false);
        foreach (var (name, value) in values) input[name] = value;
    }

    private void Leave(int context, bool completed)
    {
        if (!scopes.TryGetValue(context, out var scope)) return;
        if (context == 1 && completed) scope.Completed = true;
        else scopes.Remove(context);
        if (scope.BookmarksMade > 0) Leave(context);
        if (!scopes.TryGetValue(scope.Owner, out var owner)) return;
        owner.LiveChildren--;
        owner.Release(scope);
        if (completed) owner.CompletedChildren++;
    }

    private void Leave(int context) => bookmarks.RemoveAll(b => b.Context == context);

    private void ForgetTransients()
    {
        foreach (var scope in scopes.Span)
        {
            if (scope.Transients is null) continue;
            foreach (var id in scope.Transients) scope.Variables!.Remove(id);
            scope.Transients = null;
        }
    }

    /// <summary>The whole state as text, for comparing two states and for looking at one.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append($"{InstanceId} {DefinitionId} {DefinitionVersionId} v{Version} {Mode} {SubStatus} stuck={IsStuck} name={Name} correlation={CorrelationId} trigger={TriggerActivityId} parent={ParentInstanceId}/{ParentWaits} last={LastContext}\n");
        text.Append($"input {CanonicalJson.Write(input)}\noutput {CanonicalJson.Write(output)}\nresult {CanonicalJson.Write(LastResult)}\n");
        foreach (var s in scopes.Values.OrderBy(s => s.Context))
        {
            text.Append($"scope {s.Context} of {s.Owner} at {s.NodePath} faulted={s.Faulted} completed={s.Completed} back={s.Backward} children={s.LiveChildren}/{s.CompletedChildren} bookmarks={s.BookmarksMade}");
            text.Append($" loop={CanonicalJson.Write(s.LoopVariables)} variables={CanonicalJson.Write(s.Variables)} transient={string.Join(',', (s.Transients ?? []).Order(StringComparer.Ordinal))} progress={CanonicalJson.Write(s.Progress)}");
            text.Append($" outputs={string.Join(';', (s.Outputs ?? []).OrderBy(o => o.Key.Node + o.Key.Name, StringComparer.Ordinal).Select(o => $"{o.Key.Node}.{o.Key.Name}={CanonicalJson.Write(o.Value)}"))}");
            text.Append($" visits={string.Join(',', s.Visits?.Describe() ?? [])} tokens={string.Join(',', s.Tokens ?? [])} postponed={string.Join(',', s.Postponed ?? [])}\n");
        }
        foreach (var b in bookmarks) text.Append($"bookmark {b.Id} {b.Context} {b.Name} {b.Hash} {CanonicalJson.Write(b.Payload)} at={b.ResumeAt:O} keep={b.KeepAfterUse}\n");
        foreach (var i in Incidents) text.Append($"incident {i.Node} {i.Context} {i.Message} {i.Cause}\n");
        return text.ToString();
    }
}

/// <summary>A place where the instance waits.</summary>
/// <param name="Node">Path of the waiting activity.</param>
public sealed record Bookmark(string Id, int Context, string Node, string Name, string Hash)
{
    public object? Payload { get; init; }
    public DateTimeOffset? ResumeAt { get; init; }
    public bool KeepAfterUse { get; init; }
}

/// <param name="Node">Path of the activity; empty: the workflow itself.</param>
public sealed record Incident(string Node, int Context, string Message) { public string? Cause { get; init; } }

public sealed record ActiveActivity(int Context, string Node, bool Faulted);
