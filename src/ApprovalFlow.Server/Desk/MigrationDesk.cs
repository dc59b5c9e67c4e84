using System.Globalization;
using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What administrators may ask of migration plans, for pages and endpoints alike. Rules live in the domain.</summary>
public sealed class MigrationDesk(PlanProcessor processor, IPlanStore plans, DefinitionCatalog catalog, DefinitionQuery definitions, MovableCases movable, CurrentActor actors)
{
    /// <summary>A definition's plans, youngest first.</summary>
    public Task<IReadOnlyList<PlanHeader>> ListAsync(string definitionId, CancellationToken cancellation = default) => plans.ListAsync(definitionId, cancellation);

    /// <summary>Null when the definition has no such plan.</summary>
    public async Task<PlanState?> FindAsync(string definitionId, string planId, CancellationToken cancellation = default) =>
        await processor.FindAsync(planId, cancellation) is { } plan && plan.DefinitionId == definitionId ? plan : null;

    /// <summary>Every entry of a plan's stream, oldest first.</summary>
    public Task<IReadOnlyList<PlanRecord>> RecordsAsync(string planId, CancellationToken cancellation = default) => processor.RecordsAsync(planId, cancellation);

    /// <summary>The published versions of a definition, youngest first.</summary>
    public async Task<IReadOnlyList<VersionName>> VersionsAsync(string definitionId, CancellationToken cancellation = default) =>
        [.. (await definitions.AllAsync(cancellation)).Where(d => d.DefinitionId == definitionId).Select(d => new VersionName(d.DefinitionId, d.Version, d.Hash))];

    /// <summary>Open cases of some versions of a definition.</summary>
    /// <param name="step">Only those that wait at this step.</param>
    public async Task<IReadOnlyList<MovableCase>> CasesAsync(string definitionId, IReadOnlyCollection<int> versions, string? step, CancellationToken cancellation = default)
    {
        var names = (await VersionsAsync(definitionId, cancellation)).Where(v => versions.Contains(v.Version)).ToList();
        return names.Count == 0 || await catalog.FindAsync(names[0].Hash, cancellation) is not { } known ? []
            : await movable.ListAsync(known.Flow.Code, [.. names.Select(n => n.Hash)], string.IsNullOrEmpty(step) ? null : step, PlanContent.MostCases + 1, cancellation);
    }

    /// <summary>Where the activities of one version are thought to stand in another; null when one of them is not published.</summary>
    public async Task<MapProposal?> SuggestAsync(string definitionId, int from, int to, IReadOnlyDictionary<string, string?>? map = null, CancellationToken cancellation = default)
    {
        var versions = await VersionsAsync(definitionId, cancellation);
        return versions.FirstOrDefault(v => v.Version == from) is { } left && versions.FirstOrDefault(v => v.Version == to) is { } target
            && await catalog.FindAsync(left.Hash, cancellation) is { } here && await catalog.FindAsync(target.Hash, cancellation) is { } there
                ? new(left, target, map is null ? MapSuggestion.Of(here.Graph, there.Graph) : MapSuggestion.Lines(here.Graph, there.Graph, map), StepFace.Of(there.Graph)) : null;
    }

    /// <summary>Draws a plan up, or anew.</summary>
    /// <param name="planId">Null: a new plan.</param>
    public async Task<PlanResult> DraftAsync(ClaimsPrincipal user, string definitionId, string? planId, PlanInput input, CancellationToken cancellation = default)
    {
        if (planId is not null && await FindAsync(definitionId, planId, cancellation) is null)
            return Refused("plan-unknown", planId);
        var versions = await VersionsAsync(definitionId, cancellation);
        VersionName? Version(int number) => versions.FirstOrDefault(v => v.Version == number);
        if (Version(input.To) is not { } target)
            return Refused("plan-version-unknown", definitionId, Text(input.To));
        List<PlanSource> sources = [];
        foreach (var source in input.From)
        {
            if (Version(source.Version) is not { } left || await catalog.FindAsync(left.Hash, cancellation) is not { } here || await catalog.FindAsync(target.Hash, cancellation) is not { } there)
                return Refused("plan-version-unknown", definitionId, Text(source.Version));
            var wanted = source.Map is null ? MapSuggestion.Of(here.Graph, there.Graph).ToDictionary(l => l.From.Path, l => l.To)
                : ActivityPlaces.Problems(here.Graph, there.Graph, source.Map).Count > 0 ? null : ActivityPlaces.Of(here.Graph, there.Graph, source.Map);
            // Only what has to be told is kept; what is wrong is refused as it was told.
            sources.Add(new(left, wanted is null ? source.Map! : ActivityPlaces.Told(here.Graph, there.Graph, wanted)));
        }
        var cases = input.Cases ?? [.. (await CasesAsync(definitionId, [.. input.From.Select(f => f.Version)], input.Step, cancellation)).Select(c => c.CaseNumber)];
        var content = new PlanContent(target, sources, cases, input.Reason) { BatchSize = input.BatchSize ?? PlanContent.UsualBatch };
        var actor = await actors.OfAsync(user, cancellation);
        return planId is null ? await processor.DraftAsync(content, actor, cancellation) : await processor.ExecuteAsync(planId, new PlanCommand.Revise(content, actor), cancellation);
    }

    /// <summary>试算.</summary>
    public async Task<PlanResult> DryRunAsync(ClaimsPrincipal user, string definitionId, string planId, CancellationToken cancellation = default) =>
        await FindAsync(definitionId, planId, cancellation) is null ? Refused("plan-unknown", planId) : await processor.DryRunAsync(planId, await actors.OfAsync(user, cancellation), cancellation);

    /// <summary>What the plan would do now to some of its cases, and to the inboxes by all of them.</summary>
    public async Task<PlanPreview?> PreviewAsync(string definitionId, string planId, CancellationToken cancellation = default)
    {
        if (await FindAsync(definitionId, planId, cancellation) is not { } plan)
            return null;
        List<CaseDryRun> runs = [];
        foreach (var number in plan.Content.Cases)
            runs.Add(await processor.TryAsync(plan, number, cancellation));
        return new(runs, InboxPreview.Of(runs));
    }

    /// <param name="words">The comment or the reason, where the act needs one.</param>
    public async Task<PlanResult> ActAsync(ClaimsPrincipal user, string definitionId, string planId, PlanAct act, string? digest, string? words, CancellationToken cancellation = default)
    {
        if (await FindAsync(definitionId, planId, cancellation) is null)
            return Refused("plan-unknown", planId);
        var by = await actors.OfAsync(user, cancellation);
        return await processor.ExecuteAsync(planId, act switch
        {
            PlanAct.Submit => new PlanCommand.Submit(digest ?? "", by),
            PlanAct.TakeBack => new PlanCommand.TakeBack(by),
            PlanAct.Decline => new PlanCommand.Decline(words ?? "", by),
            PlanAct.Sign => new PlanCommand.Sign(digest ?? "", by),
            PlanAct.Discard => new PlanCommand.Discard(by),
            PlanAct.Start => new PlanCommand.Start(by),
            PlanAct.Stop => new PlanCommand.Stop(by),
            PlanAct.Resume => new PlanCommand.Resume(by),
            PlanAct.AskUndo => new PlanCommand.AskUndo(words ?? "", by),
            PlanAct.DropUndo => new PlanCommand.DropUndo(by),
            _ => new PlanCommand.SignUndo(by),
        }, cancellation);
    }

    private static PlanResult Refused(string code, params string[] arguments) => new(PlanState.Empty, PlanText.Reject(code, arguments));
    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What an administrator may do with a plan that is drawn up.</summary>
public enum PlanAct { Submit, TakeBack, Decline, Sign, Discard, Start, Stop, Resume, AskUndo, DropUndo, SignUndo }

/// <param name="To">Version gone over to.</param>
public sealed record PlanInput(int To, IReadOnlyList<PlanSourceInput> From, string Reason)
{
    /// <summary>Case numbers; null: every open case of those versions.</summary>
    public IReadOnlyList<string>? Cases { get; init; }
    /// <summary>Where no cases are named: only those that wait at this step (activity id).</summary>
    public string? Step { get; init; }
    public int? BatchSize { get; init; }
}

/// <param name="Version">Version that is left.</param>
public sealed record PlanSourceInput(int Version)
{
    /// <summary>Where activities stand in the other version, by path; those that are not named keep their id. Null: as proposed.</summary>
    public IReadOnlyDictionary<string, string?>? Map { get; init; }
}

/// <param name="Places">The activities of the version gone over to.</param>
public sealed record MapProposal(VersionName From, VersionName To, IReadOnlyList<MapLine> Lines, IReadOnlyList<StepFace> Places);

public sealed record PlanPreview(IReadOnlyList<CaseDryRun> Cases, IReadOnlyList<InboxShift> Inboxes);
