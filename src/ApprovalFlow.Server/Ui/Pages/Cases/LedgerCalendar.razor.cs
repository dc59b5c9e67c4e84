using System.Globalization;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>The days of one clock as a calendar, and one line for each of them: counted or not, why, article, document.</summary>
public sealed partial class LedgerCalendar
{
    [Parameter, EditorRequired] public required IReadOnlyList<LedgerRow> Days { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IEnumerable<(DateOnly Date, double Counted, LedgerRow Last)> ByDay => Days.GroupBy(d => d.Date).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(d => d.Counted), g.Last()));

    /// <summary>Weeks begin on Monday.</summary>
    private int Offset => Days.Count == 0 ? 0 : ((int)Days.Min(d => d.Date).DayOfWeek + 6) % 7;

    private static IEnumerable<string> Weekdays => PageTexts.IsChinese ? ["一", "二", "三", "四", "五", "六", "日"] : ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    private string LabelOf(DateOnly day) => day.Day == 1 || day == Days[0].Date ? Times.ShortDay(day) : day.Day.ToString(CultureInfo.InvariantCulture);

    private string Sum(string side) => Days.Where(d => d.Side == side).Sum(d => d.Counted).ToString("0.#", CultureInfo.InvariantCulture);

    private static string ToneOf(LedgerRow day) => day.Code switch { "paused" => "paused", "weekend" or "holiday" or "start-day" => "free", _ => day.Side };
}
