using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What a definition says about returns and corrections must be one of the words the product knows.</summary>
internal static class ReturnDefinitionRules
{
    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ActivityInfo activity) =>
    [
        .. OneOf(graph, activity, HumanInputs.ReturnSiblings, "sibling-rule-unknown", HumanInputs.KeepSiblings, HumanInputs.CancelSiblings),
        .. OneOf(graph, activity, HumanInputs.Resubmission, "resubmission-unknown", HumanInputs.Restart, HumanInputs.BackToReturner),
    ];

    private static IEnumerable<DefinitionProblem> OneOf(WorkflowGraph graph, ActivityInfo activity, string property, string code, params string[] words)
    {
        if (graph.PropertyAt(activity.Path, property) is { ValueKind: not JsonValueKind.Null } said && !(said.ValueKind == JsonValueKind.String && (said.GetString() is "" || words.Contains(said.GetString()))))
            yield return new(code, ProblemSeverity.Error, "$.root", $"Expected '{property}' of '{activity.DisplayName}' to be {string.Join(" or ", words.Select(w => $"'{w}'"))}, but it is {said.GetRawText()}.") { ActivityId = activity.Id };
    }
}
