using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>Which activities were reached, and how each one's last execution stands.</summary>
public sealed class FlowProgress
{
    private static readonly string[] DefaultPort = ["Done"];
    private readonly Dictionary<int, string> activities = [];
    private readonly Dictionary<string, int> latest = [];

    public Dictionary<string, ActivityMark> Marks { get; } = [];
    public Dictionary<string, IReadOnlyList<string>> Taken { get; } = [];

    public void Add(WorkflowEvent @event)
    {
        switch (@event)
        {
            case WorkflowEvent.ActivityStarted e:
                var id = e.Node[(e.Node.LastIndexOf(':') + 1)..];
                activities[e.Context] = id;
                latest[id] = e.Context;
                Marks[id] = ActivityMark.Active;
                Taken.Remove(id);
                break;
            case WorkflowEvent.ActivityCompleted e:
                if (Mark(e.Context, ActivityMark.Completed) is { } left)
                    Taken[left] = e.Outcomes ?? DefaultPort;
                break;
            case WorkflowEvent.ActivityCanceled e:
                Mark(e.Context, ActivityMark.Canceled);
                break;
            case WorkflowEvent.ActivityFaulted e:
                Mark(e.Context, ActivityMark.Faulted);
                break;
        }
    }

    /// <summary>The activity, when the context is its last execution.</summary>
    private string? Mark(int context, ActivityMark mark)
    {
        if (!activities.TryGetValue(context, out var id) || latest[id] != context)
            return null;
        Marks[id] = mark;
        return id;
    }
}
