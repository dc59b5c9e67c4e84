using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A button that asks for a few values and then acts. One without fields acts at once. What is refused comes back as a sentence beside it.</summary>
public sealed partial class ActForm
{
    private readonly Dictionary<string, object?> values = [];
    private bool open, busy, tried;
    private string? refusal;

    /// <summary>Unique on its page: names the inputs.</summary>
    [Parameter, EditorRequired] public required string Name { get; set; }
    /// <summary>The act itself, in its own words.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }
    [Parameter] public IReadOnlyList<FormField> Fields { get; set; } = [];
    [Parameter] public bool Primary { get; set; }
    [Parameter, EditorRequired] public required Func<IReadOnlyDictionary<string, object?>, Task<CommandResult>> Act { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }

    private string? ProblemOf(FormField field) => FormRules.Check(field, values.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    private async Task BeginAsync()
    {
        (open, tried, refusal) = (Fields.Count > 0, false, null);
        if (!open)
            await SubmitAsync();
    }

    private async Task SubmitAsync()
    {
        tried = true;
        if (Fields.Any(f => ProblemOf(f) is not null))
            return;
        (busy, refusal) = (true, null);
        try
        {
            if (await Act(values) is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
            {
                open = false;
                values.Clear();
                await OnDone.InvokeAsync(T["clock.done", Label]);
            }
        }
        finally { busy = false; }
    }
}
