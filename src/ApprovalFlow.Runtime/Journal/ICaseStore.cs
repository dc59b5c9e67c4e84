namespace ApprovalFlow.Runtime.Journal;

/// <summary>The journal and everything stored in the same transaction with it.</summary>
/// <remarks>Safe to call from several threads and several processes.</remarks>
public interface ICaseStore
{
    /// <summary>The stream's head and its events after <paramref name="after"/>; null when there is no such case.</summary>
    Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default);

    /// <summary>Stores one command's changes in one transaction: all or nothing.</summary>
    /// <exception cref="Exception">The database could not do it; nothing of this commit is stored.</exception>
    Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default);

    Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default);

    /// <summary>The next number of a named series, from 1. Gaps are possible, repeats are not.</summary>
    Task<long> NextNumberAsync(string series, CancellationToken cancellation = default);
}
