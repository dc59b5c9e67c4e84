using System.Globalization;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Boards;

namespace ApprovalFlow.Server.Desk;

/// <summary>效能看板: which days and which part of the house somebody asks about, and what came of it. The pages, the API and the files show the same.</summary>
public sealed class BoardDesk(BoardQuery query, ApprovalCatalogue catalogue, TimeProvider time)
{
    /// <summary>Ten years: longer ones are a slip of the hand.</summary>
    private const int MostDays = 3660;

    public DateOnly Today => OfficeHours.DayOf(time.GetUtcNow());

    /// <summary>What is asked for; what is left out is this year, by department.</summary>
    /// <returns>A refusal's code where the days or the names cannot be.</returns>
    public (BoardRequest Request, string? Problem) Read(BoardAsk ask)
    {
        var around = BoardPeriod.Around(Today, BoardGrain.Year);
        var problem = (string?)null;
        DateOnly Day(string? text, DateOnly otherwise)
        {
            if (string.IsNullOrWhiteSpace(text))
                return otherwise;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            problem = "board-day-unreadable";
            return otherwise;
        }

        var (from, to) = (Day(ask.From, around.From), Day(ask.To, around.To));
        if (problem is null && (to < from || to.DayNumber - from.DayNumber >= MostDays))
            (problem, from, to) = ("board-days-wrong", around.From, around.To);
        var scope = new BoardScope { DepartmentId = Given(ask.Department), ItemCode = Given(ask.Item), FlowCode = Given(ask.Flow), WindowId = ask.Window };
        if ((scope.DepartmentId is { } department && catalogue.Department(department) is null) || (scope.ItemCode is { } item && catalogue.Item(item) is null) || (scope.FlowCode is { } flow && catalogue.Flow(flow) is null))
            (problem, scope) = (problem ?? "board-scope-unknown", new());
        // What one looks at is looked at by what it is made of.
        var narrowest = scope.FlowCode is not null ? BoardBy.Window : scope.ItemCode is not null ? BoardBy.Flow : scope.DepartmentId is not null ? BoardBy.Item : BoardBy.Department;
        return (new(new(from, to)) { Scope = scope, By = ask.By ?? narrowest, Grain = ask.Grain ?? (to.DayNumber - from.DayNumber > 92 ? BoardGrain.Month : to.DayNumber - from.DayNumber > 31 ? BoardGrain.Week : BoardGrain.Day) }, problem);
    }

    public Task<Board> BoardAsync(BoardRequest request, CancellationToken cancellation) => query.ReadAsync(request, cancellation);

    public Task<IReadOnlyList<PersonWork>> PeopleAsync(BoardRequest request, CancellationToken cancellation) => query.PeopleAsync(request.Period, request.Scope, cancellation);

    public Task<IReadOnlyList<BoardCase>> CasesAsync(BoardRequest request, BoardSelection selection, string? after, int take, CancellationToken cancellation) => query.CasesAsync(request, selection, after, take, cancellation);

    /// <summary>Every case behind a figure, page by page.</summary>
    public async IAsyncEnumerable<BoardCase> AllCasesAsync(BoardRequest request, BoardSelection selection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        const int page = 1_000;
        for (string? after = null; ;)
        {
            var cases = await query.CasesAsync(request, selection, after, page, cancellation);
            foreach (var one in cases)
                yield return one;
            if (cases.Count < page)
                yield break;
            after = cases[^1].CaseNumber;
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A board as it is asked for in an address.</summary>
/// <param name="From">yyyy-MM-dd.</param>
/// <param name="Window">Empty: what came through the portal; null: everything.</param>
public sealed record BoardAsk(string? From = null, string? To = null, BoardBy? By = null, BoardGrain? Grain = null, string? Department = null, string? Item = null, string? Flow = null, string? Window = null)
{
    /// <summary>The address of another look at the same.</summary>
    public string Address(string path, params (string Key, string? Value)[] more)
    {
        var parts = new List<(string Key, string? Value)> { ("from", From), ("to", To), ("by", By?.ToString().ToLowerInvariant()), ("grain", Grain?.ToString().ToLowerInvariant()), ("department", Department), ("item", Item), ("flow", Flow), ("window", Window) };
        foreach (var (key, value) in more)
        {
            parts.RemoveAll(p => p.Key == key);
            parts.Add((key, value));
        }
        var query = string.Join('&', parts.Where(p => p.Value is not null && (p.Value.Length > 0 || p.Key == "window")).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
