using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Whether what is on the canvas is stored. On its own, so that saving draws nothing else again.</summary>
public sealed partial class SavedState : IDisposable
{
    private DraftSaver? heard;

    [Parameter, EditorRequired] public required DraftSaver Saver { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private string Text => Saver.Status switch
    {
        SaveStatus.Waiting => T["designer.unsaved"],
        SaveStatus.Failed => T["designer.saveFailed"],
        SaveStatus.Saved when Saver.SavedAt is { } at => T["designer.savedAt", Times.Instant(at)],
        _ => T["designer.notChanged"],
    };

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(heard, Saver)) return;
        Dispose();
        heard = Saver;
        heard.Changed += Again;
    }

    private void Again() => _ = InvokeAsync(StateHasChanged);

    public void Dispose()
    {
        if (heard is not null) heard.Changed -= Again;
    }
}
