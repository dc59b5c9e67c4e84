using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Server.Api;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Boards;

/// <summary>A page about some days and some part of the house: its address remembers which.</summary>
public abstract class BoardAddress : ComponentBase
{
    [SupplyParameterFromQuery] public string? From { get; set; }
    [SupplyParameterFromQuery] public string? To { get; set; }
    [SupplyParameterFromQuery] public string? By { get; set; }
    [SupplyParameterFromQuery] public string? Grain { get; set; }
    [SupplyParameterFromQuery] public string? Department { get; set; }
    [SupplyParameterFromQuery] public string? Item { get; set; }
    [SupplyParameterFromQuery] public string? Flow { get; set; }
    [SupplyParameterFromQuery] public string? Window { get; set; }
    [Inject] public required BoardDesk Desk { get; set; }
    [Inject] public required BoardNames Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected BoardAsk Ask { get; private set; } = new();
    protected BoardRequest Request { get; private set; } = null!;
    /// <summary>Why something else is shown than was asked for; null: it is shown.</summary>
    protected string? Problem { get; private set; }

    protected override void OnParametersSet()
    {
        Ask = new(From, To, Choice<BoardBy>.TryParse(By, out var by) ? by.Value : null, Choice<BoardGrain>.TryParse(Grain, out var grain) ? grain.Value : null, Department, Item, Flow, Window);
        (Request, Problem) = Desk.Read(Ask);
    }
}
