using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Validation.Conditions;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Validation;

/// <summary>Expressions that give another kind of value than is asked for, or compare and calculate with what cannot be.</summary>
internal static class ScriptTypes
{
    public static IEnumerable<DefinitionProblem> Wrong(Node node, FormFacts form)
    {
        foreach (var input in node.Inputs)
        {
            var path = node.JsonPath + "." + input.Name;
            if (input.Script is { } script)
                foreach (var problem in Wrong(node, script, input.TypeName, form, path)) yield return problem;
            else if (node.Behavior is RunJavaScriptBehavior && input is { Name: "script", Literal: string source } && node.ScriptOf(source, out _) is { } program)
                foreach (var problem in Wrong(node, program, "Object", form, path)) yield return problem;
            else if (input.Kind is ExpressionKind.Input or ExpressionKind.Variable && Given(node, input, form) is var given and not ScriptType.Unknown
                && ScriptTyping.OfAlias(input.TypeName) is ScriptType.Boolean or ScriptType.Number && given != ScriptTyping.OfAlias(input.TypeName))
                yield return Problem(node, path, "type-mismatch", Mismatch(ScriptTyping.OfAlias(input.TypeName), given));
        }
        for (var i = 0; i < node.Cases.Length; i++)
            if (node.Cases[i].Condition.Script is { } condition)
                foreach (var problem in Wrong(node, condition, "Boolean", form, $"{node.JsonPath}.cases[{i}].condition")) yield return problem;
    }

    private static IEnumerable<DefinitionProblem> Wrong(Node node, Script script, string typeName, FormFacts form, string path)
    {
        var own = WorkflowGraph.IsInsideComposite(node) ? new FormFacts([]) : form;
        FieldFacts? Field(string name) => own.Find(name) ?? own.FindSpelled(ExpressionHost.Spelled(name));
        foreach (var error in ScriptTyping.Check(script, typeName, name => AliasOf(Field(name)), name => VariableType(node, v => v.Name == name || v.PascalName == Pascal.Case(name)), name => Field(name) is { Kind: FieldKind.Choice } choice ? choice.Choices : null))
            yield return Problem(node, path, error.IsUnknownChoice ? "choice-unknown" : "type-mismatch", error.Text);
    }

    private static ScriptType Given(Node node, CompiledInput input, FormFacts form) => ScriptTyping.OfAlias(input.Kind == ExpressionKind.Variable
        ? VariableType(node, v => v.Id == input.Reference || v.Name == input.ReferenceName)
        : WorkflowGraph.IsInsideComposite(node) ? null : AliasOf(form.Find(input.Reference!)));

    private static Localized Mismatch(ScriptType wanted, ScriptType given) => new($"这里需要{ScriptTyping.Zh(wanted)}，表达式给出的是{ScriptTyping.Zh(given)}。", $"Expected the expression to give {ScriptTyping.En(wanted)}, but it gives {ScriptTyping.En(given)}.");

    private static string? AliasOf(FieldFacts? field) => field?.Kind switch { FieldKind.Text or FieldKind.Choice or FieldKind.Date => "String", FieldKind.Number => "Double", FieldKind.Truth => "Boolean", _ => null };

    private static string? VariableType(Node node, Func<VariableDefinition, bool> is_)
    {
        for (var at = DefinitionValidator.ScopeOf(node); at is not null; at = at.Parent)
            if (at.Variables.FirstOrDefault(is_) is { } found) return found.TypeName;
        return null;
    }

    private static DefinitionProblem Problem(Node node, string path, string code, Localized text) => new(code, ProblemSeverity.Error, path, text.En) { ActivityId = node.Id, MessageZh = text.Zh };
}
