using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Monitoring;

public sealed record IncidentListRequest
{
    public string? FlowCode { get; init; }
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <param name="Context">The execution that faulted; 0: the flow itself, which can be jumped but not begun anew.</param>
/// <param name="Stops">The whole case stands still.</param>
public sealed record IncidentRow(
    string CaseNumber, long Sequence, int Context, string ActivityId, string NameZh, string NameEn, string Message, string? Cause, DateTimeOffset At, bool Stops,
    string FlowCode, string FlowNameZh, string FlowNameEn, string DefinitionHash, string DepartmentId);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentRow> Rows, string? Next);

/// <summary>Incidents that wait for an administrator, youngest first.</summary>
public sealed class IncidentQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    public async Task<IncidentPage> ListAsync(IncidentListRequest request, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var incidents = context.Incidents.AsNoTracking();
        if (request.FlowCode is { } flow)
            incidents = incidents.Where(i => i.FlowCode == flow);
        if (InboxQuery.Cursor.Read(request.After) is { } after && after.TaskId.Split('/') is [var number, var text] && long.TryParse(text, out var sequence))
            incidents = incidents.Where(i => i.At < after.OpenedAt || (i.At == after.OpenedAt && (i.CaseNumber.CompareTo(number) < 0 || (i.CaseNumber == number && i.Sequence < sequence))));
        var rows = (await incidents.OrderByDescending(i => i.At).ThenByDescending(i => i.CaseNumber).ThenByDescending(i => i.Sequence).Take(request.Take + 1).ToListAsync(cancellation)).ConvertAll(Row);
        if (rows.Count <= request.Take)
            return new(rows, null);
        rows.RemoveAt(request.Take);
        return new(rows, InboxQuery.Cursor.Write(rows[^1].At, $"{rows[^1].CaseNumber}/{rows[^1].Sequence}"));
    }

    /// <summary>How many wait, by flow.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Incidents.GroupBy(i => i.FlowCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    private static IncidentRow Row(StoredIncident i) => new(
        i.CaseNumber, i.Sequence, i.Context, i.ActivityId, i.NameZh, i.NameEn, i.Message, i.Cause, i.At, i.Stops, i.FlowCode, i.FlowNameZh, i.FlowNameEn, i.DefinitionHash, i.DepartmentId);
}
