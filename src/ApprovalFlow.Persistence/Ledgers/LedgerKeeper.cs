using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Closes pages of the ledger: looks through everything that came since the last one, and puts its roots under a signature.</summary>
public sealed class LedgerKeeper(IDbContextFactory<ApprovalFlowContext> contexts, LedgerKeys keys, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Closes a page over every event that no page covers, whether anything happened or not: a day without a page would be a gap.</summary>
    /// <remarks>
    /// What is covered is decided by positions, not by instants: a commit that was slow to land is on the next page. Everything is read and reckoned before
    /// the one transaction that writes, so that nobody waits for it; of two processes that close at once one wins, and the other answers its page.
    /// What it finds broken is told and put on the page as it lies: the page says what the journal said on that day, and <c>verify</c> says the rest.
    /// </remarks>
    /// <param name="rotate">Names a new key that signs from the next page on.</param>
    public async Task<ClosedPage> CloseAsync(bool rotate = false, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var last = await LastAsync(context, cancellation);
        var (leaves, problems) = await LeavesAsync(context, cancellation);
        var keyId = last is null ? LedgerKey.IdOf(keys.Create()) : last.NextKey is { } next ? LedgerKey.IdOf(next) : last.KeyId;
        var at = time.GetUtcMilliseconds();
        var entry = new LedgerEntry(
            (last?.Number ?? 0) + 1, OfficeHours.DayOf(at), at, last?.Hash() ?? LedgerEntry.Genesis,
            LedgerLeaf.Root(leaves), leaves.Count, leaves.Sum(l => (long)l.Count), keyId) { NextKey = rotate ? keys.Create() : null };
        var page = new SignedLedgerEntry(entry, keys.Sign(keyId, entry.ToBytes()));
        return await StoreAsync(page, leaves, cancellation) ? new(page, problems, IsNew: true)
            : new((await FindAsync(context, entry.Number, cancellation))!, [], IsNew: false);
    }

    /// <summary>How long the key in force has been signing.</summary>
    public async Task<TimeSpan> KeyAgeAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // The pages since the key was named; there is one a day.
        var since = time.GetUtcNow();
        string? key = null;
        await foreach (var row in context.LedgerPages.AsNoTracking().OrderByDescending(p => p.Number).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var page = Page(row).Entry;
            key ??= page.NextKey is { } next ? LedgerKey.IdOf(next) : page.KeyId;
            if (page.KeyId != key)
                break;
            since = page.At;
        }
        return time.GetUtcNow() - since;
    }

    /// <summary>Pages from the newest down.</summary>
    public async Task<IReadOnlyList<SignedLedgerEntry>> ListAsync(long? before, int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.LedgerPages.AsNoTracking().Where(p => before == null || p.Number < before).OrderByDescending(p => p.Number).Take(take).ToListAsync(cancellation);
        return rows.ConvertAll(Page);
    }

    /// <exception cref="FormatException">The stored page is not one.</exception>
    public async Task<SignedLedgerEntry?> FindAsync(long number, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await FindAsync(context, number, cancellation);
    }

    internal static SignedLedgerEntry Page(StoredLedgerPage row) => new(LedgerEntry.Read(Encoding.UTF8.GetBytes(row.Page)), row.Signature);

    internal static LedgerLeaf Leaf(StoredLedgerLeaf row) => new(row.Stream, row.FirstSequence, row.LastSequence, row.HeadHash, row.EventsRoot);

    private static async Task<SignedLedgerEntry?> FindAsync(ApprovalFlowContext context, long number, CancellationToken cancellation) =>
        await context.LedgerPages.AsNoTracking().FirstOrDefaultAsync(p => p.Number == number, cancellation) is { } row ? Page(row) : null;

    private static async Task<LedgerEntry?> LastAsync(ApprovalFlowContext context, CancellationToken cancellation) =>
        await context.LedgerPages.AsNoTracking().OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellation) is { } row ? Page(row).Entry : null;

    private static async Task<(List<LedgerLeaf> Leaves, List<string> Problems)> LeavesAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        List<LedgerLeaf> leaves = [];
        List<string> problems = [];
        foreach (var head in await LedgerStreams.MovedAsync(context, cancellation))
        {
            var covered = head.Covered == 0 ? null : await context.LedgerLeaves.AsNoTracking().FirstAsync(l => l.Stream == head.Stream && l.LastSequence == head.Covered, cancellation);
            var check = new ChainCheck(head.Stream, head.Covered, covered?.HeadHash);
            List<byte[]> hashes = [];
            await foreach (var line in context.Journal.AsNoTracking().Where(j => j.CaseNumber == head.Stream && j.FirstSequence > head.Covered && j.FirstSequence <= head.Version).OrderBy(j => j.FirstSequence).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                check.Add(line.FirstSequence, line.At, Encoding.UTF8.GetBytes(line.Events), line.Hashes, line.PreviousHash);
                hashes.AddRange(line.Hashes.Chunk(32));
            }
            check.End(head.Version, head.HeadHash);
            problems.AddRange(check.Problems);
            if (hashes.Count > 0)
                leaves.Add(LedgerLeaf.Of(head.Stream, head.Covered + 1, hashes));
        }
        return (leaves, problems);
    }

    private async Task<bool> StoreAsync(SignedLedgerEntry page, List<LedgerLeaf> leaves, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            context.LedgerPages.Add(new() { Number = page.Entry.Number, Day = page.Entry.Day, At = page.Entry.At, Page = Encoding.UTF8.GetString(page.Entry.ToBytes()), Signature = page.Signature });
            foreach (var batch in leaves.Chunk(Batch))
            {
                context.LedgerLeaves.AddRange(batch.Select(l => new StoredLedgerLeaf { Stream = l.Stream, LastSequence = l.Last, FirstSequence = l.First, Page = page.Entry.Number, HeadHash = l.Head, EventsRoot = l.Events }));
                await context.SaveChangesAsync(cancellation);
                context.ChangeTracker.Clear();
            }
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            await transaction.RollbackAsync(cancellation);
            context.ChangeTracker.Clear();
            // Its number is taken: another process closed a page at the same moment.
            if (await context.LedgerPages.AnyAsync(p => p.Number == page.Entry.Number, cancellation))
                return false;
            throw;
        }
    }
}

/// <summary>A page as it was closed.</summary>
/// <param name="Problems">Chains that were found broken on the way; they are on the page as they lie.</param>
/// <param name="IsNew">False: another process closed it at the same moment.</param>
public sealed record ClosedPage(SignedLedgerEntry Page, IReadOnlyList<string> Problems, bool IsNew);
