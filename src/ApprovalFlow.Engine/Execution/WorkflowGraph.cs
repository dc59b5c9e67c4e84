using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Engine.Execution;

/// <summary>A definition compiled once for running: nodes by index, expressions parsed, joins analysed. Immutable; shared by all instances.</summary>
public sealed partial class WorkflowGraph
{
    public WorkflowDefinition Definition { get; }
    private WorkflowGraph(WorkflowDefinition definition) => Definition = definition;

    /// <param name="published">Finds the definition a workflow-as-activity or child workflow names; null = none.</param>
    public static WorkflowGraph Compile(WorkflowDefinition definition, ActivityRegistry registry, Func<DefinitionReference, WorkflowDefinition?>? published = null) =>
        throw new NotImplementedException();

    /// <summary>Everything wrong with the definition that its own JSON can tell: ports, ends, expressions, types. All at once.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityRegistry registry) => throw new NotImplementedException();
}

public sealed record DefinitionReference(string? VersionId, string? DefinitionId, int? Version);
