using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Finds the proof that an event was there when a page of the ledger was closed.</summary>
public sealed class ProofQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    /// <summary>The proof; null when there is no such event, or no page covers it yet.</summary>
    public async Task<InclusionProof?> FindAsync(string stream, long sequence, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.LedgerLeaves.AsNoTracking().Where(l => l.Stream == stream && l.LastSequence >= sequence && l.FirstSequence <= sequence).OrderBy(l => l.LastSequence).FirstOrDefaultAsync(cancellation) is not { } row)
            return null;
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream && j.FirstSequence >= row.FirstSequence && j.FirstSequence <= row.LastSequence).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        var events = lines.SelectMany(l => new JournalLine(l.CaseNumber, l.FirstSequence, l.At, l.Events, l.Hashes, l.PreviousHash).Read()).ToList();
        if (events.Find(e => e.Sequence == sequence) is not { } found)
            return null;
        var page = LedgerKeeper.Page(await context.LedgerPages.AsNoTracking().FirstAsync(p => p.Number == row.Page, cancellation));
        var leaves = (await context.LedgerLeaves.AsNoTracking().Where(l => l.Page == row.Page).ToListAsync(cancellation)).ConvertAll(LedgerKeeper.Leaf);
        leaves.Sort((a, b) => string.CompareOrdinal(a.Stream, b.Stream));
        var index = leaves.FindIndex(l => l.Stream == stream);
        return new(stream, sequence, found.At, found.Type, found.TypeVersion, found.Data, found.PreviousHash, leaves[index],
            MerkleTree.Path([.. events.Select(e => MerkleTree.Leaf(e.Hash))], (int)(sequence - row.FirstSequence)), index, MerkleTree.Path([.. leaves.Select(l => l.Hash())], index), page)
        {
            KeptHash = Tombstone.Read(found.Data) is null ? null : found.Hash,
        };
    }
}
