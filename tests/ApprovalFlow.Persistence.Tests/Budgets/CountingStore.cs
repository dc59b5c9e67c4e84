using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Tests.Budgets;

/// <summary>Counts what is asked of a store.</summary>
internal sealed class CountingStore(ICaseStore inner) : ICaseStore
{
    public int Loads { get; private set; }
    public int Answers { get; private set; }
    public int Commits { get; private set; }
    public CaseCommit? Last { get; private set; }

    public Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
    {
        Commits++;
        Last = commit;
        return inner.CommitAsync(commit, cancellation);
    }

    public Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default)
    {
        Loads++;
        return inner.LoadAsync(caseNumber, after, cancellation);
    }

    public Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default)
    {
        Answers++;
        return inner.FindAnswerAsync(key, cancellation);
    }

    public Task<long> NextNumberAsync(string series, CancellationToken cancellation = default) => inner.NextNumberAsync(series, cancellation);
}
