namespace ApprovalFlow.Persistence.Tables;

/// <summary>Who stands in for whom (table <c>substitutions</c>). Never deleted: what ends early says by whom.</summary>
public sealed class StoredSubstitution
{
    public string Id { get; set; } = "";
    public string PrincipalId { get; set; } = "";
    public string PrincipalName { get; set; } = "";
    public string SubstituteId { get; set; } = "";
    public string SubstituteName { get; set; } = "";
    public DateTimeOffset From { get; set; }
    /// <summary>The first instant at which it no longer holds; moved forward when it is ended.</summary>
    public DateTimeOffset Until { get; set; }
    public string? Reason { get; set; }
    public string SetById { get; set; } = "";
    public string SetByName { get; set; } = "";
    public DateTimeOffset SetAt { get; set; }
    public string? EndedById { get; set; }
    public string? EndedByName { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Something a person is told (table <c>notices</c>): urged, copied, mentioned. Delivered by the outbox; reading it is personal.</summary>
public sealed class StoredNotice
{
    public string UserId { get; set; } = "";
    public DateTimeOffset At { get; set; }
    /// <summary>The event it tells of; delivering it twice is delivering it once.</summary>
    public string Key { get; set; } = "";
    public string Kind { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public string? TaskId { get; set; }
    public string FromName { get; set; } = "";
    public string? TaskNameZh { get; set; }
    public string? TaskNameEn { get; set; }
    public string? Text { get; set; }
    public DateTimeOffset? ReadAt { get; set; }
}
