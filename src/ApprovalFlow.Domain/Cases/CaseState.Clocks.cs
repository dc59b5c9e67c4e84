using System.Collections.Immutable;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What the stream says about time: the facts that clocks are computed from, and the entries behind them.</summary>
public sealed partial class CaseState
{
    /// <summary>The facts of the stream so far.</summary>
    public CaseTimeline Timeline => CaseTimeline.Over(CaseNumber, timeline.Facts);
    /// <summary>Whether a special procedure ever stopped a clock of it.</summary>
    internal bool WasPaused => timeline.WasPaused;
    public ImmutableList<CasePause> Pauses { get; private set; } = [];
    public ImmutableList<CaseExtension> Extensions { get; private set; } = [];
    public ImmutableList<PaperPromise> Promises { get; private set; } = [];
    public ImmutableList<CaseLeg> Legs { get; private set; } = [];
    public ImmutableList<CaseEvent.HearingRecorded> Hearings { get; private set; } = [];
    public ImmutableList<CaseCard> Cards { get; private set; } = [];
    /// <summary>What happened that a card is for although no clock ran out.</summary>
    public ImmutableList<CardSign> Signs { get; private set; } = [];
    /// <summary>What supervisors found and did by themselves.</summary>
    public ImmutableList<CaseEvent.CaseSupervised> Supervisions { get; private set; } = [];
    /// <summary>How often the applicant was asked to put something right.</summary>
    public int Corrections { get; private set; }
    public DateOnly? DeemedAcceptedOn { get; private set; }
    /// <summary>The last day of the licence that is to be renewed.</summary>
    public DateOnly? LicenceExpiresOn { get; private set; }
    public bool IsDeemedRenewed { get; private set; }

    private TimelineFold timeline = new();
    private bool timelineIsOwn;

    /// <summary>A state that was handed out keeps its facts; the copy takes its own with the first new one.</summary>
    private void Note(CaseRecord record)
    {
        if (!TimelineFold.Concerns(record.Event))
            return;
        if (!timelineIsOwn)
            (timeline, timelineIsOwn) = (timeline.Copy(), true);
        timeline.Add(record);
        Signs = CardSign.After(this, record);
    }

    private void ApplyClocks(CaseRecord record)
    {
        switch (record.Event)
        {
            case CaseEvent.PauseRequested e: Pauses = Pauses.Add(new(e)); break;
            case CaseEvent.PauseStarted e: ChangePause(e.PauseId, e, static (p, e) => p with { Status = PauseStatus.Running, From = e.From, DecidedBy = e.By }); break;
            case CaseEvent.PauseRejected e: ChangePause(e.PauseId, e, static (p, e) => p with { Status = PauseStatus.Rejected, DecidedBy = e.By, Answer = e.Reason }); break;
            case CaseEvent.PauseSighted e: ChangePause(e.PauseId, e, static (p, e) => p with { SightedBy = e.By }); break;
            case CaseEvent.PauseEnded e: ChangePause(e.PauseId, e, static (p, e) => p with { Status = PauseStatus.Ended, LastDay = e.LastDay, Evidence = e.Evidence }); break;
            case CaseEvent.TaskCompleted e: EndPausesOf(e.TaskId, record.At); break;
            case CaseEvent.TaskCanceled e: EndPausesOf(e.TaskId, record.At); break;
            case CaseEvent.ExtensionRequested e: Extensions = Extensions.Add(new(e)); break;
            case CaseEvent.ExtensionApproved e: ChangeExtension(e.ExtensionId, (e.By, record.At), static (x, by) => x with { Status = ExtensionStatus.Approved, DecidedBy = by.By, DecidedAt = by.At }); break;
            case CaseEvent.ExtensionRejected e: ChangeExtension(e.ExtensionId, (e.By, e.Reason, record.At), static (x, by) => x with { Status = ExtensionStatus.Rejected, DecidedBy = by.By, DecidedAt = by.At, Answer = by.Reason }); break;
            case CaseEvent.ExtensionTold e: ChangeExtension(e.ExtensionId, e, static (x, e) => x with { Status = ExtensionStatus.Told, ToldOn = e.ToldOn, Document = e.Document }); break;
            case CaseEvent.HearingRecorded e: Hearings = Hearings.Add(e); break;
            case CaseEvent.PapersPromised e: Promises = Promises.Add(new(e, IsKept: false)); break;
            case CaseEvent.PromisedPapersReceived e: Received(e.PromiseId); break;
            case CaseEvent.RenewalRecorded e: LicenceExpiresOn = e.ExpiresOn; break;
            case CaseEvent.LegOpened e: Legs = Legs.Add(new(e, IsOpen: true)); break;
            case CaseEvent.LegClosed e: Ended(e); break;
            case CaseEvent.AcceptanceDeemed e:
                DeemedAcceptedOn = e.AcceptedOn;
                AcceptedAt ??= RegisteredAt;
                break;
            case CaseEvent.RenewalDeemed: IsDeemedRenewed = true; break;
            case CaseEvent.CorrectionRequested: Corrections++; break;
            default: ApplyCards(record); break;
        }
        Note(record);
    }

    private void ApplyCards(CaseRecord record)
    {
        switch (record.Event)
        {
            case CaseEvent.CardRaised e: Cards = Cards.Add(new(e, record.At)); break;
            case CaseEvent.CaseSupervised e: Supervisions = Supervisions.Add(e); break;
            case CaseEvent.CardAcknowledged e: ChangeCard(e.CardId, e, static (c, e) => c with { Status = CardStatus.Acknowledged }); break;
            case CaseEvent.CardAnswered e: ChangeCard(e.CardId, e, static (c, e) => c with { Status = CardStatus.Answered, Answer = e.Text, AnsweredBy = e.By }); break;
            case CaseEvent.CardAppealed e: ChangeCard(e.CardId, e, static (c, e) => c with { Status = CardStatus.Appealed, Appeal = e }); break;
            case CaseEvent.CardUpheld e: ChangeCard(e.CardId, e, static (c, e) => c with { Status = CardStatus.Upheld, Ruling = e.Reason, RuledBy = e.By }); break;
            case CaseEvent.CardRevoked e:
                ChangeCard(e.CardId, e, static (c, e) => c with { Status = CardStatus.Revoked, Ruling = e.Reason, RuledBy = e.By, Order = c.Order is { IsOpen: true } open ? open with { IsOpen = false } : c.Order });
                break;
            case CaseEvent.OrderOpened e: ChangeCard(e.CardId, (e.OrderId, e.To, record.At), static (c, order) => c with { Order = new(order.OrderId, order.To, order.At, 0, IsOpen: true) }); break;
            case CaseEvent.OrderAnswered e: ChangeOrder(e.OrderId, e, static (o, e) => o with { IsOpen = false, Answer = e.Text, AnsweredBy = e.By }); break;
            case CaseEvent.OrderEscalated e: ChangeOrder(e.OrderId, (e.To, e.Step, record.At), static (o, asked) => o with { To = asked.To, Step = asked.Step, AskedAt = asked.At }); break;
        }
    }

    /// <summary>Whether a clock of a procedure's own step ends with it.</summary>
    private void EndPausesOf(string taskId, DateTimeOffset at)
    {
        if (!Pauses.IsEmpty) Pauses = PausesWithout(taskId, at);
    }

    private ImmutableList<CasePause> PausesWithout(string taskId, DateTimeOffset at) =>
        Pauses.ConvertAll(p => p.Request.TaskId == taskId && p.Status is PauseStatus.Running or PauseStatus.Requested
            ? p with { Status = p.Status == PauseStatus.Running ? PauseStatus.Ended : PauseStatus.Lapsed, LastDay = Calendars.OfficeHours.DayOf(at), Evidence = taskId }
            : p);

    private void Received(string promiseId)
    {
        var promise = Promises.Find(p => p.Made.PromiseId == promiseId)!;
        Promises = Promises.Replace(promise, promise with { IsKept = true });
        Materials = [.. Materials.Select(m => promise.Made.Papers.Contains(m.Code) ? m with { Received = true } : m)];
    }

    private void Ended(CaseEvent.LegClosed e) => Legs = Legs.ConvertAll(l => l.Opened.LegId == e.LegId ? l with { IsOpen = false } : l);
    private void ChangePause<T>(string id, T with, Func<CasePause, T, CasePause> change) => Pauses = Pauses.ConvertAll(p => p.Request.PauseId == id ? change(p, with) : p);
    private void ChangeExtension<T>(string id, T with, Func<CaseExtension, T, CaseExtension> change) => Extensions = Extensions.ConvertAll(x => x.Request.ExtensionId == id ? change(x, with) : x);
    private void ChangeCard<T>(string id, T with, Func<CaseCard, T, CaseCard> change) => Cards = Cards.ConvertAll(c => c.Raised.CardId == id ? change(c, with) : c);
    private void ChangeOrder<T>(string id, T with, Func<SupervisionOrder, T, SupervisionOrder> change) => Cards = Cards.ConvertAll(c => c.Order?.OrderId == id ? c with { Order = change(c.Order, with) } : c);
}

public enum PauseStatus
{
    Requested, Running, Ended, Rejected,
    /// <summary>Its step ended before anybody approved it.</summary>
    Lapsed,
}

/// <summary>A special procedure of one case, from request to end.</summary>
public sealed record CasePause(CaseEvent.PauseRequested Request)
{
    public PauseStatus Status { get; init; }
    /// <summary>The day from which it stops what its kind stops.</summary>
    public DateOnly From { get; init; } = Request.From;
    public ActorStamp? DecidedBy { get; init; }
    /// <summary>The supervisor who saw it; null while none did.</summary>
    public ActorStamp? SightedBy { get; init; }
    public string? Answer { get; init; }
    public DateOnly? LastDay { get; init; }
    public string? Evidence { get; init; }
}

public enum ExtensionStatus { Requested, Approved, Rejected, Told }

public sealed record CaseExtension(CaseEvent.ExtensionRequested Request)
{
    public ExtensionStatus Status { get; init; }
    public ActorStamp? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? Answer { get; init; }
    public DateOnly? ToldOn { get; init; }
    public string? Document { get; init; }
}

public sealed record PaperPromise(CaseEvent.PapersPromised Made, bool IsKept);

public sealed record CaseLeg(CaseEvent.LegOpened Opened, bool IsOpen);

public enum CardStatus { Raised, Acknowledged, Answered, Appealed, Upheld, Revoked }

/// <summary>A card with all that was entered after it.</summary>
public sealed record CaseCard(CaseEvent.CardRaised Raised, DateTimeOffset RaisedAt)
{
    public CardStatus Status { get; init; }
    public string? Answer { get; init; }
    public ActorStamp? AnsweredBy { get; init; }
    public CaseEvent.CardAppealed? Appeal { get; init; }
    public string? Ruling { get; init; }
    public ActorStamp? RuledBy { get; init; }
    public SupervisionOrder? Order { get; init; }

    /// <summary>Somebody still has to do something about it.</summary>
    public bool IsOpen => Status is CardStatus.Raised or CardStatus.Acknowledged or CardStatus.Appealed || Order is { IsOpen: true };
}

/// <param name="To">Who must answer now.</param>
/// <param name="AskedAt">When they were asked.</param>
/// <param name="Step">0: the owner of the card; from 1: superiors.</param>
public sealed record SupervisionOrder(string OrderId, Candidate To, DateTimeOffset AskedAt, int Step, bool IsOpen)
{
    public string? Answer { get; init; }
    public ActorStamp? AnsweredBy { get; init; }
    /// <summary>Which CARD-REPLY clock it has now.</summary>
    public string ClockId => Step == 0 ? OrderId : $"{OrderId}.{Step}";
}
