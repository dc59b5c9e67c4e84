using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A case's stream head, with what lists show of it (table <c>cases</c>).</summary>
public sealed class StoredCase
{
    public string CaseNumber { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public string DefinitionHash { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public CaseStatus Status { get; set; }
    public string? Result { get; set; }
    public string ApplicantName { get; set; } = "";
    public string? ApplicantUserId { get; set; }
    public string? CountyCode { get; set; }
    public DateTimeOffset RegisteredAt { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public DateOnly? Due { get; set; }
    public DateTimeOffset? Alarm { get; set; }
    /// <summary>The record by which the case's content was removed; nothing of it is here any more.</summary>
    public string? RedactedBy { get; set; }
}

/// <summary>The events that one command left in one case (table <c>journal</c>): the truth. Rows are only ever inserted; what the law orders away is replaced by the name of its record (docs/adr/0023-retention.md).</summary>
public sealed class StoredJournalLine
{
    public string CaseNumber { get; set; } = "";
    public long FirstSequence { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>A JSON array of <c>[name,version,data]</c>, the data exactly the text that was hashed.</summary>
    public string Events { get; set; } = "";
    /// <summary>32 bytes for each event.</summary>
    public byte[] Hashes { get; set; } = [];
    public byte[] PreviousHash { get; set; } = [];
}

/// <summary>An idempotency key and what it was answered with (table <c>commands</c>).</summary>
public sealed class StoredCommand
{
    public string Key { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string Fingerprint { get; set; } = "";
    public long FirstSequence { get; set; }
    public long LastSequence { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>The last number given out of a series (table <c>number_series</c>).</summary>
public sealed class NumberSeries
{
    public string Name { get; set; } = "";
    public long Value { get; set; }
}
