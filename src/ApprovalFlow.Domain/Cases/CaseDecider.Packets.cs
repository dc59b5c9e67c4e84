using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>审管互动: what regulators tell, and the proceeding that takes a licence away.</summary>
public static partial class CaseDecider
{
    private static Rejection? Receive(CaseState state, CaseEvent.PacketNews news, CaseContext context, CaseBurst burst)
    {
        if (state.Packets.Find(p => p.Number == news.Packet) is not { } packet) return Reject("packet-unknown-to-case", state.CaseNumber, news.Packet);
        // The sender repeats until it knows that we heard.
        if (news.Position <= packet.LastPosition) return null;
        if (news is not CaseEvent.RevocationOpened opened)
        {
            burst.Add(news);
            if (news is CaseEvent.RegulatorClaimed claimed) ClaimedInTime(state, packet, claimed, context, burst);
            return null;
        }
        if (packet.IsRecalled || state.Decision?.Result is CaseResults.Refused or CaseResults.NotFiled || state.Revoked is not null || state.Revocations.Exists(r => r.IsOpen)) return Reject("revocation-not-possible", state.CaseNumber);
        var days = context.Clocks?.Regulation?.StatementDays(burst.Today);
        burst.Add(opened with { StatementsUntil = days is { } limit ? context.Due(burst.Today, limit) : null });
        return null;
    }

    /// <summary>News that was held up must not leave a card with somebody who was in time: a counter-entry says so.</summary>
    private static void ClaimedInTime(CaseState state, CasePacket packet, CaseEvent.RegulatorClaimed claimed, CaseContext context, CaseBurst burst)
    {
        foreach (var card in state.Cards.Where(c => c.Raised.Clock == ClockDefinition.Of(ClockKind.RegulatorClaim).Code && c.Raised.Subject == packet.Clock && c.Status != CardStatus.Revoked && c.RaisedAt > claimed.ClaimedAt).ToArray())
            if (context.Clocks is { } clocks && ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, claimed.ClaimedAt).Any(r => r.Kind == ClockKind.RegulatorClaim && r.Id == packet.Clock && r.State is not ClockState.Overdue))
                burst.Add(new CaseEvent.CardRevoked(card.Raised.CardId, new(Actor.System.UserId, Actor.System.Name), "签收在期限内，送达办件的消息迟到。 / Claimed in time; the news reached the case late."));
    }

    /// <summary>行政许可法第七条: whoever is to lose a licence has the right to state and to defend their case, as often as they like until it is decided.</summary>
    private static Rejection? StateOnRevocation(CaseState state, CaseCommand.StateOnRevocation command, CaseContext context, CaseBurst burst)
    {
        if (OpenRevocation(state, command.RevocationId, out _) is { } refused) return refused;
        var window = new Candidate(WindowClerk, context.Item.DepartmentId);
        if (!state.IsApplicant(command.By) && !command.By.Mandates.Any(window.Admits)) return Reject("revocation-statement-not-allowed", command.By.Name);
        if (Text(command.Text) is not { } text) return Reject("revocation-text-required");
        burst.Add(new CaseEvent.RevocationStated(command.RevocationId, text, Stamp(state, command.By, window)));
        return null;
    }

    private static Rejection? DecideRevocation(CaseState state, CaseCommand.DecideRevocation command, CaseContext context, CaseBurst burst)
    {
        if (OpenRevocation(state, command.RevocationId, out var proceeding) is { } refused) return refused;
        if (WhyNotDecide(state, proceeding, command.By, context.Item.DepartmentId, burst.Today) is { } forbidden) return forbidden;
        if (Text(command.Reasons) is not { } reasons) return Reject("revocation-reasons-required");
        if (command.Revoke && Text(command.Remedies) is null) return Reject("revocation-remedies-required");
        burst.Add(new CaseEvent.RevocationDecided(command.RevocationId, command.Revoke, reasons, Stamp(state, command.By, Head(context.Item.DepartmentId))) { Remedies = command.Revoke ? Text(command.Remedies) : null });
        return null;
    }

    /// <summary>Who decides: the head of the body that approved; never who found it, who asked for it or whose licence it is, and not before the applicant was heard or let the time pass.</summary>
    /// <returns>Null: this person may decide now.</returns>
    public static Rejection? WhyNotDecide(CaseState state, CaseRevocation proceeding, Actor by, string departmentId, DateOnly today)
    {
        if (!by.Mandates.Any(Head(departmentId).Admits)) return Reject("revocation-not-head", by.Name);
        if (proceeding.Opened.By.Concerns(by.UserId) || proceeding.Opened.FoundBy?.Concerns(by.UserId) == true || state.IsApplicant(by)) return Reject("revocation-same-person", by.Name);
        if (proceeding.Statements.Count == 0 && (proceeding.Opened.StatementsUntil is not { } until || today <= until))
            return Reject("revocation-not-heard", proceeding.Opened.StatementsUntil is { } day ? PlainJson.Iso(day) : "?");
        return null;
    }

    private static Candidate Head(string departmentId) => new(Roles.ChiefRepresentative, departmentId);

    private static Rejection? OpenRevocation(CaseState state, string id, out CaseRevocation proceeding)
    {
        proceeding = state.Revocations.Find(r => r.Opened.RevocationId == id)!;
        return proceeding is null ? Reject("revocation-unknown", id, state.CaseNumber) : proceeding.IsOpen ? null : Reject("revocation-decided", id);
    }
}
