using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>What is known of the values that a workflow is given: its form.</summary>
/// <param name="Fields">All of them, where <paramref name="IsComplete"/>: nothing else will ever be given.</param>
/// <param name="Given">A condition that every application fulfils before it comes here; null: none.</param>
public sealed record FormFacts(IReadOnlyList<FieldFacts> Fields, bool IsComplete = false, Script? Given = null)
{
    /// <summary>As far as the definition's own declarations tell.</summary>
    internal static FormFacts Of(Definitions.WorkflowDefinition definition) => new([.. definition.Inputs.Select(i => new FieldFacts(i.Name, KindOf(i.TypeName)) { IsWhole = i.TypeName is "Int16" or "Int32" or "Int64" or "Long" })]);

    private static FieldKind KindOf(string alias) => ScriptTyping.OfAlias(alias) switch
    {
        ScriptType.Text => FieldKind.Text, ScriptType.Number => FieldKind.Number, ScriptType.Boolean => FieldKind.Truth, _ => FieldKind.Unknown,
    };

    internal FieldFacts? Find(string name) => Fields.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    internal FieldFacts? FindSpelled(string pascal) => Fields.FirstOrDefault(f => Values.Pascal.Case(f.Name) == pascal);
}

/// <summary>One field of the form.</summary>
public sealed record FieldFacts(string Name, FieldKind Kind)
{
    /// <summary>All that it may be, for a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    public double? Min { get; init; }
    public double? Max { get; init; }
    public bool IsWhole { get; init; }
    /// <summary>Null: it is not known whether it may stay empty.</summary>
    public bool? IsRequired { get; init; }
    /// <summary>What a designer calls it.</summary>
    public Activities.Localized? Label { get; init; }
}

public enum FieldKind { Unknown, Text, Number, Truth, Choice, Date }
