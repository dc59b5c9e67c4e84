namespace ApprovalFlow.Domain.Cases;

/// <summary>电子监察: cards and supervision orders. Nothing is ever taken away; a card that was wrong has an entry that says so.</summary>
public abstract partial record CaseEvent
{
    /// <param name="Level">warn, yellow, red or deep-red.</param>
    /// <param name="Rule">The rule that raised it: left, used, exceeded, or the name of a trigger.</param>
    /// <param name="CauseZh">Why, as it stood at that moment.</param>
    /// <param name="Owner">Who must answer.</param>
    public sealed record CardRaised(string CardId, string Level, string Rule, string CauseZh, string CauseEn, Candidate Owner) : CaseEvent
    {
        public string? Clock { get; init; }
        /// <summary>Which clock of its kind, or which entry set off the trigger.</summary>
        public string? Subject { get; init; }
        /// <summary>Who held the work then; null: it lay in the pool.</summary>
        public string? OwnerUserId { get; init; }
        public string? OwnerName { get; init; }
        /// <summary>Version of the thresholds that it was judged by.</summary>
        public int RulesVersion { get; init; }
    }

    /// <summary>A supervisor looked at something odd and found it explained, or answers it with a card; or raises a card of their own. A card follows it.</summary>
    /// <param name="Finding">explained or carded.</param>
    public sealed record CaseSupervised(ActorStamp By, string Finding, string Text) : CaseEvent
    {
        public const string Explained = "explained", Carded = "carded";

        /// <summary>The card's level; null: none was raised.</summary>
        public string? Level { get; init; }
        /// <summary>Code of what was odd, and the event that shows it; null: nothing was named.</summary>
        public string? Anomaly { get; init; }
        public long? Sequence { get; init; }
    }

    public sealed record CardAcknowledged(string CardId, ActorStamp By) : CaseEvent;
    public sealed record CardAnswered(string CardId, ActorStamp By, string Text) : CaseEvent;
    public sealed record CardAppealed(string CardId, ActorStamp By, string Reason) : CaseEvent;
    /// <summary>The appeal was heard and the card stands.</summary>
    public sealed record CardUpheld(string CardId, ActorStamp By, string Reason) : CaseEvent;
    /// <summary>The counter-entry: why the card does not stand, and who approved that.</summary>
    public sealed record CardRevoked(string CardId, ActorStamp By, string Reason) : CaseEvent;

    /// <summary>督办: a written answer is wanted within a limit of its own.</summary>
    public sealed record OrderOpened(string OrderId, string CardId, Candidate To) : CaseEvent { public double? LimitDays { get; init; } }
    public sealed record OrderAnswered(string OrderId, ActorStamp By, string Text) : CaseEvent;
    /// <param name="Step">1 for the first superior.</param>
    /// <param name="To">Who must answer now.</param>
    public sealed record OrderEscalated(string OrderId, int Step, Candidate To) : CaseEvent;
}
