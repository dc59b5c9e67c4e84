namespace ApprovalFlow.Persistence.Tables;

/// <summary>An incident that waits for an administrator (table <c>incidents</c>); taken in hand, the row is gone. The truth is in the case's stream.</summary>
public sealed class StoredIncident
{
    public string CaseNumber { get; set; } = "";
    public long Sequence { get; set; }
    public int Context { get; set; }
    public string ActivityId { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string Message { get; set; } = "";
    public string? Cause { get; set; }
    public DateTimeOffset At { get; set; }
    public bool Stops { get; set; }
    public string FlowCode { get; set; } = "";
    public string FlowNameZh { get; set; } = "";
    public string FlowNameEn { get; set; } = "";
    public string DefinitionHash { get; set; } = "";
    public string DepartmentId { get; set; } = "";
}
