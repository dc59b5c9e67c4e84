using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

public sealed record CaseListRequest
{
    /// <summary>Part of a case number or of an applicant's name.</summary>
    public string? Search { get; init; }
    public CaseStatus? Status { get; init; }
    public string? DepartmentId { get; init; }
    public string? ApplicantUserId { get; init; }
    public string? CountyCode { get; init; }
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record CasePage(IReadOnlyList<CaseRow> Rows, string? Next);

/// <summary>Cases in lists, youngest first, and one case whole.</summary>
public sealed class CaseQuery(IDbContextFactory<ApprovalFlowContext> contexts, ICaseStore store, ApprovalCatalogue catalogue, CaseClocks clocks, TimeProvider time)
{
    public async Task<CasePage> ListAsync(CaseListRequest request, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var cases = context.Cases.AsNoTracking();
        if (request.DepartmentId is { } department)
            cases = cases.Where(c => c.DepartmentId == department);
        if (request.ApplicantUserId is { } applicant)
            cases = cases.Where(c => c.ApplicantUserId == applicant);
        if (request.CountyCode is { } county)
            cases = cases.Where(c => c.CountyCode == county);
        if (request.Status is { } status)
            cases = cases.Where(c => c.Status == status);
        if (request.Search is { } search && !string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            cases = cases.Where(c => c.CaseNumber.Contains(text) || c.ApplicantName.Contains(text));
        }
        if (InboxQuery.Cursor.Read(request.After) is { } after)
            cases = cases.Where(c => c.RegisteredAt < after.OpenedAt || (c.RegisteredAt == after.OpenedAt && c.CaseNumber.CompareTo(after.TaskId) < 0));
        var rows = (await cases.OrderByDescending(c => c.RegisteredAt).ThenByDescending(c => c.CaseNumber).Take(request.Take + 1).ToListAsync(cancellation))
            .ConvertAll(Row);
        if (rows.Count <= request.Take)
            return new(rows, null);
        rows.RemoveAt(request.Take);
        return new(rows, InboxQuery.Cursor.Write(rows[^1].RegisteredAt, rows[^1].CaseNumber));
    }

    /// <summary>A case of the same applicant and item with the same form that still runs or was taken back; null when there is none.</summary>
    public async Task<string?> EarlierAsync(string itemCode, Applicant applicant, IReadOnlyDictionary<string, object?> form, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var named = await context.Cases.AsNoTracking()
            .Where(c => c.ItemCode == itemCode && c.ApplicantName == applicant.Name && (c.Status != CaseStatus.Closed || c.Result == "withdrawn"))
            .OrderByDescending(c => c.RegisteredAt).Select(c => c.CaseNumber).Take(5).ToListAsync(cancellation);
        foreach (var number in named)
            if (await FindAsync(number, cancellation) is { } found && found.Applicant.IdNumber == applicant.IdNumber && Same(found.Form, form))
                return number;
        return null;
    }

    private static bool Same(IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other) =>
        CanonicalJson.WriteUtf8(one.Where(f => f.Value is not (null or "")).ToDictionary()).AsSpan().SequenceEqual(CanonicalJson.WriteUtf8(other.Where(f => f.Value is not (null or "")).ToDictionary()));

    /// <summary>A case's head alone: what authorization looks at.</summary>
    public async Task<CaseRow?> HeaderAsync(string caseNumber, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.CaseNumber == caseNumber, cancellation) is { } found ? Row(found) : null;
    }

    /// <summary>Null: there is no such case, or its content was removed (<see cref="Retention.RemovedCases"/>).</summary>
    public async Task<CaseView?> FindAsync(string caseNumber, CancellationToken cancellation = default) =>
        await store.LoadAsync(caseNumber, after: 0, cancellation) is { Header.RedactedBy: null } stream ? CaseViewBuilder.Build(stream, Row(stream.Header), Dues, catalogue) : null;

    /// <summary>The last day of an open task follows its clock of this moment, not the day on which it opened.</summary>
    private IReadOnlyDictionary<string, DateOnly?> Dues(CaseState state)
    {
        if (catalogue.Flow(state.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
            return new Dictionary<string, DateOnly?>();
        var context = clocks.Of(item, flow);
        return TaskDues.Of(state, context.Policy, context.Calendar, time.GetUtcNow());
    }

    private CaseRow Row(StoredCase c) => Row(c.ToHeader());

    internal CaseRow Row(CaseHeader c)
    {
        var flow = catalogue.Flow(c.FlowCode);
        var item = catalogue.Item(c.ItemCode);
        return new(
            c.CaseNumber, c.FlowCode, flow?.NameZh ?? c.FlowCode, flow?.NameEn ?? c.FlowCode, c.ItemCode, item?.NameZh ?? c.ItemCode, item?.NameEn ?? c.ItemCode,
            c.DepartmentId, c.Status, c.Result, c.ApplicantName, c.ApplicantUserId, c.CountyCode, c.RegisteredAt, c.AcceptedAt, c.ClosedAt, c.Due);
    }
}
