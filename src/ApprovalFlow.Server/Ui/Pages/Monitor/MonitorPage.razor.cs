using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Monitor;

/// <summary>流程监控: all flows with open work, the most overdue first; counted anew while somebody looks.</summary>
public sealed partial class MonitorPage : IDisposable
{
    private int seen;
    private string find = "";
    private LivePulse? pulse;

    [Inject] public required MonitorDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private Task<MonitorOverview> LoadAsync(CancellationToken cancellation) => Desk.OverviewAsync(cancellation);

    private IEnumerable<FlowLoad> Found(MonitorOverview now) => string.IsNullOrWhiteSpace(find) ? now.Flows
        : now.Flows.Where(f => new[] { f.NameZh, f.NameEn, f.FlowCode, DepartmentOf(f) }.Any(t => t.Contains(find.Trim(), StringComparison.OrdinalIgnoreCase)));

    private string DepartmentOf(FlowLoad flow) => flow.DepartmentId is { } id && Catalogue.Department(id) is { } department ? T.Pick(department.ShortZh, department.NameEn) : "";

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            pulse = new LivePulse(() => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    public void Dispose() => pulse?.Dispose();
}
