using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>效能看板: what a period came to, of the whole house or a part of it; every figure says what it is and leads to its cases.</summary>
public sealed partial class BoardsPage
{
    /// <summary>More bars than this are not read any more; the table has them all.</summary>
    private const int MostBars = 15;
    private static readonly JsonSerializerOptions ChartJson = new(JsonSerializerDefaults.Web);

    [Inject] public required ApprovalCatalogue Catalogue { get; set; }


    private async Task<BoardSight> LoadAsync(CancellationToken cancellation) => new(await Desk.BoardAsync(Request, cancellation), await Desk.PeopleAsync(Request, cancellation));

    private string Title => Narrowed.Count == 0 ? T["nav.boards"] : $"{T["nav.boards"]} · {Narrowed[^1].Name}";
    private string Span => $"{Iso(Request.Period.From)} – {Iso(Request.Period.To)}";
    private string Whole => Ask.Address("/boards", ("department", null), ("item", null), ("flow", null), ("window", null), ("by", null));

    /// <summary>What is asked for beside the days and the department, so that a change of those keeps it.</summary>
    private IEnumerable<(string Key, string Value)> Kept => Ask.Grain is { } grain ? [("grain", grain.ToString().ToLowerInvariant())] : [];

    private List<(string Name, string? Href)> Narrowed
    {
        get
        {
            var scope = Request.Scope;
            List<(string Name, string? Href)> crumbs = [];
            if (scope.DepartmentId is { } department)
                crumbs.Add((Names.Department(department), (scope.ItemCode ?? scope.FlowCode ?? scope.WindowId) is null ? null : Ask.Address("/boards", ("item", null), ("flow", null), ("window", null), ("by", null))));
            if (scope.ItemCode is { } item)
                crumbs.Add((Names.Item(item), (scope.FlowCode ?? scope.WindowId) is null ? null : Ask.Address("/boards", ("flow", null), ("window", null), ("by", null))));
            if (scope.FlowCode is { } flow)
                crumbs.Add((Names.Flow(flow), scope.WindowId is null ? null : Ask.Address("/boards", ("window", null), ("by", null))));
            if (scope.WindowId is { } window)
                crumbs.Add((window.Length == 0 ? T["board.portal"] : T["board.windowOf", window], null));
            return crumbs;
        }
    }

    private IEnumerable<(string Name, string Href, bool IsCurrent)> Spans => Enum.GetValues<BoardGrain>().Select(grain =>
    {
        var around = BoardPeriod.Around(Desk.Today, grain);
        return (T[$"board.span.{grain}"], Ask.Address("/boards", ("from", Iso(around.From)), ("to", Iso(around.To)), ("grain", null)), around == Request.Period);
    });

    private string Cases(BoardSelection selection) => Ask.Address("/boards/cases", ("select", selection.ToString().ToLowerInvariant()));

    private string CourseChart(Board board) => Chart(new(T["board.course"], [.. board.Course.Select(p => p.Name)],
    [
        new(T["board.received"], "bar", "accent", [.. board.Course.Select(p => (double?)p.Received)]),
        new(T["board.inTimeColumn"], "bar", "ok", [.. board.Course.Select(p => (double?)(p.Ended - p.Late))]) { Stack = "ended" },
        new(T["board.late"], "bar", "bad", [.. board.Course.Select(p => (double?)p.Late)]) { Stack = "ended" },
        new(T["board.openAtEnd"], "line", "warn", [.. board.Course.Select(p => (double?)p.Open)]),
    ]));

    /// <summary>Those that ended most; what was late in them stands out.</summary>
    private string RowsChart(Board board)
    {
        List<BoardRow> rows = [.. board.Rows.OrderByDescending(r => r.Tally.Ended).ThenByDescending(r => r.Tally.Open).Take(MostBars)];
        return Chart(new(T[$"board.by.{board.Request.By}"], [.. rows.Select(r => Names.Of(board.Request.By, r))],
        [
            new(T["board.endedNotLate"], "bar", "ok", [.. rows.Select(r => (double?)(r.Tally.Ended - r.Tally.Late))]) { Stack = "all" },
            new(T["board.late"], "bar", "bad", [.. rows.Select(r => (double?)r.Tally.Late)]) { Stack = "all" },
            new(T["board.open"], "bar", "line-strong", [.. rows.Select(r => (double?)r.Tally.Open)]) { Stack = "all" },
        ]) { Lying = true });
    }

    private static string Chart(ChartPicture picture) => JsonSerializer.Serialize(picture, ChartJson);
    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private string Percent(double? share) => BoardWords.Percent(share);
    private string Days(double? days) => days is { } number ? T["board.days", BoardWords.Number(number)] : "–";
}

/// <summary>A board and who worked on it, of one moment.</summary>
public sealed record BoardSight(Board Board, IReadOnlyList<PersonWork> People);

/// <summary>What the script draws.</summary>
public sealed record ChartPicture(string Label, IReadOnlyList<string> Names, IReadOnlyList<ChartSeries> Series) { public bool Lying { get; init; } }

/// <param name="Kind">bar or line.</param>
/// <param name="Tone">Name of one of the page's colours.</param>
public sealed record ChartSeries(string Name, string Kind, string Tone, IReadOnlyList<double?> Values) { public string? Stack { get; init; } }
