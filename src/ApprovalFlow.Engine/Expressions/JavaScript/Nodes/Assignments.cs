using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

internal sealed class Assignment(int position, Expression target, Expression value) : Expression(position)
{
    public Expression Target => target;
    public Expression Value => value;

    public override object? Evaluate(Frame frame)
    {
        if (target is Member member)
        {
            var (owner, key) = member.EvaluateReference(frame);
            var assigned = value.Evaluate(frame);
            frame.Run.Position = Position;
            Members.Set(owner, key, assigned, frame.Run);
            return assigned;
        }
        var result = value.Evaluate(frame);
        target.Assign(frame, result);
        return result;
    }
}

/// <summary><c>a += b</c> and, for the logical operators, <c>a ??= b</c>, which assigns only when it must.</summary>
internal sealed class CompoundAssignment(int position, Expression target, Operator @operator, Expression value) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        var run = frame.Run;
        if (target is not Member member)
        {
            var old = target.Evaluate(frame);
            if (IsLogical && Logical.IsDecided(@operator, old))
                return old;
            var result = Combine(frame, old);
            target.Assign(frame, result);
            return result;
        }
        var (owner, key) = member.EvaluateReference(frame);
        var before = Members.Get(owner, key, run);
        if (IsLogical && Logical.IsDecided(@operator, before))
            return before;
        var after = Combine(frame, before);
        Members.Set(owner, key, after, run);
        return after;
    }

    private bool IsLogical => @operator is Operator.And or Operator.Or or Operator.Coalesce;

    private object? Combine(Frame frame, object? old)
    {
        var operand = value.Evaluate(frame);
        frame.Run.Position = Position;
        return IsLogical ? operand : Binary.Apply(@operator, old, operand, frame.Run);
    }
}

/// <summary>A part of a destructuring pattern with its default.</summary>
internal sealed record PatternPart(string? Key, Expression? ComputedKey, Expression Target, Expression? Default, bool IsRest)
{
    public void Assign(Frame frame, object? value)
    {
        if (Default is not null && value is Undefined)
            value = Default.Evaluate(frame);
        Target.Assign(frame, value);
    }
}

internal sealed class ArrayPattern(int position, PatternPart?[] parts) : Expression(position)
{
    public override bool IsTarget => true;
    public override object? Evaluate(Frame frame) => throw new InvalidOperationException("Expected a pattern to be assigned to, but it was read.");

    public override void Assign(Frame frame, object? value)
    {
        frame.Run.Position = Position;
        var items = Coerce.Items(value, frame.Run);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part)
                continue;
            if (part.IsRest)
            {
                var rest = frame.Run.NewList(Math.Max(0, items.Count - i));
                for (var k = i; k < items.Count; k++)
                    rest.Add(items[k]);
                part.Assign(frame, rest);
                return;
            }
            part.Assign(frame, i < items.Count ? items[i] : Undefined.Value);
        }
    }
}

internal sealed class ObjectPattern(int position, PatternPart[] parts) : Expression(position)
{
    public IEnumerable<string> Keys => parts.Where(p => p.Key is not null).Select(p => p.Key!);
    public override bool IsTarget => true;
    public override object? Evaluate(Frame frame) => throw new InvalidOperationException("Expected a pattern to be assigned to, but it was read.");

    public override void Assign(Frame frame, object? value)
    {
        var run = frame.Run;
        run.Position = Position;
        if (Coerce.IsNullish(value))
            throw run.TypeError($"Expected an object to take apart, but it is {Coerce.Preview(value)}.");
        var taken = new HashSet<string>();
        foreach (var part in parts)
        {
            if (part.IsRest)
            {
                var rest = run.NewMap();
                ObjectLiteral.CopyMembers(value, rest, run);
                foreach (var key in taken)
                    Members.Delete(rest, key, run);
                part.Assign(frame, rest);
                return;
            }
            var name = part.Key ?? Coerce.ToKey(part.ComputedKey!.Evaluate(frame), run);
            taken.Add(name);
            part.Assign(frame, Members.Get(value, name, run));
        }
    }
}
