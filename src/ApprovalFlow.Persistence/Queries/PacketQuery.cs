using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>Whether every decision that stands has its packet, and every packet somebody who has it or is reminded of it.</summary>
/// <remarks>The two sides come from different rows: decisions from the cases, packets from their own streams' heads.</remarks>
/// <param name="Decided">Cases with a decision that stands.</param>
/// <param name="OnTheWay">Their message lies in the outbox.</param>
/// <param name="Earlier">Decided before decisions became packets.</param>
/// <param name="Missing">Neither: nobody knows why.</param>
/// <param name="Recalled">Packets of decisions that were taken back; not among the others.</param>
/// <param name="Alarmed">Overdue, with a card on the regulator.</param>
/// <param name="Silent">Overdue without a card yet: the next tick raises it.</param>
public sealed record PacketFigures(int Decided, int OnTheWay, int Earlier, int Missing, int Packets, int Claimed, int InTime, int Alarmed, int Silent, int Recalled)
{
    public bool Reconciles => Missing == 0 && Decided == Packets + OnTheWay + Earlier && Packets == Claimed + InTime + Alarmed + Silent;
}

public sealed class PacketQuery(IDbContextFactory<ApprovalFlowContext> contexts, ICaseStore cases, CaseClocks clocks, CalendarInForce calendar, TimeProvider time)
{
    /// <summary>More cases than these without a packet are not looked at one by one.</summary>
    private const int LookedAt = 500;
    private static readonly string[] Decisions = [CaseResults.Approved, CaseResults.ApprovedWithConditions, CaseResults.Refused, CaseResults.Filed, CaseResults.NotFiled];

    public async Task<PacketFigures> FiguresAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // One snapshot: what is decided between two counts would be a difference that is none.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var decided = context.Cases.Where(c => c.Status == CaseStatus.Decided || (c.Status == CaseStatus.Closed && c.AcceptedAt != null && c.Result != null && Decisions.Contains(c.Result)));
        var all = await decided.CountAsync(cancellation);
        var without = decided.Where(c => !context.Packets.Any(p => p.CaseNumber == c.CaseNumber && p.Status != PacketStatus.Recalled));
        var onTheWay = await without.CountAsync(c => context.Outbox.Any(m => m.CaseNumber == c.CaseNumber + "/packet"), cancellation);
        var (earlier, missing) = await EarlierAsync(without.Where(c => !context.Outbox.Any(m => m.CaseNumber == c.CaseNumber + "/packet")), cancellation);
        var states = await context.Packets.GroupBy(p => p.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var waiting = await context.Packets.Where(p => p.Status == PacketStatus.Unclaimed).Select(p => new { p.CaseNumber, p.Number, p.WaitingSince, p.ClaimDays }).ToListAsync(cancellation);
        var today = OfficeHours.DayOf(time.GetUtcNow());
        var overdue = waiting.Where(p => DueOf(p.WaitingSince, p.ClaimDays) < today).Select(p => p.CaseNumber).ToList();
        var code = ClockDefinition.Of(ClockKind.RegulatorClaim).Code;
        var carded = 0;
        foreach (var some in overdue.Chunk(500))
        {
            var numbers = some.ToList();
            carded += await context.Cards.Where(c => c.Clock == code && numbers.Contains(c.CaseNumber) && c.Status != CardStatus.Revoked).Select(c => c.CaseNumber).Distinct().CountAsync(cancellation);
        }
        var (claimed, recalled) = (states.GetValueOrDefault(PacketStatus.Claimed), states.GetValueOrDefault(PacketStatus.Recalled));
        return new(all, onTheWay, earlier, missing, claimed + waiting.Count, claimed, waiting.Count - overdue.Count, carded, overdue.Count - carded, recalled);
    }

    /// <summary>The last day for claiming it, by the calendar in force; null when the calendar of that year is not known.</summary>
    public DateOnly? DueOf(DateTimeOffset waitingSince, double days) => calendar.Now.Due(OfficeHours.DayOf(waitingSince), days).Day;

    /// <summary>A case says itself whether its decision was addressed to somebody.</summary>
    private async Task<(int Earlier, int Missing)> EarlierAsync(IQueryable<Tables.StoredCase> without, CancellationToken cancellation)
    {
        if (clocks.Regulation is not { } book)
            return (await without.CountAsync(cancellation), 0);
        var since = OfficeHours.At(book.Since, TimeOnly.MinValue);
        var earlier = await without.CountAsync(c => c.ClosedAt != null && c.ClosedAt < since, cancellation);
        var doubtful = await without.Where(c => c.ClosedAt == null || c.ClosedAt >= since).OrderByDescending(c => c.RegisteredAt).Select(c => c.CaseNumber).ToListAsync(cancellation);
        var missing = Math.Max(0, doubtful.Count - LookedAt);
        foreach (var number in doubtful.Take(LookedAt))
            if (await cases.LoadAsync(number, 0, cancellation) is { } stream && CaseState.Fold(stream.Events.Select(e => e.ToRecord())).Packets.IsEmpty)
                earlier++;
            else
                missing++;
        return (earlier, missing);
    }
}
