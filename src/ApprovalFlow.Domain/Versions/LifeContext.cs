using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Versions;

/// <summary>What the decider may know besides the definition's own stream.</summary>
public sealed record LifeContext(DateTimeOffset Now, ActivityRegistry Activities, ApprovalCatalogue Catalogue)
{
    /// <summary>The working content; null when there is no draft.</summary>
    public DraftContent? Draft { get; init; }
    /// <summary>Who works here, for approver rules that must find somebody before publishing; null: not looked at.</summary>
    public Organisation? Organisation { get; init; }
    /// <summary>What the scenarios kept in a definition are played upon; null: they are not played.</summary>
    public Func<WorkflowGraph, RehearsalStage?>? Stage { get; init; }
    /// <summary>Revision of the definition's last save, also of a draft that is gone.</summary>
    public int LastRevision { get; init; }
}

/// <summary>Either records to append with the draft and the version they lead to, or a rejection and the state as it was.</summary>
public sealed record LifeDecision(IReadOnlyList<LifeRecord> Records, LifeState State, DraftContent? Draft, Rejection? Rejection)
{
    /// <summary>Everything that forbids publishing, when that is why.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; init; } = [];
    /// <summary>The content of the version that was published.</summary>
    public WorkflowDefinition? Published { get; init; }
    /// <summary>Something is to be stored.</summary>
    public bool IsChange { get; init; }
}

/// <summary>The records that one command leads to, with the state and the draft as they go.</summary>
internal sealed class LifeBurst(LifeState before, LifeContext context)
{
    private readonly List<LifeRecord> records = [];

    public LifeState State { get; private set; } = before;
    public DraftContent? Draft { get; private set; } = context.Draft;
    public IReadOnlyList<LifeRecord> Records => records;
    public IReadOnlyList<DefinitionProblem> Problems { get; set; } = [];
    public WorkflowDefinition? Published { get; set; }
    public bool HasSaved { get; private set; }
    public LifeContext Context => context;
    public DateTimeOffset At { get; } = CaseBurst.WholeMilliseconds(context.Now);
    public DateOnly Today => OfficeHours.DayOf(At);

    public void Add(LifeEvent @event)
    {
        var record = new LifeRecord(State.Version + 1, At, @event);
        State = State.Evolve(record);
        records.Add(record);
    }

    public void Save(string json, string hash, Actor by)
    {
        Draft = new(Math.Max(context.LastRevision, Draft?.Revision ?? 0) + 1, json, hash, At, by.UserId, by.Name);
        HasSaved = true;
    }

    public void DropDraft() => Draft = null;

    /// <summary>Everything that forbids publishing this content.</summary>
    public IReadOnlyList<DefinitionProblem> Errors(WorkflowDefinition definition)
    {
        var graph = WorkflowGraph.Compile(definition, context.Activities);
        var rules = PublishingRules.Problems(graph, context.Catalogue, context.Organisation);
        rules = [.. rules, .. ScenarioRules.Problems(graph, context.Stage?.Invoke(graph))];
        return [.. rules.Where(p => p.Severity == ProblemSeverity.Error)];
    }
}
