using System.Linq.Expressions;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Calendars;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Boards;

/// <summary>Figures over any days and any part of the house, and the cases behind each of them.</summary>
/// <remarks>The database groups, <see cref="BoardTally"/> adds up: what comes out is the same as adding case by case, and takes a few statements however many cases there are.</remarks>
public sealed class BoardQuery(IDbContextFactory<ApprovalFlowContext> contexts, BoardKeeper keeper, CalendarInForce calendar, TimeProvider time)
{
    private const int MostReasons = 10;

    public async Task<Board> ReadAsync(BoardRequest request, CancellationToken cancellation = default)
    {
        var (today, staleBefore) = Today();
        var (from, to) = (request.Period.From, request.Period.To);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cases = Within(context.BoardCases.AsNoTracking(), request.Scope);
        var total = new BoardTally();
        Dictionary<string, BoardTally> rows = new(StringComparer.Ordinal);
        void Add(string key, Action<BoardTally> act)
        {
            if (!rows.TryGetValue(key, out var row))
                rows[key] = row = new();
            act(row);
            act(total);
        }

        foreach (var count in await CountAsync(cases.Where(c => c.ReceivedOn < from && (c.EndedOn == null || c.EndedOn >= from)), request.By, cancellation))
            Add(count.Key, t => t.AddCarried(count.Cases));
        foreach (var count in await CountAsync(cases.Where(c => c.ReceivedOn >= from && c.ReceivedOn <= to), request.By, cancellation))
            Add(count.Key, t => t.AddReceived(count.Cases));
        foreach (var count in await CountAsync(cases.Where(c => c.ReceivedOn <= to && (c.EndedOn == null || c.EndedOn > to)), request.By, cancellation))
            Add(count.Key, t => t.AddOpenAtEnd(count.Cases));
        var ended = cases.Where(c => c.EndedOn >= from && c.EndedOn <= to);
        foreach (var cell in await EndedAsync(ended, request.By, cancellation))
            Add(cell.Key, t => t.Add(cell));
        foreach (var cell in await Keyed(ended, request.By).GroupBy(k => new { k.Key, k.Case.WaitedDays }).Select(g => new { g.Key.Key, g.Key.WaitedDays, Cases = g.LongCount() }).ToListAsync(cancellation))
            if (cell.WaitedDays is { } days)
                Add(cell.Key, t => t.AddWaited(days, cell.Cases));
        var isCurrent = to >= today;
        if (isCurrent)
            foreach (var cell in await OpenAsync(cases, request.By, today, staleBefore, cancellation))
                Add(cell.Key, t => t.Add(cell));
        var names = request.By != BoardBy.Window ? [] : await cases.Where(c => c.WindowId != "").GroupBy(c => c.WindowId).Select(g => new { g.Key, Name = g.Max(c => c.WindowName) }).ToDictionaryAsync(n => n.Key, n => n.Name, StringComparer.Ordinal, cancellation);
        var grain = request.Period.Fitting(request.Grain);
        return new(request, today, keeper.KeptUntil, isCurrent, staleBefore, total, [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new BoardRow(r.Key, names.GetValueOrDefault(r.Key), r.Value))],
            grain, await CourseAsync(cases, request.Period, grain, total.Carried, today, cancellation), await ReasonsAsync(context, request, cancellation));
    }

    /// <summary>Who completed which steps, the busiest first.</summary>
    public async Task<IReadOnlyList<PersonWork>> PeopleAsync(BoardPeriod period, BoardScope scope, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var steps = InPart(context.BoardSteps.AsNoTracking().Where(s => s.EndedOn >= period.From && s.EndedOn <= period.To), scope);
        if (scope.WindowId is { } window)
            steps = steps.Where(s => context.BoardCases.Any(c => c.CaseNumber == s.CaseNumber && c.WindowId == window));
        var cells = await steps.GroupBy(s => new { s.PersonId, s.InTime, s.UsedDays, s.LimitDays }).Select(g => new { g.Key.PersonId, g.Key.InTime, g.Key.UsedDays, g.Key.LimitDays, Name = g.Max(s => s.PersonName), Steps = g.LongCount() }).ToListAsync(cancellation);
        var cases = await steps.GroupBy(s => s.PersonId).Select(g => new { g.Key, Cases = g.Select(s => s.CaseNumber).Distinct().LongCount() }).ToDictionaryAsync(c => c.Key, c => c.Cases, StringComparer.Ordinal, cancellation);
        List<PersonWork> people = [];
        foreach (var person in cells.GroupBy(c => c.PersonId))
        {
            var used = new Distribution();
            foreach (var cell in person)
                if (cell.UsedDays is { } days)
                    used.Add(days, cell.Steps);
            people.Add(new(person.Key, person.Select(c => c.Name).Max(StringComparer.Ordinal)!, person.Sum(c => c.Steps), cases[person.Key], person.Where(c => c.InTime == true).Sum(c => c.Steps), person.Where(c => c.InTime == false).Sum(c => c.Steps),
                person.Sum(c => c is { LimitDays: { } limit, UsedDays: { } days } ? (limit - days) * c.Steps : 0), used));
        }
        return [.. people.OrderByDescending(p => p.Steps).ThenBy(p => p.PersonId, StringComparer.Ordinal)];
    }

    /// <summary>The cases behind a figure, in the order of their numbers.</summary>
    /// <param name="after">The last number of the page before.</param>
    public async Task<IReadOnlyList<BoardCase>> CasesAsync(BoardRequest request, BoardSelection selection, string? after = null, int take = 50, CancellationToken cancellation = default)
    {
        var (today, staleBefore) = Today();
        var (from, to) = (request.Period.From, request.Period.To);
        var stale = OfficeHours.At(staleBefore, TimeOnly.MinValue);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cases = Within(context.BoardCases.AsNoTracking(), request.Scope);
        cases = selection switch
        {
            BoardSelection.Received => cases.Where(c => c.ReceivedOn >= from && c.ReceivedOn <= to),
            BoardSelection.Carried => cases.Where(c => c.ReceivedOn < from && (c.EndedOn == null || c.EndedOn >= from)),
            BoardSelection.Ended => cases.Where(c => c.EndedOn >= from && c.EndedOn <= to),
            BoardSelection.Late => cases.Where(c => c.EndedOn >= from && c.EndedOn <= to && c.IsDecided && c.InTime == false),
            BoardSelection.Refused => cases.Where(c => c.EndedOn >= from && c.EndedOn <= to && c.IsDecided && (c.Result == CaseResults.Refused || c.Result == CaseResults.NotFiled)),
            BoardSelection.Paused => cases.Where(c => c.EndedOn == null && c.PausedBy != null),
            BoardSelection.Overdue => cases.Where(c => c.EndedOn == null && c.PausedBy == null && c.Due < today),
            BoardSelection.Stale => cases.Where(c => c.EndedOn == null && c.PausedBy == null && c.MovedAt < stale),
            _ => cases.Where(c => c.ReceivedOn <= to && (c.EndedOn == null || c.EndedOn > to)),
        };
        if (after is not null)
            cases = cases.Where(c => c.CaseNumber.CompareTo(after) > 0);
        return await cases.OrderBy(c => c.CaseNumber).Take(take).Select(c => new BoardCase(c.CaseNumber, c.DepartmentId, c.ItemCode, c.FlowCode, c.WindowId, c.WindowName, c.ReceivedOn, c.AcceptedOn, c.EndedOn, c.Result, c.DeciderName,
            c.PromisedDays, c.UsedDays, c.LawDays, c.LawUsedDays, c.InTime, c.WaitedDays, c.Due, c.PausedBy, c.PausedUntil, c.MovedAt, c.YellowCards, c.RedCards)).ToListAsync(cancellation);
    }

    private (DateOnly Today, DateOnly StaleBefore) Today()
    {
        var today = OfficeHours.DayOf(time.GetUtcNow());
        return (today, BoardRules.StaleBefore(today, calendar.Now));
    }

    private static IQueryable<StoredBoardCase> Within(IQueryable<StoredBoardCase> cases, BoardScope scope) =>
        scope.WindowId is { } window ? InPart(cases, scope).Where(c => c.WindowId == window) : InPart(cases, scope);

    private static IQueryable<T> InPart<T>(IQueryable<T> rows, BoardScope scope) where T : class, IPartOfHouse
    {
        if (scope.DepartmentId is { } department)
            rows = rows.Where(r => r.DepartmentId == department);
        if (scope.ItemCode is { } item)
            rows = rows.Where(r => r.ItemCode == item);
        if (scope.FlowCode is { } flow)
            rows = rows.Where(r => r.FlowCode == flow);
        return rows;
    }

    private static IQueryable<KeyedCase> Keyed(IQueryable<StoredBoardCase> cases, BoardBy by)
    {
        Expression<Func<StoredBoardCase, KeyedCase>> keyed = by switch
        {
            BoardBy.Item => c => new() { Key = c.ItemCode, Case = c },
            BoardBy.Flow => c => new() { Key = c.FlowCode, Case = c },
            BoardBy.Window => c => new() { Key = c.WindowId, Case = c },
            _ => c => new() { Key = c.DepartmentId, Case = c },
        };
        return cases.Select(keyed);
    }

    private static async Task<List<(string Key, long Cases)>> CountAsync(IQueryable<StoredBoardCase> cases, BoardBy by, CancellationToken cancellation) =>
        [.. (await Keyed(cases, by).GroupBy(k => k.Key).Select(g => new { g.Key, Cases = g.LongCount() }).ToListAsync(cancellation)).Select(c => (c.Key, c.Cases))];

    private static async Task<List<EndedCell>> EndedAsync(IQueryable<StoredBoardCase> ended, BoardBy by, CancellationToken cancellation) =>
        (await Keyed(ended, by)
            .GroupBy(k => new { k.Key, k.Case.IsDecided, k.Case.InTime, k.Case.InLaw, k.Case.Result, k.Case.PromisedDays, k.Case.UsedDays, k.Case.LawDays, k.Case.LawUsedDays })
            .Select(g => new { g.Key, Cases = g.LongCount() }).ToListAsync(cancellation))
        .ConvertAll(g => new EndedCell(g.Key.Key, g.Key.IsDecided, g.Key.InTime, g.Key.InLaw, g.Key.Result is CaseResults.Refused or CaseResults.NotFiled, g.Key.PromisedDays, g.Key.UsedDays, g.Key.LawDays, g.Key.LawUsedDays, g.Cases));

    private static async Task<List<OpenCell>> OpenAsync(IQueryable<StoredBoardCase> cases, BoardBy by, DateOnly today, DateOnly staleBefore, CancellationToken cancellation)
    {
        var stale = OfficeHours.At(staleBefore, TimeOnly.MinValue);
        return (await Keyed(cases.Where(c => c.EndedOn == null), by).GroupBy(k => k.Key).Select(g => new
        {
            g.Key, Open = g.LongCount(),
            Paused = g.LongCount(k => k.Case.PausedBy != null),
            Overdue = g.LongCount(k => k.Case.PausedBy == null && k.Case.Due < today),
            Stale = g.LongCount(k => k.Case.PausedBy == null && k.Case.MovedAt < stale),
        }).ToListAsync(cancellation)).ConvertAll(o => new OpenCell(o.Key, o.Open, o.Paused, o.Overdue, o.Stale));
    }

    private static async Task<List<BoardPoint>> CourseAsync(IQueryable<StoredBoardCase> cases, BoardPeriod period, BoardGrain grain, long carried, DateOnly today, CancellationToken cancellation)
    {
        var (from, to) = (period.From, period.To);
        var received = (await cases.Where(c => c.ReceivedOn >= from && c.ReceivedOn <= to).GroupBy(c => c.ReceivedOn).Select(g => new { g.Key, Cases = g.LongCount() }).ToListAsync(cancellation))
            .ToLookup(d => BoardPeriod.BeginOf(d.Key, grain), d => d.Cases);
        var ended = (await cases.Where(c => c.EndedOn >= from && c.EndedOn <= to).GroupBy(c => c.EndedOn).Select(g => new { g.Key, Cases = g.LongCount(), InTime = g.LongCount(c => c.InTime == true), Late = g.LongCount(c => c.InTime == false) }).ToListAsync(cancellation))
            .ToLookup(d => BoardPeriod.BeginOf(d.Key!.Value, grain));
        List<BoardPoint> points = [];
        var open = carried;
        // What is still to come has no figures.
        foreach (var begin in period.Parts(grain).TakeWhile(p => p <= today))
        {
            var (into, outOf) = (received[begin].Sum(), ended[begin].Sum(d => d.Cases));
            open += into - outOf;
            points.Add(new(begin, BoardPeriod.NameOf(begin, grain), into, outOf, ended[begin].Sum(d => d.InTime), ended[begin].Sum(d => d.Late), open));
        }
        return points;
    }

    private static async Task<List<ReasonCount>> ReasonsAsync(ApprovalFlowContext context, BoardRequest request, CancellationToken cancellation)
    {
        var (from, to, scope) = (request.Period.From, request.Period.To, request.Scope);
        var reasons = InPart(context.BoardReasons.AsNoTracking().Where(r => r.On >= from && r.On <= to), scope);
        if (scope.WindowId is { } window)
            reasons = reasons.Where(r => r.WindowId == window);
        List<ReasonCount> counts = [];
        foreach (var kind in Enum.GetValues<ReasonKind>())
            counts.AddRange((await reasons.Where(r => r.Kind == kind).GroupBy(r => r.Text).Select(g => new { g.Key, Cases = g.Select(r => r.CaseNumber).Distinct().Count() })
                .OrderByDescending(r => r.Cases).ThenBy(r => r.Key).Take(MostReasons).ToListAsync(cancellation)).Select(r => new ReasonCount(kind, r.Key, r.Cases)));
        return counts;
    }

    private sealed class KeyedCase
    {
        public required string Key { get; init; }
        public required StoredBoardCase Case { get; init; }
    }
}
