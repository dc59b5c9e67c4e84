using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Replaying;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

/// <summary>Decides every case again from its facts and compares what that leads to with the journal, byte by byte.</summary>
/// <remarks>The chain shows that nothing was changed since it was sealed; this shows that what was sealed follows from the facts. While one batch is decided on all processors the next is read; batches come in
/// the order of the case numbers, so that whoever stops knows where to go on.</remarks>
public sealed class ReplayVerifier(IDbContextFactory<ApprovalFlowContext> contexts, IDefinitionStore definitions, ApprovalCatalogue catalogue, CaseClocks clocks, CalendarNotices notices, ChainVerifier chains)
{
    private const int BatchCases = 500;

    public async Task<int> CountAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Cases.CountAsync(cancellation);
    }

    /// <param name="after">Begin behind this case; null: with the first.</param>
    public async IAsyncEnumerable<ReplayedBatch> RunAsync(string? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var past = await PastAsync(cancellation);
        var next = ReadAsync(after ?? "", cancellation);
        while (await next is { Count: > 0 } batch)
        {
            next = ReadAsync(batch[^1].Number, cancellation);
            var results = new ReplayedCase[batch.Count];
            await Parallel.ForAsync(0, results.Length, cancellation, async (i, token) => results[i] = await RunAsync(past, batch[i], token));
            yield return new(results, batch[^1].Number);
        }
    }

    /// <summary>One case; null when there is none of this number.</summary>
    public async Task<ReplayedCase?> RunOneAsync(string number, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (!await context.Cases.AnyAsync(c => c.CaseNumber == number, cancellation))
            return null;
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == number).OrderBy(j => j.FirstSequence).Select(j => new ReadLine(j.FirstSequence, j.At, j.Events)).ToListAsync(cancellation);
        return await RunAsync(await PastAsync(cancellation), new(number, lines), cancellation);
    }

    private async Task<PastSurroundings> PastAsync(CancellationToken cancellation)
    {
        var (known, applied) = await notices.HistoryAsync(cancellation);
        return new(definitions, catalogue, clocks, known, applied);
    }

    private async Task<ReplayedCase> RunAsync(PastSurroundings past, ReadCase read, CancellationToken cancellation)
    {
        if (read.Lines.Exists(l => Tombstone.MayBeIn(l.Events)))
            return await RemovedAsync(read, cancellation);
        List<RecordedEvent> events = [];
        try
        {
            foreach (var line in read.Lines)
                Add(events, line);
        }
        catch (FormatException e)
        {
            return new(read.Number, 0, events.Count, [new(DifferenceKind.Unreadable, events.Count + 1) { Expected = e.Message }]);
        }
        var result = await past.RunAsync(events, cancellation);
        return new(read.Number, result.Commands, result.Events, result.Differences);
    }

    /// <summary>What was removed cannot be decided again. That it was removed, and nothing else is missing, the chain and its records say.</summary>
    private async Task<ReplayedCase> RemovedAsync(ReadCase read, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var verified = await chains.VerifyOneAsync(context, read.Number, cancellation);
        return new(read.Number, 0, 0, [.. verified.Problems.Select(p => new ReplayDifference(DifferenceKind.Unreadable, 1) { Expected = p })]) { IsRemoved = verified.Problems.Count == 0 };
    }

    private static void Add(List<RecordedEvent> events, ReadLine line)
    {
        var sequence = line.FirstSequence;
        foreach (var part in new JournalLineReader(Encoding.UTF8.GetBytes(line.Events)))
            events.Add(new(sequence++, line.At, part.Name, part.Version, part.Data.ToArray()));
    }

    /// <summary>The next cases in the order of their numbers, with their lines.</summary>
    private async Task<List<ReadCase>> ReadAsync(string after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var numbers = await context.Cases.AsNoTracking().Where(c => c.CaseNumber.CompareTo(after) > 0).OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).Take(BatchCases).ToListAsync(cancellation);
        if (numbers.Count == 0)
            return [];
        var (first, last) = (numbers[0], numbers[^1]);
        var lines = (await context.Journal.AsNoTracking().Where(j => j.CaseNumber.CompareTo(first) >= 0 && j.CaseNumber.CompareTo(last) <= 0)
            .Select(j => new { j.CaseNumber, j.FirstSequence, j.At, j.Events }).ToListAsync(cancellation)).ToLookup(j => j.CaseNumber, j => new ReadLine(j.FirstSequence, j.At, j.Events), StringComparer.Ordinal);
        return numbers.ConvertAll(n => new ReadCase(n, [.. lines[n].OrderBy(l => l.FirstSequence)]));
    }

    private sealed record ReadLine(long FirstSequence, DateTimeOffset At, string Events);
    private sealed record ReadCase(string Number, List<ReadLine> Lines);
}

/// <summary>A case that was decided again; no differences: byte by byte the same.</summary>
public sealed record ReplayedCase(string Number, int Commands, int Events, IReadOnlyList<ReplayDifference> Differences)
{
    /// <summary>Its content was removed, as a record says: there is nothing to decide again.</summary>
    public bool IsRemoved { get; init; }
}

/// <param name="Until">The last case of the batch.</param>
public sealed record ReplayedBatch(IReadOnlyList<ReplayedCase> Cases, string Until);
