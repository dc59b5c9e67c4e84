using ApprovalFlow.Domain.Designing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>An expression: names are completed from the definition's fields and variables, and what is wrong is said while it is typed.</summary>
public sealed partial class DesignExpression
{
    private string text = "";
    private string? given;
    private IReadOnlyList<ExpressionOffer> offers = [];
    private IReadOnlyList<ExpressionProblem> problems = [];

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter, EditorRequired] public required string Id { get; set; }
    [Parameter] public string Source { get; set; } = "";
    /// <summary>What the expression has to give.</summary>
    [Parameter] public string TypeName { get; set; } = "Object";
    [Parameter] public Action<string> Commit { get; set; } = _ => { };

    protected override void OnParametersSet()
    {
        if (given == Source) return;
        (given, text) = (Source, Source);
        Look();
    }

    private void Typed(string now)
    {
        text = now;
        offers = ExpressionHelp.Offers(text, Session.Design.Fields, Session.Design.Variables);
        Look();
    }

    private void Look() => problems = string.IsNullOrWhiteSpace(text) ? [] : ExpressionHelp.Problems(text, TypeName, Session.Design.Fields, Session.Design.Variables);

    private async Task OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape") offers = [];
        // Tab would leave the field; the first offer is taken with Ctrl+Space or the arrow down into the list.
        else if (key is { Key: " ", CtrlKey: true } && offers.Count > 0) await TakeAsync(offers[0]);
    }

    private Task TakeAsync(ExpressionOffer offer)
    {
        text = ExpressionHelp.Take(text, offer);
        offers = [];
        Look();
        return CommitAsync();
    }

    private Task CommitAsync()
    {
        given = text;
        Commit(text);
        return Task.CompletedTask;
    }
}
