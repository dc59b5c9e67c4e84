using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Engine.Expressions;

/// <summary>One input of one activity, ready to evaluate.</summary>
internal sealed class CompiledInput(string name, string typeName, ExpressionKind kind)
{
    public string Name { get; } = name;
    /// <summary>Alias the result is converted to.</summary>
    public string TypeName { get; } = typeName;
    public ExpressionKind Kind { get; } = kind;
    /// <summary>The converted value of a literal.</summary>
    public object? Literal { get; init; }
    public Script? Script { get; init; }
    /// <summary>Id (and name) of a variable, or name of a workflow input.</summary>
    public string? Reference { get; init; }
    public string? ReferenceName { get; init; }
    /// <summary>Why it cannot be evaluated; evaluating it is an incident.</summary>
    public string? Error { get; init; }
    public bool IsLazy { get; init; }
}

internal enum ExpressionKind { Literal, Variable, Input, Script, Broken }
