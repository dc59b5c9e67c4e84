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

/// <summary>岗位 (table <c>posts</c>): where somebody stands in the organisation.</summary>
public sealed class StoredPost
{
    public string Code { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string? Region { get; set; }
    public string? Superior { get; set; }
    public bool IsHead { get; set; }
    public List<StoredPostHolder> Holders { get; set; } = [];
}

/// <summary>Who holds a post (table <c>post_holders</c>).</summary>
public sealed class StoredPostHolder
{
    public string PostCode { get; set; } = "";
    public string UserId { get; set; } = "";
}

/// <summary>What a case is to one person (table <c>case_marks</c>): how far they have read it, and whether they follow it. Theirs alone; the case knows nothing of it.</summary>
public sealed class StoredCaseMark
{
    public string UserId { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    /// <summary>Version of the case when they last looked; 0 = they follow it and have not looked.</summary>
    public long SeenVersion { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
    public DateTimeOffset? FollowedAt { get; set; }
}

/// <summary>提醒 (table <c>reminders</c>): a note to oneself about a case, for a moment to come.</summary>
public sealed class StoredReminder
{
    public string Id { get; set; } = "";
    public string UserId { get; set; } = "";
    public string CaseNumber { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string? Text { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
}
