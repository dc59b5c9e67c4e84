using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Approvers;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Runtime.Workflows;

namespace ApprovalFlow.Server.Desk;

/// <summary>演练: opens a draft or a version for rehearsal and keeps scenarios with the draft. What happens in a rehearsal is the domain's word.</summary>
public sealed class RehearsalDesk(VersionDesk versions, ActivityRegistry activities, RehearsalStages stages, IOrganisationSource organisation)
{
    /// <param name="version">A published version; null: the draft, or the last version where there is none.</param>
    /// <returns>Null when there is no such definition or version.</returns>
    public async Task<RehearsalFile?> OpenAsync(string definitionId, int? version = null, CancellationToken cancellation = default)
    {
        if (await versions.FindAsync(definitionId, cancellation) is not { } life)
            return null;
        var draft = version is null ? life.Draft : null;
        var json = draft?.Json ?? ((version ?? life.State.Latest?.Number) is { } number ? (await versions.VersionAsync(definitionId, number, cancellation))?.Json : null);
        if (json is null)
            return null;
        var file = new RehearsalFile(definitionId, life.Name, json, draft?.Revision, draft is null ? version ?? life.State.Latest?.Number : null);
        if (WorkflowDefinition.Load(json).Definition is not { } definition)
            return file;
        var graph = WorkflowGraph.Compile(definition, activities);
        return file with { Stage = stages.Of(graph, await organisation.NowAsync(cancellation)), Scenarios = ScenarioJson.Read(definition.Document, []) };
    }

    /// <summary>An application that opens the flow: what a rehearsal begins with.</summary>
    public static RehearsalScript Sample(RehearsalStage stage, DateOnly startsOn)
    {
        var application = SampleApplication.Register("-", "-", stage.Flow, stage.Item);
        return new(startsOn, application.Form) { CountyCode = application.CountyCode };
    }

    /// <summary>Saves the draft with these scenarios. Refused as <c>draft-stale</c> when somebody saved since the file was opened.</summary>
    public Task<LifeResult> KeepAsync(ClaimsPrincipal user, RehearsalFile file, IReadOnlyList<RehearsalScenario> scenarios, CancellationToken cancellation = default) =>
        versions.SaveDraftAsync(user, file.DefinitionId, file.Revision ?? 0, ScenarioJson.Write(file.Json, scenarios), cancellation);

    /// <summary>How each scenario goes now; null where it goes as it was kept.</summary>
    public static IReadOnlyList<(RehearsalScenario Scenario, DefinitionProblem? Problem)> Play(RehearsalFile file) =>
        file.Stage is { } stage ? [.. file.Scenarios.Select(s => (s, ScenarioRules.Problem(s, Rehearsal.Run(stage, s.Script))))] : [];

    /// <summary>What happened, oldest first.</summary>
    public static IReadOnlyList<RehearsalLine> Lines(RehearsalRun run) => [.. run.Records.Select(r => Line(r, run.State)).OfType<RehearsalLine>()];

    private static RehearsalLine? Line(CaseRecord record, CaseState state) => record.Event switch
    {
        CaseEvent.TaskCompleted e when state.Task(e.TaskId) is { } task => new(record.At, "completed", task.NameZh, task.NameEn) { ActivityType = task.ActivityType, Outcome = e.Outcome },
        CaseEvent.CaseAccepted => new(record.At, "accepted", "", ""),
        CaseEvent.AcceptanceDeemed => new(record.At, "deemed", "", ""),
        CaseEvent.CardRaised e => new(record.At, "card", e.CauseZh, e.CauseEn) { Level = e.Level },
        CaseEvent.CaseClosed e => new(record.At, "closed", "", "") { Outcome = e.Result },
        CaseEvent.Flow { Event: WorkflowEvent.ActivityFaulted e } => new(record.At, "incident", e.Message, e.Message),
        _ => null,
    };
}

/// <param name="Revision">The draft's; null: a published version, which keeps no new scenarios.</param>
public sealed record RehearsalFile(string DefinitionId, string Name, string Json, int? Revision, int? Version)
{
    /// <summary>Null when it cannot be rehearsed: it cannot be read, or is for no flow of the catalogue.</summary>
    public RehearsalStage? Stage { get; init; }
    public IReadOnlyList<RehearsalScenario> Scenarios { get; init; } = [];
}

/// <summary>Something that happened in a rehearsal.</summary>
/// <param name="Kind">completed, accepted, deemed, card, closed, incident.</param>
public sealed record RehearsalLine(DateTimeOffset At, string Kind, string NameZh, string NameEn)
{
    public string? ActivityType { get; init; }
    public string? Outcome { get; init; }
    public string? Level { get; init; }
}
