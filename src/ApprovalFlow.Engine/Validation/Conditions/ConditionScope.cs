using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>A value that a condition depends on: a field of the form, or what a step came to.</summary>
/// <param name="Step">Set for what a step came to.</param>
internal sealed record Known(string Key, FieldFacts Facts, Node? Step = null);

/// <summary>What the names in the conditions of one place stand for; notes each that is known.</summary>
internal sealed class ConditionScope(WorkflowGraph graph, FormFacts form, Node place) : RangeScope
{
    /// <summary>Whose values are narrowed down; anything else may be all that it can.</summary>
    public IReadOnlyDictionary<string, ValueRange> Narrowed { get; set; } = new Dictionary<string, ValueRange>();

    public Dictionary<string, Known> Mentioned { get; } = new(StringComparer.Ordinal);

    public ValueRange Of(CompiledInput condition) => condition.Kind switch
    {
        ExpressionKind.Literal => ValueRange.Of(condition.Literal is true),
        ExpressionKind.Script => condition.Script!.RangeIn(this),
        ExpressionKind.Input => Field(condition.Reference!),
        ExpressionKind.Variable => OfVariable(VariableById(condition.Reference!) ?? VariableNamed(condition.ReferenceName ?? condition.Reference!)),
        _ => ValueRange.Any,
    };

    public (bool May, bool MayNot) Truth(CompiledInput condition) => Of(condition).AsCondition;

    public override ValueRange Field(string name) => IsInsideComposite || form.Find(name) is not { } facts ? ValueRange.Any : Look(new("field:" + facts.Name, facts));

    public override ValueRange Accessor(string name)
    {
        var spelled = ExpressionHost.Spelled(name);
        // A variable goes before an input of the same name.
        if (Variable(v => v.PascalName == spelled) is { } variable) return OfVariable(variable);
        return IsInsideComposite || form.FindSpelled(spelled) is not { } facts ? ValueRange.Any : Look(new("field:" + facts.Name, facts));
    }

    public override ValueRange Variable(string name) => OfVariable(VariableNamed(name));

    public override ValueRange Output(string activity, string output) =>
        graph.Nodes.Where(n => n.Id == activity || n.Name == activity).ToList() is [var one] && OutcomeOutput(one) is { } own && own.Equals(output, StringComparison.OrdinalIgnoreCase) ? Look(Outcome(one)) : ValueRange.Any;

    private ValueRange Look(Known known)
    {
        Mentioned.TryAdd(known.Key, known);
        return Narrowed.TryGetValue(known.Key, out var range) ? range : All(known.Facts);
    }

    /// <summary>Everything that it can be.</summary>
    private static ValueRange All(FieldFacts facts) => FieldCells.Of(facts, new HashSet<object>()) is { Count: > 0 } cells ? cells.Select(c => c.Range).Aggregate((a, b) => a.Or(b)) : ValueRange.Any;

    private bool IsInsideComposite { get; } = WorkflowGraph.IsInsideComposite(place);

    private VariableDefinition? VariableById(string id) => Variable(v => v.Id == id);
    private VariableDefinition? VariableNamed(string name) => Variable(v => v.Name == name) ?? Variable(v => v.PascalName == Pascal.Case(name));

    private VariableDefinition? Variable(Func<VariableDefinition, bool> is_)
    {
        for (var at = place; at is not null; at = at.Parent)
            if (at.Variables.FirstOrDefault(is_) is { } found) return found;
        return null;
    }

    /// <summary>A variable that only one step fills, with what it came to.</summary>
    private ValueRange OfVariable(VariableDefinition? variable)
    {
        if (variable is null || variable.Default is not null) return ValueRange.Any;
        if (graph.Nodes.Where(n => n.Outputs.Any(o => o.Target == variable.Id)).ToList() is not [var writer] || writer.Outputs.FirstOrDefault(o => o.Target == variable.Id) is not { } output
            || OutcomeOutput(writer) != output.Name || IsWrittenByHand(variable)) return ValueRange.Any;
        return Look(Outcome(writer));
    }

    private bool IsWrittenByHand(VariableDefinition variable) => graph.Nodes.Any(n =>
        n.Behavior is Activities.Core.SetVariableBehavior or Activities.Core.RunJavaScriptBehavior or Activities.Core.CompositeBehavior
        || n.Inputs.Any(i => i.Script is { } script && (script.Globals.Any(g => g.StartsWith("set", StringComparison.Ordinal)) || script.VariableNames.Contains(variable.Name) && script.Source.Contains(" = ", StringComparison.Ordinal))));

    private static string? OutcomeOutput(Node step) => step.Type.Outputs.FirstOrDefault(o => o.IsOutcome)?.Name;

    private static Known Outcome(Node step) => new("outcome:" + step.Path, new(step.DisplayName, FieldKind.Choice) { Choices = step.OfferedOutcomes(), IsRequired = false }, step);
}
