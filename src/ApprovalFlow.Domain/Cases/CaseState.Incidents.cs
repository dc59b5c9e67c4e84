using System.Collections.Immutable;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    private ImmutableDictionary<int, (long Sequence, DateTimeOffset At)> faults = ImmutableDictionary<int, (long, DateTimeOffset)>.Empty;
    private DateTimeOffset? stuckSince;
    private long stuckIn;

    /// <summary>The flow stands still until an administrator has taken an incident in hand: nobody can act on a task.</summary>
    public bool IsStopped => !IsClosed && Workflow.SubStatus == WorkflowSubStatus.Faulted;

    /// <summary>What could not go on and nobody has taken in hand yet, oldest first.</summary>
    public IReadOnlyList<CaseIncident> Incidents
    {
        get
        {
            if (IsClosed || (faults.IsEmpty && !Workflow.IsStuck)) return [];
            var open = Workflow.Incidents.Where(i => faults.ContainsKey(i.Context)).Select(i => new CaseIncident(faults[i.Context].Sequence, faults[i.Context].At, i.Context, i.Node, i.Message) { Cause = i.Cause, Stops = IsStopped }).ToList();
            if (open.Count == 0 && Workflow.IsStuck && stuckSince is { } since)
                open.Add(new CaseIncident(stuckIn, since, 0, "", "Nothing that waits can wake this flow."));
            return [.. open.OrderBy(i => i.Sequence)];
        }
    }

    private void ApplyIncidents(CaseRecord record, WorkflowEvent step)
    {
        switch (step)
        {
            case WorkflowEvent.ActivityFaulted e: faults = faults.SetItem(e.Context, (record.Sequence, record.At)); break;
            case WorkflowEvent.WorkflowFaulted: faults = faults.SetItem(0, (record.Sequence, record.At)); break;
            case WorkflowEvent.ActivityCanceled e: faults = faults.Remove(e.Context); break;
            case WorkflowEvent.IncidentsCleared e: faults = faults.RemoveRange(e.Contexts); break;
            case WorkflowEvent.WorkflowSuspended e:
                if (!e.Stuck) stuckSince = null;
                else if (stuckSince is null) (stuckSince, stuckIn) = (record.At, record.Sequence);
                break;
        }
    }
}

/// <summary>A step that could not go on for a reason that nobody's decision explains: a value that is missing, an expression that fails, nobody to ask.</summary>
/// <param name="Sequence">Position of the event that told of it.</param>
/// <param name="Context">The execution that faulted; 0: the flow itself.</param>
/// <param name="Path">Where in the definition; empty: the flow itself.</param>
public sealed record CaseIncident(long Sequence, DateTimeOffset At, int Context, string Path, string Message)
{
    public string? Cause { get; init; }
    /// <summary>The whole case stands still, not this branch alone.</summary>
    public bool Stops { get; init; }
}
