using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>Prunes rows that only grow and prove nothing: keys of commands, words of messages, notices, reminders. The server does it beside its work, with its own rights.</summary>
/// <remarks>Small batches, each its own transaction, with a pause between them: whoever writes waits for one batch at most. Stopped anywhere, the next run goes on; run twice, nothing more happens.</remarks>
public sealed class Housekeeper(IDbContextFactory<ApprovalFlowContext> contexts, RetentionSchedule schedule, TimeProvider time)
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>One pass over everything that is too old.</summary>
    public async Task<HousekeepingFigures> RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var (forgotten, emptied) = await CommandsAsync(now, cancellation);
        return new(now, forgotten, emptied, await MessagesAsync(now, cancellation), await NoticesAsync(now, cancellation), await RemindersAsync(now, cancellation));
    }

    private async Task<(int Forgotten, int Emptied)> CommandsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var oldest = schedule.TermOf(RetentionSchedule.Commands).Before(now);
        var (forgotten, emptied, after) = (0, 0, "");
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            // In the order of the key, which is the only index there is; an emptied row is not looked at again.
            var keys = await context.Commands.Where(c => c.Key.CompareTo(after) > 0 && c.At < oldest && c.LastSequence != 0).OrderBy(c => c.Key).Select(c => c.Key).Take(Batch).ToListAsync(cancellation);
            if (keys.Count == 0)
                return (forgotten, emptied);
            after = keys[^1];
            var fates = keys.Where(KeyWindow.IsPersons).ToLookup(k => KeyWindow.FateOf(k, now, oldest));
            var (gone, empty) = (fates[KeyFate.Forgotten].ToList(), fates[KeyFate.Emptied].ToList());
            if (gone.Count > 0)
                forgotten += await context.Commands.Where(c => gone.Contains(c.Key)).ExecuteDeleteAsync(cancellation);
            if (empty.Count > 0)
                emptied += await context.Commands.Where(c => empty.Contains(c.Key)).ExecuteUpdateAsync(u => u.SetProperty(c => c.CaseNumber, "").SetProperty(c => c.Fingerprint, "").SetProperty(c => c.FirstSequence, 0).SetProperty(c => c.LastSequence, 0), cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Words and addresses of messages about cases whose term for them has ended; a message that belongs to no case is counted from when it was written.</summary>
    private async Task<int> MessagesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var today = OfficeHours.DayOf(now);
        if (schedule.Earliest(RetentionSchedule.Messages, today) is not { } bound)
            return 0;
        var (before, done, at, after) = (OfficeHours.At(bound.AddDays(1), TimeOnly.MinValue), 0, DateTimeOffset.UnixEpoch, "");
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var (since, key) = (at, after);
            var rows = await (from m in context.Messages
                              where m.At < before && m.DueAt == null && (m.Text != "" || m.Subject != "" || m.Address != null) && (m.At > since || (m.At == since && m.Key.CompareTo(key) > 0))
                              orderby m.At, m.Key
                              select new { m.Key, m.At, Case = context.Cases.FirstOrDefault(c => c.CaseNumber == m.CaseNumber), Held = context.Redactions.Any(r => r.CaseNumber == m.CaseNumber && r.IsHeld) }).AsNoTracking().Take(Batch).ToListAsync(cancellation);
            if (rows.Count == 0)
                return done;
            (at, after) = (rows[^1].At, rows[^1].Key);
            var keys = rows.Where(r => !r.Held && IsOver(r.Case, r.At, today)).Select(r => r.Key).ToList();
            if (keys.Count > 0)
                done += await context.Messages.Where(m => keys.Contains(m.Key)).ExecuteUpdateAsync(u => u.SetProperty(m => m.Address, (string?)null).SetProperty(m => m.Subject, "").SetProperty(m => m.Text, ""), cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    private bool IsOver(StoredCase? row, DateTimeOffset at, DateOnly today)
    {
        if (row is { Status: not CaseStatus.Closed } or { ClosedAt: null })
            return false;
        var known = new RetainedCase(row?.CaseNumber ?? "", row?.ItemCode ?? "", row?.DepartmentId ?? "", row?.Result, OfficeHours.DayOf(row?.ClosedAt ?? at));
        return schedule.RuleOf(RetentionSchedule.Messages, known).EndsOn(known.ClosedOn!.Value) is { } end && end <= today;
    }

    private async Task<int> NoticesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var oldest = schedule.TermOf(RetentionSchedule.Notices).Before(now);
        for (var done = 0; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var old = context.Notices.Where(n => n.At < oldest && !context.Redactions.Any(r => r.CaseNumber == n.CaseNumber && r.IsHeld));
            var keys = await old.Select(n => n.Key).Distinct().Take(Batch).ToListAsync(cancellation);
            if (keys.Count == 0)
                return done;
            done += await old.Where(n => keys.Contains(n.Key)).ExecuteDeleteAsync(cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<int> RemindersAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset? oldest = schedule.TermOf(RetentionSchedule.Reminders).Before(now);
        for (var done = 0; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var ids = await context.Reminders.Where(r => r.DoneAt != null && r.DoneAt < oldest).Select(r => r.Id).Take(Batch).ToListAsync(cancellation);
            if (ids.Count == 0)
                return done;
            done += await context.Reminders.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }
}

/// <summary>What one pass did.</summary>
/// <param name="Forgotten">Keys that are gone, because they say themselves that they are too old.</param>
/// <param name="Emptied">Keys of which nothing but the key is left.</param>
/// <param name="Messages">Messages without words and address from now on.</param>
public sealed record HousekeepingFigures(DateTimeOffset At, int Forgotten, int Emptied, int Messages, int Notices, int Reminders)
{
    public int Total => Forgotten + Emptied + Messages + Notices + Reminders;
}
