using System.Collections.Immutable;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    /// <summary>The flow begins anew on another version: its executions are counted from the start, so that nothing of the run that is given up may be taken for one of them.</summary>
    private void Adopted(CaseEvent.VersionAdopted e)
    {
        DefinitionHash = e.DefinitionHash;
        Workflow = WorkflowState.Empty;
        timers = null;
        EndRounds(_ => true);
        lastStarted = default;
        (faults, stuckSince, stuckIn) = (ImmutableDictionary<int, (long, DateTimeOffset)>.Empty, null, 0);
        endedTasks = endedTasks.ToImmutableDictionary(t => t.Key, t => t.Value.Context > 0 ? t.Value with { BookmarkId = "-" + t.Value.BookmarkId } : t.Value);
    }
}
