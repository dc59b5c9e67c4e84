using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Where a stream stands, and up to where the ledger covers it.</summary>
internal sealed class StreamHead
{
    public required string Stream { get; init; }
    public required long Version { get; init; }
    public required byte[] HeadHash { get; init; }
    public required long Covered { get; init; }
}

/// <summary>Every stream of the journal: cases, trips, definitions, migration plans, and who read which case.</summary>
internal static class LedgerStreams
{
    private const string Definitions = "def/", Plans = "mig/";
    /// <summary>Before the number of the case that was read.</summary>
    public const string Reads = "reads/";

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

    private static IEnumerable<IQueryable<StreamHead>> All(ApprovalFlowContext context)
    {
        var leaves = context.LedgerLeaves;
        yield return context.Cases.Select(c => new StreamHead { Stream = c.CaseNumber, Version = c.Version, HeadHash = c.HeadHash, Covered = leaves.Where(l => l.Stream == c.CaseNumber).Max(l => (long?)l.LastSequence) ?? 0 });
        yield return context.Trips.Select(t => new StreamHead { Stream = t.Number, Version = t.Version, HeadHash = t.HeadHash, Covered = leaves.Where(l => l.Stream == t.Number).Max(l => (long?)l.LastSequence) ?? 0 });
        yield return context.DefinitionLives.Select(d => new StreamHead { Stream = Definitions + d.DefinitionId, Version = d.Version, HeadHash = d.HeadHash, Covered = leaves.Where(l => l.Stream == Definitions + d.DefinitionId).Max(l => (long?)l.LastSequence) ?? 0 });
        yield return context.MigrationPlans.Select(p => new StreamHead { Stream = Plans + p.PlanId, Version = p.Version, HeadHash = p.HeadHash, Covered = leaves.Where(l => l.Stream == Plans + p.PlanId).Max(l => (long?)l.LastSequence) ?? 0 });
        yield return context.ReadLogs.Select(r => new StreamHead { Stream = r.Stream, Version = r.Version, HeadHash = r.HeadHash, Covered = leaves.Where(l => l.Stream == r.Stream).Max(l => (long?)l.LastSequence) ?? 0 });
    }
}
