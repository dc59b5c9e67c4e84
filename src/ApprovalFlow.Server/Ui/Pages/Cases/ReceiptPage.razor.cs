using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>收件凭证 (行政许可法 第三十二条): what was handed in, when and to whom; made for paper.</summary>
public sealed partial class ReceiptPage
{
    private CaseView? found;

    [Parameter] public string Number { get; set; } = "";
    [SupplyParameterFromQuery] public bool? New { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private ApprovalFlowEntry? Flow => found is null ? null : Catalogue.Flow(found.Header.FlowCode);
    private bool MayRegister { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        MayRegister = user.IsInRole(Roles.WindowClerk);
        found = await Desk.FindAsync(user, Number);
    }
}
