using ApprovalFlow.Runtime.Migrating;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>Everybody's inbox as a migration would leave it.</summary>
public sealed partial class InboxShifts
{
    [Parameter, EditorRequired] public required IReadOnlyList<InboxShift> Shifts { get; set; }
    [Inject] public required MigrationWords Words { get; set; }
}
