using System.Globalization;

namespace ApprovalFlow.Engine.Execution;

/// <summary>Decides what happens next. Pure: the same graph, state, command and instant give the same events.</summary>
public static class WorkflowEngine
{
    public static WorkflowDecision Decide(WorkflowGraph graph, WorkflowState state, WorkflowCommand command, DateTimeOffset now)
    {
        var started = state.SubStatus != WorkflowSubStatus.Pending;
        switch (command)
        {
            case WorkflowCommand.Start when started:
                return Reject(state, "instance-exists", $"Expected instance '{state.InstanceId}' not to exist yet, but it is {state.SubStatus}.");
            case WorkflowCommand.Start start:
                return new Burst(graph, new WorkflowState(), now).Start(start);
            case var _ when !started:
                return Reject(state, "instance-not-started", "Expected the instance to have been started, but it has no events.");
            case WorkflowCommand.Retry retry when state.SubStatus is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled):
                return WhyNotRetry(state, retry.Context) is { } impossible ? new([], state, impossible) : new Burst(graph, state.Clone(), now).Retry(retry);
            case WorkflowCommand.Cancel or WorkflowCommand.Jump or WorkflowCommand.Migrate when state.SubStatus == WorkflowSubStatus.Faulted:
                break;
            case var _ when state.IsFinished:
                return Reject(state, "workflow-finished", $"Expected instance '{state.InstanceId}' to be running, but it is {state.SubStatus}.");
        }
        switch (command)
        {
            case WorkflowCommand.Resume resume:
                foreach (var bookmark in state.Bookmarks)
                    if (bookmark.Id == resume.BookmarkId) return new Burst(graph, state.Clone(), now).Resume(bookmark, resume);
                return Reject(state, "bookmark-not-found", $"Expected instance '{state.InstanceId}' to wait at bookmark '{resume.BookmarkId}', but it does not (any more).");
            case WorkflowCommand.Cancel:
                return new Burst(graph, state.Clone(), now).CancelWorkflow();
            case WorkflowCommand.Return or WorkflowCommand.Jump:
                var copy = state.Clone();
                return Move.Find(graph, copy, command, out var move) is { } refused ? new([], state, refused) : new Burst(graph, copy, now).Move(move!);
            case WorkflowCommand.Migrate migrate:
                return Migration.Of(graph, state, migrate, now).Decide();
            case WorkflowCommand.AddInput add:
                return new Burst(graph, state.Clone(), now).AddInput(add.Input);
            default:
                throw new ArgumentException($"Expected a known workflow command, but got {command.GetType().Name}.", nameof(command));
        }
    }

    private static Rejection? WhyNotRetry(WorkflowState state, int context)
    {
        var number = context.ToString(CultureInfo.InvariantCulture);
        if (!state.Scopes.TryGetValue(context, out var scope) || !scope.Faulted)
            return new("retry-not-faulted", $"Expected execution {number} to have faulted, but it has not, or was taken up already.") { Arguments = [number] };
        return scope.Owner == 0 || scope.LiveChildren > 0
            ? new("retry-not-alone", $"Expected nothing to run below '{scope.NodePath}', but something does: it can be jumped, not begun anew.") { Arguments = [number, scope.NodePath] }
            : null;
    }

    private static WorkflowDecision Reject(WorkflowState state, string code, string message) => new([], state, new Rejection(code, message));
}

/// <summary>Either events and the state they lead to, or a rejection.</summary>
public sealed class WorkflowDecision(IReadOnlyList<WorkflowEvent> events, WorkflowState state, Rejection? rejection)
{
    public IReadOnlyList<WorkflowEvent> Events { get; } = events;
    public WorkflowState State { get; } = state;
    public Rejection? Rejection { get; } = rejection;
}
