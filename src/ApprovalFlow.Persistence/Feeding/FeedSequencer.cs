using System.Collections.Concurrent;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Versions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Feeding;

/// <summary>Gives every line of the journal its place in the feed: 1, 2, 3 … over all streams, without gaps, each line once, each stream in its own order.</summary>
/// <remarks>
/// Commands do not pay for it: a number that every commit had to take would put all of them in one row's queue. Streams that this process has moved are known at once; what
/// others moved, or what was stored while no process ran, is found by a sweep. Several processes may number at once: the number itself is the key, one of them wins, the other looks again.
/// </remarks>
public sealed class FeedSequencer : IDisposable
{
    private const int Batch = 500, Attempts = 20;

    private readonly IDbContextFactory<ApprovalFlowContext> contexts;
    private readonly TimeProvider time;
    private readonly ConcurrentQueue<string> moved = new();
    private readonly IDisposable[] subscriptions;

    public FeedSequencer(IDbContextFactory<ApprovalFlowContext> contexts, CaseSignals cases, TripSignals trips, PacketSignals packets, LifeSignals lives, PlanSignals plans, TimeProvider time)
    {
        (this.contexts, this.time) = (contexts, time);
        subscriptions =
        [
            cases.Subscribe(change => Hear(change.CaseNumber)), trips.Subscribe(Hear), packets.Subscribe(Hear),
            lives.Subscribe(id => Hear(LedgerStreams.Definitions + id)), plans.Subscribe(id => Hear(LedgerStreams.Plans + id)),
        ];
    }

    /// <summary>A stream moved. Raised on the thread that moved it.</summary>
    public event Action? Heard;

    /// <summary>Numbers what is known to have moved.</summary>
    /// <param name="sweep">Look through all streams as well.</param>
    /// <returns>How many lines got their place.</returns>
    public async Task<int> SequenceAsync(bool sweep = false, CancellationToken cancellation = default)
    {
        HashSet<string> streams = new(StringComparer.Ordinal);
        while (moved.TryDequeue(out var stream))
            streams.Add(stream);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            if (sweep)
                streams.UnionWith(await LedgerStreams.BehindFeedAsync(context, cancellation));
            var numbered = 0;
            foreach (var some in streams.Order(StringComparer.Ordinal).Chunk(Batch))
                numbered += await NumberAsync(context, some, cancellation);
            return numbered;
        }
        catch
        {
            // Nothing is forgotten: they are asked for again with the next turn.
            foreach (var stream in streams)
                moved.Enqueue(stream);
            throw;
        }
    }

    private async Task<int> NumberAsync(ApprovalFlowContext context, string[] streams, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lines = await context.Journal.AsNoTracking()
                .Where(j => streams.Contains(j.CaseNumber) && j.FirstSequence > (context.Feed.Where(f => f.Stream == j.CaseNumber).Max(f => (long?)f.LastSequence) ?? 0))
                .OrderBy(j => j.At).ThenBy(j => j.CaseNumber).ThenBy(j => j.FirstSequence)
                .Select(j => new { j.CaseNumber, j.FirstSequence, j.Hashes }).Take(Batch).ToListAsync(cancellation);
            if (lines.Count == 0)
                return 0;
            var number = await context.Feed.MaxAsync(f => (long?)f.Number, cancellation) ?? 0;
            var at = time.GetUtcNow();
            context.Feed.AddRange(lines.Select(l => new StoredFeedPlace { Number = ++number, Stream = l.CaseNumber, FirstSequence = l.FirstSequence, LastSequence = l.FirstSequence + (l.Hashes.Length / 32) - 1, At = at }));
            try
            {
                // One statement's worth of rows in one transaction: a number is there with all before it, or not at all.
                await context.SaveChangesAsync(cancellation);
                context.ChangeTracker.Clear();
                return lines.Count < Batch ? lines.Count : lines.Count + await NumberAsync(context, streams, cancellation);
            }
            catch (DbUpdateException) when (attempt < Attempts && !cancellation.IsCancellationRequested)
            {
                // Another process took the number, or numbered the same line.
                context.ChangeTracker.Clear();
            }
        }
    }

    private void Hear(string stream)
    {
        moved.Enqueue(stream);
        Heard?.Invoke();
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }
}
