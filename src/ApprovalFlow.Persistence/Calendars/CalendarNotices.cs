using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Timers;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Calendars;

/// <summary>Notices on working days: looked at, put into force, remembered. Every process follows the same ones.</summary>
public sealed class CalendarNotices(IDbContextFactory<ApprovalFlowContext> contexts, CalendarInForce calendar, CaseClocks clocks, ApprovalCatalogue catalogue, TimeProvider time)
{
    private DateOnly Today => OfficeHours.DayOf(time.GetUtcNow());

    /// <summary>Every version that is loaded, youngest year first, with who put it into force.</summary>
    public async Task<IReadOnlyList<CalendarNotice>> ListAsync(CancellationToken cancellation = default)
    {
        await LearnAsync(cancellation);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var applied = await context.CalendarNotices.AsNoTracking().ToDictionaryAsync(n => (n.Year, n.Version), cancellation);
        var known = calendar.Now;
        return [.. known.Versions.OrderByDescending(v => v.Year).ThenByDescending(v => v.Version).Select(v => CalendarNotice.Of(v) with
        {
            IsInForce = ReferenceEquals(known.YearOf(new(v.Year, 1, 1)), v),
            AppliedAt = applied.GetValueOrDefault((v.Year, v.Version))?.AppliedAt,
            AppliedBy = applied.GetValueOrDefault((v.Year, v.Version))?.AppliedByName,
        })];
    }

    /// <summary>Takes in what another process has put into force.</summary>
    public Task LearnAsync(CancellationToken cancellation = default) => HistoryAsync(cancellation);

    /// <summary>The notices that were put into force here, with when, and the calendar with all of them.</summary>
    public async Task<(WorkCalendar Known, IReadOnlyList<(CalendarYear Notice, DateTimeOffset AppliedAt)> Applied)> HistoryAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var applied = (await context.CalendarNotices.AsNoTracking().OrderBy(n => n.Year).ThenBy(n => n.Version).ToListAsync(cancellation)).ConvertAll(n => (Notice: YearOf(n), n.AppliedAt));
        foreach (var (notice, _) in applied)
            calendar.Learn(notice);
        return (calendar.Now, applied);
    }

    /// <summary>What a notice would change, with every open case looked at. Nothing is stored.</summary>
    /// <param name="progress">Cases looked at so far, and how many there are.</param>
    public async Task<(CalendarPreview? Preview, Rejection? Refusal)> CheckAsync(string json, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        await LearnAsync(cancellation);
        var (known, (notice, unread)) = (calendar.Now, CalendarCorrection.Read(json));
        if ((unread ?? CalendarCorrection.WhyNot(known, notice!, Today)) is { } refusal)
            return (null, refusal);
        List<MovedCaseClock> moves = [];
        Dictionary<ClockDefinition, int> counts = [];
        var (cases, moved, examined) = (0, 0, 0);
        await foreach (var (open, clock) in MovesAsync(known, known.With(notice!), (done, of) => { examined = done; progress?.Report((done, of)); }, cancellation))
        {
            cases++;
            moved += clock.Count;
            foreach (var m in clock)
            {
                counts[m.Clock] = counts.GetValueOrDefault(m.Clock) + 1;
                if (moves.Count < CalendarPreview.Listed)
                    moves.Add(new(open.CaseNumber, open.FlowCode, open.ApplicantName, m.Clock.Code, m.Clock.NameZh, m.Clock.NameEn, m.Id, m.Was, m.Becomes));
            }
        }
        var inForce = known.YearOf(new(notice!.Year, 1, 1));
        return (new(CalendarNotice.Of(notice), inForce is null ? null : CalendarNotice.Of(inForce), CalendarCorrection.Days(known, notice), examined, cases, moved,
            [.. counts.OrderByDescending(c => c.Value).Select(c => new ClockMoves(c.Key.Code, c.Key.NameZh, c.Key.NameEn, c.Value))], moves), null);
    }

    /// <summary>Puts a notice into force: stored with who and when, known to every process, and the last days in lists written anew.</summary>
    public async Task<Rejection?> ApplyAsync(string json, Actor by, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        await LearnAsync(cancellation);
        var (notice, unread) = CalendarCorrection.Read(json);
        if ((unread ?? CalendarCorrection.WhyNot(calendar.Now, notice!, Today)) is { } refusal)
            return refusal;
        await using (var context = await contexts.CreateDbContextAsync(cancellation))
        {
            context.CalendarNotices.Add(new()
            {
                Year = notice!.Year, Version = notice.Version, Notice = notice.Notice, NoticeDate = notice.NoticeDate, Json = json,
                AppliedAt = time.GetUtcNow(), AppliedById = by.UserId, AppliedByName = by.Name,
            });
            try
            {
                await context.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException)
            {
                // Somebody else was faster with the same version.
                await LearnAsync(cancellation);
                if (CalendarCorrection.WhyNot(calendar.Now, notice, Today) is { } late)
                    return late;
                throw;
            }
        }
        calendar.Learn(notice);
        await RenewListsAsync(notice, progress, cancellation);
        return null;
    }

    /// <summary>Ends what a process began and did not live to end.</summary>
    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var stored in await context.CalendarNotices.AsNoTracking().Where(n => n.ListsRenewedAt == null).ToListAsync(cancellation))
        {
            calendar.Learn(YearOf(stored));
            await RenewListsAsync(YearOf(stored), null, cancellation);
        }
    }

    /// <summary>Writes the last days that the notice moves into the lists, and lets the alarms of those cases look again. Doing it twice changes nothing.</summary>
    private async Task RenewListsAsync(CalendarYear notice, IProgress<(int Done, int Of)>? progress, CancellationToken cancellation)
    {
        var known = calendar.Now;
        await foreach (var (open, _) in MovesAsync(known.Without(notice), known, (done, of) => progress?.Report((done, of)), cancellation))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            if (open.Due is not null && ClockBook.PromisedDue(open.Timeline, PolicyOf(open), known, time.GetUtcNow()) is { } due && due != open.Due)
                await context.Cases.Where(c => c.CaseNumber == open.CaseNumber && c.Status != CaseStatus.Closed).ExecuteUpdateAsync(c => c.SetProperty(x => x.Due, due), cancellation);
            // A case's tasks are a range of the key: '.' follows '-'.
            var (low, high) = (open.CaseNumber + "-", open.CaseNumber + ".");
            var dues = TaskDues.OfSteps(open.Timeline, PolicyOf(open), known, time.GetUtcNow());
            foreach (var task in await context.Tasks.Where(t => t.TaskId.CompareTo(low) >= 0 && t.TaskId.CompareTo(high) < 0 && t.CaseNumber == open.CaseNumber && t.Status == CaseTaskStatus.Open && t.LimitDays != null).ToListAsync(cancellation))
                task.Due = dues.GetValueOrDefault(task.TaskId) ?? task.Due;
            await context.SaveChangesAsync(cancellation);
            var now = time.GetUtcNow();
            await context.Timers.Where(t => t.CaseNumber == open.CaseNumber && t.Kind == TimerEntry.Clock).ExecuteUpdateAsync(t => t.SetProperty(x => x.NextAttempt, now), cancellation);
        }
        await using var last = await contexts.CreateDbContextAsync(cancellation);
        var at = time.GetUtcNow();
        await last.CalendarNotices.Where(n => n.Year == notice.Year && n.Version == notice.Version).ExecuteUpdateAsync(n => n.SetProperty(x => x.ListsRenewedAt, at), cancellation);
    }

    private async IAsyncEnumerable<(OpenCase Case, IReadOnlyList<MovedClock> Clocks)> MovesAsync(
        WorkCalendar before, WorkCalendar after, Action<int, int> looked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        int all;
        await using (var context = await contexts.CreateDbContextAsync(cancellation))
            all = await OpenTimelines.Open(context).CountAsync(cancellation);
        var (now, done) = (time.GetUtcNow(), 0);
        looked(0, all);
        await foreach (var open in OpenTimelines.ReadAsync(contexts, cancellation))
        {
            var moved = ClockBook.Moves(open.Timeline, PolicyOf(open), before, after, now);
            if (moved.Count > 0)
                yield return (open, moved);
            if (++done % 500 == 0)
                looked(done, all);
        }
        looked(done, done);
    }

    private ClockPolicy PolicyOf(OpenCase open) => clocks.Of(catalogue.Item(open.ItemCode)!, catalogue.Flow(open.FlowCode)!).Policy;

    private static CalendarYear YearOf(StoredCalendarNotice stored) =>
        CalendarYear.Read(stored.Json).Year ?? throw new InvalidDataException($"Expected the calendar of {stored.Year}, version {stored.Version}, to be readable, but it is not.");
}
