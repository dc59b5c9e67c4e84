using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Validation.Conditions;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Validation;

/// <summary>Names in scripts that nothing stands behind: found before a case stops at them.</summary>
/// <remarks>A function nobody knows can only fail. A variable or input may still be given at run time without having been declared, so it is a warning.</remarks>
internal static class ScriptNames
{
    public static IEnumerable<DefinitionProblem> Unknown(WorkflowGraph graph, Node node, FormFacts form)
    {
        foreach (var input in node.Inputs)
        {
            if (input.Script is { } script)
                foreach (var problem in Unknown(graph, node, form, script, node.JsonPath + "." + input.Name)) yield return problem;
            else if (node.Behavior is RunJavaScriptBehavior && input is { Name: "script", Literal: string source } && node.ScriptOf(source, out _) is { } program)
                foreach (var problem in Unknown(graph, node, form, program, node.JsonPath + "." + input.Name)) yield return problem;
        }
        for (var i = 0; i < node.Cases.Length; i++)
            if (node.Cases[i].Condition.Script is { } condition)
                foreach (var problem in Unknown(graph, node, form, condition, $"{node.JsonPath}.cases[{i}].condition")) yield return problem;
    }

    private static IEnumerable<DefinitionProblem> Unknown(WorkflowGraph graph, Node node, FormFacts form, Script script, string path)
    {
        DefinitionProblem Problem(string code, ProblemSeverity severity, string en, string zh) => new(code, severity, path, en) { ActivityId = node.Id, MessageZh = zh };

        foreach (var name in script.Globals)
        {
            if (name is "variables" or "args" || ExpressionHost.IsBuiltIn(name) || IsOutputAccessor(graph, name)) continue;
            var accesses = name.Length > 3 && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal));
            if (!accesses)
                yield return Problem("name-unknown", ProblemSeverity.Error, $"Expected names that scripts know, but '{name}' is none.", $"脚本中没有“{name}”这个名称。");
            else if (!IsDeclared(graph, node, v => v == ExpressionHost.Spelled(name[3..]), graph.Definition.Inputs.Select(i => i.PascalName).Concat(form.Fields.Select(f => Pascal.Case(f.Name)))))
                yield return Problem("variable-unknown", ProblemSeverity.Warning, $"Expected a variable or input behind '{name}', but none is declared here.", $"“{name}”没有对应的变量或输入。");
        }
        foreach (var name in script.VariableNames)
            if (!IsDeclared(graph, node, v => v == Pascal.Case(name), []) && !script.NamedCalls.Contains(("setVariable", name)))
                yield return Problem("variable-unknown", ProblemSeverity.Warning, $"Expected a variable in scope, but '{name}' is not declared here.", $"变量“{name}”没有声明。");
        foreach (var (function, name) in script.NamedCalls)
            if (function == "getInput" && !graph.Definition.Inputs.Any(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) && form.Find(name) is null && !WorkflowGraph.IsInsideComposite(node))
                yield return Problem("input-unknown", ProblemSeverity.Warning, $"Expected a declared workflow input, but '{name}' is not one.", $"没有名为“{name}”的输入（表单字段）。");
            else if (function == "getVariable" && !IsDeclared(graph, node, v => v == Pascal.Case(name), []))
                yield return Problem("variable-unknown", ProblemSeverity.Warning, $"Expected a variable in scope, but '{name}' is not declared here.", $"变量“{name}”没有声明。");
            else if (function == "getOutputFrom" && !graph.Nodes.Any(n => n.Id == name || n.Name == name))
                yield return Problem("activity-unknown", ProblemSeverity.Error, $"Expected the id or name of an activity, but '{name}' is none.", $"没有标识或名称为“{name}”的活动。");
    }

    private static bool IsDeclared(WorkflowGraph graph, Node node, Func<string, bool> named, IEnumerable<string> more)
    {
        if (more.Any(named) || ((string[])["CurrentValue", "CurrentIndex", "ChildInstanceId", "Message"]).Any(named)) return true;
        for (var at = DefinitionValidator.ScopeOf(node); at is not null; at = at.Parent)
            if (at.Variables.Any(v => named(v.PascalName))) return true;
        // What any script of the definition sets by name may be there when this one runs.
        return graph.Nodes.SelectMany(n => n.Inputs).Any(i => i.Script is { } s && s.NamedCalls.Any(c => c.Function == "setVariable" && named(Pascal.Case(c.Name)))
            || i is { Name: "script", Literal: string text } && text.Contains("setVariable", StringComparison.Ordinal));
    }

    private static bool IsOutputAccessor(WorkflowGraph graph, string name)
    {
        if (!name.StartsWith("get", StringComparison.Ordinal)) return false;
        for (var at = name.IndexOf("From", 3, StringComparison.Ordinal); at > 0; at = name.IndexOf("From", at + 4, StringComparison.Ordinal))
        {
            var activity = name[(at + 4)..];
            if (graph.Nodes.Any(n => n.Id == activity || Pascal.Case(n.Id) == ExpressionHost.Spelled(activity) || n.Name is not null && Pascal.Case(n.Name) == ExpressionHost.Spelled(activity))) return true;
        }
        return false;
    }
}
