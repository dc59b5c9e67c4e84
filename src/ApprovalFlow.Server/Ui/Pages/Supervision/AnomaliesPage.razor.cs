using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Pages.Cases;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Supervision;

/// <summary>异常: what keeps figures fine without keeping the law. Each is a question; a supervisor answers it with an explanation or with a card, and the case's own record keeps the answer.</summary>
public sealed partial class AnomaliesPage
{
    private int seen;
    private string? done;
    private bool maySupervise;

    [SupplyParameterFromQuery] public string? Code { get; set; }
    [SupplyParameterFromQuery] public string? Department { get; set; }
    [SupplyParameterFromQuery] public bool All { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required AnomalyQuery Anomalies { get; set; }
    [Inject] public required BoardKeeper Boards { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<Tab> Views => [.. SupervisionPage.ViewsOf(T, "anomalies")];

    protected override async Task OnParametersSetAsync() => maySupervise = (await Authentication).User.IsInRole(Roles.Supervisor);

    private Task<AnomalyPage> LoadAsync(CancellationToken cancellation) =>
        Anomalies.ListAsync(new() { Code = string.IsNullOrEmpty(Code) ? null : Code, DepartmentId = string.IsNullOrEmpty(Department) ? null : Department, OnlyOpen = !All, After = After }, cancellation);

    private string FlowOf(AnomalyRow row) => Catalogue.Flow(row.FlowCode) is { } flow ? T.Pick(flow.NameZh, flow.NameEn) : row.FlowCode;

    private async Task<CommandResult> SendAsync(AnomalyRow row, IReadOnlyDictionary<string, object?> values, string? level)
    {
        var result = await Desk.OnCaseAsync((await Authentication).User, row.CaseNumber, by => new CaseCommand.Supervise(values.GetValueOrDefault(ClockFields.Words) as string ?? "", by) { Level = level, Anomaly = row.Code, Sequence = row.Sequence });
        // What was just answered is not shown as open.
        if (result is CommandResult.Accepted)
            await Boards.KeepAsync();
        return result;
    }

    private void DoneAsync(string told) => (done, seen) = (told, seen + 1);
}
