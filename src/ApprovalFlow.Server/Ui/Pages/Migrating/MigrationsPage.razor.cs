using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>The plans that took, take or are to take a definition's running cases to another version.</summary>
public sealed partial class MigrationsPage
{
    private DefinitionLife? life;
    private IReadOnlyList<PlanHeader> plans = [];
    private bool mayPlan;

    [Parameter] public string Id { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required VersionDesk Versions { get; set; }
    [Inject] public required MigrationDesk Desk { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private string Name => life!.State.FlowCode is { } code && Catalogue.Flow(code) is { } flow ? T.Pick(life.Name, flow.NameEn) : life.Name;

    protected override async Task OnParametersSetAsync()
    {
        if ((life = await Versions.FindAsync(Id)) is not { } found)
            return;
        mayPlan = PlanDecider.MayPlan(await Actors.OfAsync((await Authentication).User), found.State.DepartmentId);
        plans = await Desk.ListAsync(Id);
    }
}
