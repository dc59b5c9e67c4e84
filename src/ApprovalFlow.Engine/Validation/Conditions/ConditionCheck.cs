using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using static ApprovalFlow.Engine.Validation.Conditions.ConditionWalk;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>Branches whose condition never holds, and values for which nobody drew a branch. What cannot be decided is not mentioned.</summary>
internal static class ConditionCheck
{
    public const string NeverTrue = "branch-never-true", NotCovered = "choices-not-covered";

    private const long Budget = 20_000_000;
    private const int MostNamed = 6;

    /// <param name="impossible">Outcomes that no application comes to, by activity path, for those who walk the flowchart.</param>
    public static IReadOnlyList<DefinitionProblem> Of(WorkflowGraph graph, FormFacts form, Dictionary<string, HashSet<string>> impossible)
    {
        var problems = new List<DefinitionProblem>();
        var budget = Budget;
        foreach (var node in graph.Nodes)
        {
            if (node.Flow is { Start: >= 0 }) OfFlowchart(graph, node, form, problems, impossible, ref budget);
            problems.AddRange(OfContainer(graph, node, form));
        }
        return problems;
    }

    private static void OfFlowchart(WorkflowGraph graph, Node flowchart, FormFacts form, List<DefinitionProblem> problems, Dictionary<string, HashSet<string>> impossible, ref long budget)
    {
        var scopes = new ConditionScope[flowchart.Activities.Length];
        foreach (var node in flowchart.Activities.Where(IsChoice))
        {
            scopes[node.Position] = new(graph, form, node);
            foreach (var condition in ConditionsOf(node)) scopes[node.Position].Of(condition);
        }
        var hasEnd = flowchart.Activities.Any(n => n.IsTerminal);
        foreach (var node in flowchart.Activities.Where(IsChoice))
        {
            if (ConditionWalk.To(flowchart, node, scopes, form.Given, ref budget) is not { } walk) continue;
            var come = Enumerable.Range(0, walk.Values.Count).Where(i => walk.At(i) != Arrival.Never).ToList();
            // Nothing comes here at all: whatever stopped it has been told there.
            if (come.Count == 0) continue;
            var connected = flowchart.Flow!.Outbound[node.Position].Select(c => flowchart.Flow.Connections[c].Port ?? "Done").ToHashSet();
            NeverTaken(node, walk, come, connected, problems);
            foreach (var outcome in walk.Outcomes)
                if (come.TrueForAll(i => walk.Values.IsUnlikely(i) || walk.Takes(i, outcome) == Arrival.Never) && !connected.Contains(outcome))
                    (impossible.TryGetValue(node.Path, out var known) ? known : impossible[node.Path] = []).Add(outcome);

            var isChain = node.Behavior is FlowSwitchBehavior || hasEnd || come.Count < walk.Values.Count;
            if (isChain && connected.Count > 0 && walk.Values.Axes > 0) Uncovered(node, walk, come, connected, problems);
        }
    }

    private static void NeverTaken(Node node, ConditionWalk walk, List<int> come, HashSet<string> connected, List<DefinitionProblem> problems)
    {
        bool Never(string outcome) => come.TrueForAll(i => walk.Takes(i, outcome) == Arrival.Never);
        if (node.Behavior is FlowDecisionBehavior)
        {
            if (connected.Contains("True") && Never("True"))
                problems.Add(Problem(NeverTrue, node, ".condition", ProblemSeverity.Error, $"“{node.DisplayName}”的条件永远不成立，“是”这一支永远走不到。", $"Expected the condition of '{node.DisplayName}' to hold for some application, but it never does; its branch True is never taken."));
            // Where only what came before makes it certain, the other branch is a safety net that a careful designer draws.
            else if (connected.Contains("False") && Enumerable.Range(0, walk.Values.Count).All(i => walk.Takes(i, "False") == Arrival.Never))
                problems.Add(Problem(NeverTrue, node, ".condition", ProblemSeverity.Error, $"“{node.DisplayName}”的条件永远成立，“否”这一支永远走不到。", $"Expected the condition of '{node.DisplayName}' to fail for some application, but it always holds; its branch False is never taken."));
            return;
        }
        for (var i = 0; i < node.Cases.Length; i++)
            if (Never(node.Cases[i].Label) && node.Cases.Count(c => c.Label == node.Cases[i].Label) == 1)
                problems.Add(Problem(NeverTrue, node, $".cases[{i}].condition", ProblemSeverity.Error, $"“{node.DisplayName}”的分支“{node.Cases[i].Label}”永远走不到：条件不可能成立，或前面的分支已包括全部情形。",
                    $"Expected branch '{node.Cases[i].Label}' of '{node.DisplayName}' to be taken for some application, but its condition never holds, or branches before it take all that it would."));
    }

    private static void Uncovered(Node node, ConditionWalk walk, List<int> come, HashSet<string> connected, List<DefinitionProblem> problems)
    {
        var missing = come.Where(i => walk.At(i) == Arrival.Surely && !walk.Values.IsUnlikely(i) && walk.Outcomes.All(o => !connected.Contains(o) ? true : walk.Takes(i, o) == Arrival.Never)
            && walk.Outcomes.Any(o => walk.Takes(i, o) == Arrival.Surely)).ToList();
        if (missing.Count == 0) return;
        problems.Add(Problem(NotCovered, node, "", ProblemSeverity.Error, $"“{node.DisplayName}”没有为下列取值画出分支：{Names(walk, missing, zh: true)}。", $"Expected '{node.DisplayName}' to have a branch for every value, but it has none for {Names(walk, missing, zh: false)}."));
    }

    /// <summary>The combinations in words; what takes every value everywhere is left out.</summary>
    private static string Names(ConditionWalk walk, List<int> cells, bool zh)
    {
        var values = walk.Values;
        bool Matters(int axis) => cells.Select(i => values.Cell(i, axis)).Distinct().Count() < Enumerable.Range(0, values.Count).Select(i => values.Cell(i, axis)).Distinct().Count(c => !c.IsUnlikely);
        var axes = Enumerable.Range(0, values.Axes).Where(Matters).ToList();
        if (axes.Count == 0) axes = [.. Enumerable.Range(0, values.Axes)];
        var names = cells.Select(i => string.Join(zh ? "且" : " and ", axes.Select(a => $"{NameOf(values.Field(a), zh)} = {values.Cell(i, a).Name.In(zh ? "zh" : "en")}"))).Distinct().ToList();
        return string.Join(zh ? "；" : "; ", names.Take(MostNamed)) + (names.Count > MostNamed ? zh ? $" 等 {names.Count} 种" : $" and {names.Count - MostNamed} more" : "");
    }

    private static string NameOf(Known known, bool zh) => known.Facts.Label is { } label ? zh ? label.Zh : label.En : known.Facts.Name;

    /// <summary>Conditions of activities that hold others: each is looked at by itself.</summary>
    private static IEnumerable<DefinitionProblem> OfContainer(WorkflowGraph graph, Node node, FormFacts form)
    {
        bool Lacks(string port) => node.Port(port) is null;
        switch (node.Behavior)
        {
            case IfBehavior when node.InputNamed("condition") is { } condition:
                var (may, mayNot) = Truth(graph, node, condition, form);
                if (!may && !Lacks("then"))
                    yield return Problem(NeverTrue, node, ".condition", ProblemSeverity.Error, $"“{node.DisplayName}”的条件永远不成立，其内容永远不会执行。", $"Expected the condition of '{node.DisplayName}' to hold for some application, but it never does; what is inside never runs.");
                if (!mayNot && !Lacks("else"))
                    yield return Problem(NeverTrue, node, ".condition", ProblemSeverity.Error, $"“{node.DisplayName}”的条件永远成立，“否则”的内容永远不会执行。", $"Expected the condition of '{node.DisplayName}' to fail for some application, but it always holds; what stands under else never runs.");
                break;
            case WhileBehavior when node.InputNamed("condition") is { } condition && !Lacks("body"):
                if (!Truth(graph, node, condition, form).May)
                    yield return Problem(NeverTrue, node, ".condition", ProblemSeverity.Error, $"“{node.DisplayName}”的条件永远不成立，循环一次也不执行。", $"Expected the condition of '{node.DisplayName}' to hold for some application, but it never does; the loop never runs.");
                break;
            case SwitchBehavior:
                for (var i = 0; i < node.Cases.Length; i++)
                    if (node.Cases[i].Activity is not null && !Truth(graph, node, node.Cases[i].Condition, form).May)
                        yield return Problem(NeverTrue, node, $".cases[{i}].condition", ProblemSeverity.Error, $"“{node.DisplayName}”的分支“{node.Cases[i].Label}”永远走不到：条件不可能成立。", $"Expected branch '{node.Cases[i].Label}' of '{node.DisplayName}' to be taken for some application, but its condition never holds.");
                break;
        }
    }

    private static (bool May, bool MayNot) Truth(WorkflowGraph graph, Node node, CompiledInput condition, FormFacts form)
    {
        var scope = new ConditionScope(graph, form, node);
        scope.Of(condition);
        var values = new Combinations(scope.Mentioned.Values, condition.Script?.Literals ?? new HashSet<object>());
        if (values.Count < 0) return (true, true);
        var truths = values.Ask(scope, s => s.Truth(condition));
        return (truths.Any(t => t.May), truths.Any(t => t.MayNot));
    }

    private static DefinitionProblem Problem(string code, Node node, string member, ProblemSeverity severity, string zh, string en) =>
        new(code, severity, node.JsonPath + member, en) { ActivityId = node.Id, MessageZh = zh };
}
