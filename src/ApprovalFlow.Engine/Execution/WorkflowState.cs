namespace ApprovalFlow.Engine.Execution;

/// <summary>The state of one instance: a fold of its events, and nothing else.</summary>
public sealed partial class WorkflowState
{
    public static WorkflowState Empty { get; } = new();
    public WorkflowSubStatus SubStatus { get; private set; }
    public bool IsFinished => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted;

    /// <summary>Pure: answers a new state.</summary>
    public WorkflowState Evolve(WorkflowEvent @event) => throw new NotImplementedException();
    public static WorkflowState Fold(IEnumerable<WorkflowEvent> events) => throw new NotImplementedException();
}
