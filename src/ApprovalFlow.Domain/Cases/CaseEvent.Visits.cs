using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <param name="DepartmentId">The body whose leg asks; its absence later bars it from asking again.</param>
    public sealed record VisitProposed(string TaskId, string DepartmentId, TripKind Kind, VisitRequest Request, ActorStamp By) : CaseEvent;

    public sealed record VisitProposalWithdrawn(string TaskId, ActorStamp By, string Reason) : CaseEvent;

    /// <summary>What a trip did, as far as it concerns this case.</summary>
    /// <param name="TripSequence">Position of the trip's event: news that came already is known by it.</param>
    public abstract record TripNews(string Trip, long TripSequence) : CaseEvent;

    /// <summary>The lead took the case into a trip.</summary>
    /// <param name="TaskId">The task that the trip's opinion completes; null when the case only takes part (联席会议).</param>
    public sealed record TripJoined(string Trip, long TripSequence, TripKind Kind, string LeadDepartmentId, string? TaskId) : TripNews(Trip, TripSequence);

    public sealed record TripScheduled(string Trip, long TripSequence, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Place) : TripNews(Trip, TripSequence)
    {
        /// <summary>Why the day was moved; null for the first day.</summary>
        public string? Reason { get; init; }
    }

    public sealed record TripInvited(string Trip, long TripSequence, string DepartmentId) : TripNews(Trip, TripSequence);

    /// <summary>缺席默认: the body was invited and did not take part; it accepts the shared findings and may not ask for another visit.</summary>
    public sealed record TripMissed(string Trip, long TripSequence, string DepartmentId, DateTimeOffset InvitedAt) : TripNews(Trip, TripSequence)
    {
        public DateTimeOffset? DeliveredAt { get; init; }
        public DateTimeOffset? ReadAt { get; init; }
        public string? ReadBy { get; init; }
    }

    /// <summary>The day is over.</summary>
    /// <param name="Present">Bodies that took part.</param>
    public sealed record TripVisited(string Trip, long TripSequence, IReadOnlyList<string> Present) : TripNews(Trip, TripSequence)
    {
        /// <summary>Why something is still to be seen; null when all was seen.</summary>
        public string? Partial { get; init; }
    }

    /// <summary>整改: what the applicant is told, once and in full, to put right before the lead looks again.</summary>
    public sealed record TripRectification(string Trip, long TripSequence, IReadOnlyList<string> Items, DateOnly Due) : TripNews(Trip, TripSequence);

    public sealed record TripLeft(string Trip, long TripSequence, string Reason) : TripNews(Trip, TripSequence);

    /// <summary>统一回复: the one opinion of all bodies, with the data that all legs share.</summary>
    public sealed record TripOpinionReceived(string Trip, long TripSequence, TripResult Result, string Summary, DateOnly HeldOn, ActorStamp By) : TripNews(Trip, TripSequence)
    {
        public IReadOnlyList<TripView> Views { get; init; } = [];
        /// <summary>SHA-256 of each photo, hexadecimal.</summary>
        public IReadOnlyList<string> Photos { get; init; } = [];
        /// <summary>What a meeting decided for this case.</summary>
        public string? Decision { get; init; }
    }
}
