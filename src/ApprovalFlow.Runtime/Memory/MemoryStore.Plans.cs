using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;

namespace ApprovalFlow.Runtime.Memory;

public sealed partial class MemoryStore : IPlanStore
{
    private readonly SortedDictionary<string, (PlanHeader Header, List<StoredEvent> Events, DateTimeOffset? Lease)> plans = new(StringComparer.Ordinal);

    Task<PlanStream?> IPlanStore.LoadAsync(string planId, long after, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(plans.TryGetValue(planId, out var plan) ? new PlanStream(plan.Header, [.. plan.Events.Where(e => e.Sequence > after)]) : null);
    }

    public Task<CommitOutcome> CommitAsync(PlanCommit commit, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var known = plans.TryGetValue(commit.PlanId, out var plan);
            if ((known ? plan.Header.Version : 0) != commit.ExpectedVersion)
                return Task.FromResult(CommitOutcome.Conflict);
            var events = known ? plan.Events : [];
            events.AddRange(commit.Events);
            plans[commit.PlanId] = (commit.Header, events, null);
            return Task.FromResult(CommitOutcome.Stored);
        }
    }

    Task<IReadOnlyList<PlanHeader>> IPlanStore.ListAsync(string? definitionId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<PlanHeader>>([.. plans.Values.Select(p => p.Header).Where(h => definitionId is null || h.DefinitionId == definitionId).OrderByDescending(h => h.DraftedAt).ThenByDescending(h => h.PlanId, StringComparer.Ordinal)]);
    }

    public Task<PlanStage?> StageAsync(string planId, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult(plans.TryGetValue(planId, out var plan) ? plan.Header.Stage : (PlanStage?)null);
    }

    public Task<string?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            var free = plans.Values.FirstOrDefault(p => p.Header.Stage is PlanStage.Running or PlanStage.Undoing && (p.Lease is null || p.Lease <= now));
            if (free.Header is { } header)
                plans[header.PlanId] = free with { Lease = now + lease };
            return Task.FromResult(free.Header?.PlanId);
        }
    }
}
