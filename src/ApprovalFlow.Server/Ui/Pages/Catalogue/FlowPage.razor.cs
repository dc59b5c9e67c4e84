using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

public sealed partial class FlowPage
{
    private DefinitionView? definition;

    [Parameter] public string Code { get; set; } = "";
    [SupplyParameterFromQuery] public bool? Exceptions { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required DefinitionQuery Definitions { get; set; }

    private ApprovalFlowEntry? Flow => Catalogue.Flow(Code);
    private ApprovalItem? Item => Flow is { } flow ? Catalogue.Item(flow.ItemCode) : null;

    protected override async Task OnParametersSetAsync() => definition = Flow is null ? null : await Definitions.FindAsync(Code);
}
