using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <param name="Kind">urged, copied or mentioned.</param>
public sealed record NoticeRow(string Key, DateTimeOffset At, string Kind, string CaseNumber, string? TaskId, string From, string? TaskNameZh, string? TaskNameEn, string? Text, DateTimeOffset? ReadAt);

/// <summary>What a person is told, youngest first. Reading is personal and leaves nothing in a case.</summary>
public sealed class NoticeQuery(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<NoticeRow>> ListAsync(string userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.Notices.AsNoTracking().Where(n => n.UserId == userId).OrderByDescending(n => n.At).ThenBy(n => n.Key).Take(Shown).ToListAsync(cancellation))
            .ConvertAll(n => new NoticeRow(n.Key, n.At, n.Kind, n.CaseNumber, n.TaskId, n.FromName, n.TaskNameZh, n.TaskNameEn, n.Text, n.ReadAt));
    }

    /// <summary>Marks everything up to now as read.</summary>
    public async Task ReadAsync(string userId, CancellationToken cancellation = default)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await context.Notices.Where(n => n.UserId == userId && n.ReadAt == null).ExecuteUpdateAsync(u => u.SetProperty(n => n.ReadAt, now), cancellation);
    }
}
