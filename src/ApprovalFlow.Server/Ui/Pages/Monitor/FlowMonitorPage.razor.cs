using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Monitor;

/// <summary>One flow's picture with what waits at each step, hot where it is overdue.</summary>
public sealed partial class FlowMonitorPage : IDisposable
{
    private int seen;
    private LivePulse? pulse;

    [Parameter] public string Code { get; set; } = "";
    /// <summary>Content hash of the version to show; none: the one with the most open cases.</summary>
    [SupplyParameterFromQuery] public string? Version { get; set; }
    [SupplyParameterFromQuery] public bool? Exceptions { get; set; }
    [Inject] public required MonitorDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private ApprovalFlowEntry? Flow => Catalogue.Flow(Code);

    private async Task<Answer> LoadAsync(CancellationToken cancellation) => new(await Desk.FlowAsync(Code, string.IsNullOrEmpty(Version) ? null : Version, cancellation));

    private static Dictionary<string, StepLoad> Loads(FlowMonitor now) => now.Steps.ToDictionary(s => s.ActivityId, s => new StepLoad(s.Open, s.Overdue));

    private static int NumberOf(FlowMonitor now) => now.Versions.First(v => v.Hash == now.Shown).Version;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            pulse = new LivePulse(() => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    public void Dispose() => pulse?.Dispose();

    /// <param name="Flow">Null: there is no such flow or version.</param>
    private sealed record Answer(FlowMonitor? Flow);
}
