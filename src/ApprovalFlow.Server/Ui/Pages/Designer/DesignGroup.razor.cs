using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Inputs of a human step that belong together and are folded away until somebody asks. Of an approver rule only what the chosen kind reads is shown.</summary>
public sealed partial class DesignGroup
{
    [CascadingParameter] public required DesignSession Session { get; set; }
    [Parameter, EditorRequired] public required string Activity { get; set; }
    [Parameter, EditorRequired] public required ActivityType Type { get; set; }
    [Parameter, EditorRequired] public required string Name { get; set; }

    internal static IReadOnlyList<string> NamesIn(string group) => group switch
    {
        "outcomes" => [HumanInputs.Outcomes],
        "approver" => [ApproverRule.RuleInput, ApproverRule.WhomInput, ApproverRule.LevelsInput, ApproverRule.FromInput, ApproverRule.HoldsInput, ApproverRule.NobodyInput],
        "operations" => [HumanInputs.AllowedOperations, HumanInputs.SignerDepth, HumanInputs.SkipRepeated, HumanInputs.ReturnSiblings, HumanInputs.Resubmission, HumanInputs.FieldRights],
        _ => ["region"],
    };

    private IEnumerable<InputDescriptor> Shown => NamesIn(Name).Select(n => Type.Inputs.First(i => i.Name == n)).Where(i => Name != "approver" || IsRead(i.Name) || Session.Design.ValueOf(Activity, i) is not null);

    /// <summary>The rule as far as the definition says it outright.</summary>
    private string? Kind => (Session.Design.ValueOf(Activity, Type.Inputs.First(i => i.Name == ApproverRule.RuleInput)) as DesignValue.Text)?.Value;

    private bool IsRead(string input) => input switch
    {
        ApproverRule.RuleInput => true,
        ApproverRule.WhomInput => Kind is ApproverRule.User or ApproverRule.Post or ApproverRule.Head or ApproverRule.FormField,
        ApproverRule.LevelsInput or ApproverRule.FromInput => Kind is ApproverRule.LevelsUp,
        ApproverRule.HoldsInput => Kind is ApproverRule.FormField,
        _ => Kind is not null,
    };

    private string? PickerOf(InputDescriptor input) => input.Name != ApproverRule.WhomInput ? null : Kind switch
    {
        ApproverRule.User => "people-picker", ApproverRule.Post => "post-picker", ApproverRule.Head => "department-picker", ApproverRule.FormField => "field-picker", _ => null,
    };
}
