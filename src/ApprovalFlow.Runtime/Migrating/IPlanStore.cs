using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.Migrating;

/// <summary>The streams of migration plans and what lists show of them, written in the same transaction.</summary>
/// <remarks>Events lie in the same journal as those of cases, under <see cref="StreamOf"/>. Safe to call from several processes.</remarks>
public interface IPlanStore
{
    /// <summary>Null when there is no such plan.</summary>
    /// <param name="after">Events up to here are known already and are left out; a number at which a commit ended.</param>
    Task<PlanStream?> LoadAsync(string planId, long after = 0, CancellationToken cancellation = default);

    /// <summary>A head that moved on is a conflict: decide again.</summary>
    Task<CommitOutcome> CommitAsync(PlanCommit commit, CancellationToken cancellation = default);

    /// <summary>The plans of one definition, or of all; youngest first.</summary>
    Task<IReadOnlyList<PlanHeader>> ListAsync(string? definitionId = null, CancellationToken cancellation = default);

    /// <summary>Where a plan stands; null when there is none. Asked between any two cases, so it costs one row.</summary>
    Task<PlanStage?> StageAsync(string planId, CancellationToken cancellation = default);

    /// <summary>Claims a plan that is under way, for the length of a lease. Nobody else is given it before the lease ends or something is committed to it. Null: nothing is under way.</summary>
    Task<string?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellation = default);

    static string StreamOf(string planId) => "mig/" + planId;
}

public sealed record PlanStream(PlanHeader Header, IReadOnlyList<StoredEvent> Events);

/// <summary>Where a plan's stream stands, with what lists show of it.</summary>
/// <param name="Ready">Cases that may go over, as the dry run says; 0 before there is one.</param>
public sealed record PlanHeader(
    string PlanId, long Version, byte[] HeadHash, string DefinitionId, string FlowCode, string? DepartmentId, int TargetVersion, PlanStage Stage, string Reason,
    DateTimeOffset DraftedAt, string DraftedByName, int Cases, int Ready, int Migrated, int Skipped, int TakenBack);

/// <summary>Everything one accepted command changes of a plan.</summary>
public sealed record PlanCommit(string PlanId, long ExpectedVersion, IReadOnlyList<StoredEvent> Events, PlanHeader Header);
