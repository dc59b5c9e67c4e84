using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>A commit that waits for its transaction, with what its caller has prepared of it.</summary>
/// <exception cref="ArgumentException">The events do not follow the expected version, or each other.</exception>
internal class QueuedCommit(CaseCommit commit) : IDisposable
{
    public CaseCommit Commit => commit;
    public JournalLine Line { get; } = JournalLine.Of(commit);

    /// <summary>It is stored or refused: nobody looks at it any more.</summary>
    public virtual void Dispose()
    {
    }
}
