using ApprovalFlow.Runtime.Calendars;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>How many working days are left, or overdue. Counted by the calendar, never by hours; where its year is unknown, the date itself.</summary>
public sealed partial class DueChip
{
    [Parameter, EditorRequired] public DateOnly? Due { get; set; }
    /// <summary>The limit in working days: told when the calendar of the year in which it ends is not published yet.</summary>
    [Parameter] public double? Limit { get; set; }
    /// <summary>What is due, where more than one thing is.</summary>
    [Parameter] public string? Label { get; set; }
    [Inject] public required CalendarInForce Calendar { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private int? Left => Due is { } due ? Calendar.Now.Between(Times.Today, due) : null;

    private bool IsPast => Due < Times.Today;

    private string Tone => Left switch { _ when IsPast => "bad", 0 or 1 => "warn", null => "idle", _ => "ok" };

    private string Text => Left switch
    {
        null => T["due.on", Times.ShortDay(Due!.Value)],
        _ when IsPast => T["due.overdue", Math.Max(1, -Left!.Value)],
        0 => T["due.today"],
        { } left => T["due.left", left],
    };
}
