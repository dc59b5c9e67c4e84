using ApprovalFlow.Domain.Regulation;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A packet's stream head, with what lists show of it (table <c>packets</c>). Its events lie in table <c>journal</c> under its number.</summary>
public sealed class StoredPacket
{
    public string Number { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public string CaseNumber { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string ItemNameZh { get; set; } = "";
    public string ItemNameEn { get; set; } = "";
    public string ApplicantName { get; set; } = "";
    public string? CountyCode { get; set; }
    public string Result { get; set; } = "";
    public string ApprovingDepartmentId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public PacketStatus Status { get; set; }
    public DateTimeOffset SentAt { get; set; }
    public DateTimeOffset WaitingSince { get; set; }
    public double ClaimDays { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public string? ClaimedByName { get; set; }
    public int Findings { get; set; }
    public int Adverse { get; set; }
    public bool IsRevoking { get; set; }
}

/// <summary>A body of a packet (table <c>packet_bodies</c>): whose list it stands in.</summary>
public sealed class StoredPacketBody
{
    public string DepartmentId { get; set; } = "";
    public string PacketNumber { get; set; } = "";
}

/// <summary>What a regulator found about a subject (table <c>packet_feedback</c>), by the subject's number: what its next application shows.</summary>
public sealed class StoredFeedback
{
    public string PacketNumber { get; set; } = "";
    public string FeedbackId { get; set; } = "";
    public string ApplicantId { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string ItemNameZh { get; set; } = "";
    public string ItemNameEn { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public FeedbackKind Kind { get; set; }
    public string Text { get; set; } = "";
    public DateOnly OnDay { get; set; }
    public DateTimeOffset At { get; set; }
}
