using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

public sealed partial class JournalVerifier
{
    private async IAsyncEnumerable<VerifiedCase> VerifyPlansAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var header in await plans.ListAsync(null, cancellation))
            yield return await VerifyPlanAsync(header.PlanId, cancellation);
    }

    /// <summary>The stream is whole, the head says what it says, and every case that went over is there.</summary>
    private async Task<VerifiedCase> VerifyPlanAsync(string planId, CancellationToken cancellation)
    {
        IReadOnlyList<StoredEvent> events;
        PlanState state;
        List<string> problems = [];
        void Check(string what, object? expected, object? stored)
        {
            if (!Equals(expected, stored))
                problems.Add($"Expected {what} of plan '{planId}' to be '{expected}' as its journal says, but it is stored as '{stored}'.");
        }
        try
        {
            var stream = (await plans.LoadAsync(planId, cancellation: cancellation))!;
            events = stream.Events;
            if (HashChain.FindBreak(planId, events, stream.Header.HeadHash) is { } broken)
                return new(planId, events.Count, [broken]);
            state = PlanState.Fold(events.Select(e => new PlanRecord(e.Sequence, e.At, PlanEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span))));
            Check("the version of the stream", state.Version, stream.Header.Version);
            Check("the stage", state.Stage, stream.Header.Stage);
            Check("the figures", (state.Content.Cases.Count, state.Ready, state.Migrated, state.Skipped, state.TakenBack), (stream.Header.Cases, stream.Header.Ready, stream.Header.Migrated, stream.Header.Skipped, stream.Header.TakenBack));
        }
        catch (FormatException e)
        {
            return new(planId, 0, [$"Expected every event of plan '{planId}' to be readable, but: {e.Message}"]);
        }
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var page in state.Results.Values.Where(r => r.IsDone).Select(r => r.CaseNumber).Chunk(Page))
        {
            var known = (await context.Cases.AsNoTracking().Where(c => page.Contains(c.CaseNumber)).Select(c => c.CaseNumber).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
            foreach (var missing in page.Where(n => !known.Contains(n)))
                problems.Add($"Expected case '{missing}', which went over by plan '{planId}', to be there, but it is not.");
        }
        return new(planId, events.Count, problems);
    }
}
