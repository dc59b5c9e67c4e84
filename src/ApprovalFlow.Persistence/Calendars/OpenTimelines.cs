using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Calendars;

/// <summary>Reads the facts about time of every open case, a page at a time, in the order of their numbers.</summary>
internal static class OpenTimelines
{
    private const int Page = 500;

    /// <summary>Those that are not closed, and those whose decision waits for its regulator: that clock runs on.</summary>
    public static IQueryable<StoredCase> Open(ApprovalFlowContext context) =>
        context.Cases.AsNoTracking().Where(c => c.Status != CaseStatus.Closed || context.Packets.Any(p => p.CaseNumber == c.CaseNumber && p.Status == PacketStatus.Unclaimed));

    public static async IAsyncEnumerable<OpenCase> ReadAsync(IDbContextFactory<ApprovalFlowContext> contexts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = "";
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var heads = await Open(context).Where(c => c.CaseNumber.CompareTo(last) > 0).OrderBy(c => c.CaseNumber).Take(Page).ToListAsync(cancellation);
            var numbers = heads.ConvertAll(c => c.CaseNumber);
            var lines = (await context.Journal.AsNoTracking().Where(l => numbers.Contains(l.CaseNumber)).ToListAsync(cancellation)).ToLookup(l => l.CaseNumber);
            foreach (var head in heads)
                yield return new(head.CaseNumber, head.FlowCode, head.ItemCode, head.ApplicantName, head.Due, Timeline(head.CaseNumber, lines[head.CaseNumber]));
            if (heads.Count < Page)
                yield break;
            last = numbers[^1];
        }
    }

    private static CaseTimeline Timeline(string caseNumber, IEnumerable<StoredJournalLine> lines) => CaseTimelines.Of(caseNumber,
        from line in lines.OrderBy(l => l.FirstSequence)
        from e in new JournalLine(caseNumber, line.FirstSequence, line.At, line.Events, line.Hashes, line.PreviousHash).Read()
        // The engine's own steps say nothing about time.
        where !e.Type.StartsWith("flow.", StringComparison.Ordinal)
        select e.ToRecord());
}

internal sealed record OpenCase(string CaseNumber, string FlowCode, string ItemCode, string ApplicantName, DateOnly? Due, CaseTimeline Timeline);
