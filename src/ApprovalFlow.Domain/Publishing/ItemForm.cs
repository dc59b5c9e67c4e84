using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Validation.Conditions;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>What the conditions of a definition will be given: the form of its item, and the county that takes part.</summary>
internal static class ItemForm
{
    /// <summary>Null where the definition is of no item of the catalogue: then only its own declarations are known.</summary>
    public static FormFacts? Of(WorkflowGraph graph, ApprovalCatalogue? catalogue)
    {
        if (FlowTerms.ItemOf(graph, catalogue) is not { } item) return null;
        var given = FlowAbout.Text(FlowAbout.Of(graph.Definition.Document), "eligibleWhen") is { } text ? Condition.Parse(text).Condition : null;
        return new([.. item.FormFields.Select(Fact), new(FlowDefinitionWriter.CountyInput, FieldKind.Text)], IsComplete: true, given is null ? null : Script.Compile(given.ToJavaScript(), out _));
    }

    /// <summary>Fields that the definition declares and reads, and the form does not have: they will never come.</summary>
    public static IEnumerable<DefinitionProblem> Problems(WorkflowGraph graph, ApprovalItem item) =>
        from input in graph.Definition.Inputs
        where input.Name != FlowDefinitionWriter.CountyInput && item.FormFields.All(f => !f.Key.Equals(input.Name, StringComparison.OrdinalIgnoreCase)) && graph.ReadsInput(input.Name)
        select new DefinitionProblem("input-unknown", ProblemSeverity.Error, "$.inputs", $"Expected inputs to be fields of the item's form, but '{input.Name}' is none; it will never be given.")
        {
            MessageZh = $"输入“{input.Name}”不是事项申请表中的字段，永远不会有值。",
        };

    private static FieldFacts Fact(FormField field) => new(field.Key, field.Type switch
    {
        "number" => FieldKind.Number, "bool" => FieldKind.Truth, "choice" => FieldKind.Choice, "date" => FieldKind.Date, _ => FieldKind.Text,
    })
    {
        Choices = [.. (field.Choices ?? []).Select(c => c.Value)], Min = field.Min, Max = field.Max, IsRequired = field.Required, Label = new(field.LabelZh, field.LabelEn),
    };
}
