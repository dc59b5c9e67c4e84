using ApprovalFlow.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

/// <param name="Waits">Steps at which somebody is waited for; none where only time or an administrator goes on with it.</param>
public sealed record MovableCase(string CaseNumber, string DefinitionHash, string ApplicantName, CaseStatus Status, DateTimeOffset RegisteredAt, DateOnly? Due, IReadOnlyList<WaitsAt> Waits);

public sealed record WaitsAt(string ActivityId, string NameZh, string NameEn);

/// <summary>The open cases of some versions: those that could go over to another one.</summary>
public sealed class MovableCases(IDbContextFactory<ApprovalFlowContext> contexts)
{
    /// <param name="hashes">Versions by content.</param>
    /// <param name="activityId">Only those that wait at this step; null: all.</param>
    /// <returns>By case number, at most <paramref name="most"/>.</returns>
    public async Task<IReadOnlyList<MovableCase>> ListAsync(string flowCode, IReadOnlyCollection<string> hashes, string? activityId, int most, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var open = context.Cases.AsNoTracking().Where(c => c.FlowCode == flowCode && hashes.Contains(c.DefinitionHash) && c.Status != CaseStatus.Closed);
        // Every open task has one row in an inbox: the tasks that ended, however many, are not looked at.
        var waits = (await (from inbox in context.Inbox
                            join task in context.Tasks on inbox.TaskId equals task.TaskId
                            join head in open on task.CaseNumber equals head.CaseNumber
                            where task.FlowCode == flowCode
                            select new { task.CaseNumber, task.ActivityId, task.NameZh, task.NameEn }).ToListAsync(cancellation))
            .ToLookup(t => t.CaseNumber, t => new WaitsAt(t.ActivityId, t.NameZh, t.NameEn));
        var rows = await open.OrderBy(c => c.CaseNumber).Select(c => new { c.CaseNumber, c.DefinitionHash, c.ApplicantName, c.Status, c.RegisteredAt, c.Due }).ToListAsync(cancellation);
        return [.. rows.Where(r => activityId is null || waits[r.CaseNumber].Any(w => w.ActivityId == activityId)).Take(most)
            .Select(r => new MovableCase(r.CaseNumber, r.DefinitionHash, r.ApplicantName, r.Status, r.RegisteredAt, r.Due, [.. waits[r.CaseNumber].Distinct().OrderBy(w => w.ActivityId, StringComparer.Ordinal)]))];
    }
}
