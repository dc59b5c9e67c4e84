namespace ApprovalFlow.Domain.Cases;

/// <summary>What people record about the time of a case, and what the law makes of silence.</summary>
public abstract partial record CaseEvent
{
    /// <summary>Somebody who handles the case asks for a special procedure; until it is approved it stops nothing.</summary>
    public sealed record PauseRequested(string PauseId, string Kind, DateOnly From, ActorStamp By) : CaseEvent
    {
        public DateOnly? PlannedEnd { get; init; }
        /// <summary>Number of the written notice to the applicant, and its day.</summary>
        public string? Notice { get; init; }
        public DateOnly? NoticeOn { get; init; }
        public string? Reason { get; init; }
        /// <summary>The step whose work it is; the step's end is its end.</summary>
        public string? TaskId { get; init; }
    }

    /// <param name="From">Never before the day of approval.</param>
    /// <param name="By">Who approved; whoever asked, where the kind needs nobody.</param>
    public sealed record PauseStarted(string PauseId, DateOnly From, ActorStamp By) : CaseEvent;
    public sealed record PauseRejected(string PauseId, ActorStamp By, string Reason) : CaseEvent;
    /// <summary>监督知悉: a supervisor has seen that it begins in the last days of a limit. It approves nothing.</summary>
    public sealed record PauseSighted(string PauseId, ActorStamp By) : CaseEvent;
    /// <param name="LastDay">The last day, included, that was needed.</param>
    public sealed record PauseEnded(string PauseId, DateOnly LastDay, ActorStamp By) : CaseEvent { public string? Evidence { get; init; } }

    public sealed record ExtensionRequested(string ExtensionId, string Clock, double Days, string Reason, ActorStamp By) : CaseEvent;
    public sealed record ExtensionApproved(string ExtensionId, ActorStamp By) : CaseEvent;
    public sealed record ExtensionRejected(string ExtensionId, ActorStamp By, string Reason) : CaseEvent;
    /// <summary>The applicant was told the reason: from now on the limit is longer.</summary>
    public sealed record ExtensionTold(string ExtensionId, DateOnly ToldOn, ActorStamp By) : CaseEvent { public string? Document { get; init; } }

    /// <param name="Moment">told, asked, noticed or held.</param>
    public sealed record HearingRecorded(string Moment, ActorStamp By) : CaseEvent { public DateOnly? HeldOn { get; init; } public string? Document { get; init; } }

    /// <summary>容缺: papers that follow within working days, told in writing.</summary>
    public sealed record PapersPromised(string PromiseId, IReadOnlyList<string> Papers, double LimitDays, ActorStamp By) : CaseEvent { public string? Document { get; init; } }
    public sealed record PromisedPapersReceived(string PromiseId, ActorStamp By) : CaseEvent;

    /// <param name="ExpiresOn">The last day of the licence to be renewed.</param>
    public sealed record RenewalRecorded(DateOnly ExpiresOn, ActorStamp By) : CaseEvent { public string? Licence { get; init; } }

    /// <summary>A stage, a co-handler's opinion or a site survey begins, with a limit of its own.</summary>
    public sealed record LegOpened(string LegId, string Clock, string NameZh, string NameEn, ActorStamp By) : CaseEvent
    {
        public double? LimitDays { get; init; }
        public DateOnly? PlannedOn { get; init; }
    }

    public sealed record LegClosed(string LegId, string Clock, ActorStamp By) : CaseEvent;

    /// <summary>视为受理: nobody answered in time, so the case counts as accepted from receipt.</summary>
    /// <param name="Due">The last day on which an answer would have been in time.</param>
    public sealed record AcceptanceDeemed(DateOnly AcceptedOn, DateOnly Due) : CaseEvent;

    /// <summary>视为准予延续: the licence expired and nothing was decided.</summary>
    public sealed record RenewalDeemed(DateOnly ExpiredOn) : CaseEvent;

    /// <summary>The same applicant has another case of the same item that still runs or was just taken back: clocks may have been reset that way.</summary>
    public sealed record CaseDuplicated(string EarlierCase) : CaseEvent;
}
