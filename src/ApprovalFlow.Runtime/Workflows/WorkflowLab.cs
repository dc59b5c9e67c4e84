using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Runtime.Workflows;

/// <summary>A whole workflow server in memory with a clock set by hand: definitions with versions, instances, triggers, events, children, timers.</summary>
/// <remarks>For conformance, rehearsal and tests. Everything is synchronous and in a fixed order; nothing is stored. Not safe for threads.</remarks>
public sealed class WorkflowLab(ActivityRegistry registry, FlowchartMode mode)
{
    private const int MaxEffects = 100_000;
    /// <summary>How long an event that met nobody is kept for who comes to wait for it (SPEC 7.3).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly List<WorkflowDefinition> definitions = [];
    private readonly Dictionary<string, WorkflowGraph> graphs = new(StringComparer.Ordinal);
    private readonly List<LabInstance> instances = [];
    private readonly Queue<Action> work = new();
    private readonly List<(string Hash, string? CorrelationId, string? InstanceId, Dictionary<string, object?> Input, DateTimeOffset Until)> unmatched = [];
    private readonly Dictionary<(string Definition, string Activity), DateTimeOffset> scheduledStarts = [];
    private int created;
    private bool updating;

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;
    public IReadOnlyList<LabInstance> Instances => instances;
    public IReadOnlyList<WorkflowDefinition> Definitions => definitions;
    public List<string> Lines { get; } = [];

    // ---- definitions

    public WorkflowDefinition? Published(string definitionId) => definitions.LastOrDefault(d => d.DefinitionId == definitionId && d.IsPublished);
    public WorkflowDefinition? Latest(string definitionId) => definitions.LastOrDefault(d => d.DefinitionId == definitionId && d.IsLatest);

    /// <summary>Imports a document and publishes it; with errors nothing changes and they are answered (SPEC 8.4).</summary>
    public IReadOnlyList<DefinitionProblem> ImportAndPublish(string json, string? file = null)
    {
        var load = WorkflowDefinition.Load(json, file);
        if (load.Definition is not { } definition) return [.. load.Problems.Where(p => p.Severity == ProblemSeverity.Error)];
        if (definitions.LastOrDefault(d => d.DefinitionId == definition.DefinitionId) is { } existing)
            definition = definition.With(new Dictionary<string, JsonNode?> { ["id"] = $"{definition.DefinitionId}-v{existing.Version + 1}", ["version"] = existing.Version + 1 });
        return Publish(definition);
    }

    /// <summary>A new version, the same as the published one.</summary>
    public IReadOnlyList<DefinitionProblem> PublishAgain(string definitionId) =>
        Published(definitionId) is { } published ? Publish(NextVersion(published, null)) : [new("definition-not-found", ProblemSeverity.Error, "$", $"Expected a published definition '{definitionId}', but there is none.")];

    private IReadOnlyList<DefinitionProblem> Publish(WorkflowDefinition definition)
    {
        var problems = WorkflowGraph.PublishProblems(Compile(definition));
        if (problems.Count > 0) return problems;
        for (var i = 0; i < definitions.Count; i++)
            if (definitions[i].DefinitionId == definition.DefinitionId && (definitions[i].IsLatest || definitions[i].IsPublished))
                definitions[i] = definitions[i].With(new Dictionary<string, JsonNode?> { ["isLatest"] = false, ["isPublished"] = false });
        definition = definition.With(new Dictionary<string, JsonNode?> { ["isLatest"] = true, ["isPublished"] = true });
        definitions.Add(definition);
        // What was compiled before may use this one; instances keep the graph they started with.
        graphs.Clear();
        ScheduleStarts(definition);
        if (definition is { UsableAsActivity: true, AutoUpdateConsumingWorkflows: true } && !updating) UpdateConsumers(definition);
        return [];
    }

    private static WorkflowDefinition NextVersion(WorkflowDefinition from, JsonNode? root)
    {
        var members = new Dictionary<string, JsonNode?> { ["id"] = $"{from.DefinitionId}-v{from.Version + 1}", ["version"] = from.Version + 1 };
        if (root is not null) members["root"] = root;
        return from.With(members);
    }

    /// <summary>Those that use it, directly or through others, are pointed at the new versions: first those that use no other that is still to come (SPEC 8.8).</summary>
    private void UpdateConsumers(WorkflowDefinition published)
    {
        updating = true;
        var renewed = new List<WorkflowDefinition> { published };
        var waiting = ConsumersOf(published.DefinitionId);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(c => !waiting.Exists(o => o != c && Uses(c, o.DefinitionId))) ?? waiting[0];
            waiting.Remove(next);
            var copy = JsonObject.Create(next.Root!.Value)!;
            foreach (var used in renewed) Repoint(copy, used);
            if (!next.IsPublished) SaveDraft(next, copy);
            else if (Publish(NextVersion(next, copy)).Count == 0) renewed.Add(Latest(next.DefinitionId)!);
        }
        updating = false;
    }

    /// <summary>Latest versions that may be changed and use the definition, or use one that does.</summary>
    private List<WorkflowDefinition> ConsumersOf(string definitionId)
    {
        var found = new List<WorkflowDefinition>();
        var open = new Queue<string>([definitionId]);
        while (open.TryDequeue(out var used))
            foreach (var consumer in definitions.Where(d => d.IsLatest && !d.IsReadonly && d.DefinitionId != definitionId && !found.Contains(d) && Uses(d, used)))
            {
                found.Add(consumer);
                open.Enqueue(consumer.DefinitionId);
            }
        return found;
    }

    private static bool Uses(WorkflowDefinition consumer, string definitionId) => consumer.Root is { } root && References(root).Contains(definitionId);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Value.ValueKind == JsonValueKind.String ? p.NameEquals("workflowDefinitionId") ? [p.Value.GetString()!] : [] : References(p.Value)),
        _ => [],
    };

    /// <summary>A draft is changed as it is: it has its version number already.</summary>
    private void SaveDraft(WorkflowDefinition draft, JsonNode root)
    {
        definitions[definitions.IndexOf(draft)] = draft.With(new Dictionary<string, JsonNode?> { ["root"] = root });
        graphs.Clear();
    }

    private static bool Repoint(JsonNode? node, WorkflowDefinition used)
    {
        var changed = false;
        if (node is JsonArray list) foreach (var item in list) changed |= Repoint(item, used);
        if (node is not JsonObject json) return changed;
        foreach (var member in json.ToList()) changed |= Repoint(member.Value, used);
        if (json["workflowDefinitionId"] is JsonValue reference && reference.TryGetValue<string>(out var id) && id == used.DefinitionId)
        {
            json["workflowDefinitionVersionId"] = used.Id;
            json["version"] = used.Version;
            json["latestAvailablePublishedVersion"] = used.Version;
            json["latestAvailablePublishedVersionId"] = used.Id;
            changed = true;
        }
        return changed;
    }

    private WorkflowGraph Compile(WorkflowDefinition definition)
    {
        if (!graphs.TryGetValue(definition.ContentHash, out var graph)) graphs[definition.ContentHash] = graph = WorkflowGraph.Compile(definition, registry, Find);
        return graph;
    }

    private WorkflowDefinition? Find(DefinitionReference reference) =>
        (reference.VersionId is { } version ? definitions.LastOrDefault(d => d.Id == version) : null)
        ?? (reference is { DefinitionId: { } id, Version: { } number } ? definitions.LastOrDefault(d => d.DefinitionId == id && d.Version == number) : null)
        ?? (reference.DefinitionId is { } any ? Published(any) ?? Latest(any) : null)
        ?? OfType(reference.TypeName, d => d.Version == reference.Version) ?? OfType(reference.TypeName, d => d.IsPublished) ?? OfType(reference.TypeName, d => true);

    private WorkflowDefinition? OfType(string typeName, Func<WorkflowDefinition, bool> which) =>
        definitions.LastOrDefault(d => d.UsableAsActivity && (d.ActivityTypeName == typeName || d.ActivityTypeName == Pascal.Case(typeName)) && which(d));

    // ---- instances

    public LabInstance? Run(string definitionId, IReadOnlyDictionary<string, object?>? input = null, string? correlationId = null, string? name = null)
    {
        if (Published(definitionId) is not { } definition) return null;
        var instance = Create(definition, null);
        Send(instance, new WorkflowCommand.Start(instance.Id) { Input = input, CorrelationId = correlationId, Name = name, Mode = mode });
        Drain();
        return instance;
    }

    public Rejection? Resume(LabInstance instance, string bookmarkId, IReadOnlyDictionary<string, object?>? input = null)
    {
        var rejection = Send(instance, new WorkflowCommand.Resume(bookmarkId) { Input = input });
        Drain();
        return rejection;
    }

    public void Cancel(LabInstance instance)
    {
        Send(instance, new WorkflowCommand.Cancel());
        Drain();
    }

    private LabInstance Create(WorkflowDefinition definition, string? id)
    {
        var instance = new LabInstance(id ?? $"instance-{++created}", definition, Compile(definition));
        instances.Add(instance);
        return instance;
    }

    private Rejection? Send(LabInstance instance, WorkflowCommand command)
    {
        var found = new Dictionary<string, WorkflowGraph?>(StringComparer.Ordinal);
        var decision = WorkflowEngine.Decide(instance.Graph, instance.State, command, Now, definitionId =>
            found.TryGetValue(definitionId, out var graph) ? graph : found[definitionId] = Published(definitionId) is { } definition ? Compile(definition) : null);
        if (decision.Rejection is { } rejection) return rejection;
        Accept(instance, command, decision, found);
        return null;
    }

    /// <summary>What a child did inside the run comes where the parent asked for it.</summary>
    private void Accept(LabInstance instance, WorkflowCommand command, WorkflowDecision decision, IReadOnlyDictionary<string, WorkflowGraph?> found)
    {
        var wasFinished = instance.State.IsFinished;
        instance.Accept(command, Now, decision, found);
        var next = 0;
        foreach (var e in decision.Events.OfType<WorkflowEvent.Emitted>())
        {
            Deliver(instance, e);
            if (e.Name == "ExecuteWorkflow") AcceptChild(instance, e.Context, decision.Children[next++], found);
        }
        DeliverUnmatched(instance);
        if (!wasFinished && instance.State.IsFinished && instance.OnFinished is { } finished) work.Enqueue(finished);
    }

    private void AcceptChild(LabInstance parent, int asker, ChildRun run, IReadOnlyDictionary<string, WorkflowGraph?> found)
    {
        var child = new LabInstance(run.Command.InstanceId, run.Graph.Definition, run.Graph);
        instances.Add(child);
        Accept(child, run.Command, run.Decision, found);
        if (run.Command.ParentWaits && !child.State.IsFinished) child.OnFinished = () => Answer(parent, asker, child);
    }

    private void Drain()
    {
        for (var n = 0; work.TryDequeue(out var next); n++)
        {
            if (n > MaxEffects) throw new InvalidOperationException($"Expected a run to settle within {MaxEffects} effects, but it did not.");
            next();
        }
    }

    // ---- effects

    private void Deliver(LabInstance instance, WorkflowEvent.Emitted effect)
    {
        if (effect.Name == "WriteLine") { Lines.Add((string)effect.Payload!); return; }
        if (effect.Payload is not Dictionary<string, object?> payload) return;
        switch (effect.Name)
        {
            case "PublishEvent":
                var local = payload["isLocalEvent"] is true;
                work.Enqueue(() => SendEvent((string)payload["eventName"]!, payload["correlationId"] as string, payload["payload"], local ? instance.Id : null));
                break;
            case "DispatchWorkflow": work.Enqueue(() => Dispatch(instance, effect.Context, payload)); break;
        }
    }

    private void Dispatch(LabInstance parent, int asker, Dictionary<string, object?> request)
    {
        var child = Create(Published((string)request["definitionId"]!)!, (string)request["instanceId"]!);
        var wait = request["wait"] is true;
        if (wait) child.OnFinished = () => Answer(parent, asker, child);
        Send(child, new WorkflowCommand.Start(child.Id)
        {
            Input = (Dictionary<string, object?>)request["input"]!, CorrelationId = request["correlationId"] as string, ParentInstanceId = parent.Id, ParentWaits = wait, Mode = mode,
        });
    }

    /// <summary>The end of a child goes to where its parent waits for it, if it still does.</summary>
    private void Answer(LabInstance parent, int asker, LabInstance child)
    {
        if (parent.State.Bookmarks.FirstOrDefault(b => b.Context == asker) is { } wait)
            Send(parent, new WorkflowCommand.Resume(wait.Id) { Input = ChildAnswer.Of(child.Id, child.State), MergesInput = false });
    }

    // ---- stimuli (SPEC 7.3)

    public void PublishEvent(string eventName, string? correlationId = null, object? payload = null)
    {
        SendEvent(eventName, correlationId, payload, null);
        Drain();
    }

    private void SendEvent(string eventName, string? correlationId, object? payload, string? instanceId)
    {
        var hash = BookmarkHash.Of("Elsa.Event", EventBehaviorStimulus(eventName), null);
        var input = new Dictionary<string, object?>();
        if (payload is not null) input[WorkflowTrigger.EventPayloadKey] = Value.Normalize(payload);
        var matched = false;
        if (instanceId is null)
            foreach (var definition in definitions.Where(d => d.IsPublished).ToList())
                foreach (var trigger in Compile(definition).Triggers().Where(t => t.Hash == hash))
                {
                    matched = true;
                    if (!MayStart(definition, correlationId)) continue;
                    var instance = Create(definition, null);
                    Send(instance, new WorkflowCommand.Start(instance.Id) { TriggerActivityId = trigger.ActivityId, CorrelationId = correlationId, Input = input, Mode = mode });
                }
        foreach (var instance in instances.Where(i => instanceId is null || i.Id == instanceId).ToList())
        {
            if (instance.State.IsFinished || correlationId is not null && instance.State.CorrelationId != correlationId) continue;
            foreach (var bookmark in instance.State.Bookmarks.Where(b => b.Hash == hash).ToList())
            {
                matched = true;
                Send(instance, new WorkflowCommand.Resume(bookmark.Id) { Input = input });
            }
        }
        // Published shortly before the wait is reached: kept for whoever comes to wait for it.
        if (!matched) unmatched.Add((hash, correlationId, instanceId, input, Now + Patience));
    }

    private static Dictionary<string, object?> EventBehaviorStimulus(string eventName) => new() { ["EventName"] = eventName };

    private void DeliverUnmatched(LabInstance instance)
    {
        if (unmatched.Count == 0) return;
        unmatched.RemoveAll(u => u.Until < Now);
        foreach (var bookmark in instance.State.Bookmarks.ToList())
        {
            var index = unmatched.FindIndex(u => u.Hash == bookmark.Hash && (u.InstanceId is null || u.InstanceId == instance.Id) && (u.CorrelationId is null || u.CorrelationId == instance.State.CorrelationId));
            if (index < 0) continue;
            var input = unmatched[index].Input;
            unmatched.RemoveAt(index);
            work.Enqueue(() => Send(instance, new WorkflowCommand.Resume(bookmark.Id) { Input = input }));
        }
    }

    private bool MayStart(WorkflowDefinition definition, string? correlationId)
    {
        var running = instances.Where(i => !i.State.IsFinished);
        return definition.Activation switch
        {
            ActivationStrategy.Singleton => !running.Any(i => i.Definition.DefinitionId == definition.DefinitionId),
            ActivationStrategy.Correlation => !running.Any(i => i.State.CorrelationId == correlationId),
            ActivationStrategy.CorrelatedSingleton => !running.Any(i => i.Definition.DefinitionId == definition.DefinitionId && i.State.CorrelationId == correlationId),
            _ => true,
        };
    }

    // ---- time

    private void ScheduleStarts(WorkflowDefinition definition)
    {
        foreach (var key in scheduledStarts.Keys.Where(k => k.Definition == definition.DefinitionId).ToList()) scheduledStarts.Remove(key);
        foreach (var trigger in Compile(definition).Triggers())
            if (trigger.NextStart(Now) is { } next) scheduledStarts[(definition.DefinitionId, trigger.ActivityId)] = next;
    }

    /// <summary>Moves the clock at once, then resumes what is due until nothing is: a wait that begins now is counted from now.</summary>
    public void Jump(TimeSpan by, IReadOnlyDictionary<string, object?>? input = null, bool startsTriggers = false)
    {
        Now += by;
        Advance(TimeSpan.Zero, input, startsTriggers);
    }

    /// <summary>Moves the clock; what falls due on the way is resumed in order of its instants until nothing is due.</summary>
    public void Advance(TimeSpan by, IReadOnlyDictionary<string, object?>? input = null, bool startsTriggers = true)
    {
        var end = Now + by;
        for (var n = 0; n < MaxEffects; n++)
        {
            var due = instances.SelectMany(i => i.State.Bookmarks.Where(b => b.ResumeAt <= end).Select(b => (Instance: i, Bookmark: b))).OrderBy(d => d.Bookmark.ResumeAt).FirstOrDefault();
            var start = scheduledStarts.Where(s => startsTriggers && s.Value <= end).OrderBy(s => s.Value).Select(s => ((string Definition, string Activity)?)s.Key).FirstOrDefault();
            if (start is { } key && (due.Instance is null || scheduledStarts[key] <= due.Bookmark.ResumeAt)) StartAt(key, end);
            else if (due.Instance is not null)
            {
                Now = due.Bookmark.ResumeAt!.Value > Now ? due.Bookmark.ResumeAt.Value : Now;
                Send(due.Instance, new WorkflowCommand.Resume(due.Bookmark.Id) { Input = input });
                Drain();
            }
            else break;
        }
        Now = end;
    }

    private void StartAt((string Definition, string Activity) key, DateTimeOffset end)
    {
        Now = scheduledStarts[key] > Now ? scheduledStarts[key] : Now;
        scheduledStarts.Remove(key);
        if (Published(key.Definition) is not { } definition || Now > end) return;
        var trigger = Compile(definition).Triggers().First(t => t.ActivityId == key.Activity);
        if (trigger.IsRecurring && trigger.NextStart(Now) is { } next) scheduledStarts[key] = next;
        if (!MayStart(definition, null)) return;
        var instance = Create(definition, null);
        Send(instance, new WorkflowCommand.Start(instance.Id) { TriggerActivityId = key.Activity, Mode = mode });
        Drain();
    }
}

/// <summary>One instance in the lab, with everything that was ever asked of it and answered.</summary>
public sealed class LabInstance(string id, WorkflowDefinition definition, WorkflowGraph graph)
{
    private readonly List<WorkflowEvent> events = [];
    private readonly List<LabStep> steps = [];

    public string Id => id;
    public WorkflowDefinition Definition => definition;
    public WorkflowGraph Graph => graph;
    public WorkflowState State { get; private set; } = WorkflowState.Empty;
    public IReadOnlyList<WorkflowEvent> Events => events;
    public IReadOnlyList<LabStep> Steps => steps;
    internal Action? OnFinished { get; set; }

    internal void Accept(WorkflowCommand command, DateTimeOffset at, WorkflowDecision decision, IReadOnlyDictionary<string, WorkflowGraph?> found)
    {
        steps.Add(new LabStep(command, at, decision.Events.Count, found));
        events.AddRange(decision.Events);
        State = decision.State;
    }
}

/// <summary>One command and how many events it led to; deciding it again gives the same ones.</summary>
/// <param name="Found">The published versions that were asked for, as they were then.</param>
public sealed record LabStep(WorkflowCommand Command, DateTimeOffset At, int Events, IReadOnlyDictionary<string, WorkflowGraph?> Found)
{
    public WorkflowDecision DecideAgain(WorkflowGraph graph, WorkflowState before) => WorkflowEngine.Decide(graph, before, Command, At, definitionId => Found[definitionId]);
}
