using System.Security.Claims;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>已阅、关注、提醒: what somebody keeps about cases for themselves. Only of cases that they may read.</summary>
public sealed class MarkDesk(CaseDesk cases, CaseMarks marks, TimeProvider time)
{
    /// <summary>A reminder further off than this is a slip of the pen.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(2 * 366);

    public async Task<CaseMark?> FindAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await cases.FindAsync(user, caseNumber, cancellation) is null ? null : await marks.FindAsync(user.UserId(), caseNumber, cancellation);

    /// <summary>The reader has seen the case as it stands now.</summary>
    public async Task<Rejection?> ReadAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default)
    {
        if (await cases.FindAsync(user, caseNumber, cancellation) is not { } found)
            return CaseDesk.NotThere(caseNumber);
        await marks.ReadAsync(user.UserId(), caseNumber, found.Version, cancellation);
        return null;
    }

    public async Task<Rejection?> FollowAsync(ClaimsPrincipal user, string caseNumber, bool follows, CancellationToken cancellation = default)
    {
        if (await cases.FindAsync(user, caseNumber, cancellation) is null)
            return CaseDesk.NotThere(caseNumber);
        await marks.FollowAsync(user.UserId(), caseNumber, follows, cancellation);
        return null;
    }

    public async Task<Rejection?> RemindAsync(ClaimsPrincipal user, string caseNumber, ReminderInput input, CancellationToken cancellation = default)
    {
        if (await cases.FindAsync(user, caseNumber, cancellation) is null)
            return CaseDesk.NotThere(caseNumber);
        var now = time.GetUtcNow();
        if (input.At <= now || input.At > now + Furthest)
            return new("reminder-time", $"Expected a moment to come within two years, but it is {input.At:O}.");
        if (input.Text?.Length > CaseMarks.LongestText)
            return new("reminder-too-long", $"Expected at most {CaseMarks.LongestText} characters, but the text has {input.Text.Length}.");
        return await marks.RemindAsync(user.UserId(), caseNumber, input.At, input.Text, cancellation) ? null : new("reminders-too-many", $"Expected at most {CaseMarks.MostReminders} open reminders, but there are that many.");
    }

    public async Task<Rejection?> DoneAsync(ClaimsPrincipal user, string id, CancellationToken cancellation = default) =>
        await marks.DoneAsync(user.UserId(), id, cancellation) ? null : new("reminder-unknown", $"Expected an open reminder of the caller, but there is no '{id}'.");
}

/// <param name="At">When to be reminded.</param>
public sealed record ReminderInput(DateTimeOffset At) { public string? Text { get; init; } }
