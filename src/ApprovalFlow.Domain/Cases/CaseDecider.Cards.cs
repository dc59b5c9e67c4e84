using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Cards and supervision orders: raised by the passing of time, answered by whoever is responsible, revoked by a second person only.</summary>
public static partial class CaseDecider
{
    /// <summary>What is due now and not recorded yet. Nothing is due: nothing is recorded.</summary>
    private static Rejection? Tick(CaseState state, ClockContext clocks, CaseContext context, CaseBurst burst)
    {
        Silence(state, clocks, burst);
        foreach (var card in CardBook.Due(burst.State.Timeline, state.Signs, clocks, burst.At))
            if (!burst.State.Cards.Exists(c => card.Is(c.Raised)))
                Raise(card, clocks, context, burst);
        foreach (var order in state.Cards.Select(c => c.Order).OfType<SupervisionOrder>().Where(o => o.IsOpen))
            if (Above(order.To.Role, clocks.Cards) is { } superior && ClockBook.Compute(burst.State.Timeline, clocks.Policy, clocks.Calendar, burst.At).Any(r => r.Kind == ClockKind.CardReply && r.Id == order.ClockId && r.State is ClockState.Overdue))
                burst.Add(new CaseEvent.OrderEscalated(order.OrderId, order.Step + 1, Superior(superior, order, state, context)));
        return null;
    }

    /// <summary>视为受理、视为准予延续: what the law makes of an office that says nothing.</summary>
    private static void Silence(CaseState state, ClockContext clocks, CaseBurst burst)
    {
        if (state.DeemedAcceptedOn is not null && (state.LicenceExpiresOn is null || state.IsDeemedRenewed)) return;
        foreach (var reading in ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, burst.At))
        {
            if (reading.State is not ClockState.Stopped { Why: "deemed" } || reading.Due is not { } due) continue;
            if (reading.Kind == ClockKind.Receive && state.DeemedAcceptedOn is null) burst.Add(new CaseEvent.AcceptanceDeemed(reading.StartedOn!.Value, due));
            if (reading.Kind == ClockKind.Renew && !state.IsDeemedRenewed) burst.Add(new CaseEvent.RenewalDeemed(due));
        }
    }

    private static void Raise(DueCard card, ClockContext clocks, CaseContext context, CaseBurst burst)
    {
        var state = burst.State;
        var number = state.Cards.Count + 1;
        // The case's own limits are the city's; another level answers for them only where the case lies with it alone.
        var task = state.Task(card.Subject) ?? state.OpenTasks.Where(t => t.ActivityType != TaskTypes.Correction).OrderBy(t => t.Candidate.Region is not null).FirstOrDefault();
        var owner = task?.Candidate ?? new Candidate(ClockApprovers.OrganHead, context.Item.DepartmentId);
        var holder = task?.Assignee ?? task?.CompletedBy;
        // A trip's opinion is its lead's to give.
        if (card.Clock?.Kind == ClockKind.Opinion && state.Trips.LastOrDefault(t => card.Subject == t.Number || card.Subject.StartsWith(t.Number + ".", StringComparison.Ordinal)) is { } trip)
            (owner, holder) = (new(TripRules.LeadRole(trip.Kind), trip.LeadDepartmentId), null);
        // What nobody has claimed is the regulator's to answer for, not that of whoever approved it.
        if (card.Clock?.Kind == ClockKind.RegulatorClaim && state.Packets.FirstOrDefault(p => p.IsClock(card.Subject)) is { } packet)
            (owner, holder) = (new(Roles.Regulator, packet.To, state.CountyCode), null);
        owner = owner with { DepartmentId = owner.DepartmentId ?? (owner.Region is null && owner.Role != ClockApprovers.GovernmentHead ? context.Item.DepartmentId : null) };
        burst.Add(new CaseEvent.CardRaised($"K{number}", CardRules.NameOf(card.Level), card.Rule, card.Cause.Zh, card.Cause.En, owner)
        {
            Clock = card.Clock?.Code, Subject = card.Subject.Length == 0 ? null : card.Subject, OwnerUserId = holder?.UserId, OwnerName = holder?.Name, RulesVersion = clocks.Cards.Version,
        });
        if (card.Order) burst.Add(new CaseEvent.OrderOpened(TimelineFold.OrderOf($"K{number}"), $"K{number}", owner) { LimitDays = clocks.Cards.OrderReplyDays });
    }

    /// <summary>Who is asked when this role does not answer; null at the top.</summary>
    private static string? Above(string role, CardRules rules)
    {
        for (var i = 0; i < rules.Escalation.Count; i++)
            if (rules.Escalation[i] == role) return i + 1 < rules.Escalation.Count ? rules.Escalation[i + 1] : null;
        return rules.Escalation.Count > 0 ? rules.Escalation[0] : null;
    }

    /// <summary>A regulator's superior is the head of the body that regulates.</summary>
    private static Candidate Superior(string role, SupervisionOrder order, CaseState state, CaseContext context) => role == ClockApprovers.GovernmentHead ? new(role)
        : new(role, state.Cards.Find(c => c.Order?.OrderId == order.OrderId)?.Raised.Owner is { Role: Roles.Regulator, DepartmentId: { } regulating } ? regulating : context.Item.DepartmentId);

    /// <summary>Whether the command is about a card or an order, and the refusal when there is one. A closed case still answers for itself.</summary>
    private static (bool Handled, Rejection? Refusal) Card(CaseState state, CaseCommand.Timekeeping command, CaseContext context, CaseBurst burst) => command switch
    {
        CaseCommand.AcknowledgeCard c => (true, OnCard(state, c.CardId, CardStatus.Raised, card => Owns(card, c.By, context) ?? Enter(burst, new CaseEvent.CardAcknowledged(c.CardId, Owner(card, c.By, context))))),
        CaseCommand.AnswerCard c => (true, OnCard(state, c.CardId, CardStatus.Acknowledged, card => Owns(card, c.By, context) ?? (Text(c.Text) is not { } text ? Reject("card-text-required")
            : Enter(burst, new CaseEvent.CardAnswered(c.CardId, Owner(card, c.By, context), text))))),
        CaseCommand.AppealCard c => (true, OnCard(state, c.CardId, CardStatus.Answered, card => Owns(card, c.By, context) ?? (Text(c.Reason) is not { } reason ? Reject("card-text-required")
            : Enter(burst, new CaseEvent.CardAppealed(c.CardId, Owner(card, c.By, context), reason))))),
        CaseCommand.DecideAppeal c => (true, OnCard(state, c.CardId, CardStatus.Appealed, card => Rules(card, c.By) ?? (Text(c.Reason) is not { } reason ? Reject("card-text-required")
            : Enter(burst, c.Revoke ? new CaseEvent.CardRevoked(c.CardId, Supervising(c.By), reason) : new CaseEvent.CardUpheld(c.CardId, Supervising(c.By), reason))))),
        CaseCommand.AnswerOrder c => (true, AnswerOrder(state, c, context, burst)),
        CaseCommand.Supervise c => (true, Supervise(state, c, context, burst)),
        _ => (false, null),
    };

    /// <summary>A card goes from raised to acknowledged to answered; it may be appealed until it is heard, and is heard once.</summary>
    private static Rejection? OnCard(CaseState state, string cardId, CardStatus latest, Func<CaseCard, Rejection?> act)
    {
        if (state.Cards.Find(c => c.Raised.CardId == cardId) is not { } card) return Reject("card-unknown", cardId);
        var open = latest == CardStatus.Appealed ? card.Status == CardStatus.Appealed : card.Status <= latest;
        return open ? act(card) : Reject("card-not-open", cardId, CardStatusName(card.Status), card.Status.ToString().ToLowerInvariant());
    }

    private static string CardStatusName(CardStatus status) => status switch
    {
        CardStatus.Raised => "待签收", CardStatus.Acknowledged => "已签收", CardStatus.Answered => "已答复", CardStatus.Appealed => "申诉中", CardStatus.Upheld => "维持", _ => "已撤销",
    };

    /// <summary>Whoever held the work, whoever may take it, and the department's chief representative.</summary>
    private static Rejection? Owns(CaseCard card, Actor actor, CaseContext context) =>
        CardAccess.Owns(card.Raised, actor, context.Item.DepartmentId) ? null : Reject("card-not-owner", card.Raised.CardId, actor.Name);

    /// <summary>The mandate by which they answer for the card; whoever is named by it needs none.</summary>
    private static ActorStamp Owner(CaseCard card, Actor actor, CaseContext context) => CardAccess.Mandate(card.Raised, actor, context.Item.DepartmentId) is { } mandate && card.Raised.OwnerUserId != actor.UserId
        ? new(actor.UserId, actor.Name) { Role = mandate.Role, DepartmentId = mandate.DepartmentId }
        : Stamp(actor, context);

    private static Rejection? Rules(CaseCard card, Actor actor) =>
        !actor.Mandates.Any(m => m.Role == ClockApprovers.Supervisor) ? Reject("card-not-supervisor", actor.Name)
        : card.Appeal?.By.UserId == actor.UserId || card.Raised.OwnerUserId == actor.UserId ? Reject("card-same-person", actor.Name) : null;

    private static Rejection? AnswerOrder(CaseState state, CaseCommand.AnswerOrder command, CaseContext context, CaseBurst burst)
    {
        if (state.Cards.Find(c => c.Order?.OrderId == command.OrderId) is not { Order: { } order } card) return Reject("order-unknown", command.OrderId);
        if (!order.IsOpen) return Reject("order-not-open", command.OrderId);
        if (!CardAccess.Answers(card, command.By, context.Item.DepartmentId)) return Reject("card-not-owner", command.OrderId, command.By.Name);
        if (Text(command.Text) is not { } text) return Reject("card-text-required");
        var by = command.By.Mandates.Any(order.To.Admits) ? Stamp(state, command.By, order.To) : Owner(card, command.By, context);
        return Enter(burst, new CaseEvent.OrderAnswered(command.OrderId, by, text));
    }

    /// <summary>An anomaly is answered once; nobody judges what they did themselves.</summary>
    private static Rejection? Supervise(CaseState state, CaseCommand.Supervise command, CaseContext context, CaseBurst burst)
    {
        if (!command.By.Mandates.Any(m => m.Role == ClockApprovers.Supervisor)) return Reject("supervision-not-supervisor", command.By.Name);
        if (state.HasWorked(command.By.UserId)) return Reject("supervision-own-work", command.By.Name);
        if (Text(command.Text) is not { } text) return Reject("card-text-required");
        CardLevel? level = command.Level switch { "yellow" => CardLevel.Yellow, "red" => CardLevel.Red, _ => null };
        if ((command.Level is not null && level is null) || (level is null && command.Anomaly is null)) return Reject("supervision-level-unknown", command.Level ?? "");
        if (command.Anomaly is { } anomaly)
        {
            if (!Anomaly.Codes.Contains(anomaly) || command.Sequence is not { } sequence || sequence < 1 || sequence > state.Version) return Reject("anomaly-unknown", anomaly, $"{command.Sequence ?? 0}");
            if (state.Supervisions.Find(s => s.Anomaly == anomaly && s.Sequence == sequence) is { } earlier) return Reject("anomaly-answered", earlier.By.Name);
        }
        burst.Add(new CaseEvent.CaseSupervised(Supervising(command.By), level is null ? CaseEvent.CaseSupervised.Explained : CaseEvent.CaseSupervised.Carded, text)
        {
            Level = level is { } named ? CardRules.NameOf(named) : null, Anomaly = command.Anomaly, Sequence = command.Anomaly is null ? null : command.Sequence,
        });
        if (level is { } raised)
            Raise(new(raised, CardSign.Supervision, null, $"S{burst.State.Supervisions.Count}", new(text, text), Order: raised == CardLevel.Red), context.Clocks!, context, burst);
        return null;
    }

    private static ActorStamp Supervising(Actor actor) => new(actor.UserId, actor.Name) { Role = ClockApprovers.Supervisor };

    private static Rejection? Enter(CaseBurst burst, CaseEvent @event)
    {
        burst.Add(@event);
        return null;
    }
}
