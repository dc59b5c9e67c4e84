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
}

/// <summary>How flowcharts decide joins (SPEC 4.4).</summary>
public enum FlowchartMode { Counter, Token }
