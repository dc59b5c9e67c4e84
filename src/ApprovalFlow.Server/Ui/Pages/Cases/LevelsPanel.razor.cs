using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>市县联动、领导审批: each other level with its own clocks, its opinion and the papers that went up with it.</summary>
public sealed partial class LevelsPanel
{
    [Parameter, EditorRequired] public required IReadOnlyList<LevelLeg> Legs { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<ClockRow> Clocks { get; set; }
    [Parameter] public IReadOnlyList<MaterialRequirement> Papers { get; set; } = [];
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private string? PlaceOf(LevelLeg leg) => leg.CountyCode is not { } code ? null : Catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county ? T.Pick(county.NameZh, county.NameEn) : code;

    private string PaperOf(string code) => Papers.FirstOrDefault(p => p.Code == code)?.NameZh ?? code;

    /// <summary>The law's limit before the step's own.</summary>
    private IEnumerable<ClockRow> ClocksOf(LevelLeg leg) => Clocks.Where(c => c.Id == leg.TaskId && c.Code is "COUNTY" or "LEADER" or "STEP");
}
