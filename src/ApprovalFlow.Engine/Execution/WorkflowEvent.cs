namespace ApprovalFlow.Engine.Execution;

/// <summary>What happened to one workflow instance. Folding these, in order, gives the instance's state.</summary>
/// <remarks>
/// <para>A context is one execution of one activity; its number is never used twice in an instance, so it is also the generation:
/// work that carries the number of a finished or cancelled context is late and is rejected.</para>
/// <para>Nodes are named by their path in the definition (<c>flow:review</c>), bookmarks by context and running number.</para>
/// </remarks>
public abstract record WorkflowEvent
{
    private WorkflowEvent() { }

    public sealed record WorkflowStarted(string InstanceId, string DefinitionId, string DefinitionVersionId, int Version, FlowchartMode Mode) : WorkflowEvent
    {
        public IReadOnlyDictionary<string, object?>? Input { get; init; }
        public string? CorrelationId { get; init; }
        public string? Name { get; init; }
        public string? TriggerActivityId { get; init; }
        public string? ParentInstanceId { get; init; }
        public bool ParentWaits { get; init; }
    }

    public sealed record InputMerged(IReadOnlyDictionary<string, object?> Input) : WorkflowEvent;

    /// <summary>A new context under its owner (0 = none: the workflow itself), holding loop variables when its owner is a loop.</summary>
    public sealed record ActivityStarted(int Context, int Owner, string Node) : WorkflowEvent
    {
        public IReadOnlyDictionary<string, object?>? LoopVariables { get; init; }
        /// <summary>Reached over a backward connection (SPEC 4.6).</summary>
        public bool Backward { get; init; }
        /// <summary>The run's trigger: not a wait.</summary>
        public bool Triggered { get; init; }
    }

    public sealed record ActivityCompleted(int Context) : WorkflowEvent
    {
        /// <summary>Null: the default outcome, "Done".</summary>
        public IReadOnlyList<string>? Outcomes { get; init; }
    }

    public sealed record ActivityCanceled(int Context) : WorkflowEvent;

    /// <summary>An incident: the activity cannot go on.</summary>
    public sealed record ActivityFaulted(int Context, string Message) : WorkflowEvent { public string? Cause { get; init; } }

    /// <summary>An incident on the workflow itself (a flowchart that cannot be followed, a deadlock).</summary>
    public sealed record WorkflowFaulted(string Message) : WorkflowEvent;

    /// <summary>Somebody has taken incidents in hand: they count no longer, and an instance that had faulted runs again. 0 is the workflow's own.</summary>
    public sealed record IncidentsCleared(IReadOnlyList<int> Contexts) : WorkflowEvent;

    public sealed record VariableSet(int Context, string Id, object? Value) : WorkflowEvent
    {
        /// <summary>Without a storage driver: gone at the end of the run (SPEC 6.3).</summary>
        public bool Transient { get; init; }
    }

    /// <summary>An activity's output, kept in the container <paramref name="Context"/> for <c>getOutputFrom</c>.</summary>
    public sealed record OutputRecorded(int Context, string Node, string Name, object? Value) : WorkflowEvent;

    public sealed record WorkflowOutputSet(string Name, object? Value) : WorkflowEvent;

    /// <summary>A container's own progress: position in a sequence, loop counter, branches still open.</summary>
    public sealed record ProgressMade(int Context, string Key, object? Value) : WorkflowEvent;

    /// <summary>A flowchart in counter mode: nodes and connections visited, by index; ~index is a connection visited but not followed.</summary>
    public sealed record FlowVisited(int Context, IReadOnlyList<int> Nodes, IReadOnlyList<int> Connections) : WorkflowEvent
    {
        /// <summary>A node that was begun over a backward connection or by a move and is done: no further visit of it, but it was carried out.</summary>
        public int? Again { get; init; }
    }

    /// <summary>A flowchart in counter mode goes to an earlier activity, or over to another: what it had counted is set anew.</summary>
    /// <param name="Nodes">Activities completed before whose completion no longer counts, by index.</param>
    /// <param name="Connections">Connections, by index, whose visits are set; ~index: and the last was not followed.</param>
    /// <param name="Counts">The new number of visits of each.</param>
    public sealed record FlowRewound(int Context, IReadOnlyList<int> Nodes, IReadOnlyList<int> Connections, IReadOnlyList<int> Counts) : WorkflowEvent
    {
        /// <summary>Connections into branches that were kept: the next visit of each is one that was made already, and is passed over.</summary>
        public IReadOnlyList<int> Repeats { get; init; } = [];
    }

    /// <summary>A flowchart in token mode: its tokens after the step, as connection indexes; ~index is a blocked token.</summary>
    public sealed record TokensMoved(int Context, IReadOnlyList<int> Tokens) : WorkflowEvent { public IReadOnlyList<int>? Postponed { get; init; } }

    /// <summary>The instance goes on under another version of its definition (docs/adr/0011).</summary>
    /// <param name="Renamed">Activities that have another path in the other version, by the path they had.</param>
    public sealed record WorkflowMigrated(string DefinitionVersionId, int Version, IReadOnlyDictionary<string, string> Renamed) : WorkflowEvent;

    /// <summary>A flowchart in counter mode under another definition: all that it has counted, by the indexes of that definition.</summary>
    /// <param name="Nodes">Visits of each node.</param>
    /// <param name="Connections">Visits of each connection.</param>
    public sealed record FlowRecounted(int Context, IReadOnlyList<int> Nodes, IReadOnlyList<int> Connections) : WorkflowEvent
    {
        /// <summary>Connections whose last visit was followed.</summary>
        public IReadOnlyList<int> Followed { get; init; } = [];
        public IReadOnlyList<int> Repeats { get; init; } = [];
        /// <summary>Nodes that were carried out whatever their arrivals say.</summary>
        public IReadOnlyList<int> CarriedOut { get; init; } = [];
    }

    /// <summary>What a wait asks for under another definition; the wait itself, and its id, stay.</summary>
    public sealed record BookmarkChanged(string Id, string Hash) : WorkflowEvent { public object? Payload { get; init; } }

    public sealed record BookmarkCreated(string Id, int Context, string Name, string Hash) : WorkflowEvent
    {
        public object? Payload { get; init; }
        /// <summary>The instant at which a timer resumes it; null when it waits for somebody.</summary>
        public DateTimeOffset? ResumeAt { get; init; }
        public bool KeepAfterUse { get; init; }
    }

    public sealed record BookmarkBurned(string Id) : WorkflowEvent;

    /// <summary>Something for the world outside: a line, a published event, a child to dispatch, a notice, a result. Delivered after the append.</summary>
    public sealed record Emitted(int Context, string Name, object? Payload) : WorkflowEvent;

    public sealed record InstanceNamed(string? Name) : WorkflowEvent;
    public sealed record InstanceCorrelated(string? CorrelationId) : WorkflowEvent;

    /// <summary>The end of a run that waits; <paramref name="Stuck"/> when nothing that waits can wake it (an operator must act).</summary>
    public sealed record WorkflowSuspended(bool Stuck) : WorkflowEvent;

    public sealed record WorkflowFinished(WorkflowSubStatus SubStatus) : WorkflowEvent;
}

public enum WorkflowSubStatus { Pending, Executing, Suspended, Finished, Cancelled, Faulted }
