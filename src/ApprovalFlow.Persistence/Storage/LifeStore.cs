using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Versions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>Lives of definitions in the database. They change seldom beside cases, so EF Core writes them, each commit in one transaction.</summary>
internal sealed class LifeStore(IDbContextFactory<ApprovalFlowContext> contexts) : ILifeStore
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    public async Task<LifeStream?> LoadAsync(string definitionId, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // Head and draft are written together and read in one statement, so that they belong to each other.
        var found = await (from life in context.DefinitionLives.AsNoTracking()
                           where life.DefinitionId == definitionId
                           join draft in context.Drafts on life.DefinitionId equals draft.DefinitionId into drafts
                           from draft in drafts.DefaultIfEmpty()
                           select new { Life = life, Draft = (StoredDraft?)draft }).FirstOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var stream = ILifeStore.StreamOf(definitionId);
        var lines = await context.Journal.AsNoTracking().Where(j => j.CaseNumber == stream && j.FirstSequence <= found.Life.Version).OrderBy(j => j.FirstSequence).ToListAsync(cancellation);
        return new(Header(found.Life), [.. lines.SelectMany(j => new JournalLine(j.CaseNumber, j.FirstSequence, j.At, j.Events, j.Hashes, j.PreviousHash).Read())],
            found.Draft is { } d ? new DraftContent(d.Revision, d.Json, d.Hash, d.SavedAt, d.SavedById, d.SavedByName) : null);
    }

    public async Task<CommitOutcome> CommitAsync(IReadOnlyList<LifeCommit> commits, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        try
        {
            foreach (var commit in commits)
                if (!await AddAsync(context, commit, cancellation))
                    return CommitOutcome.Conflict;
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return CommitOutcome.Stored;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // A key was there already: somebody registered or published at the same moment. Deciding again finds out.
            await transaction.RollbackAsync(cancellation);
            return ScheduleStamp.IsNewIn(context) || await WasFasterAsync(commits, cancellation) ? CommitOutcome.Conflict
                : throw new InvalidOperationException($"Expected '{string.Join("', '", commits.Select(c => c.DefinitionId).Take(3))}' to be stored or to meet another one's rows, but neither happened.");
        }
    }

    private static async Task<bool> AddAsync(ApprovalFlowContext context, LifeCommit commit, CancellationToken cancellation)
    {
        if (commit.ExpectedVersion == 0)
            context.DefinitionLives.Add(Row(commit.Header));
        else if (await MoveAsync(context, commit, cancellation) == 0)
            return false;
        if (commit.Events.Count > 0)
        {
            var line = JournalLine.Of(ILifeStore.StreamOf(commit.DefinitionId), commit.ExpectedVersion, commit.Events);
            context.Journal.Add(new() { CaseNumber = line.CaseNumber, FirstSequence = line.FirstSequence, At = line.At, Events = line.Text, Hashes = line.Hashes, PreviousHash = line.PreviousHash });
        }
        await WriteAsync(context, commit.DefinitionId, commit.Draft, cancellation);
        if (commit.Published is { } published)
            context.Definitions.Add(DefinitionStore.Row(published));
        if ((commit.Published is not null || commit.Retired is not null) && commit.Header.FlowCode is { } flow)
            await ScheduleStamp.RaiseAsync(context, flow, cancellation);
        if (commit.Retired is { } retired)
            await context.Definitions.Where(d => d.Hash == retired.Hash).ExecuteUpdateAsync(u => u.SetProperty(d => d.RetiredFrom, retired.From), cancellation);
        return true;
    }

    private static async Task WriteAsync(ApprovalFlowContext context, string definitionId, DraftContent? draft, CancellationToken cancellation)
    {
        var row = context.Drafts.Where(d => d.DefinitionId == definitionId);
        if (draft is null)
            await row.ExecuteDeleteAsync(cancellation);
        else if (await row.ExecuteUpdateAsync(u => u.SetProperty(d => d.Revision, draft.Revision).SetProperty(d => d.Hash, draft.Hash).SetProperty(d => d.Json, draft.Json)
            .SetProperty(d => d.SavedAt, draft.SavedAt).SetProperty(d => d.SavedById, draft.SavedById).SetProperty(d => d.SavedByName, draft.SavedByName), cancellation) == 0)
            context.Drafts.Add(new() { DefinitionId = definitionId, Revision = draft.Revision, Hash = draft.Hash, Json = draft.Json, SavedAt = draft.SavedAt, SavedById = draft.SavedById, SavedByName = draft.SavedByName });
    }

    /// <summary>The fence: version and revision are those that the decision was made on.</summary>
    private static Task<int> MoveAsync(ApprovalFlowContext context, LifeCommit commit, CancellationToken cancellation)
    {
        var h = commit.Header;
        return context.DefinitionLives.Where(l => l.DefinitionId == commit.DefinitionId && l.Version == commit.ExpectedVersion && l.Revision == commit.ExpectedRevision).ExecuteUpdateAsync(u => u
            .SetProperty(l => l.Version, h.Version).SetProperty(l => l.HeadHash, h.HeadHash).SetProperty(l => l.Revision, h.Revision).SetProperty(l => l.Name, h.Name).SetProperty(l => l.Stage, h.Stage)
            .SetProperty(l => l.LastVersion, h.LastVersion).SetProperty(l => l.DraftSavedAt, h.DraftSavedAt).SetProperty(l => l.DraftSavedByName, h.DraftSavedByName), cancellation);
    }

    /// <summary>Whether a head has moved on by now: only then deciding again can end differently.</summary>
    private async Task<bool> WasFasterAsync(IReadOnlyList<LifeCommit> commits, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var ids = commits.Select(c => c.DefinitionId).ToList();
        var heads = await context.DefinitionLives.Where(l => ids.Contains(l.DefinitionId)).ToDictionaryAsync(l => l.DefinitionId, l => (l.Version, l.Revision), cancellation);
        return commits.Any(c => heads.GetValueOrDefault(c.DefinitionId) != (c.ExpectedVersion, c.ExpectedRevision));
    }

    public async Task<IReadOnlyList<LifeHeader>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.DefinitionLives.AsNoTracking().OrderBy(l => l.DefinitionId).ToListAsync(cancellation)).ConvertAll(Header);
    }

    public async Task SeeAsync(string definitionId, DraftEditor editor, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.DraftEditors.Where(d => d.DefinitionId == definitionId && d.Window == editor.Window).ExecuteUpdateAsync(u => u.SetProperty(d => d.SeenAt, editor.SeenAt), cancellation) > 0)
            return;
        await context.DraftEditors.Where(d => d.SeenAt < editor.SeenAt - Forgotten).ExecuteDeleteAsync(cancellation);
        context.DraftEditors.Add(new() { DefinitionId = definitionId, Window = editor.Window, UserId = editor.UserId, Name = editor.Name, SeenAt = editor.SeenAt });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested && context.DraftEditors.Any(d => d.DefinitionId == definitionId && d.Window == editor.Window))
        {
            // The same window said so twice at once: it is there, which is all that was asked.
        }
    }

    public async Task LeaveAsync(string definitionId, string window, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await context.DraftEditors.Where(d => d.DefinitionId == definitionId && d.Window == window).ExecuteDeleteAsync(cancellation);
    }

    public async Task<IReadOnlyList<DraftEditor>> EditorsAsync(string definitionId, DateTimeOffset since, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await context.DraftEditors.AsNoTracking().Where(d => d.DefinitionId == definitionId && d.SeenAt >= since).OrderBy(d => d.Name).ThenBy(d => d.Window).ToListAsync(cancellation))
            .ConvertAll(d => new DraftEditor(d.Window, d.UserId, d.Name, d.SeenAt));
    }

    private static LifeHeader Header(StoredLife l) => new(l.DefinitionId, l.Version, l.HeadHash, l.Revision, l.Name, l.FlowCode, l.DepartmentId, l.Region, l.Stage, l.LastVersion)
    {
        DraftSavedAt = l.DraftSavedAt, DraftSavedByName = l.DraftSavedByName,
    };

    private static StoredLife Row(LifeHeader h) => new()
    {
        DefinitionId = h.DefinitionId, Version = h.Version, HeadHash = h.HeadHash, Revision = h.Revision, Name = h.Name, FlowCode = h.FlowCode, DepartmentId = h.DepartmentId, Region = h.Region,
        Stage = h.Stage, LastVersion = h.LastVersion, DraftSavedAt = h.DraftSavedAt, DraftSavedByName = h.DraftSavedByName,
    };
}
