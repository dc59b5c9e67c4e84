using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>What happened to one trip.</summary>
public abstract record TripEvent
{
    private TripEvent() { }

    public sealed record TripConvened(string Number, TripKind Kind, string Title, string LeadDepartmentId, IReadOnlyList<TripLeg> Legs, ActorStamp By) : TripEvent;
    public sealed record LegAdded(TripLeg Leg, ActorStamp By) : TripEvent;
    public sealed record LegRemoved(string CaseNumber, string Reason, ActorStamp By) : TripEvent;

    /// <param name="Round">1 for the visit, 2 and more for the lead's later looks.</param>
    public sealed record SlotChosen(TripSlot Slot, string Place, int Round, ActorStamp By) : TripEvent { public string? Reason { get; init; } }

    public sealed record DepartmentInvited(string DepartmentId, int Round, ActorStamp By) : TripEvent;
    public sealed record InvitationDelivered(string DepartmentId) : TripEvent;
    public sealed record InvitationRead(string DepartmentId, ActorStamp By) : TripEvent;
    public sealed record DepartmentAttends(string DepartmentId, IReadOnlyList<TripOfficer> Officers, ActorStamp By) : TripEvent;
    public sealed record DepartmentDeclined(string DepartmentId, string Reason, ActorStamp By) : TripEvent;

    public sealed record OfficerCheckedIn(string DepartmentId, TripOfficer Officer, string Place) : TripEvent { public GeoPoint? At { get; init; } }
    public sealed record ChecklistFilled(string DepartmentId, string CaseNumber, IReadOnlyList<CheckAnswer> Answers, ActorStamp By) : TripEvent;
    public sealed record PhotoAttached(string DepartmentId, TripPhoto Photo, ActorStamp By) : TripEvent;

    /// <param name="Digest">SHA-256 over what was found: what a signature covers.</param>
    public sealed record FindingGiven(string DepartmentId, BodyOpinion Opinion, string Finding, IReadOnlyList<string> Conditions, string Digest, ActorStamp By) : TripEvent;
    public sealed record FindingSigned(string DepartmentId, TripOfficer Officer, string Digest) : TripEvent;

    /// <summary>缺席默认, with the proof of invitation.</summary>
    /// <param name="Officers">How many of the body's officers had checked in: fewer than two, or two who did not sign, is no attendance.</param>
    public sealed record DepartmentMissed(string DepartmentId, DateTimeOffset InvitedAt, int Officers) : TripEvent
    {
        public DateTimeOffset? DeliveredAt { get; init; }
        public DateTimeOffset? ReadAt { get; init; }
        public string? ReadBy { get; init; }
    }

    public sealed record VisitEnded(ActorStamp By) : TripEvent { public string? Partial { get; init; } }
    public sealed record RectificationOrdered(IReadOnlyList<string> Items, DateOnly Due, ActorStamp By) : TripEvent;
    public sealed record RectificationChecked(int Item, bool Done, ActorStamp By) : TripEvent { public string? Remark { get; init; } }

    public sealed record MinutesRecorded(string Text, ActorStamp By) : TripEvent;
    public sealed record LegDecided(string CaseNumber, string Decision, ActorStamp By) : TripEvent;

    /// <param name="Due">Last day on which the opinion was in time.</param>
    public sealed record OpinionConcluded(TripResult Result, string Summary, ActorStamp By) : TripEvent { public DateOnly? Due { get; init; } }
    public sealed record LegConfirmed(string CaseNumber) : TripEvent { public string? Refusal { get; init; } }
    public sealed record TripCanceled(string Reason, ActorStamp By) : TripEvent;
}

/// <summary>One entry of a trip's stream.</summary>
public sealed record TripRecord(long Sequence, DateTimeOffset At, TripEvent Event);
