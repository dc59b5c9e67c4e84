namespace ApprovalFlow.Domain.Cases;

/// <summary>What may be asked of a case's time: special procedures, extensions, hearings, promised papers, renewals, legs, cards.</summary>
public abstract partial record CaseCommand
{
    /// <summary>A command about clocks. Nobody sets a clock: each of these records a fact, and the clocks follow.</summary>
    public abstract record Timekeeping(Actor By) : CaseCommand;

    public sealed record RequestPause(string Kind, DateOnly From, Actor By) : Timekeeping(By)
    {
        public DateOnly? PlannedEnd { get; init; }
        public string? Notice { get; init; }
        public DateOnly? NoticeOn { get; init; }
        public string? Reason { get; init; }
        public string? TaskId { get; init; }
    }

    /// <summary>The person whom the kind of procedure names approves or refuses; never who asked.</summary>
    public sealed record DecidePause(string PauseId, bool Approve, Actor By) : Timekeeping(By) { public string? Reason { get; init; } }
    /// <summary>A supervisor has seen a special procedure that would begin in the last days of a limit.</summary>
    public sealed record SightPause(string PauseId, Actor By) : Timekeeping(By);
    public sealed record EndPause(string PauseId, DateOnly LastDay, Actor By) : Timekeeping(By) { public string? Evidence { get; init; } }

    /// <param name="Clock">STATUTORY or JOINT.</param>
    public sealed record RequestExtension(string Clock, double Days, string Reason, Actor By) : Timekeeping(By);
    public sealed record DecideExtension(string ExtensionId, bool Approve, Actor By) : Timekeeping(By) { public string? Reason { get; init; } }
    /// <summary>The applicant has been told the reason; only then is the limit longer.</summary>
    public sealed record TellExtension(string ExtensionId, DateOnly ToldOn, Actor By) : Timekeeping(By) { public string? Document { get; init; } }

    /// <param name="Moment">told, asked, noticed or held.</param>
    public sealed record RecordHearing(string Moment, Actor By) : Timekeeping(By) { public DateOnly? HeldOn { get; init; } public string? Document { get; init; } }

    /// <param name="Papers">Codes of the item's list.</param>
    public sealed record PromisePapers(IReadOnlyList<string> Papers, double LimitDays, Actor By) : Timekeeping(By)
    {
        public string? Document { get; init; }
        /// <summary>The packet whose regulator told of a promise that this applicant broke, as it was found before; null: none was.</summary>
        public string? BrokenBefore { get; init; }
    }
    public sealed record ReceivePromisedPapers(string PromiseId, Actor By) : Timekeeping(By);

    public sealed record RecordRenewal(DateOnly ExpiresOn, Actor By) : Timekeeping(By) { public string? Licence { get; init; } }

    /// <param name="Clock">STAGE, OPINION or SURVEY.</param>
    public sealed record OpenLeg(string Clock, string NameZh, string NameEn, Actor By) : Timekeeping(By) { public double? LimitDays { get; init; } public DateOnly? PlannedOn { get; init; } }
    public sealed record CloseLeg(string LegId, Actor By) : Timekeeping(By);

    public sealed record AcknowledgeCard(string CardId, Actor By) : Timekeeping(By);
    public sealed record AnswerCard(string CardId, string Text, Actor By) : Timekeeping(By);
    public sealed record AppealCard(string CardId, string Reason, Actor By) : Timekeeping(By);
    /// <summary>A supervisor hears an appeal: the card stands, or a counter-entry says that it does not.</summary>
    public sealed record DecideAppeal(string CardId, bool Revoke, string Reason, Actor By) : Timekeeping(By);
    public sealed record AnswerOrder(string OrderId, string Text, Actor By) : Timekeeping(By);

    /// <summary>A supervisor answers something odd, or what was noticed elsewhere: with an explanation, or with a card.</summary>
    public sealed record Supervise(string Text, Actor By) : Timekeeping(By)
    {
        /// <summary>yellow, or red with a supervision order; null: it is explained.</summary>
        public string? Level { get; init; }
        /// <summary>Code of an anomaly and the event that shows it.</summary>
        public string? Anomaly { get; init; }
        public long? Sequence { get; init; }
    }

    /// <summary>Time has passed: what the law makes of silence, cards that are due, orders that nobody answered. Doing it twice changes nothing.</summary>
    public sealed record TickClocks() : Timekeeping(Actor.System);
}
