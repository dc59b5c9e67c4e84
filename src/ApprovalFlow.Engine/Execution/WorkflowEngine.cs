namespace ApprovalFlow.Engine.Execution;

/// <summary>Decides what happens next. Pure: the same graph, state, command and instant give the same events.</summary>
public static partial class WorkflowEngine
{
    public static WorkflowDecision Decide(WorkflowGraph graph, WorkflowState state, WorkflowCommand command, DateTimeOffset now) => throw new NotImplementedException();
}

/// <summary>Either events and the state they lead to, or a rejection.</summary>
public sealed class WorkflowDecision(IReadOnlyList<WorkflowEvent> events, WorkflowState state, Rejection? rejection)
{
    public IReadOnlyList<WorkflowEvent> Events { get; } = events;
    public WorkflowState State { get; } = state;
    public Rejection? Rejection { get; } = rejection;
}
