using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Scheduling;
using ApprovalFlow.Engine.Validation.Conditions;
using ApprovalFlow.Engine.Validation.Soundness;

namespace ApprovalFlow.Engine.Validation;

/// <summary>What a compiled definition still gets wrong: references, reachability, connections that lead back wrongly.</summary>
internal static class DefinitionValidator
{
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowGraph graph, FormFacts form)
    {
        var problems = new List<DefinitionProblem>(graph.Problems);
        foreach (var node in graph.Nodes)
        {
            CheckReferences(graph, node, form, problems);
            problems.AddRange(BrokenScripts(node));
            problems.AddRange(ScriptNames.Unknown(graph, node, form));
            problems.AddRange(ScriptTypes.Wrong(node, form));
            if (node.Flow is { Start: >= 0 } flow) CheckFlow(node, flow, problems);
        }
        problems.AddRange(TriggerProblems(graph));
        // A path that is wrong in itself is told by the checks above; walking it would tell it a second time.
        if (!problems.Exists(p => p.Severity == ProblemSeverity.Error))
        {
            var impossible = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            var branches = ConditionCheck.Of(graph, form, impossible);
            problems.AddRange(SoundnessCheck.Of(graph, impossible));
            problems.AddRange(graph.Nodes.SelectMany(ContainerCheck.Of));
            problems.AddRange(branches);
        }
        return problems.ConvertAll(ProblemSentences.InBothLanguages);
    }

    /// <summary>What forbids publishing in the format itself (SPEC 8.4): triggers that could never be indexed.</summary>
    public static IEnumerable<DefinitionProblem> TriggerProblems(WorkflowGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            if (!node.CanStartWorkflow || node.Type.Kind != Activities.ActivityKind.Trigger) continue;
            foreach (var input in node.Inputs)
            {
                if (input.Kind != ExpressionKind.Literal) continue;
                if (node.Behavior is CronBehavior && CronExpression.TryParse(input.Literal as string) is null)
                    yield return Problem("cron-invalid", node, "." + input.Name, $"Expected a cron expression (six fields, seconds first), but got '{input.Literal}'.");
                else if (node.Behavior is EventBehavior && input.Literal is null or "")
                    yield return Problem("trigger-without-payload", node, "." + input.Name, "Trigger should have a payload");
            }
        }
    }

    private static void CheckReferences(WorkflowGraph graph, Node node, FormFacts form, List<DefinitionProblem> problems)
    {
        foreach (var input in node.Inputs)
            if (input.Kind == ExpressionKind.Variable && !InScope(node, input.Reference!, input.ReferenceName))
                problems.Add(Problem("variable-unknown", node, "." + input.Name, $"Expected a variable in scope, but '{input.ReferenceName ?? input.Reference}' is not declared here.", ProblemSeverity.Warning));
            else if (input.Kind == ExpressionKind.Input && !graph.Definition.Inputs.Any(i => i.Name.Equals(input.Reference, StringComparison.OrdinalIgnoreCase)) && form.Find(input.Reference!) is null && !WorkflowGraph.IsInsideComposite(node))
                problems.Add(Problem("input-unknown", node, "." + input.Name, $"Expected a declared workflow input, but '{input.Reference}' is not one.", ProblemSeverity.Warning));
        if (node.Behavior is not SetVariableBehavior) return;
        var id = node.Json.Member("variable")?.Text("id");
        if (id is null || !InScope(node, id, null))
            problems.Add(Problem("variable-unknown", node, ".variable", $"Expected a variable in scope, but '{id}' is not declared here."));
    }

    /// <summary>A script of its own is text to the compiler of inputs; it is parsed when it runs, and here.</summary>
    private static IEnumerable<DefinitionProblem> BrokenScripts(Node node)
    {
        if (node.Behavior is not RunJavaScriptBehavior || node.LiteralOf("script") is not string source || string.IsNullOrWhiteSpace(source)) return [];
        node.ScriptOf(source, out var errors);
        return errors.Select(e => Problem("expression-invalid", node, ".script", $"Expected 'script' to be JavaScript, but line {e.Line}, column {e.Column}: {e.Message}"));
    }

    internal static bool InScope(Node node, string id, string? name)
    {
        if (name is "CurrentValue" or "CurrentIndex" or "ChildInstanceId" || id is "CurrentValue" or "CurrentIndex" or "ChildInstanceId") return true;
        for (var at = ScopeOf(node); at is not null; at = at.Parent)
            if (at.Variables.Any(v => v.Id == id || v.Name == name)) return true;
        return false;
    }

    /// <summary>Where the expressions of an activity look: what is given to a workflow used as an activity belongs to its parent.</summary>
    internal static Node? ScopeOf(Node node) => node is { Composite: not null, Parent: { } parent } ? parent : node;

    private static void CheckFlow(Node node, FlowGraph flow, List<DefinitionProblem> problems)
    {
        var analysis = flow.From(flow.Start);
        for (var i = 0; i < flow.Nodes.Length; i++)
            if (!analysis.IsReachable(i) && !flow.Nodes[i].CanStartWorkflow)
                problems.Add(Problem("activity-unreachable", flow.Nodes[i], "", $"Expected a path from the start to '{flow.Nodes[i].DisplayName}', but there is none; it never runs.", ProblemSeverity.Warning));
        for (var c = 0; c < flow.Connections.Length; c++)
        {
            var connection = flow.Connections[c];
            var source = flow.Nodes[connection.Source];
            if (connection.Port is { } port && source.Type.Outcomes.Any(o => o.Name == port) && source.OfferedOutcomes() is var offered && !offered.Contains(port) && source.Behavior is not FlowDecisionBehavior)
                problems.Add(Problem("outcome-not-offered", source, "", $"Expected connections to start from outcomes that '{source.DisplayName}' offers ({string.Join(", ", offered)}), but one starts from '{port}'; it is never followed.") with
                {
                    MessageZh = $"“{source.DisplayName}”没有“{port}”这种结果（可能的结果：{string.Join("、", offered)}），从它开始的连线永远不会走。",
                });
            if (analysis.IsForward(c) || !analysis.IsReachable(connection.Source) || analysis.IsValidBackward(c)) continue;
            problems.Add(Problem("connection-backward-invalid", flow.Nodes[connection.Source], "",
                $"Expected every path from the start to '{flow.Nodes[connection.Source].DisplayName}' to pass through '{flow.Nodes[connection.Target].DisplayName}', since the connection leads back to it, but one does not."));
        }
    }

    private static DefinitionProblem Problem(string code, Node node, string member, string message, ProblemSeverity severity = ProblemSeverity.Error) =>
        new(code, severity, node.JsonPath + member, message) { ActivityId = node.Id };
}
