using System.Collections.Immutable;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Inspections.TripEvent;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Where one trip stands: a fold of its records, and nothing else.</summary>
public sealed record TripState
{
    public static TripState Empty { get; } = new();

    public long Version { get; private init; }
    public bool Exists => Version > 0;
    public string Number { get; private init; } = "";
    public TripKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public string LeadDepartmentId { get; private init; } = "";
    public ActorStamp? ConvenedBy { get; private init; }
    public DateTimeOffset? ConvenedAt { get; private init; }
    public TripStatus Status { get; private init; }
    public ImmutableList<TripLeg> Legs { get; private init; } = [];
    public TripSlot? Slot { get; private init; }
    public string? Place { get; private init; }
    /// <summary>1 for the visit, 2 and more for the lead's later looks.</summary>
    public int Round { get; private init; } = 1;
    /// <summary>Every body ever invited, the lead first.</summary>
    public ImmutableList<TripBody> Bodies { get; private init; } = [];
    public ImmutableList<TripPhoto> Photos { get; private init; } = [];
    public string? Partial { get; private init; }
    public TripRectificationState? Rectification { get; private init; }
    public string? Minutes { get; private init; }
    public ImmutableDictionary<string, string> Decisions { get; private init; } = ImmutableDictionary<string, string>.Empty;
    public OpinionConcluded? Opinion { get; private init; }
    public DateTimeOffset? ConcludedAt { get; private init; }
    public string? CanceledBecause { get; private init; }
    /// <summary>The legs that have the opinion, each with the reason where its case could not take it.</summary>
    public ImmutableDictionary<string, string?> Confirmed { get; private init; } = ImmutableDictionary<string, string?>.Empty;

    public TripRules Rules => TripRules.For(Kind);
    public bool IsOver => Status is TripStatus.Concluded or TripStatus.Canceled;
    public TripBody? Body(string departmentId) => Bodies.Find(b => b.DepartmentId == departmentId);
    public TripBody Lead => Body(LeadDepartmentId)!;
    public TripLeg? Leg(string caseNumber) => Legs.Find(l => l.CaseNumber == caseNumber);
    /// <summary>资料共享: what every body gets to read before the day.</summary>
    public IReadOnlyList<TripPaper> Papers => TripPaper.Merge(Legs);

    /// <summary>Whether the body takes part in the round that is on.</summary>
    public bool TakesPart(TripBody body) => body.Round == Round && body.Answer is not (BodyAnswer.Declined or BodyAnswer.Missed);
    public bool IsPresent(TripBody body) => body.CheckIns.Count >= Rules.OfficersPerBody;
    public bool HasSigned(TripBody body) => IsPresent(body) && body.Finding is not null && body.Signatures.Count >= Rules.OfficersPerBody;

    /// <summary>Points of a leg that nobody has looked at yet.</summary>
    public int OpenPoints(TripLeg leg) => leg.Points.Count - Bodies.SelectMany(b => b.Checklists.GetValueOrDefault(leg.CaseNumber) ?? []).Select(a => a.Point).Distinct().Count();

    /// <summary>What the bodies' opinions come to: nobody but the bodies decides it.</summary>
    public TripResult Outcome =>
        Views.Any(v => v.Opinion == BodyOpinion.Disagree) || Rectification?.Done.Values.Any(done => !done) == true ? TripResult.Fail
        : Views.Any(v => v.Conditions.Count > 0) ? TripResult.PassWithConditions : TripResult.Pass;

    /// <summary>Every body's part of the opinion, the lead's first.</summary>
    public IReadOnlyList<TripView> Views => [.. Bodies.Select(b => b.Finding is { } f && b.Answer != BodyAnswer.Missed
        ? new TripView(b.DepartmentId, f.Opinion, false) { Finding = f.Text, Conditions = f.Conditions, SignedBy = [.. b.Signatures.Select(s => s.Name)] }
        : new TripView(b.DepartmentId, BodyOpinion.Agree, true))];

    public static TripState Fold(IEnumerable<TripRecord> records) => records.Aggregate(Empty, (state, record) => state.Evolve(record));

    public TripState Evolve(TripRecord record)
    {
        if (record.Sequence != Version + 1) throw new ArgumentException($"Expected record {Version + 1} of trip '{Number}', but got {record.Sequence}.");
        var at = record.At;
        return Apply(record.Event, at) with { Version = record.Sequence };
    }

    private TripState Apply(TripEvent @event, DateTimeOffset at) => @event switch
    {
        TripConvened e => this with
        {
            Number = e.Number, Kind = e.Kind, Title = e.Title, LeadDepartmentId = e.LeadDepartmentId, Legs = [.. e.Legs], ConvenedBy = e.By, ConvenedAt = at,
            Status = TripStatus.Convened, Bodies = [new TripBody(e.LeadDepartmentId, 1, at)],
        },
        LegAdded e => this with { Legs = Legs.Add(e.Leg) },
        LegRemoved e => this with { Legs = Legs.RemoveAll(l => l.CaseNumber == e.CaseNumber), Decisions = Decisions.Remove(e.CaseNumber) },
        SlotChosen e => Scheduled(e, at),
        DepartmentInvited e => Body(e.DepartmentId) is null
            ? this with { Bodies = Bodies.Add(new TripBody(e.DepartmentId, e.Round, at)) }
            : With(e.DepartmentId, b => b.Again(e.Round, at)),
        InvitationDelivered e => With(e.DepartmentId, b => b with { DeliveredAt = at }),
        InvitationRead e => With(e.DepartmentId, b => b with { ReadAt = at, ReadBy = e.By.Name }),
        DepartmentAttends e => With(e.DepartmentId, b => b with { Answer = BodyAnswer.Attends, Officers = [.. e.Officers], Reason = null }),
        DepartmentDeclined e => With(e.DepartmentId, b => b with { Answer = BodyAnswer.Declined, Officers = [], Reason = e.Reason }),
        OfficerCheckedIn e => With(e.DepartmentId, b => b with { CheckIns = b.CheckIns.Add(new(e.Officer, at, e.Place, e.At)) }) with { Status = TripStatus.Underway },
        ChecklistFilled e => With(e.DepartmentId, b => b with { Checklists = b.Checklists.SetItem(e.CaseNumber, e.Answers) }),
        PhotoAttached e => this with { Photos = Photos.Add(e.Photo) },
        FindingGiven e => With(e.DepartmentId, b => b with { Finding = new(e.Opinion, e.Finding, e.Conditions, e.Digest), Signatures = [] }),
        FindingSigned e => With(e.DepartmentId, b => b with { Signatures = b.Signatures.Add(e.Officer) }),
        DepartmentMissed e => With(e.DepartmentId, b => b with { Answer = BodyAnswer.Missed }),
        VisitEnded e => this with { Status = TripStatus.Ended, Partial = e.Partial },
        RectificationOrdered e => this with { Rectification = new(Round, e.Items, e.Due) },
        RectificationChecked e => this with { Rectification = Rectification! with { Done = Rectification.Done.SetItem(e.Item, e.Done) } },
        MinutesRecorded e => this with { Minutes = e.Text },
        LegDecided e => this with { Decisions = Decisions.SetItem(e.CaseNumber, e.Decision) },
        OpinionConcluded e => this with { Status = TripStatus.Concluded, Opinion = e, ConcludedAt = at },
        LegConfirmed e => this with { Confirmed = Confirmed.SetItem(e.CaseNumber, e.Refusal) },
        TripCanceled e => this with { Status = TripStatus.Canceled, CanceledBecause = e.Reason },
        _ => throw new ArgumentException($"Expected a known event of trip '{Number}', but got {@event.GetType().Name}."),
    };

    /// <summary>Another day: who had answered answers anew, because their people may be elsewhere then.</summary>
    private TripState Scheduled(SlotChosen e, DateTimeOffset at) => this with
    {
        Status = TripStatus.Scheduled, Slot = e.Slot, Place = e.Place, Round = e.Round, Partial = null,
        Bodies = Bodies.ConvertAll(b => b.DepartmentId == LeadDepartmentId && e.Round > Round ? b.Again(e.Round, at)
            : b.Round == e.Round && b.Answer != BodyAnswer.Missed ? b with { Answer = BodyAnswer.Awaited, Officers = [], Reason = null } : b),
    };

    private TripState With(string departmentId, Func<TripBody, TripBody> change) => this with { Bodies = Bodies.ConvertAll(b => b.DepartmentId == departmentId ? change(b) : b) };
}

public enum TripStatus
{
    None,
    /// <summary>已合并: no day yet.</summary>
    Convened,
    /// <summary>已排期.</summary>
    Scheduled,
    /// <summary>踏勘中: somebody has checked in.</summary>
    Underway,
    /// <summary>现场结束: the opinion is due.</summary>
    Ended,
    Concluded,
    Canceled,
}

public enum BodyAnswer
{
    /// <summary>Silence so far.</summary>
    Awaited,
    Attends,
    /// <summary>书面请假.</summary>
    Declined,
    /// <summary>缺席默认.</summary>
    Missed,
}

/// <summary>A body that was invited, and what it did.</summary>
/// <param name="Round">The round it was invited to last.</param>
public sealed record TripBody(string DepartmentId, int Round, DateTimeOffset InvitedAt)
{
    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public string? ReadBy { get; init; }
    public BodyAnswer Answer { get; init; }
    public string? Reason { get; init; }
    public ImmutableList<TripOfficer> Officers { get; init; } = [];
    public ImmutableList<TripCheckIn> CheckIns { get; init; } = [];
    /// <summary>What its people found on each leg's points.</summary>
    public ImmutableDictionary<string, IReadOnlyList<CheckAnswer>> Checklists { get; init; } = ImmutableDictionary<string, IReadOnlyList<CheckAnswer>>.Empty;
    public BodyFinding? Finding { get; init; }
    public ImmutableList<TripOfficer> Signatures { get; init; } = [];

    /// <summary>Invited to a later look: what it saw stays, what it signs is new.</summary>
    internal TripBody Again(int round, DateTimeOffset at) => new(DepartmentId, round, at) { Checklists = Checklists };
}

public sealed record TripCheckIn(TripOfficer Officer, DateTimeOffset At, string Place, GeoPoint? Where);

public sealed record BodyFinding(BodyOpinion Opinion, string Text, IReadOnlyList<string> Conditions, string Digest);

/// <param name="Round">The round after which it was ordered.</param>
public sealed record TripRectificationState(int Round, IReadOnlyList<string> Items, DateOnly Due)
{
    public ImmutableDictionary<int, bool> Done { get; init; } = ImmutableDictionary<int, bool>.Empty;
    public bool IsOpen => Done.Count < Items.Count;
}
