using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>The steps to come, each with who does it and by when.</summary>
public sealed partial class ForecastList
{
    [Parameter, EditorRequired] public required CaseForecast Forecast { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private string Who(ForecastStep step) => step.Holder?.Name
        ?? (step.Expected.Count > 0 ? string.Join(T["forecast.and"], step.Expected.Select(p => p.Name)) : null)
        ?? string.Join(" · ", new[] { Catalogue.Department(step.Candidate!.DepartmentId ?? "") is { } d ? T.Pick(d.ShortZh, d.NameEn) : null, T.Find("role", step.Candidate.Role) }.Where(t => t is not null));
}
