using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Feeding;

/// <summary>Batches of the feed as they leave the house.</summary>
public sealed class FeedQuery(IDbContextFactory<ApprovalFlowContext> contexts, ICaseStore store, ApprovalCatalogue catalogue, CaseClocks clocks, TimeProvider time)
{
    private const string FeedName = "feed-name";
    /// <summary>Entries in one batch, and how much of the journal they may hold.</summary>
    public const int MostEntries = 500;
    private const int MostCharacters = 1 << 20;
    private string? name;

    /// <summary>The highest number there is; 0: nothing has a place yet.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Feed.MaxAsync(f => (long?)f.Number, cancellation) ?? 0;
    }

    /// <summary>When the first entry behind a number got its place: how long it has been waiting.</summary>
    public async Task<DateTimeOffset?> WaitingSinceAsync(long after, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Feed.Where(f => f.Number > after).OrderBy(f => f.Number).Select(f => (DateTimeOffset?)f.At).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>What follows a number, with what the house shows of the cases whose newest entry is in it.</summary>
    public async Task<FeedBatch> ReadAsync(long after, int take = MostEntries, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var head = await context.Feed.MaxAsync(f => (long?)f.Number, cancellation) ?? 0;
        var rows = await (from f in context.Feed where f.Number > after
                          join j in context.Journal on new { f.Stream, f.FirstSequence } equals new { Stream = j.CaseNumber, j.FirstSequence }
                          orderby f.Number
                          select new { f.Number, Line = j }).AsNoTracking().Take(Math.Clamp(take, 0, MostEntries)).ToListAsync(cancellation);
        List<FeedEntry> entries = [];
        var characters = 0;
        foreach (var row in rows)
        {
            // A line that is missing from the journal must not be passed over in silence.
            if (row.Number != after + entries.Count + 1)
                throw new InvalidDataException($"Expected the line of entry {after + entries.Count + 1} of the feed in the journal, but it is gone.");
            if (entries.Count > 0 && (characters += row.Line.Events.Length) > MostCharacters)
                break;
            entries.Add(new(row.Number, row.Line.CaseNumber, row.Line.FirstSequence, row.Line.At, row.Line.Events, row.Line.Hashes, row.Line.PreviousHash));
        }
        var sent = time.GetUtcMilliseconds();
        // Something may have got its number between the two questions.
        return new(await NameAsync(context, cancellation), sent, Math.Max(head, entries.Count > 0 ? entries[^1].Number : 0), entries, await ClaimsAsync(context, entries, sent, cancellation));
    }

    /// <summary>Read as the pages read them: the last day from the list's row, the clocks from the case's stream.</summary>
    private async Task<List<FeedClaim>> ClaimsAsync(ApprovalFlowContext context, List<FeedEntry> entries, DateTimeOffset sent, CancellationToken cancellation)
    {
        var newest = entries.GroupBy(e => e.Stream).ToDictionary(g => g.Key, g => g.Max(e => e.Last), StringComparer.Ordinal);
        var names = newest.Keys.ToList();
        List<FeedClaim> claims = [];
        foreach (var row in await context.Cases.AsNoTracking().Where(c => names.Contains(c.CaseNumber)).OrderBy(c => c.CaseNumber).ToListAsync(cancellation))
        {
            // The newest entry speaks for the case; older ones are on their way with it.
            if (row.RedactedBy is not null || row.Version != newest[row.CaseNumber] || catalogue.Flow(row.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item || await store.LoadAsync(row.CaseNumber, 0, cancellation) is not { } stream)
                continue;
            CaseState state;
            try
            {
                state = CaseState.Fold(stream.Events.TakeWhile(e => e.Sequence <= row.Version).Select(e => e.ToRecord()));
            }
            catch (FormatException)
            {
                // Of a case that cannot be read nothing is claimed; its entries go out as they lie, and whoever gets them sees what is wrong.
                continue;
            }
            var rules = clocks.Of(item, flow);
            claims.Add(new(row.CaseNumber, row.Version, sent, row.Status.ToString().ToLowerInvariant(), row.Due,
                [.. ClockBook.Compute(state.Timeline, rules.Policy, rules.Calendar, sent).Where(r => r.StartedOn is not null).Select(r => new ClaimedClock(r.Clock.Code, r.Id, r.Used, r.Remaining, r.Overdue, r.Due))]));
        }
        return claims;
    }

    /// <summary>The feed's name is made with the first batch and stays with the database.</summary>
    private async Task<string> NameAsync(ApprovalFlowContext context, CancellationToken cancellation)
    {
        if (name is not null)
            return name;
        if (await context.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Name == FeedName, cancellation) is { } known)
            return name = known.Value;
        context.Settings.Add(new Setting { Name = FeedName, Value = Guid.CreateVersion7().ToString("N") });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another process was faster.
            context.ChangeTracker.Clear();
        }
        return name = (await context.Settings.AsNoTracking().FirstAsync(s => s.Name == FeedName, cancellation)).Value;
    }
}
