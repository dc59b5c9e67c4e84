using ApprovalFlow.Domain.Retention;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>Where the keeping of a case stands (table <c>redactions</c>): the head of its stream of removals, with what lists show of it.</summary>
public sealed class StoredRedaction
{
    /// <summary><c>redactions/</c> and the case's number.</summary>
    public string Stream { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public RedactionStage Stage { get; set; }
    public bool IsHeld { get; set; }
    /// <summary>Of the last record.</summary>
    public DateTimeOffset At { get; set; }
}
