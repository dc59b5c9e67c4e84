using System.Globalization;
using ApprovalFlow.Domain.Differences;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Versions;

/// <summary>Two versions beside each other: what follows for people and time, every change in a sentence, and the pictures with what is new, gone and changed.</summary>
public sealed partial class ComparisonView
{
    private const int Most = 80;

    [Parameter, EditorRequired] public required DefinitionComparison Comparison { get; set; }
    /// <summary>The earlier document; null: there was none.</summary>
    [Parameter] public string? Before { get; set; }
    [Parameter] public string? After { get; set; }

    private IEnumerable<(string Key, string Before, string After)> Effects
    {
        get
        {
            var (b, a) = (Comparison.Before, Comparison.After);
            yield return ("steps", N(b.Steps), N(a.Steps));
            yield return ("mostSteps", N(b.MostSteps), N(a.MostSteps));
            yield return ("criticalDays", N(b.CriticalDays), N(a.CriticalDays));
            yield return ("promisedDays", b.PromisedDays is { } was ? N(was) : "–", a.PromisedDays is { } days ? N(days) : "–");
            yield return ("departments", N(b.Departments), N(a.Departments));
            yield return ("materials", N(b.Materials), N(a.Materials));
            yield return ("visits", N(b.Visits), N(a.Visits));
        }
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
