using System.Globalization;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Api;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>The cases behind one figure of a board.</summary>
public sealed partial class BoardCasesPage
{
    private const int Page = 50;

    [SupplyParameterFromQuery] public string? Select { get; set; }
    [SupplyParameterFromQuery] public string? After { get; set; }

    private BoardSelection Chosen { get; set; }

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Chosen = Choice<BoardSelection>.TryParse(Select, out var chosen) ? chosen.Value : BoardSelection.Ended;
    }

    private Task<IReadOnlyList<BoardCase>> LoadAsync(CancellationToken cancellation) => Desk.CasesAsync(Request, Chosen, string.IsNullOrEmpty(After) ? null : After, Page + 1, cancellation);

    private string Title => T[$"board.select.{Chosen}"];
    private string Lead => string.Join(" · ", (string[])[IsNow ? T["board.asOfNow"] : $"{Iso(Request.Period.From)} – {Iso(Request.Period.To)}", .. Names.Scope(Request.Scope).DefaultIfEmpty(T["board.whole"])]);
    private bool IsNow => Chosen is BoardSelection.Paused or BoardSelection.Overdue or BoardSelection.Stale;
    private string Back => Ask.Address("/boards");

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
}
