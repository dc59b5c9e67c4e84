using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>What a definition says of its approvers, as far as it can be told before a case runs: an expression is looked at when it is evaluated.</summary>
public static class ApproverDefinitionRules
{
    /// <summary>Rules that cannot be read.</summary>
    internal static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ActivityInfo activity)
    {
        if (!IsPlain(graph, activity)) yield break;
        _ = ApproverRule.Read(Inputs(graph, activity), out var problem);
        if (problem is not null) yield return Problem(graph, activity, problem);
    }

    /// <summary>Rules that read a field which the item's form does not have.</summary>
    public static IEnumerable<DefinitionProblem> FormProblems(WorkflowGraph graph, ApprovalItem item) =>
        from found in Rules(graph)
        where found.Rule.Kind == ApproverRule.FormField && item.FormFields.All(f => f.Key != found.Rule.Whom)
        select Problem(graph, found.Activity, new("approver-field-unknown", [found.Rule.Whom!]));

    /// <summary>Steps whose rule finds nobody in the organisation as it stands, where the definition says that it must not be published then.
    /// Only rules that do not depend on a case can be tried.</summary>
    public static IEnumerable<DefinitionProblem> Unfilled(WorkflowGraph graph, ApprovalItem item, Organisation organisation)
    {
        foreach (var (activity, rule) in Rules(graph))
        {
            if (rule is not { Nobody: ApproverRule.RefusePublishing, Kind: ApproverRule.User or ApproverRule.Post or ApproverRule.Role or ApproverRule.Head }) continue;
            string? Text(string input) => graph.LiteralAt(activity.Path, input) is string { Length: > 0 } text ? text : null;
            var task = new CaseTask("", "0.0", activity.Id, activity.TypeName, activity.DisplayName, activity.Id, new Candidate(Text("role") ?? "", Text("departmentId"), Text("region")), default) { StepType = activity.TypeName };
            var found = new ApproverSearch(CaseState.Empty, new CaseContext(default, graph, null!, item) { Organisation = organisation }, task).Find(rule);
            if (found.Unfilled is null) continue;
            var lines = found.Trace.Lines.Where(l => !l.Code.StartsWith("to-", StringComparison.Ordinal)).Select(l => ApproverText.Of(l, _ => null)).ToList();
            var text = new ApproverProblem("approver-nobody", []);
            yield return Problem(graph, activity, text, new(string.Join("；", lines.Select(l => l.Zh)), string.Join("; ", lines.Select(l => l.En))));
        }
    }

    /// <summary>Whether any step of it looks people up.</summary>
    public static bool AsksForPeople(WorkflowGraph graph) => graph.Activities.Any(a =>
        graph.PropertyAt(a.Path, ApproverRule.RuleInput) is not null || a.TypeName == TaskTypes.Countersign && graph.PropertyAt(a.Path, Signing.SigningRule.SignersInput) is not null);

    private static IEnumerable<(ActivityInfo Activity, ApproverRule Rule)> Rules(WorkflowGraph graph) =>
        from activity in graph.Activities
        where activity.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) && IsPlain(graph, activity)
        let rule = ApproverRule.Read(Inputs(graph, activity), out _)
        where rule is not null
        select (activity, rule);

    private static readonly string[] Names = [ApproverRule.RuleInput, ApproverRule.WhomInput, ApproverRule.LevelsInput, ApproverRule.FromInput, ApproverRule.HoldsInput, ApproverRule.NobodyInput];

    private static bool IsPlain(WorkflowGraph graph, ActivityInfo activity) => Names.All(n => graph.PropertyAt(activity.Path, n) is null || graph.LiteralAt(activity.Path, n) is not null);

    private static Dictionary<string, object?> Inputs(WorkflowGraph graph, ActivityInfo activity) => Names.ToDictionary(n => n, n => graph.LiteralAt(activity.Path, n));

    private static DefinitionProblem Problem(WorkflowGraph graph, ActivityInfo activity, ApproverProblem problem, Localized? about = null)
    {
        var text = about is null ? problem.Text : new Localized((problem with { Arguments = [about.Zh] }).Text.Zh, (problem with { Arguments = [about.En] }).Text.En);
        return new(problem.Code, ProblemSeverity.Error, graph.JsonPathOf(activity.Path), $"{text.En.TrimEnd('.')} (at '{activity.DisplayName}').") { ActivityId = activity.Id, MessageZh = $"{activity.DisplayName}：{text.Zh}" };
    }
}
