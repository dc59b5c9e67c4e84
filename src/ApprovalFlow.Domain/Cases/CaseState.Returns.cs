using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    /// <summary>Set while the case is suspended (挂起).</summary>
    public CaseEvent.CaseSuspended? Suspension { get; private set; }
    public DateTimeOffset? SuspendedAt { get; private set; }
    /// <summary>A jump that waits for the second person.</summary>
    public CaseEvent.JumpRequested? PendingJump { get; private set; }
    /// <summary>The task that waits while the applicant corrects the papers, when the correction comes straight back to it.</summary>
    internal string? CorrectionFor { get; private set; }

    /// <summary>The activity begun last: a task that opens now is its.</summary>
    private (int Context, string Path) lastStarted;

    private void Apply(DateTimeOffset at, CaseEvent @event)
    {
        switch (@event)
        {
            case CaseEvent.DecisionTakenBack: (Status, Decision, DecidedAt) = (AcceptedAt is null ? CaseStatus.Registered : CaseStatus.Accepted, null, null); break;
            case CaseEvent.CaseSuspended e: (Suspension, SuspendedAt) = (e, at); break;
            case CaseEvent.CaseResumed: (Suspension, SuspendedAt) = (null, null); break;
            case CaseEvent.JumpRequested e: PendingJump = e; break;
            case CaseEvent.JumpDeclined or CaseEvent.CaseAltered: PendingJump = null; break;
            case CaseEvent.CaseClosed: (Suspension, SuspendedAt, PendingJump) = (null, null, null); break;
        }
    }

    /// <summary>A later wait of the same activity, or a later signer of its step, stands where the first one stood.</summary>
    private string PathAt(int context) => lastStarted.Context == context
        ? lastStarted.Path
        : openTasks.Concat(endedTasks.Values).FirstOrDefault(t => t.Context == context)?.Path ?? "";
}
