using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace ApprovalFlow.Server.Ui.Pages.Calendars;

/// <summary>A corrected notice is looked at first, with every open case that it moves, and then put into force.</summary>
public sealed partial class CalendarsPage : IDisposable
{
    private const int Step = 50;
    private const int LargestFile = 256 * 1024;

    private readonly CancellationTokenSource leaving = new();
    private ConfirmDialog? dialog;
    private string json = "", checkedJson = "";
    private bool busy;
    private (int Done, int Of) looked;
    private Rejection? refusal;
    private CalendarPreview? preview;
    private string? applied;
    private int listed = Step, changes;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CalendarNotices Notices { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private async Task ReadAsync(InputFileChangeEventArgs e)
    {
        refusal = null;
        if (e.File.Size > LargestFile)
        {
            refusal = new("file-too-large", $"Expected a file of at most {LargestFile / 1024} kB, but it has {e.File.Size / 1024} kB.");
            return;
        }
        using var reader = new StreamReader(e.File.OpenReadStream(LargestFile, leaving.Token));
        json = await reader.ReadToEndAsync(leaving.Token);
    }

    private async Task CheckAsync()
    {
        (busy, refusal, preview, applied, listed, checkedJson) = (true, null, null, null, Step, json);
        try
        {
            // Beside the circuit, so that the page can draw how far it is.
            (preview, refusal) = await Task.Run(() => Notices.CheckAsync(checkedJson, new Looked(this), leaving.Token));
        }
        finally
        {
            busy = false;
        }
    }

    private async Task ApplyAsync()
    {
        busy = true;
        try
        {
            var by = await Actors.OfAsync((await Authentication).User, leaving.Token);
            refusal = await Task.Run(() => Notices.ApplyAsync(checkedJson, by, new Looked(this)));
        }
        finally
        {
            busy = false;
        }
        if (refusal is null)
            applied = T["calendars.applied", preview!.Notice.Year, preview.Notice.Version];
        (preview, changes) = (null, changes + 1);
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <summary>Draws how far the look has come.</summary>
    private sealed class Looked(CalendarsPage page) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => _ = page.InvokeAsync(() =>
        {
            page.looked = value;
            page.StateHasChanged();
        });
    }
}
