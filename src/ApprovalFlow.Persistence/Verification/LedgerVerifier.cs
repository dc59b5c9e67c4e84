using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

/// <summary>Checks the pages of the ledger: their order, their signatures, and that the leaves stored beside them are those that were signed.</summary>
public sealed class LedgerVerifier(IDbContextFactory<ApprovalFlowContext> contexts)
{
    /// <param name="firstKey">SubjectPublicKeyInfo of the key that signs the first page looked at.</param>
    /// <param name="after">The last page that was checked before; null: begin with the first.</param>
    public async IAsyncEnumerable<VerifiedPage> VerifyAsync(byte[] firstKey, LedgerEntry? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var chain = new LedgerChain(firstKey, after);
        var since = after?.Number ?? 0;
        foreach (var row in await context.LedgerPages.AsNoTracking().Where(p => p.Number > since).OrderBy(p => p.Number).ToListAsync(cancellation))
        {
            List<string> problems = [];
            try
            {
                var page = LedgerKeeper.Page(row);
                problems.AddRange(chain.Add(page));
                if (page.Entry.Number != row.Number || page.Entry.Day != row.Day || page.Entry.At != row.At)
                    problems.Add($"Expected the row of page {row.Number} of the ledger to say what the page says, but it does not.");
                var leaves = (await context.LedgerLeaves.AsNoTracking().Where(l => l.Page == row.Number).ToListAsync(cancellation)).ConvertAll(LedgerKeeper.Leaf);
                if (leaves.Count != page.Entry.Leaves || !LedgerLeaf.Root(leaves).AsSpan().SequenceEqual(page.Entry.Root))
                    problems.Add($"Expected page {row.Number} of the ledger to have the {page.Entry.Leaves} leaves that were signed, but there are {leaves.Count}, or others.");
            }
            catch (FormatException e)
            {
                problems.Add($"Expected page {row.Number} of the ledger to be readable, but: {e.Message}");
            }
            yield return new(chain.Last, chain.Key, problems);
        }
    }
}

/// <summary>A page that was looked at.</summary>
/// <param name="Key">The key that must sign the next one.</param>
public sealed record VerifiedPage(LedgerEntry? Page, byte[] Key, IReadOnlyList<string> Problems);
