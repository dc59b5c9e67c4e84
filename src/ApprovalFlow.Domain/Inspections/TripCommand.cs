using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>What may be asked of one trip.</summary>
public abstract record TripCommand
{
    private TripCommand() { }

    /// <summary>合并: the lead takes open proposals (or, for a meeting, cases) into one trip.</summary>
    public sealed record Convene(string Number, TripKind Kind, string Title, string LeadDepartmentId, IReadOnlyList<TripLeg> Legs, Actor By) : TripCommand;

    public sealed record AddLeg(TripLeg Leg, Actor By) : TripCommand;
    public sealed record RemoveLeg(string CaseNumber, string Reason, Actor By) : TripCommand;

    /// <summary>A leg's case does not take part: it ended, or another trip has it; sent by the outbox.</summary>
    public sealed record DropLeg(string CaseNumber, string Refusal) : TripCommand;

    /// <summary>Picks the day, or moves it. Moving needs a reason, and the bodies answer anew.</summary>
    public sealed record Schedule(TripSlot Slot, string Place, Actor By) : TripCommand { public string? Reason { get; init; } }

    public sealed record Invite(IReadOnlyList<string> Departments, Actor By) : TripCommand;
    /// <summary>The invitation has reached the body's list; sent by the outbox.</summary>
    public sealed record ConfirmDelivery(string DepartmentId) : TripCommand;
    public sealed record ReadInvitation(string DepartmentId, Actor By) : TripCommand;

    /// <summary>参加: the body comes, with these people.</summary>
    public sealed record Attend(string DepartmentId, IReadOnlyList<string> Officers, Actor By) : TripCommand;
    /// <summary>请假: the body cannot come and says so in writing before the day.</summary>
    public sealed record Decline(string DepartmentId, string Reason, Actor By) : TripCommand;

    public sealed record CheckIn(string DepartmentId, string Place, Actor By) : TripCommand { public GeoPoint? At { get; init; } }
    public sealed record FillChecklist(string DepartmentId, string CaseNumber, IReadOnlyList<CheckAnswer> Answers, Actor By) : TripCommand;
    public sealed record AttachPhoto(string DepartmentId, TripPhoto Photo, Actor By) : TripCommand;
    /// <summary>What the body found; replaces what it said before, and its signatures with it.</summary>
    public sealed record GiveFinding(string DepartmentId, BodyOpinion Opinion, string Finding, IReadOnlyList<string> Conditions, Actor By) : TripCommand;
    /// <summary>当场签字.</summary>
    public sealed record Sign(string DepartmentId, Actor By) : TripCommand;

    /// <summary>The day is over; who did not take part is recorded.</summary>
    public sealed record EndVisit(Actor By)  : TripCommand
    {
        /// <summary>Why something is still to be seen.</summary>
        public string? Partial { get; init; }
    }

    /// <summary>整改: one notice with everything.</summary>
    public sealed record OrderRectification(IReadOnlyList<string> Items, DateOnly Due, Actor By) : TripCommand;
    /// <summary>复勘: the lead looks again; bodies that missed the first visit are not asked.</summary>
    public sealed record ArrangeRevisit(TripSlot Slot, string Place, IReadOnlyList<string> Departments, Actor By) : TripCommand;
    public sealed record CheckRectification(int Item, bool Done, Actor By) : TripCommand { public string? Remark { get; init; } }

    /// <summary>会议纪要.</summary>
    public sealed record RecordMinutes(string Text, Actor By) : TripCommand;
    /// <summary>What the meeting decides for one case.</summary>
    public sealed record DecideLeg(string CaseNumber, string Decision, Actor By) : TripCommand;

    /// <summary>统一回复: one opinion for every leg.</summary>
    public sealed record Conclude(TripResult Result, string Summary, Actor By) : TripCommand;
    /// <summary>A leg's case took the opinion, or refused it for good; sent by the outbox.</summary>
    public sealed record ConfirmLeg(string CaseNumber) : TripCommand { public string? Refusal { get; init; } }

    public sealed record Cancel(string Reason, Actor By) : TripCommand;
}
