using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What a definition may not hold when cases are to run on it.</summary>
/// <remarks>The engine runs these activities, but a case has nobody yet who would start their children, deliver their events or do their tasks:
/// it would wait for ever, or what it says would be lost. Refused before it is published.</remarks>
public static class CaseDefinitionRules
{
    private static readonly HashSet<string> Unanswered = new(StringComparer.Ordinal)
    {
        "Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows", "Elsa.Event", "Elsa.PublishEvent", "Elsa.RunTask", "Elsa.ReadLine",
    };

    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph) => graph.Activities.SelectMany(activity =>
        Unanswered.Contains(activity.TypeName)
            ? [new DefinitionProblem("activity-not-in-cases", ProblemSeverity.Error, "$.root", $"Expected only activities that a case can answer, but '{activity.DisplayName}' is {activity.TypeName}.") { ActivityId = activity.Id }]
            : activity.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) ? SigningDefinitionRules.Problems(graph, activity).Concat(ReturnDefinitionRules.Problems(graph, activity)).Concat(ApproverDefinitionRules.Problems(graph, activity)).Concat(Tasks.FieldRights.Problems(graph, activity)) : []);
}
