using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What people may ask of definitions and their drafts, for the designer, pages and endpoints alike. Rules live in the domain.</summary>
/// <remarks>Reading is for all staff; looking at a definition never makes a draft.</remarks>
public sealed partial class VersionDesk(LifeProcessor processor, ILifeStore lives, DefinitionQuery definitions, CurrentActor actors, ApprovalCatalogue catalogue, ActivityRegistry activities, TimeProvider time)
{
    /// <summary>Somebody who has not been heard of for so long has closed the window.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromSeconds(45);

    /// <summary>Every definition, published or not.</summary>
    public Task<IReadOnlyList<LifeHeader>> ListAsync(CancellationToken cancellation = default) => lives.ListAsync(cancellation);

    /// <summary>A definition's versions and its draft; null when there is none.</summary>
    public Task<DefinitionLife?> FindAsync(string definitionId, CancellationToken cancellation = default) => processor.FindAsync(definitionId, cancellation);

    /// <summary>A published version with its content; null when there is none.</summary>
    public Task<DefinitionView?> VersionAsync(string definitionId, int version, CancellationToken cancellation = default) => definitions.FindVersionAsync(definitionId, version, cancellation);

    /// <summary>Begins a draft. On a version: with its content, or with the first change to it.</summary>
    public async Task<LifeResult> OpenDraftAsync(ClaimsPrincipal user, string definitionId, DraftStart start, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        VersionName? source = null;
        var json = start.Json;
        if (start.Version is { } number)
        {
            if (await definitions.FindVersionAsync(definitionId, number, cancellation) is not { } version)
                return Refused("version-unknown", definitionId, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            source = new(definitionId, number, version.Header.Hash);
            json ??= version.Json;
        }
        var origin = source is not null ? DraftOrigin.Version : json is not null ? DraftOrigin.Import : DraftOrigin.Empty;
        if (json is null)
        {
            var known = await processor.FindAsync(definitionId, cancellation);
            var flow = catalogue.Flow(start.FlowCode ?? known?.State.FlowCode ?? definitionId);
            json = DefinitionContent.Empty(definitionId, flow, flow is null ? null : catalogue.Item(flow.ItemCode));
        }
        return await processor.ExecuteAsync(definitionId, new LifeCommand.OpenDraft(origin, json, actor) { Source = source, FlowCode = start.FlowCode, Region = start.Region }, cancellation);
    }

    /// <summary>Saves the draft. Refused as <c>draft-stale</c>, with who and when, when somebody saved after that revision.</summary>
    public async Task<LifeResult> SaveDraftAsync(ClaimsPrincipal user, string definitionId, int revision, string json, CancellationToken cancellation = default) =>
        await processor.ExecuteAsync(definitionId, new LifeCommand.SaveDraft(revision, json, await actors.OfAsync(user, cancellation)), cancellation);

    public async Task<LifeResult> DiscardDraftAsync(ClaimsPrincipal user, string definitionId, CancellationToken cancellation = default) =>
        await processor.ExecuteAsync(definitionId, new LifeCommand.DiscardDraft(await actors.OfAsync(user, cancellation)), cancellation);

    /// <summary>Takes in an Elsa 3 document: a new draft, of a new definition where there is none of that id; over an existing draft only with its revision.</summary>
    /// <param name="definitionId">Null: the id in the document.</param>
    public async Task<LifeResult> ImportAsync(ClaimsPrincipal user, string json, string? definitionId = null, int? revision = null, CancellationToken cancellation = default)
    {
        var load = WorkflowDefinition.Load(json);
        var id = definitionId ?? load.Definition?.DefinitionId ?? "";
        return revision is { } seen
            ? await SaveDraftAsync(user, id, seen, json, cancellation)
            : await OpenDraftAsync(user, id, new() { Json = json }, cancellation);
    }

    /// <summary>This window has the draft open: others are told. Say it again every fifteen seconds.</summary>
    /// <param name="window">Names one window of this person.</param>
    /// <returns>The other windows that have it open.</returns>
    public async Task<IReadOnlyList<DraftEditor>> SeeAsync(ClaimsPrincipal user, string definitionId, string window, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var now = time.GetUtcNow();
        await lives.SeeAsync(definitionId, new(window, actor.UserId, actor.Name, now), cancellation);
        return [.. (await lives.EditorsAsync(definitionId, now - Present, cancellation)).Where(e => e.Window != window)];
    }

    public Task LeaveAsync(string definitionId, string window, CancellationToken cancellation = default) => lives.LeaveAsync(definitionId, window, cancellation);

    private static LifeResult Refused(string code, params string[] arguments) => new(LifeState.Empty, [], null, LifeText.Reject(code, arguments));
}

/// <summary>What a draft begins with: a version, a document, or nothing.</summary>
public sealed record DraftStart
{
    /// <summary>The published version that is changed.</summary>
    public int? Version { get; init; }
    /// <summary>The content, already changed; null: the version's own, or an empty canvas.</summary>
    public string? Json { get; init; }
    /// <summary>Of a definition that is not there yet.</summary>
    public string? FlowCode { get; init; }
    /// <summary>Division code of the county that a new definition is for; null: common.</summary>
    public string? Region { get; init; }
}
