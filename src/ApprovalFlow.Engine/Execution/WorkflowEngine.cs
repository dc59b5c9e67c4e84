using System.Globalization;

namespace ApprovalFlow.Engine.Execution;

/// <summary>Decides what happens next. Pure: the same graph, state, command, instant and published definitions give the same events.</summary>
public static class WorkflowEngine
{
    /// <param name="published">Answers the graph of the published version of a definition, null when there is none: what a child runs. To decide
    /// again later, answer what was answered then (the <c>Emitted</c> that asks for the child names the version). Without it nothing is published.</param>
    public static WorkflowDecision Decide(WorkflowGraph graph, WorkflowState state, WorkflowCommand command, DateTimeOffset now, Func<string, WorkflowGraph?>? published = null)
    {
        var started = state.SubStatus != WorkflowSubStatus.Pending;
        switch (command)
        {
            case WorkflowCommand.Start when started:
                return Reject(state, "instance-exists", $"Expected instance '{state.InstanceId}' not to exist yet, but it is {state.SubStatus}.");
            case WorkflowCommand.Start start:
                return new Burst(graph, new WorkflowState(), now, published).Start(start);
            case var _ when !started:
                return Reject(state, "instance-not-started", "Expected the instance to have been started, but it has no events.");
            case WorkflowCommand.Retry retry when state.SubStatus is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled):
                return WhyNotRetry(state, retry.Context) is { } impossible ? new([], state, impossible) : new Burst(graph, state.Clone(), now, published).Retry(retry);
            case WorkflowCommand.Cancel or WorkflowCommand.Jump or WorkflowCommand.Migrate when state.SubStatus == WorkflowSubStatus.Faulted:
                break;
            case var _ when state.IsFinished:
                return Reject(state, "workflow-finished", $"Expected instance '{state.InstanceId}' to be running, but it is {state.SubStatus}.");
        }
        switch (command)
        {
            case WorkflowCommand.Resume resume:
                foreach (var bookmark in state.Bookmarks)
                    if (bookmark.Id == resume.BookmarkId) return new Burst(graph, state.Clone(), now, published).Resume(bookmark, resume);
                return Reject(state, "bookmark-not-found", $"Expected instance '{state.InstanceId}' to wait at bookmark '{resume.BookmarkId}', but it does not (any more).");
            case WorkflowCommand.Cancel:
                return new Burst(graph, state.Clone(), now, published).CancelWorkflow();
            case WorkflowCommand.Return or WorkflowCommand.Jump:
                var copy = state.Clone();
                return Move.Find(graph, copy, command, out var move) is { } refused ? new([], state, refused) : new Burst(graph, copy, now, published).Move(move!);
            case WorkflowCommand.Migrate migrate:
                return Migration.Of(graph, state, migrate, now).Decide();
            case WorkflowCommand.AddInput add:
                return new Burst(graph, state.Clone(), now, published).AddInput(add.Input);
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
    /// <summary>Children that ran inside this run, each an instance of its own with its own events, in the order of the <c>Emitted</c> "ExecuteWorkflow" at whose place it ran.</summary>
    public IReadOnlyList<ChildRun> Children { get; init; } = [];
}

/// <summary>The first run of a child inside its parent's: deciding <paramref name="Command"/> on <paramref name="Graph"/> gives <paramref name="Decision"/>.</summary>
public sealed record ChildRun(WorkflowGraph Graph, WorkflowCommand.Start Command, WorkflowDecision Decision);
