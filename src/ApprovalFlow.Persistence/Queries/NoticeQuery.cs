using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <param name="Kind">urged, copied, mentioned, card-LEVEL, order-opened or order-escalated.</param>
public sealed record NoticeRow(string Key, DateTimeOffset At, string Kind, string CaseNumber, string? TaskId, string From, string? TaskNameZh, string? TaskNameEn, string? Text, DateTimeOffset? ReadAt)
{
    /// <summary>Why there is a card; null for other notices.</summary>
    public string? CauseZh { get; init; }
    public string? CauseEn { get; init; }
}

/// <summary>What a person is told, youngest first. Reading is personal and leaves nothing in a case.</summary>
public sealed class NoticeQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<NoticeRow>> ListAsync(string userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = (await context.Notices.AsNoTracking().Where(n => n.UserId == userId).OrderByDescending(n => n.At).ThenBy(n => n.Key).Take(Shown).ToListAsync(cancellation))
            .ConvertAll(n => new NoticeRow(n.Key, n.At, n.Kind, n.CaseNumber, n.TaskId, n.FromName, n.TaskNameZh, n.TaskNameEn, n.Text, n.ReadAt));
        var numbers = rows.Where(IsOfCard).Select(n => n.CaseNumber).Distinct().ToList();
        if (numbers.Count == 0)
            return rows;
        var causes = (await context.Cards.AsNoTracking().Where(c => numbers.Contains(c.CaseNumber)).Select(c => new { c.CaseNumber, c.CardId, c.CauseZh, c.CauseEn }).ToListAsync(cancellation)).ToDictionary(c => (c.CaseNumber, c.CardId));
        return rows.ConvertAll(n => IsOfCard(n) && causes.TryGetValue((n.CaseNumber, n.Text ?? ""), out var card) ? n with { CauseZh = card.CauseZh, CauseEn = card.CauseEn } : n);
    }

    private static bool IsOfCard(NoticeRow row) => row.Kind.StartsWith("card-", StringComparison.Ordinal) || row.Kind.StartsWith("order-", StringComparison.Ordinal);

    /// <summary>Marks everything up to now as read.</summary>
    public async Task ReadAsync(string userId, CancellationToken cancellation = default)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await context.Notices.Where(n => n.UserId == userId && n.ReadAt == null).ExecuteUpdateAsync(u => u.SetProperty(n => n.ReadAt, now), cancellation);
    }
}
