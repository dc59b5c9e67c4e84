namespace ApprovalFlow.Runtime.Timers;

/// <summary>Something due at an instant for one case.</summary>
/// <param name="Kind">What it is for; <see cref="Bookmark"/>: resumes a bookmark, <see cref="Clock"/>: looks at the case's clocks.</param>
public sealed record TimerEntry(string CaseNumber, string BookmarkId, DateTimeOffset Due, string Kind = TimerEntry.Bookmark)
{
    public const string Bookmark = "bookmark";
    /// <summary>The one alarm that each open case has for its clocks; also the name of its row.</summary>
    public const string Clock = "clock";
}

/// <summary>The timer rows. They are written with the events that need them (<see cref="Journal.CaseCommit"/>); here they are claimed.</summary>
public interface ITimerStore
{
    /// <summary>Claims up to <paramref name="batch"/> due timers, earliest first, for the length of a lease. Nobody else is given them before the lease ends.</summary>
    Task<IReadOnlyList<TimerEntry>> ClaimDueAsync(DateTimeOffset now, TimeSpan lease, int batch, CancellationToken cancellation = default);

    /// <summary>Sets a claimed timer to another instant, unless somebody set it meanwhile.</summary>
    Task MoveAsync(TimerEntry claimed, DateTimeOffset due, CancellationToken cancellation = default);

    /// <summary>Forgets a timer that the case no longer wants.</summary>
    Task RemoveAsync(string caseNumber, string bookmarkId, CancellationToken cancellation = default);
}
