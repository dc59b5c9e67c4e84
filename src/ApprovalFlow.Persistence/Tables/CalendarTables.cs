namespace ApprovalFlow.Persistence.Tables;

/// <summary>A notice on working days that was put into force here (table <c>calendar_notices</c>). Rows stay; the highest version of a year counts.</summary>
public sealed class StoredCalendarNotice
{
    public int Year { get; set; }
    public int Version { get; set; }
    public string Notice { get; set; } = "";
    public DateOnly NoticeDate { get; set; }
    /// <summary>The calendar file as it was given.</summary>
    public string Json { get; set; } = "";
    public DateTimeOffset AppliedAt { get; set; }
    public string AppliedById { get; set; } = "";
    public string AppliedByName { get; set; } = "";
    /// <summary>When the last day of every open case was written anew; null: not yet, whoever starts next does it.</summary>
    public DateTimeOffset? ListsRenewedAt { get; set; }
}
