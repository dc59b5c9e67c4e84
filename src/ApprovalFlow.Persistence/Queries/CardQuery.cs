using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

public sealed record CardListRequest
{
    public string? Level { get; init; }
    /// <summary>Cards that count against one department; null: all.</summary>
    public string? DepartmentId { get; init; }
    /// <summary>Cards of one role: those of the city's leaders and of the counties are no department's.</summary>
    public string? OwnerRole { get; init; }
    /// <summary>Those that wait for somebody; false: all of them.</summary>
    public bool OnlyOpen { get; init; } = true;
    /// <summary>Appeals that wait for a ruling.</summary>
    public bool OnlyAppeals { get; init; }
    /// <summary>Supervision orders that wait for a reply.</summary>
    public bool OnlyOrders { get; init; }
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <param name="DepartmentId">Empty where another level answers for it.</param>
/// <param name="OwnerRegion">Division code of the county that answers.</param>
/// <param name="OrderRole">Who must answer the supervision order now; null when there is none, or it is answered.</param>
public sealed record CardRow(
    string CaseNumber, string CardId, string Level, string Rule, string? Clock, string CauseZh, string CauseEn, string FlowNameZh, string FlowNameEn, string DepartmentId, string ApplicantName,
    string OwnerRole, string? OwnerRegion, string? OwnerUserId, string? OwnerName, DateTimeOffset RaisedAt, CardStatus Status, bool IsOpen, string? OrderId, string? OrderRole, int OrderStep);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record CardPage(IReadOnlyList<CardRow> Rows, string? Next);

/// <summary>Cards and supervision orders in lists, youngest first; one indexed query each.</summary>
public sealed class CardQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    private const int MineAtMost = 50, LookedAt = 500;

    public async Task<CardPage> ListAsync(CardListRequest request, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cards = context.Cards.AsNoTracking();
        if (request.OnlyOpen)
            cards = cards.Where(c => c.IsOpen);
        if (request.DepartmentId is { } department)
            cards = cards.Where(c => c.DepartmentId == department);
        if (request.OwnerRole is { } role)
            cards = cards.Where(c => c.OwnerRole == role);
        if (request.Level is { } level)
            cards = cards.Where(c => c.Level == level);
        if (request.OnlyOrders)
            cards = cards.Where(c => c.OrderRole != null);
        if (request.OnlyAppeals)
            cards = cards.Where(c => c.Status == CardStatus.Appealed);
        if (InboxQuery.Cursor.Read(request.After) is { } after && after.TaskId.Split('/') is [var number, var card])
            cards = cards.Where(c => c.RaisedAt < after.OpenedAt || (c.RaisedAt == after.OpenedAt && (c.CaseNumber.CompareTo(number) < 0 || (c.CaseNumber == number && c.CardId.CompareTo(card) < 0))));
        var rows = (await cards.OrderByDescending(c => c.RaisedAt).ThenByDescending(c => c.CaseNumber).ThenByDescending(c => c.CardId).Take(request.Take + 1).ToListAsync(cancellation)).ConvertAll(Row);
        if (rows.Count <= request.Take)
            return new(rows, null);
        rows.RemoveAt(request.Take);
        return new(rows, InboxQuery.Cursor.Write(rows[^1].RaisedAt, $"{rows[^1].CaseNumber}/{rows[^1].CardId}"));
    }

    /// <summary>Open cards that somebody answers for, and orders that wait for them; youngest first.</summary>
    public async Task<IReadOnlyList<CardRow>> MineAsync(string userId, IReadOnlyList<Mandate> mandates, CancellationToken cancellation = default)
    {
        var roles = mandates.Select(m => m.Role).Distinct().ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cards = await context.Cards.AsNoTracking()
            .Where(c => c.IsOpen && (c.OwnerUserId == userId || (c.OwnerUserId == null && roles.Contains(c.OwnerRole)) || (c.OrderRole != null && roles.Contains(c.OrderRole))))
            .OrderByDescending(c => c.RaisedAt).Take(LookedAt).ToListAsync(cancellation);
        return [.. cards.Where(c => c.OwnerUserId == userId || mandates.Any(m => (c.OwnerUserId is null && new Candidate(c.OwnerRole, c.OwnerDepartmentId, c.OwnerRegion).Admits(m))
            || (c.OrderRole is { } role && new Candidate(role, c.OrderDepartmentId, role == c.OwnerRole ? c.OwnerRegion : null).Admits(m)))).Take(MineAtMost).Select(Row)];
    }

    private static CardRow Row(StoredCard c) => new(
        c.CaseNumber, c.CardId, c.Level, c.Rule, c.Clock, c.CauseZh, c.CauseEn, c.FlowNameZh, c.FlowNameEn, c.DepartmentId, c.ApplicantName,
        c.OwnerRole, c.OwnerRegion, c.OwnerUserId, c.OwnerName, c.RaisedAt, c.Status, c.IsOpen, c.OrderId, c.OrderRole, c.OrderStep);
}
