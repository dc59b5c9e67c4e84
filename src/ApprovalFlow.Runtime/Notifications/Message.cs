using ApprovalFlow.Domain.Notifications;

namespace ApprovalFlow.Runtime.Notifications;

/// <summary>One event told to one person over one channel; written once, whatever happens.</summary>
/// <param name="EventKey">Stream and position of the event that caused it.</param>
/// <param name="EventName">Stable name of that event.</param>
/// <param name="CaseNumber">The case it tells of, or the trip.</param>
/// <param name="RecipientId">Account; <see cref="Contact.ApplicantId"/> for an applicant without one.</param>
/// <param name="Address">Number or mail address; null where there is none.</param>
public sealed record Message(
    string EventKey, string EventName, string CaseNumber, string RecipientId, string Channel, string? Address, MessageClass Class,
    string TemplateId, int TemplateVersion, bool Chinese, string Subject, string Text, DateTimeOffset At, Delivery Delivery)
{
    /// <summary>Event, recipient and channel: what makes it this message and no other.</summary>
    public string Key => $"{EventKey}/{RecipientId}/{Channel}";
    /// <summary>Raised with every change.</summary>
    public long Version { get; init; } = 1;
    /// <summary>Short messages that it takes; 0 on other channels.</summary>
    public int Parts => Channel == MessageChannels.Sms ? MessageText.Parts(Text) : 0;

    public Message Next(Delivery delivery) => this with { Delivery = delivery, Version = Version + 1 };
}

/// <summary>What happened to a message, and why: the outcome of an attempt, a report, a decision.</summary>
public sealed record MessageStep(DateTimeOffset At, string What, string? Reason = null, string? By = null);

/// <summary>The messages and what happened to each. Safe to call from several processes.</summary>
public interface IMessageStore
{
    /// <summary>Adds those that are not there yet; answers how many.</summary>
    Task<int> AddAsync(IReadOnlyList<Message> messages, CancellationToken cancellation = default);

    /// <summary>Claims, for the length of a lease, messages that are due. Each is given to one caller.</summary>
    Task<IReadOnlyList<Message>> ClaimAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default);

    /// <summary>Stores the next version; false when somebody else stored one meanwhile.</summary>
    Task<bool> SaveAsync(Message next, MessageStep? step, CancellationToken cancellation = default);

    Task<Message?> FindAsync(string key, CancellationToken cancellation = default);

    /// <summary>What happened to it, the oldest first.</summary>
    Task<IReadOnlyList<MessageStep>> StepsAsync(string key, CancellationToken cancellation = default);

    /// <summary>Messages that went to an address since then, and those that are on their way.</summary>
    Task<int> CountSentAsync(string channel, string address, DateTimeOffset since, CancellationToken cancellation = default);
}

/// <summary>A way out of the house.</summary>
public interface IMessageChannel
{
    string Name { get; }

    /// <summary>Hands one message over. Throws nothing that it can name: what went wrong is the outcome.</summary>
    Task<AttemptOutcome> SendAsync(Message message, CancellationToken cancellation);

    /// <summary>Whether the gateway has something for this message's reader, asked when it did not answer.</summary>
    Task<GatewayMemory> AskAsync(Message message, CancellationToken cancellation);
}
