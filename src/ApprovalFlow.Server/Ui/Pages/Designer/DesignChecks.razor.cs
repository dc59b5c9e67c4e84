using ApprovalFlow.Engine.Definitions;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>What stands between the drawing and its publication, worst first; each leads to its place.</summary>
public sealed partial class DesignChecks
{
    private const int Most = 60;

    private IReadOnlyList<DefinitionProblem>? drawn;
    private bool stale = true;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    /// <summary>Null: not looked yet.</summary>
    [Parameter] public IReadOnlyList<DefinitionProblem>? Problems { get; set; }
    [Parameter] public EventCallback<DefinitionProblem> OnGo { get; set; }

    private string? PlaceOf(DefinitionProblem problem) => problem.ActivityId is { } id ? Session.Design.NamesOf(id) is { } name ? T.Pick(name) : id : null;

    /// <summary>Only other problems are a reason to draw the list again.</summary>
    protected override void OnParametersSet()
    {
        stale = !ReferenceEquals(drawn, Problems);
        drawn = Problems;
    }

    protected override bool ShouldRender() => stale;
}
