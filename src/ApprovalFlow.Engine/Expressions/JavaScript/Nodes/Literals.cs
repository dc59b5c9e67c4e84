using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

internal sealed class Literal(int position, object? value) : Expression(position)
{
    public object? Value => value;

    public override ValueRange RangeIn(RangeScope scope) => ValueRange.Of(value);
    public override ScriptType TypeIn(TypeScope scope) => value switch { string => ScriptType.Text, double => ScriptType.Number, bool => ScriptType.Boolean, _ => ScriptType.Unknown };
    public override object? Evaluate(Frame frame) => value;
}

internal sealed class RegexLiteral(int position, RegexPattern pattern) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        frame.Run.Allocate(48);
        return new RegexValue(pattern);
    }
}

internal sealed class TemplateLiteral(int position, string[] parts, Expression[] values) : Expression(position)
{
    public override ValueRange RangeIn(RangeScope scope) => values.Length == 0 ? ValueRange.Of(parts[0]) : ValueRange.AnyText;
    public override ScriptType TypeIn(TypeScope scope) => ScriptType.Text;

    public override object? Evaluate(Frame frame)
    {
        if (values.Length == 0)
            return parts[0];
        var pieces = new string[parts.Length + values.Length];
        var length = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            pieces[2 * i] = parts[i];
            length += parts[i].Length;
            if (i == values.Length)
                break;
            pieces[2 * i + 1] = Coerce.ToText(values[i].Evaluate(frame), frame.Run);
            length += pieces[2 * i + 1].Length;
        }
        frame.Run.Allocate(24 + 2 * length);
        return string.Concat(pieces);
    }
}

/// <summary><c>...x</c> inside an array, a call or an object.</summary>
internal sealed class Spread(int position, Expression inner) : Expression(position)
{
    public Expression Inner => inner;
    public override object? Evaluate(Frame frame) => throw new InvalidOperationException("Expected a spread to be evaluated by its list.");
}

/// <summary>The place of a missing item in <c>[a, , b]</c>.</summary>
internal sealed class Hole(int position) : Expression(position)
{
    public override object? Evaluate(Frame frame) => Undefined.Value;
}

internal sealed class ArrayLiteral(int position, Expression[] items) : Expression(position)
{
    public Expression[] Items => items;

    public override ScriptType TypeIn(TypeScope scope) => ScriptType.List;

    public override object? Evaluate(Frame frame)
    {
        var list = frame.Run.NewList(items.Length);
        Fill(frame, items, list);
        return list;
    }

    public static void Fill(Frame frame, Expression[] items, List<object?> list)
    {
        foreach (var item in items)
        {
            if (item is not Spread spread)
            {
                list.Add(item.Evaluate(frame));
                continue;
            }
            var source = Coerce.Items(spread.Inner.Evaluate(frame), frame.Run);
            frame.Run.Allocate(32L * source.Count);
            frame.Run.Step(source.Count >> 3);
            list.AddRange(source);
        }
    }
}

/// <param name="Key">The name, or null when it is computed or the member is a spread.</param>
internal sealed record ObjectMember(string? Key, Expression? ComputedKey, Expression Value)
{
    /// <summary><c>{ a = 1 }</c>: only allowed where the literal becomes a pattern.</summary>
    public Expression? ShorthandDefault { get; init; }
}

internal sealed class ObjectLiteral(int position, ObjectMember[] members) : Expression(position)
{
    public ObjectMember[] Members => members;

    public override ScriptType TypeIn(TypeScope scope) => ScriptType.Object;

    public override object? Evaluate(Frame frame)
    {
        var run = frame.Run;
        var map = run.NewMap();
        foreach (var member in members)
        {
            if (member.Value is Spread spread)
                CopyMembers(spread.Inner.Evaluate(frame), map, run);
            else
            {
                var key = member.Key ?? Coerce.ToKey(member.ComputedKey!.Evaluate(frame), run);
                Runtime.Members.Set(map, key, member.Value.Evaluate(frame), run);
            }
        }
        return map;
    }

    public static void CopyMembers(object? source, Dictionary<string, object?> map, Evaluation run)
    {
        foreach (var key in Runtime.Members.OwnKeys(source, run))
            Runtime.Members.Set(map, key, Runtime.Members.Get(source, key, run), run);
    }
}
