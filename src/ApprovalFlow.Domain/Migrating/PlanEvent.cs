using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>What happened to one plan to take running cases to another version.</summary>
public abstract record PlanEvent
{
    private PlanEvent() { }

    public sealed record PlanDrafted(string PlanId, string DefinitionId, string FlowCode, string? DepartmentId, PlanContent Content, ActorStamp By) : PlanEvent;

    /// <summary>Another content; what was tried before says nothing any more.</summary>
    public sealed record PlanRevised(PlanContent Content, ActorStamp By) : PlanEvent;

    /// <summary>试算: what would happen to each case.</summary>
    /// <param name="Digest">Names all lines together: what is submitted and signed.</param>
    public sealed record DryRunRecorded(string Digest, IReadOnlyList<DryRunLine> Lines, ActorStamp By) : PlanEvent;

    public sealed record PlanSubmitted(string Digest, ActorStamp By) : PlanEvent;
    public sealed record PlanTakenBack(ActorStamp By) : PlanEvent;
    public sealed record PlanDeclined(string Comment, ActorStamp By) : PlanEvent;

    /// <summary>The second person has signed what the dry run said.</summary>
    public sealed record PlanSigned(string Digest, ActorStamp By) : PlanEvent;

    public sealed record PlanDiscarded(ActorStamp By) : PlanEvent;
    public sealed record MigrationStarted(ActorStamp By) : PlanEvent;
    public sealed record MigrationStopped(ActorStamp By) : PlanEvent;
    public sealed record MigrationResumed(ActorStamp By) : PlanEvent;
    public sealed record CasesMigrated(IReadOnlyList<CaseResult> Results) : PlanEvent;
    public sealed record MigrationFinished : PlanEvent;
    public sealed record UndoAsked(string Reason, ActorStamp By) : PlanEvent;
    public sealed record UndoDropped(ActorStamp By) : PlanEvent;

    /// <summary>A second person has signed that it is taken back; it begins.</summary>
    public sealed record UndoSigned(ActorStamp By) : PlanEvent;

    public sealed record CasesTakenBack(IReadOnlyList<CaseResult> Results) : PlanEvent;
    public sealed record UndoFinished : PlanEvent;
}

/// <param name="From">Content hash of the version that the case ran under.</param>
/// <param name="Problems">All that is in the way; empty: it can go.</param>
public sealed record DryRunLine(string CaseNumber, string From, string Digest, IReadOnlyList<Rejection> Problems)
{
    public bool CanGo => Problems.Count == 0;
}

/// <param name="Problem">Why it stayed where it is; null: it has gone over, or back.</param>
public sealed record CaseResult(string CaseNumber, Rejection? Problem = null)
{
    public bool IsDone => Problem is null;
}

/// <summary>One entry of a plan's stream.</summary>
public sealed record PlanRecord(long Sequence, DateTimeOffset At, PlanEvent Event);
