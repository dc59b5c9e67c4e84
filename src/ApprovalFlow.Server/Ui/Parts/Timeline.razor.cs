using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>What happened, by whom and when; newest where the caller puts it.</summary>
public sealed partial class Timeline
{
    [Parameter, EditorRequired] public required IReadOnlyList<TimelineEntry> Entries { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
}

public sealed record TimelineEntry(string Title, DateTimeOffset At)
{
    public string? Who { get; init; }
    public string? Text { get; init; }
    public string Icon { get; init; } = "check";
    public string Tone { get; init; } = "idle";
}
