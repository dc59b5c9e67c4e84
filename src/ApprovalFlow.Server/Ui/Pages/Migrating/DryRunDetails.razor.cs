using ApprovalFlow.Domain.Migrating;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>What a migration would do to one case, in words.</summary>
public sealed partial class DryRunDetails
{
    [Parameter, EditorRequired] public required CaseDryRun Run { get; set; }
    [Inject] public required MigrationWords Words { get; set; }
}
