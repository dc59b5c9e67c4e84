using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Supervision;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Supervision;

/// <summary>Cards in a table; on a phone each is a block.</summary>
public sealed partial class CardTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<CardRow> Rows { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    /// <summary>The engine's own cards are of no case.</summary>
    private static bool IsOfCase(CardRow card) => card.Rule != EngineHeartbeat.Rule;

    private string? CountyOf(CardRow card) => card.OwnerRegion is not { } code ? null : Catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county ? T.Pick(county.NameZh, county.NameEn) : code;
}
