using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Tasks;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Queries;

public enum InboxTab
{
    /// <summary>In the pool of one of the reader's mandates, held by nobody.</summary>
    Claimable,
    /// <summary>Held by the reader.</summary>
    Mine,
    /// <summary>Completed by the reader, youngest first.</summary>
    Done,
}

/// <param name="Mandates">The reader's mandates: they decide what is claimable.</param>
public sealed record InboxRequest(string UserId, IReadOnlyList<Mandate> Mandates, InboxTab Tab)
{
    /// <summary>Those in whose name the reader acts: their tasks are the reader's too, while that lasts. No task is rewritten for it.</summary>
    public IReadOnlyList<Actor> ActsFor { get; init; } = [];
    /// <summary>Part of a case number or of an applicant's name.</summary>
    public string? Search { get; init; }
    /// <summary><see cref="InboxPage.Next"/> of the page before.</summary>
    public string? After { get; init; }
    public int Take { get; init; } = 20;
}

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record InboxPage(IReadOnlyList<TaskRow> Rows, string? Next);

/// <summary>How much lies in each tab; <see cref="InboxQuery.CountCap"/> means "that many or more".</summary>
public sealed record InboxCounts(int Claimable, int Mine, int Done);

/// <summary>"My tasks": what somebody may take, holds, and has done.</summary>
/// <remarks>Costs one index range per subject, whatever the number of open tasks.</remarks>
public sealed class InboxQuery(IInbox inbox, IDbContextFactory<ApprovalFlowContext> contexts)
{
    public const int CountCap = 100;

    /// <summary>A search looks at no more rows than this of each page's start.</summary>
    private const int SearchWindow = 2_000;

    public async Task<InboxPage> PageAsync(InboxRequest request, CancellationToken cancellation = default)
    {
        if (request.Tab == InboxTab.Done)
            return await DoneAsync(request, cancellation);
        var subjects = await SubjectsAsync(request, cancellation);
        var after = Cursor.Read(request.After);
        var searching = !string.IsNullOrWhiteSpace(request.Search);
        var tasks = await inbox.PageAsync(subjects, after, searching ? SearchWindow : request.Take + 1, cancellation);
        var found = searching ? [.. tasks.Where(t => Matches(t, request.Search!.Trim()))] : tasks;
        var rows = found.Take(request.Take).Select(TaskRow.Of).ToList();
        var next = found.Count > request.Take ? Cursor.Write(rows[^1].OpenedAt, rows[^1].TaskId)
            : searching && tasks.Count == SearchWindow ? Cursor.Write(tasks[^1].OpenedAt, tasks[^1].TaskId)
            : null;
        return new(rows, next);
    }

    public async Task<InboxCounts> CountsAsync(Actor reader, CancellationToken cancellation = default)
    {
        var userId = reader.UserId;
        var request = new InboxRequest(userId, reader.Mandates, InboxTab.Claimable) { ActsFor = reader.ActsFor };
        var claimable = await inbox.CountAsync(await SubjectsAsync(request, cancellation), CountCap, cancellation);
        var mine = await inbox.CountAsync(await SubjectsAsync(request with { Tab = InboxTab.Mine }, cancellation), CountCap, cancellation);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var done = await context.Tasks.Where(t => t.CompletedById == userId).Select(t => t.TaskId).Take(CountCap).CountAsync(cancellation);
        return new(claimable, mine, done);
    }

    private async Task<IReadOnlyList<string>> SubjectsAsync(InboxRequest request, CancellationToken cancellation)
    {
        if (request.Tab == InboxTab.Mine)
            return [InboxSubject.OfUser(request.UserId), .. request.ActsFor.Select(p => InboxSubject.OfUser(p.UserId))];
        var mandates = request.ActsFor.Count == 0 ? request.Mandates : [.. request.Mandates, .. request.ActsFor.SelectMany(p => p.Mandates)];
        var readable = mandates.Select(InboxSubject.Readable).ToList();
        var subjects = readable.SelectMany(r => r.Exact).ToHashSet(StringComparer.Ordinal);
        if (readable.SelectMany(r => r.Prefixes).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } prefixes)
            subjects.UnionWith((await inbox.SubjectsAsync(prefixes, cancellation)).Where(s => mandates.Any(m => InboxSubject.Admits(m, s))));
        return [.. subjects];
    }

    private async Task<InboxPage> DoneAsync(InboxRequest request, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var tasks = context.Tasks.AsNoTracking().Where(t => t.CompletedById == request.UserId && t.EndedAt != null);
        if (Cursor.Read(request.After) is { } after)
            tasks = tasks.Where(t => t.EndedAt < after.OpenedAt || (t.EndedAt == after.OpenedAt && t.TaskId.CompareTo(after.TaskId) < 0));
        if (request.Search is { } search && !string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            tasks = tasks.Where(t => t.CaseNumber.Contains(text) || t.ApplicantName.Contains(text));
        }
        var rows = (await tasks.OrderByDescending(t => t.EndedAt).ThenByDescending(t => t.TaskId).Take(request.Take + 1).ToListAsync(cancellation))
            .ConvertAll(t => TaskRow.Of(t.ToEntry()));
        if (rows.Count <= request.Take)
            return new(rows, null);
        rows.RemoveAt(request.Take);
        return new(rows, Cursor.Write(rows[^1].CompletedAt!.Value, rows[^1].TaskId));
    }

    private static bool Matches(TaskEntry task, string text) =>
        task.CaseNumber.Contains(text, StringComparison.OrdinalIgnoreCase) || task.ApplicantName.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A page's end as text: milliseconds, a dot, the key. An unreadable cursor begins at the start.</summary>
    internal static class Cursor
    {
        public static string Write(DateTimeOffset at, string key) => $"{at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}.{key}";

        public static InboxPosition? Read(string? cursor)
        {
            if (cursor?.IndexOf('.') is not { } dot || dot < 1)
                return null;
            return long.TryParse(cursor.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && Math.Abs(at) < 100_000_000_000_000
                ? new(DateTimeOffset.FromUnixTimeMilliseconds(at), cursor[(dot + 1)..])
                : null;
        }
    }
}
