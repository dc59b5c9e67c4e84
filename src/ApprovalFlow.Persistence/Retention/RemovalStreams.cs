using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>Reads what is on record as removed.</summary>
internal static partial class RemovalStreams
{
    private const int Some = 200;

    [GeneratedRegex("\\{\"redacted\":\"(redactions/[^\"]+)/[0-9]+\"\\}")]
    private static partial Regex Named();

    /// <summary>Everything that the lines say is on record; nothing is read where they say nothing.</summary>
    public static async Task<RemovalBook> BookAsync(ApprovalFlowContext context, IEnumerable<string> events, CancellationToken cancellation)
    {
        var streams = events.Where(Tombstone.MayBeIn).SelectMany(e => Named().Matches(e).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        return streams.Count == 0 ? RemovalBook.Empty : RemovalBook.Of(await LinesAsync(context, streams, cancellation));
    }

    /// <summary>Whole streams of removals.</summary>
    public static async Task<List<JournalLine>> LinesAsync(ApprovalFlowContext context, IReadOnlyCollection<string> streams, CancellationToken cancellation)
    {
        List<JournalLine> lines = [];
        foreach (var some in streams.Chunk(Some))
            lines.AddRange((await context.Journal.AsNoTracking().Where(j => some.Contains(j.CaseNumber)).OrderBy(j => j.CaseNumber).ThenBy(j => j.FirstSequence).ToListAsync(cancellation)).ConvertAll(ToLine));
        return lines;
    }

    /// <summary>One stream of removals, folded; empty where there is none.</summary>
    /// <exception cref="InvalidDataException">The stream is not sound.</exception>
    public static async Task<(StoredRedaction? Head, RedactionState State)> StateAsync(ApprovalFlowContext context, string caseNumber, CancellationToken cancellation)
    {
        var stream = Tombstone.StreamOf(caseNumber);
        if (await context.Redactions.AsNoTracking().FirstOrDefaultAsync(r => r.Stream == stream, cancellation) is not { } head)
            return (null, RedactionState.Empty);
        var lines = (await LinesAsync(context, [stream], cancellation)).Where(l => l.FirstSequence <= head.Version).ToList();
        var check = new ChainCheck(stream);
        foreach (var line in lines)
            check.Add(line.FirstSequence, line.At, line.Events, line.Hashes, line.PreviousHash);
        check.End(head.Version, head.HeadHash);
        if (check.Problems is [var first, ..])
            throw new InvalidDataException(first);
        return (head, RedactionState.Fold(RemovalBook.Records(lines)));
    }

    /// <summary>Puts the next record of a stream into the transaction; 0 rows or a key that is taken: somebody was faster.</summary>
    public static async Task<bool> AppendAsync(ApprovalFlowContext context, string caseNumber, StoredRedaction? head, RedactionState state, RedactionEvent @event, DateTimeOffset at, CancellationToken cancellation)
    {
        var stream = Tombstone.StreamOf(caseNumber);
        var record = new RedactionRecord(state.Version + 1, at, @event);
        var sealedEvents = HashChain.Seal(head?.HeadHash ?? Domain.Cases.CaseChain.Genesis.ToArray(), [record]);
        var line = JournalLine.Of(stream, state.Version, sealedEvents);
        var next = state.Evolve(record);
        if (head is null)
            context.Redactions.Add(new() { Stream = stream, CaseNumber = caseNumber, Version = next.Version, HeadHash = sealedEvents[0].Hash, Stage = next.Stage, IsHeld = next.Hold is not null, At = at });
        else if (await context.Redactions.Where(r => r.Stream == stream && r.Version == head.Version).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.Version, next.Version).SetProperty(r => r.HeadHash, sealedEvents[0].Hash).SetProperty(r => r.Stage, next.Stage).SetProperty(r => r.IsHeld, next.Hold != null).SetProperty(r => r.At, at), cancellation) == 0)
            return false;
        context.Journal.Add(ToRow(line));
        return true;
    }

    public static JournalLine ToLine(StoredJournalLine l) => new(l.CaseNumber, l.FirstSequence, l.At, l.Events, l.Hashes, l.PreviousHash);

    public static StoredJournalLine ToRow(JournalLine l) => new() { CaseNumber = l.CaseNumber, FirstSequence = l.FirstSequence, At = l.At, Events = l.Text, Hashes = l.Hashes, PreviousHash = l.PreviousHash };
}
