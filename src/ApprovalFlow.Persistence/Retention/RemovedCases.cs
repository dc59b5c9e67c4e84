using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>What is left of a case whose content was removed.</summary>
public sealed class RemovedCases(ICaseStore store, CaseQuery cases, RedactionFiles files)
{
    /// <summary>Null: there is no such case, or its content is there.</summary>
    public async Task<RemovedCase?> FindAsync(string caseNumber, CancellationToken cancellation = default)
    {
        if (await store.LoadAsync(caseNumber, 0, cancellation) is not { Header.RedactedBy: { } record } stream)
            return null;
        var file = await files.FindAsync(caseNumber, cancellation);
        return new(cases.Row(stream.Header), file?.State.Removals.FirstOrDefault(r => new Tombstone(Tombstone.StreamOf(caseNumber), r.Sequence).Name == record), record,
            [.. stream.Events.Select(e => new RemovedEvent(e.Sequence, e.At, e.Type, Convert.ToHexStringLower(e.Hash)))]);
    }
}

/// <param name="Removal">Null: the record is gone, which is no removal but a forgery; <c>verify</c> says so.</param>
/// <param name="Record">Its name.</param>
public sealed record RemovedCase(CaseRow Header, Removal? Removal, string Record, IReadOnlyList<RemovedEvent> Events);

/// <summary>An event as far as it is known still.</summary>
/// <param name="Hash">Lower-case hexadecimal, as it is on the ledger.</param>
public sealed record RemovedEvent(long Sequence, DateTimeOffset At, string Name, string Hash);
