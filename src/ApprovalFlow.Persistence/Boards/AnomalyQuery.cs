using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Boards;

public sealed record AnomalyListRequest
{
    public string? Code { get; init; }
    public string? DepartmentId { get; init; }
    /// <summary>Those that nobody has answered; false: all of them.</summary>
    public bool OnlyOpen { get; init; } = true;
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <param name="Sequence">The event of the case that shows it.</param>
/// <param name="Finding">explained or carded; null while nobody has answered it.</param>
public sealed record AnomalyRow(string CaseNumber, long Sequence, string Code, string DepartmentId, string FlowCode, DateTimeOffset At, string Zh, string En, string? RelatedCase, string? Finding, string? FindingText, string? FoundByName, DateTimeOffset? FoundAt);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record AnomalyPage(IReadOnlyList<AnomalyRow> Rows, string? Next);

/// <summary>What is odd in the records of the house, youngest first.</summary>
public sealed class AnomalyQuery(IDbContextFactory<ApprovalFlowContext> contexts)
{
    public async Task<AnomalyPage> ListAsync(AnomalyListRequest request, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var anomalies = context.Anomalies.AsNoTracking();
        if (request.OnlyOpen)
            anomalies = anomalies.Where(a => a.Finding == null);
        if (request.Code is { } code)
            anomalies = anomalies.Where(a => a.Code == code);
        if (request.DepartmentId is { } department)
            anomalies = anomalies.Where(a => a.DepartmentId == department);
        if (InboxQuery.Cursor.Read(request.After) is { } after && after.TaskId.Split('/') is [var number, var named] && named.Split(':') is [var place, var kind] && long.TryParse(place, out var sequence))
            anomalies = anomalies.Where(a => a.At < after.OpenedAt || (a.At == after.OpenedAt && (a.CaseNumber.CompareTo(number) < 0 || (a.CaseNumber == number && (a.Sequence < sequence || (a.Sequence == sequence && a.Code.CompareTo(kind) < 0))))));
        var rows = (await anomalies.OrderByDescending(a => a.At).ThenByDescending(a => a.CaseNumber).ThenByDescending(a => a.Sequence).ThenByDescending(a => a.Code).Take(request.Take + 1).ToListAsync(cancellation)).ConvertAll(Row);
        if (rows.Count <= request.Take)
            return new(rows, null);
        rows.RemoveAt(request.Take);
        return new(rows, InboxQuery.Cursor.Write(rows[^1].At, $"{rows[^1].CaseNumber}/{rows[^1].Sequence}:{rows[^1].Code}"));
    }

    private static AnomalyRow Row(StoredAnomaly a) => new(a.CaseNumber, a.Sequence, a.Code, a.DepartmentId, a.FlowCode, a.At, a.Zh, a.En, a.RelatedCase, a.Finding, a.FindingText, a.FoundByName, a.FoundAt);
}
