using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript;

/// <summary>What kind of value an expression gives, as far as its text tells, and comparisons that can never mean anything.</summary>
/// <remarks>Unknown is never an error: only what is certain is said. Fields and variables have the types that the definition declares.</remarks>
public static class ScriptTyping
{
    /// <param name="typeName">Alias of what the expression has to give.</param>
    /// <param name="fieldType">Alias of a form field; null when it has none.</param>
    /// <param name="variableType">Alias of a variable; null when it has none.</param>
    /// <param name="choices">All that a field may be; null: it is no choice.</param>
    public static IReadOnlyList<ScriptTypeError> Check(Script script, string typeName, Func<string, string?> fieldType, Func<string, string?> variableType, Func<string, IReadOnlyList<string>?>? choices = null)
    {
        var scope = new TypeScope(fieldType, variableType, choices);
        var given = script.TypeIn(scope);
        var wanted = OfAlias(typeName);
        if (wanted is ScriptType.Boolean or ScriptType.Number && given is not ScriptType.Unknown && given != wanted)
            scope.Say($"这里需要{Zh(wanted)}，表达式给出的是{Zh(given)}。", $"Expected the expression to give {En(wanted)}, but it gives {En(given)}.");
        else if (wanted == ScriptType.Text && given is ScriptType.List or ScriptType.Object)
            scope.Say($"这里需要{Zh(wanted)}，表达式给出的是{Zh(given)}。", $"Expected the expression to give {En(wanted)}, but it gives {En(given)}.");
        return scope.Errors;
    }

    /// <summary>Functions that every expression may call.</summary>
    public static bool IsHostFunction(string name) => ExpressionHost.IsBuiltIn(name);

    internal static ScriptType OfAlias(string? alias) => alias switch
    {
        "String" or "Guid" => ScriptType.Text,
        "Boolean" => ScriptType.Boolean,
        "Int16" or "Int32" or "Int64" or "Long" or "Single" or "Double" or "Decimal" => ScriptType.Number,
        _ => alias?.EndsWith("[]", StringComparison.Ordinal) == true || alias?.StartsWith("List<", StringComparison.Ordinal) == true ? ScriptType.List : ScriptType.Unknown,
    };

    internal static string Zh(ScriptType type) => type switch { ScriptType.Text => "文字", ScriptType.Number => "数字", ScriptType.Boolean => "是或否", ScriptType.List => "列表", ScriptType.Object => "对象", _ => "未知" };
    internal static string En(ScriptType type) => type switch { ScriptType.Text => "text", ScriptType.Number => "a number", ScriptType.Boolean => "true or false", ScriptType.List => "a list", ScriptType.Object => "an object", _ => "something" };
}

/// <summary>A value of the wrong kind, or a comparison of two kinds that are never equal.</summary>
public sealed record ScriptTypeError(Localized Text)
{
    /// <summary>The kinds are right, but the field is never that value.</summary>
    public bool IsUnknownChoice { get; init; }
}

internal enum ScriptType { Unknown, Text, Number, Boolean, List, Object }

/// <summary>What names stand for while types are worked out, and what was found on the way.</summary>
internal sealed class TypeScope(Func<string, string?> fieldType, Func<string, string?> variableType, Func<string, IReadOnlyList<string>?>? choices = null)
{
    public List<ScriptTypeError> Errors { get; } = [];

    public void Say(string zh, string en) => Errors.Add(new(new(zh, en)));

    public ScriptType Field(string name) => ScriptTyping.OfAlias(fieldType(name));
    public ScriptType Variable(string name) => ScriptTyping.OfAlias(variableType(name));

    /// <summary>A call of the host by name: an accessor, or one of its functions.</summary>
    public ScriptType Call(string function, string? first) => function switch
    {
        "getInput" => first is null ? ScriptType.Unknown : Field(first),
        "getVariable" => first is null ? ScriptType.Unknown : Variable(first),
        "isNullOrEmpty" or "isNullOrWhiteSpace" => ScriptType.Boolean,
        "toJson" or "getCorrelationId" or "getWorkflowDefinitionId" or "getWorkflowInstanceId" => ScriptType.Text,
        _ when function.Length > 3 && function.StartsWith("get", StringComparison.Ordinal) => Field(function[3..]) is var field and not ScriptType.Unknown ? field : Variable(function[3..]),
        _ => ScriptType.Unknown,
    };

    /// <summary>A field and a text, whichever way round: a choice is never what it does not offer.</summary>
    public void Chosen(Expression left, Expression right)
    {
        var (field, text) = (left as Call ?? right as Call, left as Literal ?? right as Literal);
        if (field?.FieldName is not { } name || text?.Value is not string { Length: > 0 } value || choices?.Invoke(name) is not { } offered || offered.Contains(value)) return;
        Errors.Add(new(new($"“{name}”没有“{value}”这个选项，可选的有 {string.Join("、", offered)}。", $"Expected '{name}' to be compared with one of its choices {string.Join(", ", offered)}, but '{value}' is none.")) { IsUnknownChoice = true });
    }

    public ScriptType Compared(Operator @operator, ScriptType left, ScriptType right)
    {
        if (left is not ScriptType.Unknown && right is not ScriptType.Unknown)
        {
            if (@operator is Operator.StrictEqual or Operator.StrictNotEqual or Operator.Equal or Operator.NotEqual && left != right)
                Say($"{ScriptTyping.Zh(left)}和{ScriptTyping.Zh(right)}不会相等。", $"Expected two values of one kind, but {ScriptTyping.En(left)} is never equal to {ScriptTyping.En(right)}.");
            else if (@operator is Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual && (left != right || left is ScriptType.Boolean or ScriptType.List or ScriptType.Object))
                Say($"{ScriptTyping.Zh(left)}不能和{ScriptTyping.Zh(right)}比较大小。", $"Expected two numbers or two texts to compare, but got {ScriptTyping.En(left)} and {ScriptTyping.En(right)}.");
        }
        return ScriptType.Boolean;
    }

    public ScriptType Applied(Operator @operator, ScriptType left, ScriptType right)
    {
        switch (@operator)
        {
            case Operator.Add:
                return left == ScriptType.Text || right == ScriptType.Text ? ScriptType.Text : left == ScriptType.Number && right == ScriptType.Number ? ScriptType.Number : ScriptType.Unknown;
            case Operator.Equal or Operator.NotEqual or Operator.StrictEqual or Operator.StrictNotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                return Compared(@operator, left, right);
            case Operator.In or Operator.InstanceOf:
                return ScriptType.Boolean;
            default:
                foreach (var operand in (ScriptType[])[left, right])
                    if (operand is ScriptType.Text or ScriptType.List or ScriptType.Object)
                    {
                        Say($"{ScriptTyping.Zh(operand)}不能参加计算。", $"Expected numbers to calculate with, but got {ScriptTyping.En(operand)}.");
                        break;
                    }
                return ScriptType.Number;
        }
    }
}
