using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Where a stream stands, and up to where something covers it: the ledger, or the feed.</summary>
internal sealed class StreamHead
{
    public required string Stream { get; init; }
    public required long Version { get; init; }
    public required byte[] HeadHash { get; init; }
    public required long Covered { get; init; }
}

/// <summary>Every stream of the journal: cases, trips, packets, definitions, migration plans, what was removed of which case, and who read which.</summary>
internal static class LedgerStreams
{
    /// <summary>Before a definition's id, and before a migration plan's.</summary>
    public const string Definitions = "def/", Plans = "mig/";
    /// <summary>Before the number of the case that was read.</summary>
    public const string Reads = "reads/";

    /// <summary>The head of one stream; null: it has none.</summary>
    public static async Task<StreamHead?> OneAsync(ApprovalFlowContext context, string stream, CancellationToken cancellation)
    {
        foreach (var heads in All(context))
            if (await heads.FirstOrDefaultAsync(h => h.Stream == stream, cancellation) is { } head)
                return head;
        return null;
    }

    /// <summary>Streams that have events which no page of the ledger covers.</summary>
    public static async Task<List<StreamHead>> MovedAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        List<StreamHead> moved = [];
        foreach (var heads in All(context))
            moved.AddRange(await heads.Where(h => h.Version > h.Covered).ToListAsync(cancellation));
        moved.Sort((a, b) => string.CompareOrdinal(a.Stream, b.Stream));
        return moved;
    }

    /// <summary>The heads of the streams behind one name up to another.</summary>
    public static async Task<Dictionary<string, StreamHead>> BetweenAsync(ApprovalFlowContext context, string after, string to, CancellationToken cancellation)
    {
        Dictionary<string, StreamHead> found = new(StringComparer.Ordinal);
        foreach (var heads in All(context))
            await foreach (var head in heads.Where(h => h.Stream.CompareTo(after) > 0 && h.Stream.CompareTo(to) <= 0).AsAsyncEnumerable().WithCancellation(cancellation))
                found[head.Stream] = head;
        return found;
    }

    /// <summary>Streams with lines that have no place in the feed. Who read what does not leave the house.</summary>
    public static async Task<List<string>> BehindFeedAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        List<string> behind = [];
        foreach (var heads in Leaving(context, context.Feed.Select(f => new Stretch { Stream = f.Stream, Last = f.LastSequence })))
            behind.AddRange(await heads.Where(h => h.Version > h.Covered).Select(h => h.Stream).ToListAsync(cancellation));
        return behind;
    }

    private static IEnumerable<IQueryable<StreamHead>> All(ApprovalFlowContext context)
    {
        var leaves = context.LedgerLeaves.Select(l => new Stretch { Stream = l.Stream, Last = l.LastSequence });
        return [.. Leaving(context, leaves), context.ReadLogs.Select(r => new StreamHead { Stream = r.Stream, Version = r.Version, HeadHash = r.HeadHash, Covered = leaves.Where(l => l.Stream == r.Stream).Max(l => (long?)l.Last) ?? 0 })];
    }

    private static IEnumerable<IQueryable<StreamHead>> Leaving(ApprovalFlowContext context, IQueryable<Stretch> covered)
    {
        yield return context.Cases.Select(c => new StreamHead { Stream = c.CaseNumber, Version = c.Version, HeadHash = c.HeadHash, Covered = covered.Where(l => l.Stream == c.CaseNumber).Max(l => (long?)l.Last) ?? 0 });
        yield return context.Trips.Select(t => new StreamHead { Stream = t.Number, Version = t.Version, HeadHash = t.HeadHash, Covered = covered.Where(l => l.Stream == t.Number).Max(l => (long?)l.Last) ?? 0 });
        yield return context.Packets.Select(p => new StreamHead { Stream = p.Number, Version = p.Version, HeadHash = p.HeadHash, Covered = covered.Where(l => l.Stream == p.Number).Max(l => (long?)l.Last) ?? 0 });
        yield return context.DefinitionLives.Select(d => new StreamHead { Stream = Definitions + d.DefinitionId, Version = d.Version, HeadHash = d.HeadHash, Covered = covered.Where(l => l.Stream == Definitions + d.DefinitionId).Max(l => (long?)l.Last) ?? 0 });
        yield return context.MigrationPlans.Select(p => new StreamHead { Stream = Plans + p.PlanId, Version = p.Version, HeadHash = p.HeadHash, Covered = covered.Where(l => l.Stream == Plans + p.PlanId).Max(l => (long?)l.Last) ?? 0 });
        yield return context.Redactions.Select(r => new StreamHead { Stream = r.Stream, Version = r.Version, HeadHash = r.HeadHash, Covered = covered.Where(l => l.Stream == r.Stream).Max(l => (long?)l.Last) ?? 0 });
    }

    /// <summary>The end of a stretch of a stream that is covered.</summary>
    private sealed class Stretch
    {
        public required string Stream { get; init; }
        public required long Last { get; init; }
    }
}
