using ApprovalFlow.Persistence.Boards;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>Who did how much of it and in what time: saved days are told beside late ones (减时表扬、超时问责).</summary>
public sealed partial class PeopleTable
{
    private const int Most = 50;

    [Parameter, EditorRequired] public required IReadOnlyList<PersonWork> People { get; set; }

    private IEnumerable<PersonWork> Shown => People.Take(Most);
}
