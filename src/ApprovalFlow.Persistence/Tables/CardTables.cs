using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A card with its supervision order (table <c>cards</c>). What lists show; the truth is in the case's stream.</summary>
public sealed class StoredCard
{
    public string CaseNumber { get; set; } = "";
    public string CardId { get; set; } = "";
    public string Level { get; set; } = "";
    public string Rule { get; set; } = "";
    public string? Clock { get; set; }
    public string CauseZh { get; set; } = "";
    public string CauseEn { get; set; } = "";
    public string FlowNameZh { get; set; } = "";
    public string FlowNameEn { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string ApplicantName { get; set; } = "";
    public string OwnerRole { get; set; } = "";
    public string? OwnerDepartmentId { get; set; }
    public string? OwnerRegion { get; set; }
    public string? OwnerUserId { get; set; }
    public string? OwnerName { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public CardStatus Status { get; set; }
    public bool IsOpen { get; set; }
    public string? OrderId { get; set; }
    public string? OrderRole { get; set; }
    public string? OrderDepartmentId { get; set; }
    public int OrderStep { get; set; }
}

/// <summary>When an engine last ticked (table <c>heartbeats</c>), and since when it has been missed.</summary>
public sealed class Heartbeat
{
    public string Engine { get; set; } = "";
    public DateTimeOffset At { get; set; }
}
