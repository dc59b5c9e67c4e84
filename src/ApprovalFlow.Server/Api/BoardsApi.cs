using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

public static class BoardsApi
{
    public static void MapBoards(this IEndpointRouteBuilder api)
    {
        var boards = api.MapGroup("/boards").WithTags("Boards").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        boards.MapGet("/", ([AsParameters] BoardQueryString ask, BoardDesk desk, CancellationToken cancellation) => AnswerAsync(ask, desk, async request => Results.Ok(BoardFigures.Of(await desk.BoardAsync(request, cancellation)))))
            .Produces<BoardFigures>().WithName("GetBoard").WithSummary("Figures of a period: what was carried over and received, what ended and is open, in time or late, days used and saved; by department, item, flow or window, and over time.");

        boards.MapGet("/people", ([AsParameters] BoardQueryString ask, BoardDesk desk, CancellationToken cancellation) => AnswerAsync(ask, desk, async request => Results.Ok((await desk.PeopleAsync(request, cancellation)).Select(PersonFigures.Of))))
            .Produces<IEnumerable<PersonFigures>>().WithName("GetBoardPeople").WithSummary("Steps that each person completed in a period, in time or late, and days saved.");

        boards.MapGet("/cases", ([AsParameters] BoardQueryString ask, Choice<BoardSelection>? select, string? after, int? take, BoardDesk desk, CancellationToken cancellation) =>
                AnswerAsync(ask, desk, async request => Results.Ok(await desk.CasesAsync(request, select?.Value ?? BoardSelection.Ended, after, Math.Clamp(take ?? 50, 1, 200), cancellation))))
            .Produces<IReadOnlyList<BoardCase>>().WithName("ListBoardCases").WithSummary("The cases behind a figure, in the order of their numbers; `after` is the last number of the page before.");

        boards.MapGet("/figures.csv", ([AsParameters] BoardQueryString ask, BoardDesk desk, BoardSheets sheets, CancellationToken cancellation) =>
                AnswerAsync(ask, desk, async request => Results.File(sheets.Board(await desk.BoardAsync(request, cancellation)), BoardSheets.MediaType, NameOf("board", request))))
            .Produces<string>(contentType: "text/csv").WithName("GetBoardSheet").WithSummary("The rows of a board as a file for a spreadsheet, in the language of the request.");

        boards.MapGet("/cases.csv", ([AsParameters] BoardQueryString ask, Choice<BoardSelection>? select, BoardDesk desk, BoardSheets sheets, CancellationToken cancellation) =>
                AnswerAsync(ask, desk, request => Task.FromResult(Results.Stream(to => sheets.CasesAsync(to, desk.AllCasesAsync(request, select?.Value ?? BoardSelection.Ended, cancellation), cancellation), BoardSheets.MediaType, NameOf("cases", request)))))
            .Produces<string>(contentType: "text/csv").WithName("GetBoardCasesSheet").WithSummary("All cases behind a figure as a file for a spreadsheet.");
    }

    private static async Task<IResult> AnswerAsync(BoardQueryString ask, BoardDesk desk, Func<BoardRequest, Task<IResult>> answer)
    {
        var (request, problem) = desk.Read(ask.Ask);
        return problem is { } code ? Refusals.Problem(code, BoardProblems.Sentence(code)) : await answer(request);
    }

    private static string NameOf(string what, BoardRequest request) => $"{what}-{request.Period.From:yyyyMMdd}-{request.Period.To:yyyyMMdd}.csv";
}

internal static class BoardProblems
{
    public static string Sentence(string code) => code switch
    {
        "board-day-unreadable" => "Expected days as yyyy-MM-dd, but one of them is not.",
        "board-days-wrong" => "Expected the first day on or before the last one and at most ten years between them, but they are not.",
        _ => "Expected a department, an item and a flow of the catalogue, but one of them is not there.",
    };
}

/// <summary>A board in an address.</summary>
/// <param name="From">First day, yyyy-MM-dd; left out: the first of this year.</param>
/// <param name="To">Last day, yyyy-MM-dd; left out: the last of this year.</param>
/// <param name="By">department, item, flow or window.</param>
/// <param name="Grain">day, week, month, quarter or year: the parts of the course.</param>
/// <param name="Window">Account of the window clerk; empty: what came through the portal.</param>
public sealed record BoardQueryString(string? From, string? To, Choice<BoardBy>? By, Choice<BoardGrain>? Grain, string? Department, string? Item, string? Flow, string? Window)
{
    internal BoardAsk Ask => new(From, To, By?.Value, Grain?.Value, Department, Item, Flow, Window);
}

/// <summary>A board as the interface gives it; rates are from 0 to 1, days are working days where they are not called calendar days.</summary>
public sealed record BoardFigures(DateOnly From, DateOnly To, DateTimeOffset? KeptUntil, bool IsCurrent, DateOnly StaleBefore, KeyFigures Total, IReadOnlyList<KeyFigures> Rows, IReadOnlyList<BoardPoint> Course, IReadOnlyList<ReasonCount> Reasons)
{
    public static BoardFigures Of(Board board) => new(board.Request.Period.From, board.Request.Period.To, board.KeptUntil, board.IsCurrent, board.StaleBefore,
        KeyFigures.Of("", null, board.Total, board.IsCurrent), [.. board.Rows.Select(r => KeyFigures.Of(r.Key, r.Name, r.Tally, board.IsCurrent))], board.Course, board.Reasons);
}

/// <param name="Untold">Decided, but whether in time cannot be told; not in the rate.</param>
/// <param name="Saved">Promised working days less used ones.</param>
/// <param name="SpeedUp">Share of the law's working days that was not used.</param>
/// <param name="Paused">With the two after it: of the open cases as they stand now; null for a period that is over.</param>
public sealed record KeyFigures(
    string Key, string? Name, long Carried, long Received, long Ended, long Open, bool Reconciles, long Decided, long Refused, long InTime, long Late, long Untold, double? OnTimeRate, double? InLawRate, double Saved, double? SpeedUp,
    double? UsedMean, double? UsedMedian, double? UsedNinthDecile, double? WaitedCalendarDaysMedian, double? WaitedCalendarDaysNinthDecile, long? Paused, long? Overdue, long? Stale)
{
    internal static KeyFigures Of(string key, string? name, BoardTally t, bool isCurrent) => new(key, name, t.Carried, t.Received, t.Ended, t.Open, t.Reconciles, t.Decided, t.Refused, t.InTime, t.Late, t.Untold, t.OnTimeRate, t.InLawRate, t.Saved, t.SpeedUp,
        t.Used.Mean, t.Used.Percentile(0.5), t.Used.Percentile(0.9), t.Waited.Percentile(0.5), t.Waited.Percentile(0.9), isCurrent ? t.Paused : null, isCurrent ? t.Overdue : null, isCurrent ? t.Stale : null);
}

public sealed record PersonFigures(string PersonId, string Name, long Steps, long Cases, long InTime, long Late, long Untold, double? OnTimeRate, double Saved, double? UsedMedian, double? UsedNinthDecile)
{
    internal static PersonFigures Of(PersonWork p) => new(p.PersonId, p.Name, p.Steps, p.Cases, p.InTime, p.Late, p.Untold, p.OnTimeRate, p.Saved, p.Used.Percentile(0.5), p.Used.Percentile(0.9));
}
