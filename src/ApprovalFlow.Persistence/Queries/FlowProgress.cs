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
                var id = IdOf(e.Node);
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
            case WorkflowEvent.WorkflowMigrated e:
                Rename(e.Renamed.ToDictionary(r => IdOf(r.Key), r => IdOf(r.Value)));
                break;
        }
    }

    /// <summary>What was reached is shown in the picture of the version that the case runs under now. What has taken another's name stands in its place.</summary>
    private void Rename(Dictionary<string, string> renamed)
    {
        if (renamed.Count == 0)
            return;
        foreach (var (context, id) in activities.ToList())
            activities[context] = renamed.GetValueOrDefault(id, id);
        Move(latest);
        Move(Marks);
        Move(Taken);

        void Move<T>(Dictionary<string, T> known)
        {
            var moved = renamed.Where(r => known.ContainsKey(r.Key)).Select(r => (r.Value, known[r.Key])).ToList();
            foreach (var (from, to) in renamed)
            {
                known.Remove(from);
                known.Remove(to);
            }
            foreach (var (id, value) in moved)
                known[id] = value;
        }
    }

    private static string IdOf(string path) => path[(path.LastIndexOf(':') + 1)..];

    /// <summary>The activity, when the context is its last execution.</summary>
    private string? Mark(int context, ActivityMark mark)
    {
        if (!activities.TryGetValue(context, out var id) || latest[id] != context)
            return null;
        Marks[id] = mark;
        return id;
    }
}
