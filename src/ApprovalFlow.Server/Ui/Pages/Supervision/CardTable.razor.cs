using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Supervision;

/// <summary>Cards in a table; on a phone each is a block.</summary>
public sealed partial class CardTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<CardRow> Rows { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
}
