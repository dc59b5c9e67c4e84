using ApprovalFlow.Server.Feeding;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Feeding;

/// <summary>监察数据推送: whether every bureau has what it must have, and why not.</summary>
public sealed partial class FeedPage : IDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private int seen;
    private string? done;
    private ITimer? timer;

    [Inject] public required FeedDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            timer = Time.CreateTimer(_ => _ = InvokeAsync(() => { seen++; StateHasChanged(); }), null, Refresh, Refresh);
    }

    private async Task ResumeAsync(string receiver)
    {
        await Desk.ResumeAsync(receiver);
        done = T["feed.resumed", receiver];
        seen++;
    }

    private static string ToneOf(string state) => state switch { "ok" => "ok", "behind" or "pull" => "info", "failing" => "warn", _ => "bad" };

    public void Dispose() => timer?.Dispose();
}
