using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A task, open or ended (table <c>tasks</c>). Everything a list shows, so that a list joins nothing else.</summary>
public sealed class StoredTask
{
    public string TaskId { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string FlowNameZh { get; set; } = "";
    public string FlowNameEn { get; set; } = "";
    public string ItemCode { get; set; } = "";
    public string ActivityId { get; set; } = "";
    public string ActivityType { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string ApplicantName { get; set; } = "";
    public string Role { get; set; } = "";
    public string? DepartmentId { get; set; }
    public string? Region { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateOnly? Due { get; set; }
    public double? LimitDays { get; set; }
    public CaseTaskStatus Status { get; set; }
    public string? AssigneeId { get; set; }
    public string? AssigneeName { get; set; }
    public string? Outcome { get; set; }
    public string? CompletedById { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>An open task in somebody's inbox (table <c>inbox</c>): one row per subject and task, in reading order.</summary>
public sealed class InboxRow
{
    public string Subject { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }
    public string TaskId { get; set; } = "";
}

/// <summary>Something due (table <c>timers</c>). Claiming moves <see cref="NextAttempt"/> on; firing deletes the row.</summary>
public sealed class StoredTimer
{
    public string CaseNumber { get; set; } = "";
    public string BookmarkId { get; set; } = "";
    public string Kind { get; set; } = "";
    public DateTimeOffset Due { get; set; }
    public DateTimeOffset NextAttempt { get; set; }
}

/// <summary>An effect not delivered yet (table <c>outbox</c>). Delivery deletes the row.</summary>
public sealed class StoredOutboxMessage
{
    public string CaseNumber { get; set; } = "";
    public long Sequence { get; set; }
    public string Topic { get; set; } = "";
    public string Payload { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttempt { get; set; }
    public string? LastError { get; set; }
}
