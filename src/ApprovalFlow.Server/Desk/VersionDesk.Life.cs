using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>From review to retirement, comparisons, and contents taken over from other versions.</summary>
public sealed partial class VersionDesk
{
    private readonly DefinitionDiff diff = new(activities, catalogue);

    /// <summary>送审.</summary>
    public Task<LifeResult> RequestReviewAsync(ClaimsPrincipal user, string definitionId, int revision, DateOnly effectiveFrom, string changeNote, CancellationToken cancellation = default) =>
        DoAsync(user, definitionId, by => new LifeCommand.RequestReview(revision, effectiveFrom, changeNote, by), cancellation);

    public Task<LifeResult> TakeBackAsync(ClaimsPrincipal user, string definitionId, CancellationToken cancellation = default) => DoAsync(user, definitionId, by => new LifeCommand.TakeBack(by), cancellation);

    public Task<LifeResult> RejectReviewAsync(ClaimsPrincipal user, string definitionId, string comment, CancellationToken cancellation = default) =>
        DoAsync(user, definitionId, by => new LifeCommand.RejectReview(comment, by), cancellation);

    /// <param name="comparedHash">Names the comparison that the reviewer has seen (<see cref="LifeEvent.ReviewRequested.ComparedHash"/>).</param>
    public Task<LifeResult> ApproveReviewAsync(ClaimsPrincipal user, string definitionId, string comparedHash, string? comment, bool publish, CancellationToken cancellation = default) =>
        DoAsync(user, definitionId, by => new LifeCommand.ApproveReview(comparedHash, by) { Comment = comment, AndPublish = publish }, cancellation);

    public Task<LifeResult> PublishAsync(ClaimsPrincipal user, string definitionId, CancellationToken cancellation = default) => DoAsync(user, definitionId, by => new LifeCommand.Publish(by), cancellation);

    /// <summary>停用.</summary>
    public Task<LifeResult> RetireAsync(ClaimsPrincipal user, string definitionId, int version, DateOnly from, string reason, CancellationToken cancellation = default) =>
        DoAsync(user, definitionId, by => new LifeCommand.Retire(version, from, reason, by), cancellation);

    /// <summary>A draft with the content of an earlier version.</summary>
    public Task<LifeResult> RevertAsync(ClaimsPrincipal user, string definitionId, int version, CancellationToken cancellation = default) =>
        TakeOverAsync(user, DraftOrigin.Revert, definitionId, version, definitionId, null, cancellation);

    /// <summary>A draft of another definition, new or not, with the content of a version.</summary>
    public Task<LifeResult> CloneAsync(ClaimsPrincipal user, string definitionId, int version, string newDefinitionId, CancellationToken cancellation = default) =>
        TakeOverAsync(user, DraftOrigin.Clone, definitionId, version, newDefinitionId, null, cancellation);

    /// <summary>本地化: a draft of a county's own definition of the same flow, which knows its parent.</summary>
    public Task<LifeResult> BranchAsync(ClaimsPrincipal user, string definitionId, int version, string region, CancellationToken cancellation = default) =>
        TakeOverAsync(user, DraftOrigin.Branch, definitionId, version, $"{definitionId}.{region}", region, cancellation);

    /// <summary>The counties' own definitions that were branched from this one, and how far each is behind it.</summary>
    public async Task<IReadOnlyList<LocalOverride>> OverridesAsync(string definitionId, CancellationToken cancellation = default)
    {
        if (await processor.FindAsync(definitionId, cancellation) is not { } parent)
            return [];
        var found = new List<LocalOverride>();
        foreach (var header in (await lives.ListAsync(cancellation)).Where(h => h.Region is not null && h.FlowCode == parent.State.FlowCode && h.DefinitionId != definitionId))
            if (await processor.FindAsync(header.DefinitionId, cancellation) is { } branch && LocalOverride.Of(branch.State, parent.State) is { } local)
                found.Add(local);
        return [.. found.OrderBy(o => o.Region, StringComparer.Ordinal)];
    }

    /// <summary>How far a county's own definition is behind its parent; null when it is no branch.</summary>
    public async Task<LocalOverride?> OverrideAsync(LifeState branch, CancellationToken cancellation = default) =>
        branch.Parent is { } known && await processor.FindAsync(known.DefinitionId, cancellation) is { } parent ? LocalOverride.Of(branch, parent.State) : null;

    /// <summary>What the parent, or a version published meanwhile, has changed since it was last taken in, and where both sides changed; null when there is nothing to take in.</summary>
    /// <param name="theirsAt">Places of conflicts at which the other side is taken.</param>
    public async Task<MergePreview?> PreviewMergeAsync(string definitionId, IReadOnlySet<string>? theirsAt = null, CancellationToken cancellation = default)
    {
        if (await processor.FindAsync(definitionId, cancellation) is not { } life || SourceOf(life) is not { } known || await NewerAsync(life, known, cancellation) is not { } newer)
            return null;
        var common = await definitions.FindVersionAsync(known.DefinitionId, known.Version, cancellation);
        var theirs = await definitions.FindVersionAsync(newer.DefinitionId, newer.Version, cancellation);
        var ours = life.Draft?.Json ?? (life.State.Latest is { } latest ? (await definitions.FindVersionAsync(definitionId, latest.Number, cancellation))?.Json : null);
        if (common is null || theirs is null || ours is null)
            return null;
        var merged = new DefinitionMerge(diff).Merge(WorkflowDefinition.Load(common.Json).Definition!, WorkflowDefinition.Load(ours).Definition!, WorkflowDefinition.Load(theirs.Json).Definition!, theirsAt);
        return new(known, newer, life.Draft?.Revision, merged);
    }

    /// <summary>Takes those changes into the draft, or into a new one.</summary>
    public async Task<LifeResult> MergeAsync(ClaimsPrincipal user, string definitionId, IReadOnlySet<string> theirsAt, int? revision, CancellationToken cancellation = default)
    {
        if (await PreviewMergeAsync(definitionId, theirsAt, cancellation) is not { } preview)
            return Refused("nothing-to-merge", definitionId);
        return preview.Revision is null
            ? await DoAsync(user, definitionId, by => new LifeCommand.OpenDraft(DraftOrigin.Pull, preview.Merge.Json, by) { Source = preview.Newer }, cancellation)
            : await DoAsync(user, definitionId, by => new LifeCommand.MergeDraft(revision ?? preview.Revision.Value, preview.Merge.Json, preview.Newer, by), cancellation);
    }

    /// <summary>Two contents of a definition beside each other; null when one of them is not there.</summary>
    /// <param name="from">Version; null: the one before, or nothing before the first.</param>
    /// <param name="to">Version; null: the draft.</param>
    public async Task<ComparedVersions?> CompareAsync(string definitionId, int? from, int? to, CancellationToken cancellation = default)
    {
        if (await processor.FindAsync(definitionId, cancellation) is not { } life)
            return null;
        var after = to is { } number ? (await definitions.FindVersionAsync(definitionId, number, cancellation))?.Json : life.Draft?.Json;
        var earlier = from ?? (to is { } version ? life.State.Versions.LastOrDefault(v => v.Number < version) : life.State.Latest)?.Number;
        var before = earlier is { } first ? (await definitions.FindVersionAsync(definitionId, first, cancellation))?.Json : null;
        if (after is null || (from is not null && before is null))
            return null;
        return new(earlier, to, before, after, diff.Compare(before is null ? null : WorkflowDefinition.Load(before).Definition, WorkflowDefinition.Load(after).Definition!));
    }

    /// <summary>Everything wrong with a document, as the checks before publishing see it.</summary>
    public IReadOnlyList<DefinitionProblem> Validate(string json)
    {
        var load = WorkflowDefinition.Load(json);
        return load.Readable is not { } definition ? load.Problems : [.. load.Problems, .. PublishingRules.Problems(WorkflowGraph.Compile(definition, activities), catalogue)];
    }

    private async Task<LifeResult> TakeOverAsync(ClaimsPrincipal user, DraftOrigin origin, string sourceId, int version, string targetId, string? region, CancellationToken cancellation)
    {
        if (await definitions.FindVersionAsync(sourceId, version, cancellation) is not { } source)
            return Refused("version-unknown", sourceId, version.ToString(CultureInfo.InvariantCulture));
        var json = origin == DraftOrigin.Clone ? ForFlow(source.Json, (await processor.FindAsync(targetId, cancellation))?.State.FlowCode ?? catalogue.Flow(targetId)?.Code) : source.Json;
        var flow = origin == DraftOrigin.Branch && source.Header.FlowCode.Length > 0 ? source.Header.FlowCode : null;
        return await DoAsync(user, targetId, by => new LifeCommand.OpenDraft(origin, json, by) { Source = new(sourceId, version, source.Header.Hash), Region = region, FlowCode = flow }, cancellation);
    }

    /// <summary>A clone belongs to the flow that it is for, or to none.</summary>
    private string ForFlow(string json, string? flowCode)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        if (document["customProperties"]?["approvalflow"] is JsonObject about)
        {
            if (flowCode is null)
                about.Remove("flowCode");
            else
                (about["flowCode"], about["itemCode"]) = (flowCode, catalogue.Flow(flowCode)?.ItemCode);
        }
        return CompactJson.Write(document);
    }

    private async Task<LifeResult> DoAsync(ClaimsPrincipal user, string definitionId, Func<Domain.Cases.Actor, LifeCommand> command, CancellationToken cancellation) =>
        await processor.ExecuteAsync(definitionId, command(await actors.OfAsync(user, cancellation)), cancellation);

    /// <summary>What this line last took in: its own base when that moved, otherwise its parent.</summary>
    private static VersionName? SourceOf(DefinitionLife life) =>
        life.State.Draft is { Base: { } own } && own != life.State.LatestName ? own : life.State.Draft?.Pulled ?? life.State.Parent;

    private async Task<VersionName?> NewerAsync(DefinitionLife life, VersionName known, CancellationToken cancellation)
    {
        var latest = known.DefinitionId == life.State.DefinitionId ? life.State.LatestName : (await processor.FindAsync(known.DefinitionId, cancellation))?.State.LatestName;
        return latest is not null && latest.Version > known.Version ? latest : null;
    }
}

/// <param name="Known">The version that was taken in last.</param>
/// <param name="Newer">The version that may be taken in.</param>
/// <param name="Revision">Of the draft that it would go into; null: a new draft.</param>
public sealed record MergePreview(VersionName Known, VersionName Newer, int? Revision, MergeResult Merge);

/// <param name="From">Null: nothing came before.</param>
/// <param name="To">Null: the draft.</param>
public sealed record ComparedVersions(int? From, int? To, string? Before, string After, DefinitionComparison Comparison);
