using System.Globalization;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.WhatIf;

/// <summary>Before and after, side by side, with what they rest on.</summary>
public sealed partial class WhatIfResult
{
    private const int FirstShown = 20;
    private static readonly string[] Levels = ["warn", "yellow", "red", "deep-red"];
    private bool all;

    [Parameter, EditorRequired] public required WhatIfReport Report { get; set; }
    [Parameter, EditorRequired] public required WhatIfQuestion Question { get; set; }
    /// <summary>The reader may open the cases themselves.</summary>
    [Parameter] public bool MayReadCases { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }

    private string BeforeName => T[Report.IsSynthetic ? "whatif.current" : "whatif.before"];
    private string AfterName => Question.Version is { } number ? T["whatif.byVersion", number] : T["whatif.after"];
    private string Period => T["whatif.period", Question.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Question.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
    private string Share => (Report.Answers == 0 ? 0 : 100.0 * Report.SyntheticAnswers / Report.Answers).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private IEnumerable<Measure> Measures()
    {
        var (before, after) = (Report.Before, Report.After);
        yield return Row("days-mean", T["whatif.measure.days-mean"], before.Days.Mean, after.Days.Mean);
        yield return Row("days-median", T["whatif.measure.days-median"], before.Days.Median, after.Days.Median);
        yield return Row("days-p90", T["whatif.measure.days-p90"], before.Days.P90, after.Days.P90);
        yield return Row("days-max", T["whatif.measure.days-max"], before.Days.Max, after.Days.Max);
        yield return Row("whole-mean", T["whatif.measure.whole-mean"], before.WholeDays.Mean, after.WholeDays.Mean);
        yield return Row("steps", T["whatif.measure.steps"], before.StepsPerCase, after.StepsPerCase);
        yield return Row("late-cases", T["whatif.measure.late-cases"], before.LateCases, after.LateCases);
        yield return Row("late-steps", T["whatif.measure.late-steps"], before.LateSteps, after.LateSteps);
        for (var i = 0; i < Levels.Length; i++)
            yield return Row($"cards-{Levels[i]}", T[$"card.level.{Levels[i]}"], before.Cards[i], after.Cards[i]);
    }

    private static Measure Row(string key, string name, double before, double after) =>
        new(key, name, Number(before), Number(after), Signed(Math.Round(after - before, 2)), after < before ? "better" : after > before ? "worse" : "");

    private IEnumerable<(string Name, int Before, int After)> Results()
    {
        var (before, after) = (Report.Before.Results.ToDictionary(r => r.Result, r => r.Cases), Report.After.Results.ToDictionary(r => r.Result, r => r.Cases));
        return before.Keys.Union(after.Keys).Select(r => (ResultOf(r), before.GetValueOrDefault(r), after.GetValueOrDefault(r)));
    }

    private string ResultOf(string? result) => string.IsNullOrEmpty(result) ? T["whatif.noEnd"] : CaseResults.Find(result) is { } known ? T.Pick(known.DisplayName) : result;

    private string NameOf(WorkloadChange load) => load.Kind switch
    {
        "applicant" => T["whatif.applicant"],
        "department" => Catalogue.Department(load.Key) is { } department ? T.Pick(department.ShortZh, department.NameEn) : load.Key,
        "county" => T["whatif.county", Catalogue.Counties.FirstOrDefault(c => c.Code == load.Key) is { } county ? T.Pick(county.NameZh, county.NameEn) : load.Key],
        _ => HumanInputs.Roles.FirstOrDefault(r => r.Name == load.Key) is { } role ? T.Pick(role.DisplayName) : load.Key,
    };

    /// <summary>Of a hundred; the longest bar is the whole width.</summary>
    private string Width(long days) => (Report.Workload.Max(w => Math.Max(w.DaysBefore, w.DaysAfter)) is > 0 and var most ? 100.0 * days / most : 0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
    private static string Signed(double value) => value.ToString("+#,0.##;−#,0.##;0", CultureInfo.InvariantCulture);

    /// <param name="Tone">better: less of it than then; every measure here is better when it is smaller.</param>
    private sealed record Measure(string Key, string Name, string Before, string After, string Difference, string Tone);
}
