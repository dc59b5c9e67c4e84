using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Versions;

/// <summary>Every definition with the version in force, the one that comes next and its draft; what waits for review first.</summary>
public sealed partial class VersionsPage
{
    private const int Most = 50;
    private static readonly string[] Views = ["all", "review", "scheduled", "drafts"];

    private List<Line> all = [], lines = [];

    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery(Name = "view")] public string? ViewName { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }
    [Inject] public required DefinitionQuery Definitions { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private string View => Views.Contains(ViewName) ? ViewName! : "all";

    private IReadOnlyList<Tab> TabItems => [.. Views.Select(v => new Tab(T[$"versions.view.{v}"], Navigation.GetUriWithQueryParameter("view", v == "all" ? null : v), View == v, v == "all" ? null : all.Count(l => Fits(l, v))))];

    protected override async Task OnParametersSetAsync()
    {
        var today = OfficeHours.DayOf(Time.GetUtcNow());
        var versions = (await Definitions.AllAsync()).ToLookup(d => d.DefinitionId);
        all = [.. (await Desk.ListAsync()).Select(life => new Line(life, versions[life.DefinitionId].FirstOrDefault(v => v.IsCurrent), versions[life.DefinitionId].Where(v => v.EffectiveFrom > today && !VersionSchedule.NeverInForce(v)).MinBy(v => v.EffectiveFrom)))
            .Where(l => string.IsNullOrWhiteSpace(Q) || Has(l.Life.Name) || Has(l.Life.DefinitionId) || Has(NameOf(l.Life)) || Has(DepartmentOf(l.Life)))];
        lines = [.. all.Where(l => Fits(l, View)).OrderByDescending(l => l.Life.Stage is LifeStage.InReview or LifeStage.Approved).ThenBy(l => l.Life.DefinitionId, StringComparer.Ordinal)];
    }

    private static bool Fits(Line line, string view) => view switch
    {
        "review" => line.Life.Stage is LifeStage.InReview or LifeStage.Approved,
        "scheduled" => line.Next is not null,
        "drafts" => line.Life.Stage != LifeStage.Settled,
        _ => true,
    };

    private bool Has(string text) => text.Contains(Q!.Trim(), StringComparison.OrdinalIgnoreCase);

    private string NameOf(LifeHeader life) => life.FlowCode is { } code && Catalogue.Flow(code) is { } flow ? T.Pick(life.Name, flow.NameEn) : life.Name;
    private string DepartmentOf(LifeHeader life) => life.DepartmentId is { } id && Catalogue.Department(id) is { } department ? T.Pick(department.ShortZh, department.NameEn) : "";
    private string RegionOf(string code) => Catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county ? T.Pick(county.NameZh, county.NameEn) : code;

    private sealed record Line(LifeHeader Life, DefinitionRow? InForce, DefinitionRow? Next);
}
