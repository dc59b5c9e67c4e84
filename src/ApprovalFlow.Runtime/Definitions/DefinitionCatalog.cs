using System.Collections.Concurrent;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>A definition ready to run, with the catalogue entries it belongs to.</summary>
public sealed record CaseDefinition(string Hash, WorkflowGraph Graph, ApprovalFlowEntry Flow, ApprovalItem Item)
{
    /// <summary>Some step of it finds its approvers by a rule.</summary>
    public bool AsksForPeople { get; } = ApproverDefinitionRules.AsksForPeople(Graph);
}

/// <summary>Published definitions by content hash, compiled once each.</summary>
/// <remarks>What a hash names never changes, so a compiled graph is right for ever and a transition costs the same with one version or a thousand.</remarks>
public sealed class DefinitionCatalog(IDefinitionStore store, ApprovalCatalogue catalogue, ActivityRegistry activities, int capacity = 1_000)
{
    private readonly RecentlyUsed<string, Lazy<Task<CaseDefinition?>>> compiled = new(capacity);
    private readonly ConcurrentDictionary<string, KnownSchedule> schedules = new(StringComparer.Ordinal);

    /// <summary>The definition with this content; null when it was never published here or its flow is not in the catalogue.</summary>
    public async ValueTask<CaseDefinition?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        if (!compiled.TryGet(hash, out var known))
            compiled.Set(hash, known = new(() => CompileAsync(hash)));
        try
        {
            var definition = await known.Value.WaitAsync(cancellation);
            if (definition is null)
                compiled.Remove(hash);
            return definition;
        }
        catch
        {
            compiled.Remove(hash);
            throw;
        }
    }

    /// <summary>The definition under which applications of a flow are accepted on a day.</summary>
    /// <param name="region">Division code of the county that acts; null: none.</param>
    public async ValueTask<CaseDefinition?> FindInForceAsync(string flowCode, DateOnly day, string? region, CancellationToken cancellation = default)
    {
        // The stamp is read before the versions: when somebody publishes in between, it is the stamp that is too old, and the next one asks again.
        var stamp = await store.ScheduleStampAsync(flowCode, cancellation);
        if (!schedules.TryGetValue(flowCode, out var schedule) || schedule.Stamp != stamp)
            schedules[flowCode] = schedule = new(stamp, await store.ScheduleAsync(flowCode, cancellation));
        return schedule.InForce(day, region) is { } hash ? await FindAsync(hash, cancellation) : null;
    }

    private async Task<CaseDefinition?> CompileAsync(string hash)
    {
        var published = await store.FindAsync(hash);
        if (published is null || catalogue.Flow(published.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
            return null;
        var load = WorkflowDefinition.Load(published.Json, published.FlowCode);
        if (load.Definition is not { } definition || load.HasErrors)
            throw new InvalidOperationException($"Expected the published definition {hash} of flow '{published.FlowCode}' to load, but: {load.Problems.FirstOrDefault(p => p.Severity == ProblemSeverity.Error)?.Message}");
        return new(hash, WorkflowGraph.Compile(definition, activities), flow, item);
    }
}
