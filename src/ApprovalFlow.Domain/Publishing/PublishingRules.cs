using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>Everything that is looked at before a definition may be published, in one list: the command line, the designer and the publisher ask here.</summary>
public static class PublishingRules
{
    /// <param name="catalogue">The items that definitions are of; null: what depends on the form is not looked at.</param>
    /// <param name="organisation">Who works here; null: whether an approver rule finds anybody is not looked at.</param>
    public static IReadOnlyList<DefinitionProblem> Problems(WorkflowGraph graph, ApprovalCatalogue? catalogue = null, Organisation? organisation = null) =>
    [
        .. WorkflowGraph.Validate(graph, ItemForm.Of(graph, catalogue)).Select(p => ForbidsCases(graph, p) ? p with { Severity = ProblemSeverity.Error } : p), .. OfCases(graph),
        .. LawRules.Problems(graph, FlowTerms.Of(graph, catalogue)), .. OfItem(graph, catalogue, organisation),
    ];

    private static IEnumerable<DefinitionProblem> OfCases(WorkflowGraph graph) =>
        graph.Activities.Any(a => a.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal)) ? CaseDefinitionRules.Problems(graph) : [];

    private static IEnumerable<DefinitionProblem> OfItem(WorkflowGraph graph, ApprovalCatalogue? catalogue, Organisation? organisation) =>
        FlowTerms.ItemOf(graph, catalogue) is not { } item ? []
        : [.. ItemForm.Problems(graph, item), .. PaperRules.Problems(graph, item), .. ApproverDefinitionRules.FormProblems(graph, item), .. Tasks.FieldRights.Problems(graph, item), .. organisation is null ? [] : ApproverDefinitionRules.Unfilled(graph, item, organisation)];

    /// <summary>What an approval flow may be given is its form: a field that is not on it will never come. And a case would stop for good at an activity that nobody knows.</summary>
    private static bool ForbidsCases(WorkflowGraph graph, DefinitionProblem problem) =>
        problem.Code is "input-unknown" or "activity-type-unknown" && graph.Activities.Any(a => a.TypeName == TaskTypes.Accept);
}
