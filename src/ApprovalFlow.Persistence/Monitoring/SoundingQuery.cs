using ApprovalFlow.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Monitoring;

/// <summary>How much waits at an instant, and since when the oldest has been waiting; null: nothing waits.</summary>
/// <param name="TimersLate">Timers whose instant has passed; counts stop at <see cref="SoundingQuery.Cap"/>.</param>
public sealed record Soundings(int OutboxWaiting, DateTimeOffset? OutboxSince, int TimersLate, DateTimeOffset? TimersSince, int OpenTasks, int OpenIncidents)
{
    public IReadOnlyList<WaitingMessages> Messages { get; init; } = [];
    /// <summary>Open supervision cards by level.</summary>
    public IReadOnlyDictionary<string, int> OpenCards { get; init; } = new Dictionary<string, int>();
    public DateTimeOffset? LastLedgerPage { get; init; }
}

/// <summary>Messages of a channel in a state from which something is still to come, or that were given up.</summary>
public sealed record WaitingMessages(string Channel, DeliveryState State, int Count, DateTimeOffset Since);

/// <summary>Counts what waits, for those who watch the program. Each question goes along an index and stops at <see cref="Cap"/>, so that it may be asked every few seconds whatever is stored.</summary>
public sealed class SoundingQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    public const int Cap = 10_000;

    public async Task<Soundings> TakeAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var outbox = await context.Outbox.OrderBy(o => o.NextAttempt).Take(Cap).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Since = (DateTimeOffset?)g.Min(o => o.At) }).FirstOrDefaultAsync(cancellation);
        // A claim moves the next attempt on, so a timer that is being fired, or failed, is not among the late ones for a minute; its lag is told when it fires.
        var timers = await context.Timers.Where(t => t.NextAttempt <= now).OrderBy(t => t.NextAttempt).Take(Cap).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Since = (DateTimeOffset?)g.Min(t => t.Due) }).FirstOrDefaultAsync(cancellation);
        var waiting = await context.Messages.Where(m => m.DueAt != null).OrderBy(m => m.DueAt).Take(Cap).GroupBy(m => new { m.Channel, m.State })
            .Select(g => new { g.Key.Channel, g.Key.State, Count = g.Count(), Since = g.Min(m => m.At) }).ToListAsync(cancellation);
        var dead = await context.Messages.Where(m => m.State == DeliveryState.Dead).OrderBy(m => m.At).Take(Cap).GroupBy(m => new { m.Channel, m.State })
            .Select(g => new { g.Key.Channel, g.Key.State, Count = g.Count(), Since = g.Min(m => m.At) }).ToListAsync(cancellation);
        return new(
            outbox?.Count ?? 0, outbox?.Since, timers?.Count ?? 0, timers?.Since,
            await context.Inbox.OrderBy(i => i.Subject).Take(Cap).CountAsync(cancellation), await context.Incidents.OrderBy(i => i.At).Take(Cap).CountAsync(cancellation))
        {
            Messages = [.. waiting.Concat(dead).Select(m => new WaitingMessages(m.Channel, m.State, m.Count, m.Since))],
            OpenCards = await context.Cards.Where(c => c.IsOpen).OrderBy(c => c.RaisedAt).Take(Cap).GroupBy(c => c.Level).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation),
            LastLedgerPage = await context.LedgerPages.OrderByDescending(p => p.Number).Select(p => (DateTimeOffset?)p.At).FirstOrDefaultAsync(cancellation),
        };
    }

    /// <summary>Since when the oldest effect has been waiting in the outbox; null: nothing waits.</summary>
    public async Task<DateTimeOffset?> OutboxSinceAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Outbox.OrderBy(o => o.NextAttempt).Take(Cap).MinAsync(o => (DateTimeOffset?)o.At, cancellation);
    }
}
