using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>The trips' streams and what is stored with them in the same transaction: heads, bodies, officers' calendars, outbox, idempotency keys.</summary>
/// <remarks>Events lie in the same journal as those of cases, with the trip's number as stream. Safe to call from several processes.</remarks>
public interface ITripStore
{
    /// <summary>Null when there is no such trip.</summary>
    Task<TripStream?> LoadAsync(string number, CancellationToken cancellation = default);

    /// <summary>All or nothing. A half hour of an officer that another trip has taken meanwhile is a conflict too: decide again.</summary>
    Task<CommitOutcome> CommitAsync(TripCommit commit, CancellationToken cancellation = default);

    /// <summary>The trips that each of these officers is booked for.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<BusySlot>>> BusyAsync(IReadOnlyCollection<string> officers, CancellationToken cancellation = default);

    /// <summary>Proposals in one state, the oldest first.</summary>
    Task<IReadOnlyList<ProposalEntry>> ProposalsAsync(VisitStatus status, CancellationToken cancellation = default);

    /// <summary>Trips, the newest first.</summary>
    Task<IReadOnlyList<TripHeader>> TripsAsync(TripFilter filter, CancellationToken cancellation = default);
}

public sealed record TripStream(TripHeader Header, IReadOnlyList<StoredEvent> Events);

/// <summary>Where a trip's stream stands, with what lists show of the trip.</summary>
public sealed record TripHeader(
    string Number, long Version, byte[] HeadHash, TripKind Kind, TripStatus Status, string LeadDepartmentId, string Title, string? Place, int Legs,
    DateTimeOffset ConvenedAt, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

/// <summary>A body's row beside its trip.</summary>
public sealed record TripBodyEntry(string DepartmentId, BodyAnswer Answer);

/// <summary>Everything one accepted command changes of a trip.</summary>
public sealed record TripCommit(string Number, long ExpectedVersion, IReadOnlyList<StoredEvent> Events, TripHeader Header)
{
    /// <summary>All bodies as they are now.</summary>
    public IReadOnlyList<TripBodyEntry> Bodies { get; init; } = [];
    /// <summary>All half hours that officers are booked for now.</summary>
    public IReadOnlyList<(string OfficerId, DateTimeOffset Piece)> Bookings { get; init; } = [];
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];
    public CommandAnswer? Answer { get; init; }
}

/// <summary>Which trips a list shows. Conditions that are null do not limit.</summary>
/// <param name="Departments">Trips that one of these leads or is invited to.</param>
/// <param name="OfficerId">Trips that this officer is booked for.</param>
public sealed record TripFilter(IReadOnlyList<string>? Departments = null, string? OfficerId = null, int Take = 100);
