using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Runtime.Workflows;

/// <summary>The house around a rehearsal: catalogue, calendar and clocks as they are for real cases.</summary>
public sealed class RehearsalStages(ApprovalCatalogue catalogue, CalendarInForce calendar, CaseClocks clocks)
{
    /// <returns>Null when the definition is for no flow of the catalogue.</returns>
    public RehearsalStage? Of(WorkflowGraph graph, Organisation? people = null) =>
        FlowTerms.FlowOf(graph, catalogue) is { } flow && catalogue.Item(flow.ItemCode) is { } item
            ? new(graph, flow, item.AskedBy(graph.Definition), calendar.Now) { Clocks = clocks.Of(item, flow), Organisation = people }
            : null;
}
