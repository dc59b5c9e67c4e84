using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.WhatIf;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.WhatIf;

/// <summary>The recorded cases of one flow and period, straight from the journal's lines, a page at a time. States are not folded and hashes not read.</summary>
public sealed class RecordedCaseQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    public const int PageSize = 200;

    /// <summary>Cases handed in on the days of the period, both included; days are China's.</summary>
    public async Task<RecordedPeriod> PeriodAsync(string flowCode, DateOnly from, DateOnly to, CancellationToken cancellation = default)
    {
        var (begin, end) = (OfficeHours.At(from, TimeOnly.MinValue).ToUniversalTime(), OfficeHours.At(to.AddDays(1), TimeOnly.MinValue).ToUniversalTime());
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cases = context.Cases.AsNoTracking().Where(c => c.FlowCode == flowCode && c.RegisteredAt >= begin && c.RegisteredAt < end);
        var closed = await cases.Where(c => c.Status == CaseStatus.Closed).OrderBy(c => c.CaseNumber).Select(c => c.CaseNumber).ToListAsync(cancellation);
        return new(closed, await cases.CountAsync(c => c.Status != CaseStatus.Closed, cancellation));
    }

    /// <summary>The first and the last day on which a case of the flow was handed in; null when there is none.</summary>
    public async Task<(DateOnly First, DateOnly Last)?> SpanAsync(string flowCode, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cases = context.Cases.AsNoTracking().Where(c => c.FlowCode == flowCode);
        if (!await cases.AnyAsync(cancellation)) return null;
        return (OfficeHours.DayOf(await cases.MinAsync(c => c.RegisteredAt, cancellation)), OfficeHours.DayOf(await cases.MaxAsync(c => c.RegisteredAt, cancellation)));
    }

    public async IAsyncEnumerable<RecordedPage> PagesAsync(IReadOnlyList<string> caseNumbers, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var numbers in caseNumbers.Chunk(PageSize))
        {
            var lines = await context.Journal.AsNoTracking().Where(j => numbers.Contains(j.CaseNumber)).Select(j => new { j.CaseNumber, j.FirstSequence, j.At, j.Events }).ToListAsync(cancellation);
            var byCase = lines.ToLookup(l => l.CaseNumber);
            yield return new([.. numbers.Select(number => byCase[number].OrderBy(l => l.FirstSequence).Select(l => new JournalLine(number, l.FirstSequence, l.At, l.Events, [], [])).ToList())]);
        }
    }

    /// <summary>At most so many cases, spread evenly over all of them.</summary>
    public static IReadOnlyList<string> Sample(IReadOnlyList<string> caseNumbers, int most) =>
        caseNumbers.Count <= most ? caseNumbers : [.. Enumerable.Range(0, most).Select(i => caseNumbers[(int)((long)i * caseNumbers.Count / most)])];
}
