using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>已阅、关注、提醒: what one person keeps about cases for themselves. Nothing of it is an event of a case, and nobody else sees it.</summary>
public sealed class CaseMarks(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    public const int MostReminders = 200, LongestText = 500;

    /// <summary>The person has read the case up to this version. Doing it twice changes nothing; an older version changes nothing either.</summary>
    public async Task ReadAsync(string userId, string caseNumber, long version, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await ChangeAsync(userId, caseNumber, mark =>
        {
            if (version <= mark.SeenVersion) return false;
            (mark.SeenVersion, mark.SeenAt) = (version, now);
            return true;
        }, cancellation);
    }

    public async Task FollowAsync(string userId, string caseNumber, bool follows, CancellationToken cancellation = default)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await ChangeAsync(userId, caseNumber, mark =>
        {
            if (mark.FollowedAt is not null == follows) return false;
            mark.FollowedAt = follows ? now : null;
            return true;
        }, cancellation);
    }

    public async Task<CaseMark> FindAsync(string userId, string caseNumber, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var mark = await context.CaseMarks.AsNoTracking().SingleOrDefaultAsync(m => m.UserId == userId && m.CaseNumber == caseNumber, cancellation);
        var reminders = await context.Reminders.AsNoTracking().Where(r => r.UserId == userId && r.CaseNumber == caseNumber && r.DoneAt == null).OrderBy(r => r.At).ToListAsync(cancellation);
        return new(mark?.SeenVersion ?? 0, mark?.SeenAt, mark?.FollowedAt is not null, reminders.ConvertAll(Row));
    }

    /// <summary>Which of these cases the person has read to their present version.</summary>
    public async Task<IReadOnlySet<string>> ReadOfAsync(string userId, IReadOnlyCollection<string> caseNumbers, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var read = from mark in context.CaseMarks
                   join head in context.Cases on mark.CaseNumber equals head.CaseNumber
                   where mark.UserId == userId && caseNumbers.Contains(mark.CaseNumber) && mark.SeenVersion >= head.Version
                   select mark.CaseNumber;
        return (await read.ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Cases that the person follows, the one followed last first, each with whether it has moved since they looked.</summary>
    public async Task<IReadOnlyList<FollowedCase>> FollowedAsync(string userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var followed = from mark in context.CaseMarks
                       join head in context.Cases on mark.CaseNumber equals head.CaseNumber
                       where mark.UserId == userId && mark.FollowedAt != null
                       orderby mark.FollowedAt descending, mark.CaseNumber
                       select new FollowedCase(mark.CaseNumber, head.ApplicantName, head.FlowCode, head.Status, head.Result, head.Version > mark.SeenVersion);
        return await followed.Take(200).ToListAsync(cancellation);
    }

    /// <summary>Reminders that are not done, the earliest first.</summary>
    public async Task<IReadOnlyList<ReminderRow>> RemindersAsync(string userId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.Reminders.AsNoTracking().Where(r => r.UserId == userId && r.DoneAt == null).OrderBy(r => r.At).ThenBy(r => r.Id).Take(MostReminders).ToListAsync(cancellation)).ConvertAll(Row);
    }

    /// <summary>How many unread notices and reminders that have come due somebody has.</summary>
    public async Task<int> UnreadAsync(string userId, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Notices.CountAsync(n => n.UserId == userId && n.ReadAt == null, cancellation)
            + await context.Reminders.CountAsync(r => r.UserId == userId && r.DoneAt == null && r.At <= now, cancellation);
    }

    /// <summary>Sets a reminder; false where the person has too many already.</summary>
    public async Task<bool> RemindAsync(string userId, string caseNumber, DateTimeOffset at, string? text, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Reminders.CountAsync(r => r.UserId == userId && r.DoneAt == null, cancellation) >= MostReminders)
            return false;
        context.Reminders.Add(new StoredReminder { Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(), UserId = userId, CaseNumber = caseNumber, At = at, Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() });
        await context.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>Done with; false when there is no such reminder of this person.</summary>
    public async Task<bool> DoneAsync(string userId, string id, CancellationToken cancellation = default)
    {
        DateTimeOffset? now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Reminders.Where(r => r.Id == id && r.UserId == userId && r.DoneAt == null).ExecuteUpdateAsync(u => u.SetProperty(r => r.DoneAt, now), cancellation) > 0;
    }

    private async Task ChangeAsync(string userId, string caseNumber, Func<StoredCaseMark, bool> change, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var mark = await context.CaseMarks.SingleOrDefaultAsync(m => m.UserId == userId && m.CaseNumber == caseNumber, cancellation);
            if (mark is null)
                context.CaseMarks.Add(mark = new StoredCaseMark { UserId = userId, CaseNumber = caseNumber });
            if (!change(mark))
                return;
            try
            {
                await context.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // The same person in two windows: the row is there now.
            }
        }
    }

    private static ReminderRow Row(StoredReminder r) => new(r.Id, r.CaseNumber, r.At, r.Text);
}

/// <param name="SeenVersion">Version of the case when they last looked; 0: never.</param>
public sealed record CaseMark(long SeenVersion, DateTimeOffset? SeenAt, bool IsFollowed, IReadOnlyList<ReminderRow> Reminders);

/// <param name="HasMoved">Something happened since they looked.</param>
public sealed record FollowedCase(string CaseNumber, string ApplicantName, string FlowCode, Domain.Cases.CaseStatus Status, string? Result, bool HasMoved);

public sealed record ReminderRow(string Id, string CaseNumber, DateTimeOffset At, string? Text);
