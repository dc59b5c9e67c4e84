namespace ApprovalFlow.Engine.Execution;

/// <summary>What may be asked of one workflow instance.</summary>
/// <remarks>Values inside inputs are plain JSON shapes (JSON-like): null, bool, double, string, list, map.</remarks>
public abstract record WorkflowCommand
{
    private WorkflowCommand() { }

    /// <summary>Creates the instance and runs its first burst.</summary>
    public sealed record Start(string InstanceId) : WorkflowCommand
    {
        public IReadOnlyDictionary<string, object?>? Input { get; init; }
        public string? CorrelationId { get; init; }
        public string? Name { get; init; }
        /// <summary>The trigger that started this run: it completes at once when reached, and its flowchart starts at it.</summary>
        public string? TriggerActivityId { get; init; }
        public string? ParentInstanceId { get; init; }
        /// <summary>The parent holds a bookmark that wants this instance's end.</summary>
        public bool ParentWaits { get; init; }
        public FlowchartMode Mode { get; init; } = FlowchartMode.Counter;
    }

    /// <summary>Continues at a bookmark. A bookmark that is gone (burned, cancelled, of an earlier generation) is a rejection.</summary>
    public sealed record Resume(string BookmarkId) : WorkflowCommand
    {
        public IReadOnlyDictionary<string, object?>? Input { get; init; }
        /// <summary>The input also becomes workflow input (SPEC 7.2). Off for an approver's answer, which the case's own events keep.</summary>
        public bool MergesInput { get; init; } = true;
    }

    /// <summary>Ends the instance as Cancelled; activity statuses are left as they are.</summary>
    public sealed record Cancel : WorkflowCommand;

    /// <summary>Goes back to an activity that was completed on the way to what waits now: what came after it is undone, and it begins anew (docs/adr/0005).</summary>
    /// <param name="TargetPath">Path of the activity; it must be a direct child of a flowchart or a sequence that holds the source.</param>
    public sealed record Return(string TargetPath) : WorkflowCommand
    {
        /// <summary>The waiting context that is given up; null: everything that followed the target is.</summary>
        public int? FromContext { get; init; }
        public SiblingRule Siblings { get; init; }
    }

    /// <summary>Moves a running flowchart or sequence to any of its activities: everything it runs is cancelled, the target begins anew.</summary>
    public sealed record Jump(string TargetPath) : WorkflowCommand;

    /// <summary>Begins a faulted activity anew, in a new context under the same owner; an instance that had faulted runs again (SPEC 9.3, ScheduleActivity).</summary>
    /// <param name="Context">The execution that faulted; it must not have anything running below it.</param>
    public sealed record Retry(int Context) : WorkflowCommand
    {
        /// <summary>Becomes workflow input first: what was missing.</summary>
        public IReadOnlyDictionary<string, object?>? Input { get; init; }
    }

    /// <summary>Goes on under another version of the definition (SPEC 9.3, docs/adr/0011). Nothing begins and nothing ends: what runs stands where the
    /// map says, what waits keeps its wait, and joins wait for exactly what has still to come.</summary>
    public sealed record Migrate(WorkflowGraph Target) : WorkflowCommand
    {
        /// <summary>Where activities stand in the other version, by path; null: it has no counterpart. Those that are not named keep their id.</summary>
        public IReadOnlyDictionary<string, string?> Map { get; init; } = new Dictionary<string, string?>();
    }

    /// <summary>Adds to the workflow input without continuing anywhere.</summary>
    public sealed record AddInput(IReadOnlyDictionary<string, object?> Input) : WorkflowCommand;
}

/// <summary>What a return does to branches that were opened between its target and its source.</summary>
public enum SiblingRule
{
    /// <summary>They go on, and what they have done stands.</summary>
    Keep,
    /// <summary>They are cancelled, and done again when the path reaches them.</summary>
    Cancel,
}

/// <summary>How flowcharts decide joins (SPEC 4.4).</summary>
public enum FlowchartMode { Counter, Token }
