using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Turns the records of one stream, one after the other, into the facts that clocks know.</summary>
internal sealed class TimelineFold
{
    private static readonly Dictionary<string, string> Procedures = new()
    {
        ["Approval.Hearing"] = "hearing", ["Approval.ExpertReview"] = "expert-review", ["Approval.Testing"] = "testing", ["Approval.Publicity"] = "publicity", ["Approval.SiteInspection"] = "site-survey",
    };

    private static readonly Dictionary<string, ClockKind> LegKinds = new()
    {
        ["Approval.LeaderApproval"] = ClockKind.Leader, ["Approval.Countersign"] = ClockKind.Opinion,
        ["Approval.JointInspection"] = ClockKind.Survey, ["Approval.SiteInspection"] = ClockKind.Survey,
    };

    private readonly Growing<CaseFact> facts;
    private Few<CaseEvent.TaskOpened> open;
    private Few<CaseEvent> asked;
    private Few<string> orders;
    private Few<CountyTurn> counties;
    private Few<AwaitedOpinion> trips;
    /// <summary>Packets that nobody has claimed, with how many bodies have had them.</summary>
    private Few<int> packets;
    private DateOnly received;
    private string? supplement;
    private bool accepted;

    public TimelineFold() => facts = [];

    private TimelineFold(TimelineFold other)
    {
        facts = other.facts.Copy();
        (open, asked, orders, counties, trips, packets) = (other.open, other.asked, other.orders, other.counties, other.trips, other.packets);
        (received, supplement, accepted, WasPaused) = (other.received, other.supplement, other.accepted, other.WasPaused);
    }

    public TimelineFold Copy() => new(this);

    /// <summary>A pause is among the facts.</summary>
    public bool WasPaused { get; private set; }

    /// <summary>In order. Not to be changed.</summary>
    public IReadOnlyList<CaseFact> Facts => facts;

    /// <summary>The kind of special procedure that a step is by itself; null where it is none.</summary>
    public static string? ProcedureOf(string activityType) => Procedures.GetValueOrDefault(activityType);

    /// <summary>Whether a record says anything to a clock; most steps of the workflow do not.</summary>
    public static bool Concerns(CaseEvent @event) => @event is not (CaseEvent.Flow or CaseEvent.TaskClaimed or CaseEvent.TaskReleased);

    public void Add(CaseRecord record)
    {
        var at = record.At;
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered e:
                received = OfficeHours.DayOf(at);
                Note(new CaseFact.Received(at) { Document = e.CaseNumber });
                break;
            case CaseEvent.CaseAccepted:
                accepted = true;
                Note(new CaseFact.Accepted(at));
                break;
            case CaseEvent.CorrectionRequested e when !accepted: Note(new CaseFact.OneTimeNotice(at) { Document = e.TaskId }); break;
            case CaseEvent.CorrectionRequested e:
                supplement = $"supplement-{e.TaskId}";
                Note(new CaseFact.PauseStarted(at, supplement, SpecialProcedure.Supplement, OfficeHours.DayOf(at)));
                break;
            case CaseEvent.CaseResubmitted when !accepted: Note(new CaseFact.CorrectedReceived(at)); break;
            case CaseEvent.CaseResubmitted when supplement is not null:
                Note(new CaseFact.PauseEnded(at, supplement, OfficeHours.DayOf(at)));
                supplement = null;
                break;
            case CaseEvent.WithdrawalRequested: Note(new CaseFact.Withdrawn(at)); break;
            case CaseEvent.TaskOpened e: Opened(e, at); break;
            case CaseEvent.TaskCompleted e:
                if (!accepted && e.Outcome == Outcomes.Refuse && open.GetValueOrDefault(e.TaskId)?.ActivityType == TaskTypes.Accept)
                    Note(new CaseFact.NotAccepted(at) { Document = e.TaskId });
                Answered(e);
                Ended(e.TaskId, at);
                break;
            case CaseEvent.TaskTakenBack e: TakenBack(e.TaskId); break;
            case CaseEvent.VoteTakenBack e: TakenBack(e.TaskId); break;
            case CaseEvent.TaskCanceled e:
                GivenUp(e.TaskId);
                Ended(e.TaskId, at);
                break;
            case CaseEvent.DecisionMade e: Note(new CaseFact.Decided(at, e.Result is CaseResults.Approved or CaseResults.ApprovedWithConditions or CaseResults.Filed)); break;
            // A decision taken back had stopped nothing: the days since it count.
            case CaseEvent.DecisionTakenBack:
                Note(new CaseFact.DecisionTakenBack(at));
                foreach (var (packet, _) in packets.Entries) Claimed(packet, at);
                break;
            case CaseEvent.CertificateIssued e: Note(new CaseFact.Issued(at) { Document = e.Number }); break;
            case CaseEvent.CaseDelivered: Note(new CaseFact.Delivered(at)); break;
            case CaseEvent.CaseClosed: Note(new CaseFact.Closed(at)); break;
            default: Recorded(record.Event, at); break;
        }
    }

    private void Recorded(CaseEvent @event, DateTimeOffset at)
    {
        switch (@event)
        {
            case CaseEvent.PauseRequested e: asked.Set(e.PauseId, e); break;
            case CaseEvent.PauseStarted e: Started(e, at); break;
            case CaseEvent.PauseEnded e:
                asked.Remove(e.PauseId);
                Note(new CaseFact.PauseEnded(at, e.PauseId, e.LastDay) { Evidence = e.Evidence });
                break;
            case CaseEvent.ExtensionRequested e: asked.Set(e.ExtensionId, e); break;
            case CaseEvent.ExtensionTold e when asked.Remove(e.ExtensionId, out var request) && request is CaseEvent.ExtensionRequested wanted && ClockDefinition.Find(wanted.Clock) is { } clock:
                Note(new CaseFact.Extended(at, clock.Kind, wanted.Days, clock.Extension?.ApproverRole ?? "") { Reason = wanted.Reason, ToldOn = e.ToldOn, Document = e.Document });
                break;
            case CaseEvent.TaskRestated e: Restated(e); break;
            case CaseEvent.HearingRecorded e:
                Note(e.Moment switch
                {
                    HearingMoments.Told => new CaseFact.HearingTold(at),
                    HearingMoments.Asked => new CaseFact.HearingAsked(at),
                    HearingMoments.Noticed => new CaseFact.HearingNoticed(at, e.HeldOn!.Value),
                    _ => new CaseFact.HearingHeld(at),
                });
                break;
            case CaseEvent.PapersPromised e:
                Note(new CaseFact.LegOpened(at, ClockKind.Tolerance, e.PromiseId, $"容缺补交：{string.Join("、", e.Papers)}", $"Papers promised later: {string.Join(", ", e.Papers)}") { LimitDays = e.LimitDays, Document = e.Document });
                break;
            case CaseEvent.PromisedPapersReceived e: Note(new CaseFact.LegClosed(at, ClockKind.Tolerance, e.PromiseId)); break;
            case CaseEvent.RenewalRecorded e: Note(new CaseFact.RenewalApplied(at, e.ExpiresOn) { AppliedOn = received }); break;
            case CaseEvent.TripNews e: OfTrip(e, at); break;
            case CaseEvent.PacketAddressed e: Awaited(e.Packet, 1, at, e.ClaimDays); break;
            case CaseEvent.RegulatorClaimed e: Claimed(e.Packet, e.ClaimedAt < at ? e.ClaimedAt : at); break;
            case CaseEvent.RegulatorChanged e when packets.TryGetValue(e.Packet, out var round):
                var whole = facts.OfType<CaseFact.LegOpened>().Last(l => l.Clock == ClockKind.RegulatorClaim && l.Document == e.Packet).LimitDays;
                Claimed(e.Packet, at);
                Awaited(e.Packet, round + 1, at, whole);
                break;
            case CaseEvent.LegOpened e when ClockDefinition.Find(e.Clock) is { } leg:
                Note(new CaseFact.LegOpened(at, leg.Kind, e.LegId, e.NameZh, e.NameEn) { LimitDays = e.LimitDays, PlannedOn = e.PlannedOn });
                break;
            case CaseEvent.LegClosed e when ClockDefinition.Find(e.Clock) is { } leg: Note(new CaseFact.LegClosed(at, leg.Kind, e.LegId)); break;
            case CaseEvent.OrderOpened e: Order(e.OrderId, e.OrderId, at, e.LimitDays); break;
            case CaseEvent.OrderEscalated e: Order(e.OrderId, $"{e.OrderId}.{e.Step}", at, null); break;
            case CaseEvent.OrderAnswered e: Answered(e.OrderId, at); break;
            case CaseEvent.CardRevoked e: Answered(OrderOf(e.CardId), at); break;
        }
    }

    /// <summary>Each body that has a packet has the whole time for it.</summary>
    private void Awaited(string packet, int round, DateTimeOffset at, double? limit)
    {
        packets.Set(packet, round);
        Note(new CaseFact.LegOpened(at, ClockKind.RegulatorClaim, CasePacket.ClockOf(packet, round), "监管签收时限", "Regulator's claim") { LimitDays = limit, Document = packet });
    }

    private void Claimed(string packet, DateTimeOffset at)
    {
        if (packets.Remove(packet, out var round))
            Note(new CaseFact.LegClosed(at, ClockKind.RegulatorClaim, CasePacket.ClockOf(packet, round)));
    }

    /// <summary>The order that a card opens has the card's own number.</summary>
    public static string OrderOf(string cardId) => $"D{cardId[1..]}";

    /// <summary>A superior who is asked has the whole time again; each demand is a clock of its own.</summary>
    private void Order(string order, string leg, DateTimeOffset at, double? limit)
    {
        Answered(order, at);
        orders.Set(order, leg);
        Note(new CaseFact.LegOpened(at, ClockKind.CardReply, leg, "督办回复时限", "Reply to a supervision order") { LimitDays = limit, Document = order });
    }

    private void Answered(string order, DateTimeOffset at)
    {
        if (orders.Remove(order, out var leg))
            Note(new CaseFact.LegClosed(at, ClockKind.CardReply, leg));
    }

    /// <summary>统一意见: due some working days after everything was seen. What is still to be put right, or to be seen, stops the wait.</summary>
    private void OfTrip(CaseEvent.TripNews news, DateTimeOffset at)
    {
        if (news is CaseEvent.TripJoined joined)
        {
            trips.Set(news.Trip, new(joined.Kind, 0, null));
            return;
        }
        if (!trips.TryGetValue(news.Trip, out var trip))
            return;
        if (news is CaseEvent.TripVisited { Partial: null } && trip.Leg is null)
        {
            var (zh, en) = TripEffects.KindNames(trip.Kind);
            var leg = trip.Waits == 0 ? news.Trip : $"{news.Trip}.{trip.Waits + 1}";
            trips.Set(news.Trip, trip with { Waits = trip.Waits + 1, Leg = leg });
            Note(new CaseFact.LegOpened(at, ClockKind.Opinion, leg, $"{zh}统一意见", $"Opinion of the {en.ToLowerInvariant()}") { LimitDays = TripRules.For(trip.Kind).OpinionDueWorkingDays, Document = news.Trip });
        }
        else if (news is CaseEvent.TripRectification or CaseEvent.TripScheduled or CaseEvent.TripOpinionReceived or CaseEvent.TripLeft && trip.Leg is { } awaited)
        {
            trips.Set(news.Trip, trip with { Leg = null });
            Note(new CaseFact.LegClosed(at, ClockKind.Opinion, awaited));
        }
    }

    private void Started(CaseEvent.PauseStarted started, DateTimeOffset at)
    {
        if (asked.GetValueOrDefault(started.PauseId) is not CaseEvent.PauseRequested request)
            return;
        // The step alone told nobody anything; what is recorded now takes its place.
        if (request.TaskId is { } step && open.TryGetValue(step, out var task) && Stands(task))
            Note(new CaseFact.PauseEnded(at, step, OfficeHours.DayOf(at)));
        Note(new CaseFact.PauseStarted(at, request.PauseId, request.Kind, started.From)
        {
            PlannedEnd = request.PlannedEnd, Notice = request.Notice, NoticeOn = request.NoticeOn, ApprovedBy = started.By.UserId,
        });
    }

    private void Opened(CaseEvent.TaskOpened task, DateTimeOffset at)
    {
        open.Set(task.TaskId, task);
        // The time for accepting is the law's own clock, the time for correcting the applicant's.
        if (task.ActivityType is TaskTypes.Correction)
            return;
        if (Stands(task))
            Note(new CaseFact.PauseStarted(at, task.TaskId, Procedures[task.ActivityType], OfficeHours.DayOf(at)));
        if (IsCounty(task))
            Note(new CaseFact.LegOpened(at, ClockKind.County, task.TaskId, $"{task.NameZh}（法定期限）", $"{task.NameEn} (statutory)") { Since = Turn(task, at) });
        Note(new CaseFact.LegOpened(at, KindOf(task), task.TaskId, task.NameZh, task.NameEn) { LimitDays = task.LimitDays, KeepsOwnClock = !task.Counted });
    }

    /// <summary>The limit is another, the day on which it began is the same.</summary>
    private void Restated(CaseEvent.TaskRestated restated)
    {
        if (!open.TryGetValue(restated.TaskId, out var task))
            return;
        open.Set(restated.TaskId, task = task with { ActivityId = restated.ActivityId, NameZh = restated.NameZh, NameEn = restated.NameEn, LimitDays = restated.LimitDays, Counted = restated.Counted });
        for (var i = 0; i < facts.Count; i++)
            if (facts[i] is CaseFact.LegOpened leg && leg.Id == restated.TaskId && leg.Clock == KindOf(task))
                facts.Replace(i, leg with { NameZh = task.NameZh, NameEn = task.NameEn, LimitDays = task.LimitDays, KeepsOwnClock = !task.Counted });
    }

    private void Ended(string taskId, DateTimeOffset at)
    {
        if (!open.Remove(taskId, out var task) || task.ActivityType is TaskTypes.Correction)
            return;
        if (Stands(task))
            Note(new CaseFact.PauseEnded(at, taskId, OfficeHours.DayOf(at)));
        foreach (var (_, question) in asked.Entries)
        {
            if (question is not CaseEvent.PauseRequested request || request.TaskId != taskId) continue;
            asked.Remove(request.PauseId);
            if (facts.Any(f => f is CaseFact.PauseStarted p && p.PauseId == request.PauseId))
                Note(new CaseFact.PauseEnded(at, request.PauseId, OfficeHours.DayOf(at)) { Evidence = taskId });
        }
        if (IsCounty(task))
            Note(new CaseFact.LegClosed(at, ClockKind.County, taskId));
        Note(new CaseFact.LegClosed(at, KindOf(task), taskId));
    }

    /// <summary>第四十三条: the county's twenty days run from the day on which it had the papers. Its own return or taking back begins no new ones; when the city sends the case to it anew, they begin anew.</summary>
    private DateOnly Turn(CaseEvent.TaskOpened task, DateTimeOffset at)
    {
        var since = counties.GetValueOrDefault(task.ActivityId) is { IsAnswered: false } turn ? turn.Since : OfficeHours.DayOf(at);
        counties.Set(task.ActivityId, new(since, task.TaskId, IsAnswered: false));
        return since;
    }

    private void Answered(CaseEvent.TaskCompleted completed)
    {
        if (completed.Outcome is Outcomes.Approve or Outcomes.Refuse && open.GetValueOrDefault(completed.TaskId) is { } task && counties.TryGetValue(task.ActivityId, out var turn) && turn.TaskId == task.TaskId)
            counties.Set(task.ActivityId, turn with { IsAnswered = true });
    }

    private void TakenBack(string taskId)
    {
        foreach (var (step, turn) in counties.Entries)
            if (turn.TaskId == taskId)
            {
                counties.Set(step, turn with { IsAnswered = false });
                return;
            }
    }

    private void GivenUp(string taskId)
    {
        if (open.GetValueOrDefault(taskId) is { } task && counties.TryGetValue(task.ActivityId, out var turn) && turn.TaskId == taskId)
            counties.Remove(task.ActivityId);
    }

    private static bool IsCounty(CaseEvent.TaskOpened task) => task is { ActivityType: TaskTypes.CountyPreliminaryReview, AddedTo: null };

    private static bool Stands(CaseEvent.TaskOpened task) => !task.Counted && Procedures.ContainsKey(task.ActivityType);

    private static ClockKind KindOf(CaseEvent.TaskOpened task) => LegKinds.GetValueOrDefault(task.ActivityType, ClockKind.Step);

    /// <summary>Two servers' clocks may differ a little: what is recorded later but dated earlier keeps its date.</summary>
    private void Note(CaseFact fact)
    {
        WasPaused |= fact is CaseFact.PauseStarted;
        var place = facts.Count;
        while (place > 0 && facts[place - 1].At > fact.At)
            place--;
        facts.Insert(place, fact);
    }
}

/// <summary>The wait for a trip's opinion.</summary>
/// <param name="Waits">How often it was waited for.</param>
/// <param name="Leg">The clock that runs; null while none does.</param>
internal sealed record AwaitedOpinion(TripKind Kind, int Waits, string? Leg);

/// <summary>A county's time with a case.</summary>
/// <param name="Since">The day on which it had the papers.</param>
internal sealed record CountyTurn(DateOnly Since, string TaskId, bool IsAnswered);

/// <summary>What is recorded of a hearing (行政许可法 第四十七条、第四十八条), in this order.</summary>
public static class HearingMoments
{
    public const string Told = "told", Asked = "asked", Noticed = "noticed", Held = "held";

    public static IReadOnlyList<string> All { get; } = [Told, Asked, Noticed, Held];
}
