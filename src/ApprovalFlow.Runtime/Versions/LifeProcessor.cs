using System.Text;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Approvers;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Workflows;
using DefinitionFile = ApprovalFlow.Runtime.Definitions.DefinitionFile;

namespace ApprovalFlow.Runtime.Versions;

/// <summary>The one way anything changes a definition: load, decide, store everything in one transaction.</summary>
/// <remarks>Safe to call from many threads and on several processes at once: the head decides, and the slower one decides again.</remarks>
public sealed class LifeProcessor(ILifeStore lives, ApprovalCatalogue catalogue, ActivityRegistry activities, LifeSignals signals, TimeProvider time, IOrganisationSource organisation, RehearsalStages stages)
{
    private const int Attempts = 10;

    public async Task<LifeResult> ExecuteAsync(string definitionId, LifeCommand command, CancellationToken cancellation = default)
    {
        using var run = CommandTelemetry.Begin(CommandTelemetry.Definition, definitionId, command);
        var result = await ExecuteAsync(definitionId, command, run, cancellation);
        run.Ended(result.Rejection, result.Records.Count > 0 || result.Draft is not null);
        return result;
    }

    private async Task<LifeResult> ExecuteAsync(string definitionId, LifeCommand command, CommandTelemetry.Run run, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var known = await lives.LoadAsync(definitionId, cancellation);
            var (decision, commit) = Decide(definitionId, known, command, await organisation.NowAsync(cancellation));
            if (decision.Rejection is not null || commit is null)
                return new(decision.State, decision.Records, decision.Draft, decision.Rejection) { Problems = decision.Problems };
            if (await lives.CommitAsync([commit], cancellation) != CommitOutcome.Stored)
            {
                run.Again();
                continue;
            }
            signals.Tell(definitionId);
            return new(decision.State, decision.Records, decision.Draft, null);
        }
        return new(LifeState.Empty, [], null, LifeText.Reject("definition-busy", definitionId));
    }

    /// <summary>Where a definition stands by its stream; null when there is none.</summary>
    public async Task<DefinitionLife?> FindAsync(string definitionId, CancellationToken cancellation = default) =>
        await lives.LoadAsync(definitionId, cancellation) is { } stream ? new(LifeState.Fold(stream.Events.Select(Read)), stream.Draft, stream.Header.Name) : null;

    /// <summary>Publishes the installation's own definition files, all or none. Files that say what is published already, and definitions that people have changed since, stay as they are.</summary>
    /// <param name="published">Versions that lie in the store without a stream, from before definitions had one.</param>
    /// <returns>How many versions were published.</returns>
    public async Task<int> PublishFilesAsync(IReadOnlyList<DefinitionFile> files, IReadOnlyList<PublishedDefinition> published, CancellationToken cancellation = default)
    {
        await LearnAsync(published, cancellation);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            List<LifeCommit> commits = [];
            foreach (var file in files)
            {
                var (decision, commit) = Decide(file.FlowCode, await lives.LoadAsync(file.FlowCode, cancellation), new LifeCommand.PublishFile(file.FlowCode, file.Json, null));
                if (decision.Rejection is { } refused)
                    throw new InvalidDataException($"Expected '{file.Path}' to be published, but: {refused.Message}");
                if (commit is not null)
                    commits.Add(commit);
            }
            if (commits.Count == 0 || await lives.CommitAsync(commits, cancellation) == CommitOutcome.Stored)
                return commits.Count;
        }
        throw new InvalidOperationException($"Expected to publish the catalogue within {Attempts} attempts, but others changed its definitions each time.");
    }

    private async Task LearnAsync(IReadOnlyList<PublishedDefinition> published, CancellationToken cancellation)
    {
        foreach (var group in published.GroupBy(p => (p.DefinitionId, p.FlowCode)))
        {
            var versions = group.Select(p => new KnownVersion(p.Version, p.Hash, DefinitionContent.BodyHash(WorkflowDefinition.Load(p.Json).Definition!), p.PublishedBy)).ToList();
            await ExecuteAsync(group.Key.DefinitionId, new LifeCommand.LearnVersions(group.Key.FlowCode, versions), cancellation);
        }
    }

    /// <summary>What a command leads to, and what is to be stored of it; nothing to be stored: null.</summary>
    internal (LifeDecision, LifeCommit?) Decide(string definitionId, LifeStream? known, LifeCommand command, Organisation? people = null)
    {
        var state = known is null ? LifeState.Empty : LifeState.Fold(known.Events.Select(Read));
        var now = time.GetUtcMilliseconds();
        var decision = LifeDecider.Decide(definitionId, state, command, new(now, activities, catalogue) { Draft = known?.Draft, Organisation = people, Stage = graph => stages.Of(graph, people), LastRevision = known?.Header.Revision ?? 0 });
        if (decision.Rejection is not null || !decision.IsChange)
            return (decision, null);
        var events = HashChain.Seal(known?.Header.HeadHash ?? CaseChain.Genesis.ToArray(), decision.Records);
        var after = decision.State;
        var header = new LifeHeader(
            definitionId, after.Version, events.Count > 0 ? events[^1].Hash : known!.Header.HeadHash, Math.Max(decision.Draft?.Revision ?? 0, known?.Header.Revision ?? 0),
            NameOf(decision, command) ?? known?.Header.Name ?? definitionId, after.FlowCode, after.DepartmentId, after.Region, after.Stage, after.Latest?.Number ?? 0)
        {
            DraftSavedAt = decision.Draft?.SavedAt, DraftSavedByName = decision.Draft?.SavedByName,
        };
        var published = decision.Records.Select(r => r.Event).OfType<LifeEvent.VersionPublished>().FirstOrDefault() is { } p && decision.Published is { } content
            ? new PublishedDefinition(p.Hash, after.FlowCode ?? "", definitionId, content.Name, p.Version, decision.Records[^1].At, p.By.Name)
            {
                Json = command is LifeCommand.PublishFile file && WorkflowDefinition.Load(file.Json).Definition?.ContentHash == p.Hash ? file.Json : content.ToJson(),
                EffectiveFrom = p.EffectiveFrom, Region = after.Region, ChangeNote = p.ChangeNote, ApprovedBy = p.ApprovedBy?.Name,
            }
            : null;
        var retired = decision.Records.Select(r => r.Event).OfType<LifeEvent.VersionRetired>().FirstOrDefault() is { } r ? (after.Versions.Find(v => v.Number == r.Version)!.Hash, r.From) : ((string, DateOnly)?)null;
        return (decision, new(definitionId, state.Version, known?.Header.Revision ?? 0, events, header, decision.Draft) { Published = published, Retired = retired });
    }

    /// <summary>Lists show the last content's name.</summary>
    private static string? NameOf(LifeDecision decision, LifeCommand command) =>
        (decision.Published ?? (decision.Draft is { } draft ? WorkflowDefinition.Load(draft.Json).Definition : command is LifeCommand.PublishFile file ? WorkflowDefinition.Load(file.Json).Definition : null))?.Name is { Length: > 0 } name
            ? name.Length > 300 ? name[..300] : name : null;

    internal static LifeRecord Read(StoredEvent e) => new(e.Sequence, e.At, LifeEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span));
}

/// <summary>A definition with its working content.</summary>
public sealed record DefinitionLife(LifeState State, DraftContent? Draft, string Name);

/// <summary>The answer to a command on a definition: what was appended and saved, or why nothing was.</summary>
public sealed record LifeResult(LifeState State, IReadOnlyList<LifeRecord> Records, DraftContent? Draft, Rejection? Rejection)
{
    /// <summary>Everything that forbids publishing, or reading, when that is why.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; init; } = [];
}
