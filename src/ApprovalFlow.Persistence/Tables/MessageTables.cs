using ApprovalFlow.Domain.Notifications;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>One event told to one person over one channel (table <c>messages</c>); its key keeps it from being written twice.</summary>
public sealed class StoredMessage
{
    public string Key { get; set; } = "";
    public string EventKey { get; set; } = "";
    public string EventName { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string RecipientId { get; set; } = "";
    public string Channel { get; set; } = "";
    public string? Address { get; set; }
    public MessageClass Class { get; set; }
    public string TemplateId { get; set; } = "";
    public int TemplateVersion { get; set; }
    public bool Chinese { get; set; }
    public string Subject { get; set; } = "";
    public string Text { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public DeliveryState State { get; set; }
    /// <summary>When it is looked at next; null: nothing is to be done.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public int Attempts { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public DateTimeOffset? NotHeldSince { get; set; }
    /// <summary>Raised with every change; whoever has seen an older one decides again.</summary>
    public long Version { get; set; }
}

/// <summary>What happened to a message (table <c>message_steps</c>); written once, never changed.</summary>
public sealed class StoredMessageStep
{
    public string MessageKey { get; set; } = "";
    /// <summary>Version of the message that it led to.</summary>
    public long Version { get; set; }
    public DateTimeOffset At { get; set; }
    public string What { get; set; } = "";
    public string? Reason { get; set; }
    public string? By { get; set; }
}

/// <summary>A class of messages that a person, or a number, does not want on a channel (table <c>message_opt_outs</c>).</summary>
public sealed class StoredOptOut
{
    /// <summary>Account, or <c>tel:</c> with a number that belongs to none.</summary>
    public string Subject { get; set; } = "";
    public MessageClass Class { get; set; }
    public string Channel { get; set; } = "";
    public DateTimeOffset At { get; set; }
}
