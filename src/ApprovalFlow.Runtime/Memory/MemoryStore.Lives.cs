using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Versions;

namespace ApprovalFlow.Runtime.Memory;

public sealed partial class MemoryStore : ILifeStore
{
    private readonly SortedDictionary<string, (LifeHeader Header, List<StoredEvent> Events, DraftContent? Draft)> lives = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Definition, string Window), DraftEditor> editors = [];

    Task<LifeStream?> ILifeStore.LoadAsync(string definitionId, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(lives.TryGetValue(definitionId, out var life) ? new LifeStream(life.Header, [.. life.Events], life.Draft) : null);
    }

    public Task<CommitOutcome> CommitAsync(IReadOnlyList<LifeCommit> commits, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            foreach (var commit in commits)
            {
                var header = lives.TryGetValue(commit.DefinitionId, out var life) ? life.Header : null;
                if ((header?.Version ?? 0) != commit.ExpectedVersion || (header?.Revision ?? 0) != commit.ExpectedRevision)
                    return Task.FromResult(CommitOutcome.Conflict);
            }
            definitionChanges++;
            foreach (var commit in commits)
            {
                var events = lives.TryGetValue(commit.DefinitionId, out var life) ? life.Events : [];
                events.AddRange(commit.Events);
                lives[commit.DefinitionId] = (commit.Header, events, commit.Draft);
                if (commit.Published is { } published)
                    definitions.Add(published.Hash, published);
                if (commit.Retired is { } retired)
                    definitions[retired.Hash] = definitions[retired.Hash] with { RetiredFrom = retired.From };
            }
            return Task.FromResult(CommitOutcome.Stored);
        }
    }

    Task<IReadOnlyList<LifeHeader>> ILifeStore.ListAsync(CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<LifeHeader>>([.. lives.Values.Select(l => l.Header)]);
    }

    public Task SeeAsync(string definitionId, DraftEditor editor, CancellationToken cancellation = default)
    {
        lock (gate)
            editors[(definitionId, editor.Window)] = editor;
        return Task.CompletedTask;
    }

    public Task LeaveAsync(string definitionId, string window, CancellationToken cancellation = default)
    {
        lock (gate)
            editors.Remove((definitionId, window));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DraftEditor>> EditorsAsync(string definitionId, DateTimeOffset since, CancellationToken cancellation = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<DraftEditor>>([.. editors.Where(e => e.Key.Definition == definitionId && e.Value.SeenAt >= since).Select(e => e.Value).OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Window, StringComparer.Ordinal)]);
    }
}
