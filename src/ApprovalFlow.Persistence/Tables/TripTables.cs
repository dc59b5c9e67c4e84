using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A trip's stream head, with what lists show of it (table <c>trips</c>). Its events lie in table <c>journal</c> under its number.</summary>
public sealed class StoredTrip
{
    public string Number { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public TripKind Kind { get; set; }
    public TripStatus Status { get; set; }
    public string LeadDepartmentId { get; set; } = "";
    public string Title { get; set; } = "";
    public string? Place { get; set; }
    public int Legs { get; set; }
    public DateTimeOffset ConvenedAt { get; set; }
    public DateTimeOffset? StartsAt { get; set; }
    public DateTimeOffset? EndsAt { get; set; }
    /// <summary>The record by which its content was removed, with that of its cases.</summary>
    public string? RedactedBy { get; set; }
}

/// <summary>A body of a trip (table <c>trip_bodies</c>): whose list the trip stands in.</summary>
public sealed class StoredTripBody
{
    public string DepartmentId { get; set; } = "";
    public string TripNumber { get; set; } = "";
    public BodyAnswer Answer { get; set; }
}

/// <summary>Half an hour of an officer (table <c>bookings</c>). The key is the rule: nobody is in two places.</summary>
public sealed class StoredBooking
{
    public string OfficerId { get; set; } = "";
    public DateTimeOffset Piece { get; set; }
    public string TripNumber { get; set; } = "";
}

/// <summary>A leg's wish for a visit (table <c>proposals</c>), stored with the case's events.</summary>
public sealed class StoredProposal
{
    public string CaseNumber { get; set; } = "";
    public long Sequence { get; set; }
    public string TaskId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public TripKind Kind { get; set; }
    public string ItemCode { get; set; } = "";
    public string ApplicantName { get; set; } = "";
    public string ApplicantId { get; set; } = "";
    public string? CountyCode { get; set; }
    public string Site { get; set; } = "";
    public DateOnly FromDay { get; set; }
    public DateOnly ToDay { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset At { get; set; }
    public VisitStatus Status { get; set; }
    public string? Trip { get; set; }
}

/// <summary>Bytes named by their SHA-256 (table <c>contents</c>): photos of trips, files with remarks. Never changed; bytes that were removed are empty.</summary>
public sealed class StoredContent
{
    public string Hash { get; set; } = "";
    public string MediaType { get; set; } = "";
    public byte[] Bytes { get; set; } = [];
    public DateTimeOffset At { get; set; }
    /// <summary>The record by which the bytes were removed.</summary>
    public string? RedactedBy { get; set; }
}
