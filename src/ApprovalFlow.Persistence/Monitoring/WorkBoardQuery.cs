using System.Diagnostics;
using System.Runtime.InteropServices;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Monitoring;

/// <summary>Counts where all open work lies. One pass over the open tasks, shared by everybody who looks.</summary>
/// <remarks>However many pages are open, counting never takes more than a twentieth of one core: the answer of a pass serves until twenty times
/// its own cost have gone by, and a few seconds at least.</remarks>
public sealed class WorkBoardQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time) : IDisposable
{
    private const int Share = 20;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim counting = new(1, 1);
    private volatile Counted? latest;

    public async Task<WorkBoard> CurrentAsync(CancellationToken cancellation = default)
    {
        if (latest is { } fresh && IsFresh(fresh))
            return fresh.Board;
        await counting.WaitAsync(cancellation);
        try
        {
            if (latest is { } counted && IsFresh(counted))
                return counted.Board;
            var started = Stopwatch.GetTimestamp();
            var board = await CountAsync(cancellation);
            latest = new(board, Stopwatch.GetElapsedTime(started));
            return board;
        }
        finally
        {
            counting.Release();
        }
    }

    public void Dispose() => counting.Dispose();

    private bool IsFresh(Counted counted) => time.GetUtcNow() - counted.Board.At is var age && age >= TimeSpan.Zero && (age < Least || age < counted.Cost * Share);

    private async Task<WorkBoard> CountAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = OfficeHours.DayOf(now);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var steps = new Dictionary<(string Hash, string Activity), Step>();
        // Every open task has one row in an inbox: the tasks that ended, however many, are not looked at.
        var open = from inbox in context.Inbox
                   join task in context.Tasks on inbox.TaskId equals task.TaskId
                   join head in context.Cases on task.CaseNumber equals head.CaseNumber
                   select new { head.DefinitionHash, task.FlowCode, task.ActivityId, task.NameZh, task.NameEn, task.OpenedAt, task.Due };
        await foreach (var row in open.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            ref var step = ref CollectionsMarshal.GetValueRefOrAddDefault(steps, (row.DefinitionHash, row.ActivityId), out _);
            step ??= new(row.FlowCode, row.NameZh, row.NameEn);
            step.Waits.Add(row.OpenedAt.UtcTicks);
            if (row.Due < today)
                step.Overdue++;
        }
        var cases = await context.Cases.AsNoTracking().GroupBy(c => new { c.FlowCode, c.DefinitionHash })
            .Select(g => new VersionLoad(g.Key.FlowCode, g.Key.DefinitionHash, g.Count(c => c.Status != CaseStatus.Closed), g.Count(c => c.Status == CaseStatus.Closed)))
            .ToListAsync(cancellation);
        return new(now, [.. steps.Select(s => s.Value.Told(s.Key.Hash, s.Key.Activity, now)).OrderByDescending(s => s.Overdue).ThenByDescending(s => s.Open).ThenBy(s => s.FlowCode, StringComparer.Ordinal).ThenBy(s => s.ActivityId, StringComparer.Ordinal)],
            [.. cases.OrderBy(c => c.FlowCode, StringComparer.Ordinal).ThenBy(c => c.DefinitionHash, StringComparer.Ordinal)]);
    }

    private sealed record Counted(WorkBoard Board, TimeSpan Cost);

    private sealed class Step(string flowCode, string nameZh, string nameEn)
    {
        public List<long> Waits { get; } = [];
        public int Overdue { get; set; }

        public WaitingStep Told(string hash, string activity, DateTimeOffset now)
        {
            Waits.Sort();
            // The longest wait is the oldest instant: the n-th share of waits lies at the mirrored place.
            TimeSpan WaitAt(double share) => TimeSpan.FromTicks(Math.Max(0, now.UtcTicks - Waits[(int)Math.Floor((Waits.Count - 1) * (1 - share))]));
            return new(flowCode, hash, activity, nameZh, nameEn, Waits.Count, Overdue, new(Waits[0], TimeSpan.Zero), WaitAt(0.5), WaitAt(0.9));
        }
    }
}
