using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Server.Texts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>One problem: where it is, what is wrong, and its code. Leads to its place.</summary>
public sealed partial class DesignProblem
{
    private string? drawn;

    [Parameter, EditorRequired] public required DefinitionProblem Problem { get; set; }
    /// <summary>The activity's name as it is now.</summary>
    [Parameter] public string? Place { get; set; }
    [Parameter] public EventCallback<DefinitionProblem> OnGo { get; set; }

    private string Sentence => PageTexts.IsChinese && Problem.MessageZh is { } zh ? zh : Problem.Message;

    protected override bool ShouldRender()
    {
        var now = $"{Place}|{Sentence}";
        if (drawn == now) return false;
        drawn = now;
        return true;
    }
}
