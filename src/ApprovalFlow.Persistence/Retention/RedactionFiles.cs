using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Retention;

/// <summary>Holds, requests and what was removed: one stream beside each case that anybody asked about. Nothing is removed here; the server's account could not.</summary>
public sealed class RedactionFiles(IDbContextFactory<ApprovalFlowContext> contexts, RetentionSchedule schedule, TimeProvider time)
{
    private const int Attempts = 10;

    public RetentionSchedule Schedule => schedule;

    /// <summary>Carries out what somebody asks; a refusal changes nothing.</summary>
    public async Task<RedactionAnswer> ExecuteAsync(string caseNumber, RedactionCommand command, CancellationToken cancellation = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            if (await RetainedCases.FindAsync(context, caseNumber, cancellation) is not { } found)
                return new(RedactionState.Empty, new("case-unknown", $"Expected a case '{caseNumber}', but there is none.") { Arguments = [caseNumber] });
            var (head, state) = await RemovalStreams.StateAsync(context, caseNumber, cancellation);
            var at = time.GetUtcMilliseconds();
            var (@event, rejection) = RedactionDecider.Decide(state, command, found.Case, schedule, OfficeHours.DayOf(at));
            if (@event is null)
                return new(state, rejection);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            try
            {
                if (!await RemovalStreams.AppendAsync(context, caseNumber, head, state, @event, at, cancellation))
                    continue;
                await context.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return new(state.Evolve(new(state.Version + 1, at, @event)), null);
            }
            catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
            {
                // The position is taken: somebody was faster, and it is decided again.
            }
        }
        return new(RedactionState.Empty, RedactionText.Reject("retention-busy", caseNumber));
    }

    /// <summary>Where the keeping of a case stands, with everything on record; null: nobody ever asked about it.</summary>
    public async Task<RedactionFile?> FindAsync(string caseNumber, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await ReadAsync(context, [Tombstone.StreamOf(caseNumber)], cancellation)).FirstOrDefault();
    }

    /// <summary>Cases at a stage, the longest waiting first; of what was removed the newest first.</summary>
    public async Task<IReadOnlyList<RedactionFile>> ListAsync(RedactionStage stage, int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var heads = context.Redactions.AsNoTracking().Where(r => r.Stage == stage);
        return await ReadAsync(context, await (stage == RedactionStage.Removed ? heads.OrderByDescending(r => r.At) : heads.OrderBy(r => r.At)).Select(r => r.Stream).Take(take).ToListAsync(cancellation), cancellation);
    }

    /// <summary>Cases that a hold keeps, the newest first.</summary>
    public async Task<IReadOnlyList<RedactionFile>> HeldAsync(int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await ReadAsync(context, await context.Redactions.AsNoTracking().Where(r => r.IsHeld).OrderByDescending(r => r.At).Select(r => r.Stream).Take(take).ToListAsync(cancellation), cancellation);
    }

    /// <summary>Closed cases whose term has ended and that nobody has asked about, the longest closed first; also those that something else keeps, with what.</summary>
    public async Task<IReadOnlyList<DueCase>> DueAsync(int take, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var today = OfficeHours.DayOf(time.GetUtcNow());
        if (schedule.Earliest(RetentionSchedule.Case, today) is not { } bound)
            return [];
        var before = OfficeHours.At(bound.AddDays(1), TimeOnly.MinValue);
        List<DueCase> due = [];
        foreach (var row in context.Cases.AsNoTracking().Where(c => c.RedactedBy == null && c.ClosedAt != null && c.ClosedAt < before).OrderBy(c => c.ClosedAt).AsEnumerable())
        {
            cancellation.ThrowIfCancellationRequested();
            var known = new RetainedCase(row.CaseNumber, row.ItemCode, row.DepartmentId, row.Result, OfficeHours.DayOf(row.ClosedAt!.Value));
            var rule = schedule.RuleOf(RetentionSchedule.Case, known);
            if (rule.EndsOn(known.ClosedOn!.Value) is not { } ended || ended > today)
                continue;
            await using var look = await contexts.CreateDbContextAsync(cancellation);
            var (_, state) = await RemovalStreams.StateAsync(look, row.CaseNumber, cancellation);
            if (state.Request is not null)
                continue;
            var found = await RetainedCases.OfAsync(look, row, cancellation);
            due.Add(new(found.Case, rule, ended, RemovalRules.WhyNot(found.Case, state, RemovalScope.Case, schedule.Ground(RemovalGround.TermEnded), schedule, today)));
            if (due.Count == take)
                break;
        }
        return due;
    }

    private static async Task<IReadOnlyList<RedactionFile>> ReadAsync(ApprovalFlowContext context, IReadOnlyList<string> streams, CancellationToken cancellation)
    {
        var lines = (await RemovalStreams.LinesAsync(context, streams, cancellation)).ToLookup(l => l.CaseNumber, StringComparer.Ordinal);
        return [.. streams.Where(lines.Contains).Select(s => RemovalBook.Records(lines[s]).ToList()).Zip(streams.Where(lines.Contains), (records, s) => new RedactionFile(s[Tombstone.Streams.Length..], RedactionState.Fold(records), records))];
    }
}

/// <summary>What became of a question about keeping a case.</summary>
public sealed record RedactionAnswer(RedactionState State, Rejection? Rejection);

/// <summary>Everything on record about the keeping of a case.</summary>
public sealed record RedactionFile(string CaseNumber, RedactionState State, IReadOnlyList<RedactionRecord> Records);

/// <summary>A case whose term has ended.</summary>
/// <param name="EndedOn">The first day on which it need not be kept.</param>
/// <param name="InTheWay">What keeps it all the same; empty: it may be asked for.</param>
public sealed record DueCase(RetainedCase Case, RetentionRule Rule, DateOnly EndedOn, IReadOnlyList<Rejection> InTheWay);
