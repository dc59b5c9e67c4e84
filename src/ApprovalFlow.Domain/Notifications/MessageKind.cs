namespace ApprovalFlow.Domain.Notifications;

/// <summary>What can be told: its class, and the placeholders that a template for it may name. What a template does not name never leaves.</summary>
public sealed record MessageKind(string Id, MessageClass Class, IReadOnlyList<string> Placeholders)
{
    public const string Registered = "registered", Accepted = "accepted", Correction = "correction", Decided = "decided", Refused = "refused", Certificate = "certificate",
        Extended = "extended", Paused = "paused", Terminated = "terminated", Appointment = "appointment", FlowNotice = "flow-notice",
        Task = "task", Assigned = "assigned", Unfilled = "unfilled", Urged = "urged", Copied = "copied", Mentioned = "mentioned", Card = "card", Order = "order", StaffNotice = "staff-notice";

    public static IReadOnlyList<MessageKind> All { get; } =
    [
        new(Registered, MessageClass.Progress, ["item", "case"]),
        new(Accepted, MessageClass.Legal, ["item", "case"]),
        new(Correction, MessageClass.Legal, ["item", "case", "reason"]),
        new(Decided, MessageClass.Legal, ["item", "case", "result"]),
        new(Refused, MessageClass.Legal, ["item", "case", "result"]),
        new(Certificate, MessageClass.Progress, ["item", "case"]),
        new(Extended, MessageClass.Legal, ["item", "case"]),
        new(Paused, MessageClass.Legal, ["item", "case"]),
        new(Terminated, MessageClass.Legal, ["item", "case", "reason"]),
        new(Appointment, MessageClass.Legal, ["case", "title", "text"]),
        new(FlowNotice, MessageClass.Progress, ["case", "title", "text"]),
        new(Task, MessageClass.Work, ["item", "case", "step", "due"]),
        new(Assigned, MessageClass.Work, ["item", "case", "step", "from", "reason"]),
        new(Unfilled, MessageClass.Work, ["item", "case", "step"]),
        new(Urged, MessageClass.Supervision, ["item", "case", "step", "from", "reason"]),
        new(Copied, MessageClass.Talk, ["item", "case", "from", "reason"]),
        new(Mentioned, MessageClass.Talk, ["item", "case", "from", "reason"]),
        new(Card, MessageClass.Supervision, ["item", "case", "level", "cause"]),
        new(Order, MessageClass.Supervision, ["item", "case", "cause"]),
        new(StaffNotice, MessageClass.Work, ["case", "title", "text"]),
    ];

    /// <summary>The ways it goes. A task stands in the inbox already; copies and mentions make no telephone ring.</summary>
    public IReadOnlyList<string> Channels => Id == Task ? MessageChannels.Outside : Class == MessageClass.Talk ? [MessageChannels.Mail, MessageChannels.InApp] : MessageChannels.All;

    public static MessageKind? Find(string id) => All.FirstOrDefault(k => k.Id == id);

    public static MessageKind Of(string id) => Find(id) ?? throw new ArgumentException($"Expected a kind of message, but it is '{id}'.", nameof(id));
}
