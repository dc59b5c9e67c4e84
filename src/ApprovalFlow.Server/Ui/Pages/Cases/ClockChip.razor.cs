using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>A clock's countdown in a few words.</summary>
public sealed partial class ClockChip
{
    [Parameter, EditorRequired] public required ClockRow Clock { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    public static string ToneOf(ClockRow clock) => clock.State switch
    {
        "overdue" or "refused" => "bad",
        "paused" => "info",
        "stopped" => clock.InTime == true ? "ok" : "bad",
        _ => clock.Remaining <= 1 ? "warn" : "ok",
    };

    private string State => Clock.State switch
    {
        "overdue" => Clock.Overdue > 0 ? T["clock.overdue", Clock.Overdue] : T["clock.over"],
        "refused" => T["clock.refused"],
        "paused" => Clock.PausedUntil is { } until ? T["clock.pausedUntil", Times.ShortDay(until), Clock.Remaining] : T["clock.paused", Clock.Remaining],
        "stopped" => T[Clock.InTime == true ? "clock.stopped" : "clock.stoppedLate"],
        _ => Clock.Remaining == 0 ? T["clock.lastDay"] : T["clock.left", Clock.Remaining],
    };
}
