using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Execution;

/// <summary>One run of one instance: a FIFO queue of work until nothing is left to do (SPEC 3).</summary>
/// <remarks>State is built mutably here, but only by applying the events that are answered; so folding them gives the same state.</remarks>
/// <param name="published">Answers the published version of a definition, which its children run; null: nothing is published.</param>
/// <param name="depth">How many runs this one runs inside of.</param>
internal sealed class Burst(WorkflowGraph graph, WorkflowState state, DateTimeOffset now, Func<string, WorkflowGraph?>? published = null, int depth = 0)
{
    /// <summary>A loop without a wait must end: more executions than this in one run, those of its children included, fault the workflow.</summary>
    private const int MaxExecutions = 100_000;
    /// <summary>A workflow that executes itself must end too. What runs inside one another lies on one stack, so the bound is far below the other.</summary>
    public const int MaxDepth = 100;

    private readonly List<WorkflowEvent> events = new(16);
    private readonly Queue<WorkItem> queue = new();
    private ExpressionHost? expressions;
    private Dictionary<int, Scope>? ended;
    private List<ChildRun>? children;
    private int executions;
    private bool faulted;
    private bool finished;

    public WorkflowState State => state;
    public DateTimeOffset Now => now;
    public WorkflowGraph Graph => graph;
    public bool IsStarting { get; private set; }
    /// <summary>No other run may lie inside this one.</summary>
    public bool IsDeepest => depth == MaxDepth;
    /// <summary>Counts everything derived in this instance that needs an id of its own (newGuid).</summary>
    public int Derived { get; set; }

    private readonly record struct WorkItem(Node Node, Scope? Owner, IReadOnlyDictionary<string, object?>? LoopVariables, bool Backward);

    public WorkflowDecision Start(WorkflowCommand.Start command)
    {
        IsStarting = true;
        Emit(new WorkflowStarted(command.InstanceId, graph.Definition.DefinitionId, graph.Definition.Id, graph.Definition.Version, command.Mode)
        {
            Input = command.Input is { Count: > 0 } given ? Copy(given) : null,
            CorrelationId = command.CorrelationId, Name = command.Name, TriggerActivityId = command.TriggerActivityId,
            ParentInstanceId = command.ParentInstanceId, ParentWaits = command.ParentWaits,
        });
        queue.Enqueue(new WorkItem(graph.Workflow, null, null, false));
        return Run();
    }

    public WorkflowDecision Resume(Bookmark bookmark, WorkflowCommand.Resume command)
    {
        var given = command.Input is { Count: > 0 } input ? Copy(input) : Value.EmptyMap;
        if (given.Count > 0 && command.MergesInput) Emit(new InputMerged(given));
        var scope = state.Scopes[bookmark.Context];
        if (NodeOf(scope) is not { } node)
        {
            FaultWorkflow($"Expected activity '{scope.NodePath}' in the definition, but it is not there.");
            return Run();
        }
        var activation = new Activation(this, node, scope) { Bookmark = bookmark };
        Guarded(activation, () => node.Behavior.Resume(activation, given));
        if (!finished && Exists(scope) && !bookmark.KeepAfterUse && state.Bookmarks.Any(b => b.Id == bookmark.Id)) Emit(new BookmarkBurned(bookmark.Id));
        if (!finished && Exists(scope) && scope.IsRunning && node.Behavior is not ContainerBehavior && !state.Bookmarks.Any(b => b.Context == scope.Context)) Complete(scope, null);
        return Run();
    }

    public WorkflowDecision CancelWorkflow()
    {
        Emit(new WorkflowFinished(WorkflowSubStatus.Cancelled));
        return Decided();
    }

    /// <summary>Gives up what the holder runs between target and source and begins the target anew.</summary>
    public WorkflowDecision Move(Move move)
    {
        if (state.SubStatus == WorkflowSubStatus.Faulted) Emit(new IncidentsCleared([.. state.Incidents.Select(i => i.Context).Where(c => IsGivenUp(c, move.Holder)).Distinct()]));
        var self = new Activation(this, NodeOf(move.Holder)!, move.Holder);
        Guarded(self, () => move.Make(self));
        return Run();
    }

    /// <summary>The workflow's own incident, and those below what is moved.</summary>
    private bool IsGivenUp(int context, Scope holder)
    {
        if (!state.Scopes.TryGetValue(context, out var scope)) return true;
        for (var at = OwnerOf(scope); at is not null; at = OwnerOf(at)) if (at == holder) return true;
        return false;
    }

    public WorkflowDecision Retry(WorkflowCommand.Retry command)
    {
        var scope = state.Scopes[command.Context];
        Emit(new IncidentsCleared([command.Context]));
        if (command.Input is { Count: > 0 } given) Emit(new InputMerged(Copy(given)));
        if (NodeOf(scope) is not { } node || OwnerOf(scope) is not { } owner)
        {
            FaultWorkflow($"Expected activity '{scope.NodePath}' in the definition, but it is not there.");
            return Run();
        }
        Remove(scope);
        Schedule(node, owner, scope.LoopVariables, scope.Backward);
        return Run();
    }

    public WorkflowDecision AddInput(IReadOnlyDictionary<string, object?> input)
    {
        Emit(new InputMerged(Copy(input)));
        return Run();
    }

    private WorkflowDecision Run()
    {
        while (!finished && queue.TryDequeue(out var item))
        {
            Count(item.Owner, -1);
            Execute(item);
        }
        if (!finished) End();
        return Decided();
    }

    private WorkflowDecision Decided() => new(events, state, null) { Children = children ?? [] };

    private void End()
    {
        var root = state.Scopes.GetValueOrDefault(1);
        if (faulted) Emit(new WorkflowFinished(WorkflowSubStatus.Faulted));
        else if (root is { Completed: true })
        {
            // Work that was queued when its owner completed has run (SPEC 3.1); what of it still waits has nobody to answer to.
            foreach (var orphan in state.Scopes.Values.Where(s => s.Context != 1).OrderByDescending(s => s.Context).ToList())
                if (Exists(orphan)) Cancel(orphan);
            Emit(new WorkflowFinished(WorkflowSubStatus.Finished));
        }
        else Emit(new WorkflowSuspended(Stuck: state.Bookmarks.Count == 0));
    }

    public void Emit(WorkflowEvent e)
    {
        events.Add(e);
        state.Apply(e);
    }

    /// <summary>Records an event whose effect was already made piece by piece on the state, in the same way <see cref="WorkflowState.Apply"/> would.</summary>
    public void Record(WorkflowEvent e) => events.Add(e);

    /// <summary>Runs a child up to its end or its first wait, before anything else that is queued here (SPEC 5.4).</summary>
    public WorkflowState RunChild(WorkflowGraph child, WorkflowCommand.Start command)
    {
        var run = new Burst(child, new WorkflowState(), now, published, depth + 1) { executions = executions };
        var decision = run.Start(command);
        executions = run.executions;
        (children ??= []).Add(new ChildRun(child, command, decision));
        return decision.State;
    }

    /// <summary>The published version of a definition; none is an incident of who asks.</summary>
    public WorkflowGraph Published(string? definitionId) =>
        published?.Invoke(definitionId ?? "") ?? throw new ActivityFault($"Expected a published version of workflow '{definitionId}', but there is none.");

    public void Schedule(Node node, Scope owner, IReadOnlyDictionary<string, object?>? loopVariables = null, bool backward = false)
    {
        queue.Enqueue(new WorkItem(node, owner, loopVariables, backward));
        Count(owner, 1);
    }

    /// <summary>Up to the first owner that has ended: late work is nobody's concern above it.</summary>
    private void Count(Scope? from, int work)
    {
        for (var at = from; at is not null; at = OwnerOf(at))
        {
            at.Queued += work;
            if (!state.Scopes.ContainsKey(at.Context)) return;
        }
    }

    public bool IsQueued(Node node, Scope owner)
    {
        if (owner.Queued == 0) return false;
        foreach (var item in queue) if (item.Node == node && item.Owner == owner) return true;
        return false;
    }

    private void Execute(WorkItem item)
    {
        if (++executions > MaxExecutions)
        {
            queue.Clear();
            FaultWorkflow($"Expected a run to end within {MaxExecutions} activity executions, but it did not: a loop without a wait.");
            return;
        }
        var context = state.LastContext + 1;
        var node = item.Node;
        Emit(new ActivityStarted(context, item.Owner?.Context ?? 0, node.Path)
        {
            LoopVariables = item.LoopVariables, Backward = item.Backward,
            Triggered = IsStarting && node.CanStartWorkflow && node.Id == state.TriggerActivityId,
        });
        var scope = state.Scopes[context];
        scope.Node = node;
        var activation = new Activation(this, node, scope) { IsTrigger = IsStarting && node.CanStartWorkflow && node.Id == state.TriggerActivityId };
        Guarded(activation, () =>
        {
            activation.EvaluateInputs();
            node.Behavior.Execute(activation);
        });
        if (!finished && !activation.Waited && node.Behavior is not ContainerBehavior && Exists(scope) && scope.IsRunning) Complete(scope, activation.PendingOutcomes);
    }

    /// <summary>Expected failures become incidents; anything else is a bug and flies.</summary>
    private void Guarded(Activation activation, Action act)
    {
        try { act(); }
        catch (ActivityFault fault)
        {
            if (!finished && Exists(activation.Scope) && activation.Scope.IsRunning) Fault(activation.Scope, fault.Message, fault.InnerException?.Message);
        }
    }

    public bool Exists(Scope scope) => state.Scopes.TryGetValue(scope.Context, out var found) && found == scope;

    public Node? NodeOf(Scope scope) => scope.Node ??= graph.Find(scope.NodePath);

    /// <summary>Work that was queued when its owner completed still runs (SPEC 3.1) and still sees that owner's variables.</summary>
    public Scope? OwnerOf(Scope scope) => state.Scopes.GetValueOrDefault(scope.Owner) ?? ended?.GetValueOrDefault(scope.Owner);

    public IEnumerable<Scope> ChildrenOf(Scope scope)
    {
        if (scope.LiveChildren == 0) return [];
        var children = new List<Scope>(scope.LiveChildren);
        for (var child = scope.FirstChild; child is not null; child = child.NextSibling) children.Add(child);
        children.Sort((a, b) => a.Context.CompareTo(b.Context));
        return children;
    }

    /// <summary>Work queued that this context or a living one below it owns. What a completed one left in the queue does not count: nobody would hear of its end.</summary>
    public static bool HasQueuedWork(Scope scope) => scope.Queued > 0;

    public void Complete(Scope scope, IReadOnlyList<string>? outcomes)
    {
        if (!scope.IsRunning || scope.Ending || !Exists(scope)) return;
        scope.Ending = true;
        foreach (var child in ChildrenOf(scope)) Cancel(child);
        var node = NodeOf(scope)!;
        if (node.Composite is not null && scope.Context != 1) CompositeBehavior.HandOver(this, node, scope);
        if (node.Behavior is ContainerBehavior && queue.Count > 0) (ended ??= []).Add(scope.Context, scope);
        if (scope.Queued > 0) Count(OwnerOf(scope), -scope.Queued);
        Emit(new ActivityCompleted(scope.Context) { Outcomes = outcomes });
        if (OwnerOf(scope) is { IsRunning: true, Ending: false } owner && NodeOf(owner)?.Behavior is ContainerBehavior container)
        {
            var activation = new Activation(this, owner.Node!, owner);
            Guarded(activation, () => container.ChildCompleted(activation, scope, node, outcomes));
        }
    }

    /// <summary>Withdraws its queued work, cancels its children first, then itself, and tells its flowchart (SPEC 3.5).</summary>
    public void Cancel(Scope scope)
    {
        if (scope.Completed || scope.Ending || !Exists(scope)) return;
        scope.Ending = true;
        Withdraw(scope);
        foreach (var child in ChildrenOf(scope)) Cancel(child);
        Emit(new ActivityCanceled(scope.Context));
        if (OwnerOf(scope) is { IsRunning: true, Ending: false } owner && NodeOf(owner)?.Behavior is FlowchartBehavior flowchart)
        {
            var activation = new Activation(this, owner.Node!, owner);
            Guarded(activation, () => flowchart.ChildCanceled(activation, scope, NodeOf(scope)!));
        }
    }

    /// <summary>Cancels without telling the flowchart: what follows is decided by who moves it.</summary>
    public void Remove(Scope scope)
    {
        scope.Ending = true;
        Withdraw(scope);
        foreach (var child in ChildrenOf(scope)) Cancel(child);
        Emit(new ActivityCanceled(scope.Context));
    }

    private void Withdraw(Scope owner)
    {
        if (owner.Queued == 0) return;
        for (var n = queue.Count; n > 0; n--)
        {
            var item = queue.Dequeue();
            if (item.Owner != owner) queue.Enqueue(item);
            else Count(owner, -1);
        }
    }

    public void Fault(Scope scope, string message, string? cause)
    {
        Emit(new ActivityFaulted(scope.Context, message) { Cause = cause });
        if (!graph.Definition.ContinueWithIncidents) faulted = true;
    }

    public void FaultWorkflow(string message)
    {
        Emit(new WorkflowFaulted(message));
        faulted = true;
    }

    /// <summary>Elsa.Finish: nothing else of the instance runs, wherever it stands.</summary>
    public void Finish(Scope by)
    {
        Emit(new ActivityCompleted(by.Context));
        queue.Clear();
        finished = true;
        Emit(new WorkflowFinished(faulted ? WorkflowSubStatus.Faulted : WorkflowSubStatus.Finished));
    }

    public ExpressionHost Expressions => expressions ??= new ExpressionHost(this);

    private static IReadOnlyDictionary<string, object?> Copy(IReadOnlyDictionary<string, object?> values)
    {
        var copy = new Dictionary<string, object?>(values.Count);
        foreach (var (name, value) in values) copy[name] = Value.Normalize(value);
        return copy;
    }
}

/// <summary>An activity cannot go on for a reason that is not a bug: it becomes an incident.</summary>
internal sealed class ActivityFault(string message, Exception? cause = null) : Exception(message, cause);
