using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Monitor;

/// <summary>流程故障: steps that could not go on. An administrator who has seen to the cause lets them begin anew, one or many; each case answers for itself.</summary>
public sealed partial class IncidentsPage : IDisposable
{
    private readonly Dictionary<(string CaseNumber, int Context), IncidentRow> chosen = [];
    private List<ReportLine>? report;
    private string? reason, working;
    private bool mayRetry, mayRead;
    private int seen;
    private LivePulse? pulse;
    private ConfirmDialog dialog = null!;

    [SupplyParameterFromQuery] public string? Flow { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required IncidentQuery Incidents { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        (mayRetry, mayRead) = (user.IsInRole(Roles.Administrator), Roles.Overseers.Any(user.IsInRole));
        chosen.Clear();
    }

    private Task<IncidentPage> LoadAsync(CancellationToken cancellation) => Incidents.ListAsync(new() { FlowCode = string.IsNullOrEmpty(Flow) ? null : Flow, After = After }, cancellation);

    private void Toggle(IncidentRow row)
    {
        if (!chosen.Remove((row.CaseNumber, row.Context)))
            chosen.Add((row.CaseNumber, row.Context), row);
    }

    private async Task RetryAsync()
    {
        var user = (await Authentication).User;
        var (wanted, done) = (chosen.Keys.ToList(), new List<ReportLine>());
        foreach (var (number, context) in wanted)
        {
            working = T["incidents.working", done.Count + 1, wanted.Count];
            StateHasChanged();
            var result = await Desk.OperateOnCaseAsync(user, number, CaseMenu.Retry, new CaseOperationInput { Incident = context, Reason = reason });
            done.Add(new(number, WhyNot(result)));
        }
        (report, working, reason) = (done, null, null);
        chosen.Clear();
        seen++;
    }

    private string? WhyNot(CommandResult result) => result switch
    {
        CommandResult.Rejected { Rejection: var rejection } => Refusals.TextOf(rejection),
        CommandResult.Accepted accepted when accepted.Records.Select(r => r.Event).OfType<CaseEvent.Flow>().Select(f => f.Event).OfType<WorkflowEvent.ActivityFaulted>().FirstOrDefault() is { } again => T["incidents.again", again.Message],
        _ => null,
    };

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            pulse = new LivePulse(() => _ = InvokeAsync(() => { if (working is null) { seen++; StateHasChanged(); } }));
    }

    public void Dispose() => pulse?.Dispose();

    private sealed record ReportLine(string CaseNumber, string? Why);
}
