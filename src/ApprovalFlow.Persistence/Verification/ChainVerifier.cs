using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

/// <summary>Checks every event of every stream against its hash, its predecessor, its stream's head and the pages of the ledger that cover it.</summary>
/// <remarks>Reads the journal once in the order of its key. While one batch is checked on all processors the next is read; batches are answered in order, so that whoever stops knows where to go on.</remarks>
public sealed class ChainVerifier(IDbContextFactory<ApprovalFlowContext> contexts)
{
    private const int BatchLines = 4_000;

    /// <param name="after">Begin behind this stream; null: with the first.</param>
    /// <param name="since">Only what no page up to this one covers; the pages before are taken as checked. 0: everything.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page: what it will cover is not settled yet.</exception>
    public async IAsyncEnumerable<VerifiedBatch> VerifyAsync(string? after = null, long since = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (since != 0)
            await CheckPageAsync(since, cancellation);
        var names = since == 0 ? null : await MovedSinceAsync(after ?? "", since, cancellation);
        var next = ReadAsync(after ?? "", since, names, cancellation);
        while (await next is { } batch)
        {
            if (batch.Until is { } until)
                next = ReadAsync(until, since, names, cancellation);
            var results = new VerifiedStream[batch.Streams.Count];
            await Task.Run(() => Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = cancellation }, i => results[i] = Check(batch.Streams[i])), cancellation);
            yield return new(results, batch.Until);
            if (batch.Until is null)
                yield break;
        }
    }

    private async Task CheckPageAsync(long since, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (!await context.LedgerPages.AnyAsync(p => p.Number == since, cancellation))
            throw new ArgumentOutOfRangeException(nameof(since), since, "Expected a page of the ledger that is closed.");
    }

    /// <summary>One stream from its first event, inside somebody else's transaction.</summary>
    internal async Task<VerifiedStream> VerifyOneAsync(ApprovalFlowContext context, string name, CancellationToken cancellation)
    {
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == name).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        var leaves = await context.LedgerLeaves.AsNoTracking().Where(l => l.Stream == name).OrderBy(l => l.LastSequence).ToListAsync(cancellation);
        var head = await LedgerStreams.OneAsync(context, name, cancellation);
        return lines.Count == 0 && leaves.Count == 0 && head is null ? new(name, 0, [])
            : Check(new(name, 0, null, lines, head, leaves) { Removals = await RemovalStreams.BookAsync(context, lines.Select(l => l.Events), cancellation) });
    }

    private static VerifiedStream Check(ReadStream stream)
    {
        var check = new ChainCheck(stream.Name, stream.After, stream.Previous, stream.Removals);
        var hashes = new List<byte[]>();
        foreach (var line in stream.Lines)
        {
            check.Add(line.FirstSequence, line.At, Encoding.UTF8.GetBytes(line.Events), line.Hashes, line.PreviousHash);
            if (stream.Leaves.Count > 0)
                hashes.AddRange(line.Hashes.Chunk(32));
        }
        if (stream.Head is { } head)
            check.End(head.Version, head.HeadHash);
        else
            check.Problems.Add($"Expected a head for '{stream.Name}', whose events {stream.After + 1} to {check.Last} lie in the journal or on the ledger, but there is none.");
        var covered = stream.After;
        foreach (var leaf in stream.Leaves)
        {
            if (leaf.FirstSequence != covered + 1)
                check.Problems.Add($"Expected page {leaf.Page} of the ledger to cover '{stream.Name}' from event {covered + 1}, but it covers it from event {leaf.FirstSequence}.");
            covered = leaf.LastSequence;
            var (skip, count) = ((int)(leaf.FirstSequence - stream.After - 1), (int)(leaf.LastSequence - leaf.FirstSequence + 1));
            if (skip < 0 || skip + count > hashes.Count)
                check.Problems.Add($"Expected events {leaf.FirstSequence} to {leaf.LastSequence} of '{stream.Name}' as page {leaf.Page} of the ledger says, but the journal ends with event {stream.After + hashes.Count}.");
            else if (LedgerLeaf.Of(stream.Name, leaf.FirstSequence, hashes.GetRange(skip, count)) is var now && !(now.Head.AsSpan().SequenceEqual(leaf.HeadHash) && now.Events.AsSpan().SequenceEqual(leaf.EventsRoot)))
                check.Problems.Add($"Expected events {leaf.FirstSequence} to {leaf.LastSequence} of '{stream.Name}' to be those that page {leaf.Page} of the ledger was closed over, but they are others.");
        }
        if (check.LastRemoved > covered)
            check.Problems.Add($"Expected event {check.LastRemoved} of '{stream.Name}', whose content was removed, to be on a page of the ledger, but pages cover '{stream.Name}' up to event {covered}: nothing vouches for its hash.");
        check.Problems.AddRange(stream.Left);
        return new(stream.Name, (int)(check.Last - stream.After), check.Problems);
    }

    /// <summary>What a stream of removals says was removed, and is there still, or never was.</summary>
    private static async Task<IReadOnlyList<string>> LeftAsync(ApprovalFlowContext context, string stream, CancellationToken cancellation)
    {
        List<string> left = [];
        try
        {
            foreach (var removal in RedactionState.Fold(RemovalBook.Records(await RemovalStreams.LinesAsync(context, [stream], cancellation))).Removals)
            {
                var record = new Tombstone(stream, removal.Sequence);
                foreach (var from in removal.What.Streams)
                {
                    var events = (await context.Journal.AsNoTracking().Where(j => j.CaseNumber == from.Stream).ToListAsync(cancellation)).SelectMany(l => RemovalStreams.ToLine(l).Read()).ToDictionary(e => e.Sequence);
                    foreach (var piece in from.Events)
                        if (!events.TryGetValue(piece.Sequence, out var found) || found.Data != record.Data)
                            left.Add($"Expected event {piece.Sequence} of '{from.Stream}' ({piece.Name}) to be without its content as '{record.Name}' says, but {(found is null ? "it is gone altogether" : "something is there")}.");
                }
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            left.Add($"Expected '{stream}' to say what was removed, but: {e.Message}");
        }
        return left;
    }

    private async Task<ReadBatch?> ReadAsync(string after, long since, List<string>? moved, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var (lines, until) = moved is null ? await LinesAsync(context, after, cancellation) : await TailsAsync(context, after, since, moved, cancellation);
        var end = until ?? "\uffff";
        var leaves = (await context.LedgerLeaves.AsNoTracking().Where(l => l.Stream.CompareTo(after) > 0 && l.Stream.CompareTo(end) <= 0 && l.Page > since).OrderBy(l => l.Stream).ThenBy(l => l.LastSequence).ToListAsync(cancellation))
            .GroupBy(l => l.Stream).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var before = since == 0 ? [] : await CoveredAsync(context, after, end, since, cancellation);
        var heads = await LedgerStreams.BetweenAsync(context, after, end, cancellation);
        var byStream = lines.GroupBy(l => l.CaseNumber).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        await CatchUpAsync(context, heads.Values, byStream, before, cancellation);
        // A stream may have lost its lines, its head or its leaves; whichever is left is told of.
        var names = since == 0 ? heads.Keys.Concat(byStream.Keys).Concat(leaves.Keys) : byStream.Keys.Concat(leaves.Keys).Concat(heads.Values.Where(h => h.Version > (before.GetValueOrDefault(h.Stream)?.LastSequence ?? 0)).Select(h => h.Stream));
        var removals = await RemovalStreams.BookAsync(context, byStream.Values.SelectMany(l => l).Select(l => l.Events), cancellation);
        List<ReadStream> streams = [];
        foreach (var n in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            streams.Add(new(n, before.GetValueOrDefault(n)?.LastSequence ?? 0, before.GetValueOrDefault(n)?.HeadHash, byStream.GetValueOrDefault(n) ?? [], heads.GetValueOrDefault(n), leaves.GetValueOrDefault(n) ?? [])
            {
                Removals = removals, Left = n.StartsWith(Tombstone.Streams, StringComparison.Ordinal) ? await LeftAsync(context, n, cancellation) : [],
            });
        return new(streams, until);
    }

    /// <summary>People work while this goes on: what was stored between the reading of the lines and that of the heads is read too, and what is newer than the heads is left for the next run.</summary>
    private static async Task CatchUpAsync(ApprovalFlowContext context, IEnumerable<StreamHead> heads, Dictionary<string, List<StoredJournalLine>> byStream, Dictionary<string, StoredLedgerLeaf> before, CancellationToken cancellation)
    {
        foreach (var head in heads)
        {
            var known = byStream.GetValueOrDefault(head.Stream);
            var last = known is [.., var end] ? end.FirstSequence + end.Hashes.Length / 32 - 1 : before.GetValueOrDefault(head.Stream)?.LastSequence ?? 0;
            if (head.Version <= last)
                continue;
            var more = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == head.Stream && j.FirstSequence > last && j.FirstSequence <= head.Version).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
            if (more.Count > 0)
                byStream[head.Stream] = [.. known ?? [], .. more];
        }
    }

    /// <summary>Whole streams in the order of their names: the lines, and the last stream's name when there are more.</summary>
    private static async Task<(List<StoredJournalLine> Lines, string? Until)> LinesAsync(ApprovalFlowContext context, string after, CancellationToken cancellation)
    {
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber.CompareTo(after) > 0).OrderBy(j => j.CaseNumber).ThenBy(j => j.FirstSequence).Take(BatchLines).ToListAsync(cancellation);
        if (lines.Count < BatchLines)
            return (lines, null);
        // The last stream may go on: all of it belongs to this batch.
        var (last, sequence) = (lines[^1].CaseNumber, lines[^1].FirstSequence);
        lines.AddRange(await context.Journal.AsNoTracking().Where(j => j.CaseNumber == last && j.FirstSequence > sequence).OrderBy(j => j.FirstSequence).ToListAsync(cancellation));
        return (lines, last);
    }

    /// <summary>The streams that moved since a page, in the order of their names; looked for once, however many batches they make.</summary>
    private async Task<List<string>> MovedSinceAsync(string after, long since, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var moved = await LedgerStreams.MovedAsync(context, cancellation);
        var streams = await context.LedgerLeaves.Where(l => l.Page > since).Select(l => l.Stream).Distinct().ToListAsync(cancellation);
        return [.. streams.Concat(moved.Select(m => m.Stream)).Where(n => string.CompareOrdinal(n, after) > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What lies behind the pages up to one, of those streams.</summary>
    private static async Task<(List<StoredJournalLine> Lines, string? Until)> TailsAsync(ApprovalFlowContext context, string after, long since, List<string> names, CancellationToken cancellation)
    {
        List<StoredJournalLine> lines = [];
        for (var i = names.FindIndex(n => string.CompareOrdinal(n, after) > 0); i >= 0 && i < names.Count; i++)
        {
            var name = names[i];
            var covered = await context.LedgerLeaves.Where(l => l.Stream == name && l.Page <= since).MaxAsync(l => (long?)l.LastSequence, cancellation) ?? 0;
            lines.AddRange(await context.Journal.AsNoTracking().Where(j => j.CaseNumber == name && j.FirstSequence > covered).OrderBy(j => j.FirstSequence).ToListAsync(cancellation));
            if (lines.Count >= BatchLines && i + 1 < names.Count)
                return (lines, name);
        }
        return (lines, null);
    }

    private static async Task<Dictionary<string, StoredLedgerLeaf>> CoveredAsync(ApprovalFlowContext context, string after, string end, long since, CancellationToken cancellation) =>
        (await context.LedgerLeaves.AsNoTracking().Where(l => l.Stream.CompareTo(after) > 0 && l.Stream.CompareTo(end) <= 0 && l.Page <= since).ToListAsync(cancellation))
            .GroupBy(l => l.Stream).ToDictionary(g => g.Key, g => g.MaxBy(l => l.LastSequence)!, StringComparer.Ordinal);

    private sealed record ReadStream(string Name, long After, byte[]? Previous, List<StoredJournalLine> Lines, StreamHead? Head, List<StoredLedgerLeaf> Leaves)
    {
        /// <summary>What is on record as removed of it.</summary>
        public RemovalBook Removals { get; init; } = RemovalBook.Empty;
        /// <summary>Of a stream of removals: what it says is gone, and is not.</summary>
        public IReadOnlyList<string> Left { get; init; } = [];
    }

    private sealed record ReadBatch(List<ReadStream> Streams, string? Until);
}

/// <summary>A stream and what is wrong with it; nothing wrong: no problems.</summary>
public sealed record VerifiedStream(string Stream, int Events, IReadOnlyList<string> Problems);

/// <param name="Until">The last stream of the batch, when there are more.</param>
public sealed record VerifiedBatch(IReadOnlyList<VerifiedStream> Streams, string? Until);
