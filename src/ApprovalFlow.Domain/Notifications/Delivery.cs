namespace ApprovalFlow.Domain.Notifications;

/// <summary>Where one message to one person over one channel stands.</summary>
public enum DeliveryState
{
    Queued,
    /// <summary>Waits for the end of the quiet hours.</summary>
    HeldQuiet,
    /// <summary>Waits because the number was sent enough today.</summary>
    HeldLimit,
    /// <summary>Handed to the gateway at this moment. Written before the gateway is asked, so that a process that dies in between is seen.</summary>
    Sending,
    /// <summary>The gateway was asked and did not answer: it may have the message or not.</summary>
    Unknown,
    /// <summary>The gateway has it.</summary>
    Sent,
    /// <summary>It reached its reader's telephone, mail server or page.</summary>
    Delivered,
    /// <summary>Not taken; it is tried again.</summary>
    Failed,
    /// <summary>Its reader does not want this class of messages on this channel.</summary>
    OptedOut,
    /// <summary>There is no number or address.</summary>
    NoAddress,
    /// <summary>No gateway is configured: kept for reading, sent to nobody.</summary>
    NotSent,
    /// <summary>Given up; a person decides whether to try again.</summary>
    Dead,
}

/// <summary>How one attempt ended.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome() { }

    public abstract string Name { get; }

    /// <param name="Final">The channel knows no receipts: what is accepted counts as delivered.</param>
    public sealed record Accepted(bool Final = false) : AttemptOutcome { public override string Name => "accepted"; }
    /// <summary>Never, however often it is tried.</summary>
    public sealed record Refused(string Reason) : AttemptOutcome { public override string Name => "refused"; }
    /// <summary>Certainly not taken: trying again cannot send it twice.</summary>
    public sealed record NotTaken(string Reason) : AttemptOutcome { public override string Name => "not-taken"; }
    /// <summary>Asked, and no answer: trying again could send it twice.</summary>
    public sealed record Unanswered(string Reason) : AttemptOutcome { public override string Name => "unanswered"; }
    /// <summary>There is nothing to send with.</summary>
    public sealed record NoGateway : AttemptOutcome { public override string Name => "no-gateway"; }
}

/// <summary>What a gateway reports later.</summary>
public enum DeliveryReport { Delivered, Undeliverable, Underway }

/// <summary>What the gateway says of a message whose sending it did not answer.</summary>
public enum GatewayMemory
{
    /// <summary>It cannot be asked.</summary>
    Silent,
    /// <summary>It has something for this number: the report is to be waited for.</summary>
    Holds,
    /// <summary>It works and has nothing for this number.</summary>
    HoldsNothing,
    /// <summary>Nobody can ask this gateway what it holds.</summary>
    NotAskable,
}

/// <summary>How often and how long.</summary>
public sealed record DeliveryRules
{
    public static DeliveryRules Default { get; } = new();

    public int Attempts { get; init; } = 12;
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(15);
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);
    /// <summary>How long an unanswered message is left to its delivery report.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>The state of a message and the one place that changes it. Pure: what happened goes in, where it stands comes out.</summary>
/// <param name="DueAt">When it is looked at next; null: nothing is to be done.</param>
public sealed record Delivery(DeliveryState State, DateTimeOffset? DueAt)
{
    public int Attempts { get; init; }
    /// <summary>Why it stands where it stands: a code.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    /// <summary>Since when the gateway, asked after silence, has said that it holds nothing.</summary>
    public DateTimeOffset? NotHeldSince { get; init; }

    public static Delivery Queued(DateTimeOffset now) => new(DeliveryState.Queued, now);

    public bool IsOver => DueAt is null;
    public bool MayBeRetried => State == DeliveryState.Dead;
    /// <summary>Nobody has been asked to send it, or whoever was has certainly not taken it.</summary>
    public bool MayBeSent => State is DeliveryState.Queued or DeliveryState.HeldQuiet or DeliveryState.HeldLimit or DeliveryState.Failed;

    public Delivery Hold(MessageWait wait) => this with
    {
        State = wait.Reason == MessageWait.RateLimit ? DeliveryState.HeldLimit : DeliveryState.HeldQuiet, DueAt = wait.Until, Reason = wait.Reason,
    };

    /// <summary>The gateway is about to be asked. Whoever finds it like this after <paramref name="until"/> knows that the process died.</summary>
    public Delivery Begin(DateTimeOffset until) => this with { State = DeliveryState.Sending, DueAt = until, Attempts = Attempts + 1, Reason = null };

    /// <param name="jitter">0 to 1: messages that failed together do not come again together.</param>
    public Delivery After(AttemptOutcome outcome, DateTimeOffset now, double jitter, DeliveryRules rules) => outcome switch
    {
        // A report may overtake the answer that it belongs to.
        _ when State != DeliveryState.Sending => this,
        AttemptOutcome.Accepted { Final: true } => this with { State = DeliveryState.Delivered, DueAt = null, SentAt = now, DeliveredAt = now, Reason = null },
        AttemptOutcome.Accepted => this with { State = DeliveryState.Sent, DueAt = null, SentAt = now, Reason = null },
        AttemptOutcome.Refused e => this with { State = DeliveryState.Dead, DueAt = null, Reason = e.Reason },
        AttemptOutcome.NotTaken e when Attempts >= rules.Attempts => this with { State = DeliveryState.Dead, DueAt = null, Reason = e.Reason },
        AttemptOutcome.NotTaken e => this with { State = DeliveryState.Failed, DueAt = now + Pause(Attempts, jitter, rules), Reason = e.Reason },
        AttemptOutcome.Unanswered e => Silent(e.Reason, now, rules),
        _ => this with { State = DeliveryState.NotSent, DueAt = null, Reason = "no-gateway" },
    };

    /// <summary>The process died while it was asking.</summary>
    public Delivery Abandoned(DateTimeOffset now, DeliveryRules rules) => State == DeliveryState.Sending ? Silent("interrupted", now, rules) : this;

    private Delivery Silent(string reason, DateTimeOffset now, DeliveryRules rules) => this with { State = DeliveryState.Unknown, DueAt = now + rules.Patience, Reason = reason, NotHeldSince = null };

    /// <summary>No report came: what the gateway says when it is asked decides.</summary>
    /// <remarks>Only a gateway that works and has held nothing for a whole patience is asked to send again: it would have reported otherwise.</remarks>
    public Delivery AfterSilence(GatewayMemory memory, DateTimeOffset now, DeliveryRules rules) => memory switch
    {
        _ when State != DeliveryState.Unknown => this,
        GatewayMemory.NotAskable => this with { State = DeliveryState.Dead, DueAt = null, Reason = "no-answer" },
        GatewayMemory.HoldsNothing when NotHeldSince is { } since && now - since >= rules.Patience =>
            Attempts >= rules.Attempts ? this with { State = DeliveryState.Dead, DueAt = null, Reason = "no-answer" } : this with { State = DeliveryState.Failed, DueAt = now, Reason = "no-answer", NotHeldSince = null },
        GatewayMemory.HoldsNothing => this with { DueAt = (NotHeldSince ?? now) + rules.Patience, NotHeldSince = NotHeldSince ?? now },
        _ => this with { DueAt = now + rules.Patience, NotHeldSince = null },
    };

    /// <summary>A report changes what is open; what has arrived stays arrived.</summary>
    public Delivery Reported(DeliveryReport report, DateTimeOffset now) => report switch
    {
        _ when Attempts == 0 || State is DeliveryState.Delivered => this,
        DeliveryReport.Delivered => this with { State = DeliveryState.Delivered, DueAt = null, SentAt = SentAt ?? now, DeliveredAt = now, Reason = null },
        DeliveryReport.Undeliverable => this with { State = DeliveryState.Dead, DueAt = null, Reason = "undeliverable" },
        // Also where it was given up or was to be tried again: the gateway has it after all.
        _ => State == DeliveryState.Sent ? this : this with { State = DeliveryState.Sent, DueAt = null, SentAt = SentAt ?? now, Reason = null },
    };

    /// <summary>A person decides that it is tried again.</summary>
    public Delivery Retried(DateTimeOffset now) => State == DeliveryState.Dead ? this with { State = DeliveryState.Queued, DueAt = now, Attempts = 0, Reason = null, NotHeldSince = null } : this;

    /// <summary>Doubles with every attempt up to the longest; half of it is left to chance.</summary>
    public static TimeSpan Pause(int attempts, double jitter, DeliveryRules rules) =>
        TimeSpan.FromSeconds(Math.Min(rules.LongestPause.TotalSeconds, rules.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30))) * (0.5 + Math.Clamp(jitter, 0, 1) / 2));
}
