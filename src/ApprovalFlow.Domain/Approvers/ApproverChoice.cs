using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>A step whose approvers people choose, and who must have which role for it.</summary>
/// <param name="Kind">By whom: <see cref="ApproverRule.ChosenByApplicant"/> or <see cref="ApproverRule.ChosenByPrevious"/>.</param>
/// <param name="Candidate">Null: only known when the step opens.</param>
public sealed record ApproverChoice(string ActivityId, string NameZh, string NameEn, string Kind, Candidate? Candidate)
{
    public static IEnumerable<ApproverChoice> All(WorkflowGraph graph) => graph.Activities.Select(a => Of(graph, a)).OfType<ApproverChoice>();

    public static ApproverChoice? At(WorkflowGraph graph, string activityId) => All(graph).FirstOrDefault(c => c.ActivityId == activityId);

    /// <summary>What has to be chosen with an outcome: every step that it leads to, without another person's step between, and that asks for it.</summary>
    public static IReadOnlyList<ApproverChoice> After(WorkflowGraph graph, string path, string outcome)
    {
        if (graph.Flowcharts.FirstOrDefault(f => f.Activities.Any(a => a.Path == path)) is not { } flow) return [];
        var (found, seen) = (new List<ApproverChoice>(), new HashSet<string>());
        var next = new Queue<string>(flow.Connections.Where(c => c.Source.Path == path && c.Port == outcome).Select(c => c.Target.Path));
        while (next.TryDequeue(out var at))
        {
            if (!seen.Add(at) || graph.ActivityAt(at) is not { } activity) continue;
            if (Of(graph, activity) is { Kind: ApproverRule.ChosenByPrevious } choice) found.Add(choice);
            if (activity.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) && graph.LiteralAt(at, "role") is not null) continue;
            foreach (var connection in flow.Connections.Where(c => c.Source.Path == at)) next.Enqueue(connection.Target.Path);
        }
        return found;
    }

    private static ApproverChoice? Of(WorkflowGraph graph, ActivityInfo activity)
    {
        if (graph.LiteralAt(activity.Path, ApproverRule.RuleInput) is not (ApproverRule.ChosenByApplicant or ApproverRule.ChosenByPrevious)) return null;
        string? Text(string input) => graph.LiteralAt(activity.Path, input) is string { Length: > 0 } text ? text : null;
        // A department that is computed is looked at when the step opens.
        var candidate = Text("role") is { } role && IsPlain(graph, activity.Path, "departmentId") && IsPlain(graph, activity.Path, "region") ? new Candidate(role, Text("departmentId"), Text("region")) : null;
        return new(activity.Id, Text("nameZh") ?? activity.DisplayName, Text("nameEn") ?? activity.Id, (string)graph.LiteralAt(activity.Path, ApproverRule.RuleInput)!, candidate);
    }

    private static bool IsPlain(WorkflowGraph graph, string path, string input) => graph.PropertyAt(path, input) is null || graph.LiteralAt(path, input) is not null;
}
