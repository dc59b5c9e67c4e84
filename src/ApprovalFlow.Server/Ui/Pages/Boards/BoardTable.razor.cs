using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>The rows of a board; a row leads to what it is made of.</summary>
public sealed partial class BoardTable
{
    [Parameter, EditorRequired] public required Board Board { get; set; }
    [Parameter, EditorRequired] public required BoardAsk Ask { get; set; }
    [Inject] public required BoardNames Names { get; set; }

    private string KeyName => Board.Request.By.ToString().ToLowerInvariant();

    private string Into(BoardRow row) => Ask.Address("/boards", (KeyName, row.Key), ("by", null));

    private string Cases(BoardRow row, BoardSelection selection) => Ask.Address("/boards/cases", (KeyName, row.Key), ("select", selection.ToString().ToLowerInvariant()));

    /// <summary>Half of them, and nine of ten, took no longer.</summary>
    private static string Spread(Distribution days) => days.Count == 0 ? "–" : $"{BoardWords.Number(days.Percentile(0.5))} / {BoardWords.Number(days.Percentile(0.9))}";
}
