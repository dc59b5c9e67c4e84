using ApprovalFlow.Runtime.Timers;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Monitoring;

/// <param name="Late">Due for more than a minute: an engine that ticks leaves none.</param>
/// <param name="Hour">Due within the next hour.</param>
/// <param name="Day">Due within the next 24 hours.</param>
public sealed record TimerCounts(int Late, int Hour, int Day);

/// <summary>A wait that a timer will end.</summary>
public sealed record TimerRow(string CaseNumber, string FlowCode, string Kind, DateTimeOffset Due);

/// <summary>Timers to come. Counts stop at <see cref="Cap"/>, which means "that many or more".</summary>
public sealed class TimerQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    public const int Cap = 10_000;

    public async Task<TimerCounts> CountsAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        async Task<int> UntilAsync(DateTimeOffset until) => await context.Timers.Where(t => t.NextAttempt <= until).Take(Cap).CountAsync(cancellation);
        return new(await UntilAsync(now.AddMinutes(-1)), await UntilAsync(now.AddHours(1)), await UntilAsync(now.AddDays(1)));
    }

    /// <summary>The timers that definitions set (delays, deadlines), those due first; the alarms of clocks are not listed, each case has one.</summary>
    public async Task<IReadOnlyList<TimerRow>> NextAsync(string? flowCode = null, int take = 20, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var timers = from timer in context.Timers
                     join head in context.Cases on timer.CaseNumber equals head.CaseNumber
                     where timer.Kind != TimerEntry.Clock && (flowCode == null || head.FlowCode == flowCode)
                     orderby timer.NextAttempt, timer.CaseNumber
                     select new TimerRow(timer.CaseNumber, head.FlowCode, timer.Kind, timer.Due);
        return await timers.AsNoTracking().Take(take).ToListAsync(cancellation);
    }
}
