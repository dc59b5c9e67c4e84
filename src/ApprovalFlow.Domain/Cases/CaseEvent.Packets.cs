using ApprovalFlow.Domain.Regulation;

namespace ApprovalFlow.Domain.Cases;

/// <summary>审管互动: what was decided goes to whoever regulates, and what they find comes back.</summary>
public abstract partial record CaseEvent
{
    /// <summary>The decision is a packet for this body; its time to claim it runs.</summary>
    /// <param name="Rules">Version of the book that names the body.</param>
    public sealed record PacketAddressed(string Packet, string To, IReadOnlyList<string> Assist, double ClaimDays, int Rules) : CaseEvent;

    /// <summary>What a packet tells its case.</summary>
    /// <param name="Position">Of the packet's own event: what was told before is told once.</param>
    public abstract record PacketNews(string Packet, long Position) : CaseEvent;

    /// <summary>签收.</summary>
    /// <param name="ClaimedAt">When it was done; the news may be late.</param>
    public sealed record RegulatorClaimed(string Packet, long Position, DateTimeOffset ClaimedAt, ActorStamp By) : PacketNews(Packet, Position);

    /// <summary>Returned by a body, or assigned by a supervisor: another one has it now, with the whole time again.</summary>
    public sealed record RegulatorChanged(string Packet, long Position, string To, string Reason, ActorStamp By) : PacketNews(Packet, Position);

    /// <summary>监管反馈.</summary>
    public sealed record RegulatorTold(string Packet, long Position, string FeedbackId, FeedbackKind Kind, string Text, DateOnly On, ActorStamp By) : PacketNews(Packet, Position) { public string? Document { get; init; } }

    /// <summary>撤销、撤回程序: begins with what a regulator found.</summary>
    public sealed record RevocationOpened(string Packet, long Position, string RevocationId, string FeedbackId, RevocationKind Kind, string Ground, ActorStamp By) : PacketNews(Packet, Position)
    {
        /// <summary>Who gave the feedback, when it was another one than asks: neither of them decides.</summary>
        public ActorStamp? FoundBy { get; init; }
        /// <summary>The last day for stating one's case; null when the calendar of that year is not known.</summary>
        public DateOnly? StatementsUntil { get; init; }
    }

    /// <summary>陈述、申辩.</summary>
    public sealed record RevocationStated(string RevocationId, string Text, ActorStamp By) : CaseEvent;

    /// <summary>The end of the proceeding: a counter-entry to the decision, or the reasons why it stands.</summary>
    public sealed record RevocationDecided(string RevocationId, bool Revoked, string Reasons, ActorStamp By) : CaseEvent
    {
        /// <summary>How to have it reviewed or to sue.</summary>
        public string? Remedies { get; init; }
    }
}
