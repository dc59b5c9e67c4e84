namespace ApprovalFlow.Persistence.Tables;

/// <summary>The place of a line of the journal in the feed (table <c>feed</c>). Rows are only ever inserted.</summary>
public sealed class StoredFeedPlace
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public long Number { get; set; }
    public string Stream { get; set; } = "";
    public long FirstSequence { get; set; }
    public long LastSequence { get; set; }
    /// <summary>When it was given its place, which is when it could first leave.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>How far one receiver of the feed is (table <c>feed_deliveries</c>).</summary>
public sealed class StoredFeedDelivery
{
    public string Receiver { get; set; } = "";
    public long Delivered { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? FailingSince { get; set; }
    public DateTimeOffset? NextAt { get; set; }
    public string? Error { get; set; }
    public bool Stopped { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    /// <summary>Until then one process sends to it, and no other.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }
    public string? LeasedBy { get; set; }
}
