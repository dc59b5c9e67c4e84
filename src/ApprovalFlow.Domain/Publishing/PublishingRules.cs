using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>Everything that is looked at before a definition may be published, in one list: the command line, the designer and the publisher ask here.</summary>
public static class PublishingRules
{
    public static IReadOnlyList<DefinitionProblem> Problems(WorkflowGraph graph, ApprovalCatalogue? catalogue = null) =>
        [.. WorkflowGraph.Validate(graph), .. LawRules.Problems(graph, FlowTerms.Of(graph, catalogue))];
}
