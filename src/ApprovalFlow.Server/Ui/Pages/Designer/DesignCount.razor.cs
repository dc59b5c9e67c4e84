using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>How many problems there are, on the tab that lists them. On its own, so that another number draws nothing else again.</summary>
public sealed partial class DesignCount
{
    private IReadOnlyList<DefinitionProblem>? problems;

    public void Show(IReadOnlyList<DefinitionProblem> found)
    {
        problems = found;
        StateHasChanged();
    }
}
