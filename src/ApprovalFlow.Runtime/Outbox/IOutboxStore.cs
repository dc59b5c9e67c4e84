namespace ApprovalFlow.Runtime.Outbox;

/// <summary>An effect on the world outside, stored with the event that asked for it.</summary>
/// <param name="Sequence">Position of that event in the case's stream.</param>
/// <param name="Topic">What kind of effect: the name the flow emitted.</param>
/// <param name="Payload">JSON.</param>
public sealed record OutboxMessage(string CaseNumber, long Sequence, string Topic, string Payload, DateTimeOffset At)
{
    /// <summary>The same for every attempt: what a receiver needs to do it once.</summary>
    public string Key => $"{CaseNumber}/{Sequence}";
    /// <summary>Deliveries tried before this one.</summary>
    public int Attempts { get; init; }
}

/// <summary>The outbox rows. They are written with the events that ask for them; here they are delivered.</summary>
public interface IOutboxStore
{
    /// <summary>Claims, for the length of a lease, the oldest undelivered message of each of up to <paramref name="batch"/> cases:
    /// a case's next message is never given out before the one before it is done.</summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default);

    Task DoneAsync(OutboxMessage message, CancellationToken cancellation = default);

    Task FailedAsync(OutboxMessage message, string error, DateTimeOffset nextAttempt, CancellationToken cancellation = default);
}

/// <summary>Delivers the messages of one topic.</summary>
/// <remarks>At least once, in order per case: after a crash the same message comes again with the same <see cref="OutboxMessage.Key"/>.
/// Throwing means "try again later".</remarks>
public interface IOutboxHandler
{
    string Topic { get; }
    Task HandleAsync(OutboxMessage message, CancellationToken cancellation);
}
