using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>A commit whose statements are ready to be bound.</summary>
internal sealed class SqliteCommit : QueuedCommit
{
    public SqliteCommit(CaseCommit commit) : base(commit) => CommitRows.Write(this, Rows);

    public SqliteRows Rows { get; } = SqliteRows.Rent();

    public override void Dispose() => Rows.Return();
}
