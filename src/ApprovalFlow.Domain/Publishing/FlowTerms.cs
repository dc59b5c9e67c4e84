using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>What was promised and what the law says, in working days; null: not said.</summary>
/// <param name="StepsWaiver">Why the flow may have more handling steps than the rule allows; null: it may not.</param>
public sealed record FlowTerms(double? PromisedDays, double? StatutoryDays, string? StepsWaiver = null)
{
    /// <summary>From the definition's own custom properties, and from the catalogue where they say nothing.</summary>
    public static FlowTerms Of(WorkflowGraph graph, ApprovalCatalogue? catalogue = null)
    {
        var own = FlowAbout.Of(graph.Definition.Document);
        var (flow, item) = (FlowOf(graph, catalogue), ItemOf(graph, catalogue));
        return new(FlowAbout.Number(own, "promisedDays") ?? flow?.PromisedDays, FlowAbout.Number(own, "statutoryDays") ?? item?.StatutoryDays, FlowAbout.Text(own, "stepsWaiver"));
    }

    /// <summary>The flow of the catalogue that a definition is for.</summary>
    public static ApprovalFlowEntry? FlowOf(WorkflowGraph graph, ApprovalCatalogue? catalogue) =>
        FlowAbout.Text(FlowAbout.Of(graph.Definition.Document), "flowCode") is { } code ? catalogue?.Flow(code) : null;

    /// <summary>The item of the catalogue that a definition is of.</summary>
    public static ApprovalItem? ItemOf(WorkflowGraph graph, ApprovalCatalogue? catalogue) =>
        (FlowAbout.Text(FlowAbout.Of(graph.Definition.Document), "itemCode") ?? FlowOf(graph, catalogue)?.ItemCode) is { } item ? catalogue?.Item(item) : null;
}
