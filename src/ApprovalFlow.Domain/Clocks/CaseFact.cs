using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Something dated that happened to a case and that a clock must know.</summary>
public abstract record CaseFact
{
    private CaseFact(DateTimeOffset at) => At = at;

    /// <summary>When it was recorded; what is recorded later is not known earlier.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The day at the office.</summary>
    public DateOnly On => OfficeHours.DayOf(At);

    /// <summary>收件: the papers came in.</summary>
    public sealed record Received(DateTimeOffset At) : CaseFact(At) { public string? Document { get; init; } }

    /// <summary>一次性告知: everything that is missing, in writing.</summary>
    public sealed record OneTimeNotice(DateTimeOffset At) : CaseFact(At) { public string? Document { get; init; } }

    /// <summary>补正: the corrected papers came in; the time to accept them begins anew.</summary>
    public sealed record CorrectedReceived(DateTimeOffset At) : CaseFact(At);

    public sealed record Accepted(DateTimeOffset At) : CaseFact(At) { public string? Document { get; init; } }
    public sealed record NotAccepted(DateTimeOffset At) : CaseFact(At) { public string? Document { get; init; } }
    public sealed record Withdrawn(DateTimeOffset At) : CaseFact(At);

    /// <summary>A special procedure begins.</summary>
    /// <param name="From">Its first day.</param>
    public sealed record PauseStarted(DateTimeOffset At, string PauseId, string Kind, DateOnly From) : CaseFact(At)
    {
        /// <summary>The day, included, that was told to the applicant as its end.</summary>
        public DateOnly? PlannedEnd { get; init; }
        /// <summary>Number of the written notice to the applicant.</summary>
        public string? Notice { get; init; }
        /// <summary>The day of the notice; null: the day of the record.</summary>
        public DateOnly? NoticeOn { get; init; }
        public string? ApprovedBy { get; init; }
    }

    /// <param name="LastDay">The last day, included, that was needed.</param>
    public sealed record PauseEnded(DateTimeOffset At, string PauseId, DateOnly LastDay) : CaseFact(At) { public string? Evidence { get; init; } }

    /// <param name="ApproverRole">organ-head or government-head.</param>
    public sealed record Extended(DateTimeOffset At, ClockKind Clock, double Days, string ApproverRole) : CaseFact(At)
    {
        public string? Reason { get; init; }
        /// <summary>When the applicant was told the reason.</summary>
        public DateOnly? ToldOn { get; init; }
        public string? Document { get; init; }
    }

    public sealed record Decided(DateTimeOffset At, bool Granted) : CaseFact(At) { public string? Document { get; init; } }
    /// <summary>The decision does not stand any more: the limits run on as if it had not been made.</summary>
    public sealed record DecisionTakenBack(DateTimeOffset At) : CaseFact(At);

    public sealed record Issued(DateTimeOffset At) : CaseFact(At) { public string? Document { get; init; } }
    public sealed record Delivered(DateTimeOffset At) : CaseFact(At);
    public sealed record Closed(DateTimeOffset At) : CaseFact(At);

    /// <summary>A part with a limit of its own begins: a step, stage, county or leader's leg, opinion, survey, promised paper, supervision order.</summary>
    public sealed record LegOpened(DateTimeOffset At, ClockKind Clock, string Id, string NameZh, string NameEn) : CaseFact(At)
    {
        /// <summary>Working days, may be halves; null: the clock's own base.</summary>
        public double? LimitDays { get; init; }
        /// <summary>The day from which it counts, where it goes on from an earlier part; null: the day of the record.</summary>
        public DateOnly? Since { get; init; }
        /// <summary>Goes on inside a special procedure: it is the procedure's own work.</summary>
        public bool KeepsOwnClock { get; init; }
        /// <summary>The day arranged for it, as for a survey.</summary>
        public DateOnly? PlannedOn { get; init; }
        public string? Document { get; init; }
    }

    public sealed record LegClosed(DateTimeOffset At, ClockKind Clock, string Id) : CaseFact(At);

    /// <summary>The applicant or a third party was told of the right to a hearing.</summary>
    public sealed record HearingTold(DateTimeOffset At) : CaseFact(At);
    public sealed record HearingAsked(DateTimeOffset At) : CaseFact(At);
    /// <param name="HeldOn">The day that the notice names.</param>
    public sealed record HearingNoticed(DateTimeOffset At, DateOnly HeldOn) : CaseFact(At);
    public sealed record HearingHeld(DateTimeOffset At) : CaseFact(At);

    /// <param name="ExpiresOn">The last day of the licence.</param>
    public sealed record RenewalApplied(DateTimeOffset At, DateOnly ExpiresOn) : CaseFact(At)
    {
        /// <summary>The day on which it was asked for; null: the day of the record.</summary>
        public DateOnly? AppliedOn { get; init; }
    }
}
