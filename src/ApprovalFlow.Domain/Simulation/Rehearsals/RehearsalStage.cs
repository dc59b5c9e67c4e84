using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation.Rehearsals;

/// <summary>What a rehearsal is played upon: a definition, published or not, and the house around it.</summary>
/// <param name="Flow">The catalogue's flow that the definition is for.</param>
public sealed record RehearsalStage(WorkflowGraph Graph, ApprovalFlowEntry Flow, ApprovalItem Item, WorkCalendar Calendar)
{
    /// <summary>Clocks and cards; null: nobody asks about them.</summary>
    public ClockContext? Clocks { get; init; }
    /// <summary>Who works here, for approver rules; null: they find nobody.</summary>
    public Organisation? Organisation { get; init; }
}
