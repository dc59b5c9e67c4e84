using ApprovalFlow.Engine.Expressions.JavaScript.Library;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

internal enum Operator
{
    Add, Subtract, Multiply, Divide, Remainder, Power, ShiftLeft, ShiftRight, ShiftRightUnsigned, BitAnd, BitOr, BitXor,
    Equal, NotEqual, StrictEqual, StrictNotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, In, InstanceOf,
    And, Or, Coalesce,
}

/// <summary>Operands of one precedence, taken from left to right: a long sum is a loop and not a tower.</summary>
internal sealed class BinaryChain(int position, Expression first, (Operator Operator, Expression Operand)[] rest) : Expression(position)
{
    public override ValueRange RangeIn(RangeScope scope) => rest.Aggregate(first.RangeIn(scope), (range, next) => ValueRange.Apply(next.Operator, range, next.Operand.RangeIn(scope)));

    public override ScriptType TypeIn(TypeScope scope)
    {
        if (rest is [(Operator.Equal or Operator.NotEqual or Operator.StrictEqual or Operator.StrictNotEqual, var operand)]) scope.Chosen(first, operand);
        return rest.Aggregate(first.TypeIn(scope), (type, next) => scope.Applied(next.Operator, type, next.Operand.TypeIn(scope)));
    }

    public override object? Evaluate(Frame frame)
    {
        var value = first.Evaluate(frame);
        foreach (var (@operator, operand) in rest)
        {
            var right = operand.Evaluate(frame);
            frame.Run.Position = Position;
            value = Binary.Apply(@operator, value, right, frame.Run);
        }
        return value;
    }
}

internal sealed class Binary(int position, Operator @operator, Expression left, Expression right) : Expression(position)
{
    public override ValueRange RangeIn(RangeScope scope) => ValueRange.Apply(@operator, left.RangeIn(scope), right.RangeIn(scope));

    public override ScriptType TypeIn(TypeScope scope)
    {
        if (@operator is Operator.Equal or Operator.NotEqual or Operator.StrictEqual or Operator.StrictNotEqual) scope.Chosen(left, right);
        return scope.Applied(@operator, left.TypeIn(scope), right.TypeIn(scope));
    }

    public override object? Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        var b = right.Evaluate(frame);
        frame.Run.Position = Position;
        return Apply(@operator, a, b, frame.Run);
    }

    public static object? Apply(Operator @operator, object? left, object? right, Evaluation run) => @operator switch
    {
        Operator.Add => Coerce.Add(left, right, run),
        Operator.Equal => Coerce.Box(Coerce.LooseEquals(left, right, run)),
        Operator.NotEqual => Coerce.Box(!Coerce.LooseEquals(left, right, run)),
        Operator.StrictEqual => Coerce.Box(Coerce.StrictEquals(left, right, run)),
        Operator.StrictNotEqual => Coerce.Box(!Coerce.StrictEquals(left, right, run)),
        Operator.Less => Coerce.Box(left is double a && right is double b ? a < b : Coerce.Less(left, right, run) == true),
        Operator.Greater => Coerce.Box(left is double a && right is double b ? a > b : Coerce.Less(right, left, run) == true),
        Operator.LessOrEqual => Coerce.Box(left is double a && right is double b ? a <= b : Coerce.Less(right, left, run) == false),
        Operator.GreaterOrEqual => Coerce.Box(left is double a && right is double b ? a >= b : Coerce.Less(left, right, run) == false),
        Operator.In => Coerce.IsObject(right) ? Coerce.Box(Members.Has(right, left, run)) : throw run.TypeError($"Expected an object after 'in', but it is {Coerce.Preview(right)}."),
        Operator.InstanceOf => Coerce.Box(GlobalLibrary.IsInstance(left, right, run)),
        _ => Coerce.Box(Number(@operator, Coerce.ToNumber(left, run), Coerce.ToNumber(right, run))),
    };

    private static double Number(Operator @operator, double a, double b) => @operator switch
    {
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        Operator.Remainder => a % b,
        Operator.Power => Coerce.Power(a, b),
        Operator.ShiftLeft => Coerce.ToInt32(a) << (Coerce.ToInt32(b) & 31),
        Operator.ShiftRight => Coerce.ToInt32(a) >> (Coerce.ToInt32(b) & 31),
        Operator.ShiftRightUnsigned => (uint)Coerce.ToInt32(a) >> (Coerce.ToInt32(b) & 31),
        Operator.BitAnd => Coerce.ToInt32(a) & Coerce.ToInt32(b),
        Operator.BitOr => Coerce.ToInt32(a) | Coerce.ToInt32(b),
        Operator.BitXor => Coerce.ToInt32(a) ^ Coerce.ToInt32(b),
        _ => throw new InvalidOperationException($"Expected an operator on numbers, but it is {@operator}."),
    };
}

/// <summary><c>a &amp;&amp; b</c>, <c>a || b</c>, <c>a ?? b</c>, several of the same in a row.</summary>
internal sealed class Logical(int position, Operator @operator, Expression[] operands) : Expression(position)
{
    public Operator Operator => @operator;

    public override ValueRange RangeIn(RangeScope scope)
    {
        var found = operands[0].RangeIn(scope);
        foreach (var operand in operands.Skip(1))
        {
            var (goesOn, stops) = @operator switch
            {
                Operator.And => (found.MayBeTruthy, found.MayBeFalsy),
                Operator.Or => (found.MayBeFalsy, found.MayBeTruthy),
                _ => (found.Has(ValueKinds.Null | ValueKinds.Other), found.Kinds != ValueKinds.Null),
            };
            if (!goesOn) return found;
            var next = operand.RangeIn(scope);
            found = stops ? Stopping(found).Or(next) : next;
        }
        return found;
    }

    /// <summary>What of it ends the chain: of yes or no only one of them does.</summary>
    private ValueRange Stopping(ValueRange range) => @operator switch
    {
        Operator.And => range with { Kinds = range.Kinds & ~ValueKinds.True },
        Operator.Or => range with { Kinds = range.Kinds & ~(ValueKinds.False | ValueKinds.Null) },
        _ => range with { Kinds = range.Kinds & ~ValueKinds.Null },
    };

    public override ScriptType TypeIn(TypeScope scope) => operands.Select(o => o.TypeIn(scope)).Distinct().ToList() is [var one] ? one : ScriptType.Unknown;

    public override object? Evaluate(Frame frame)
    {
        object? value = null;
        foreach (var operand in operands)
        {
            value = operand.Evaluate(frame);
            if (IsDecided(@operator, value))
                break;
        }
        return value;
    }

    public static bool IsDecided(Operator @operator, object? value) => @operator switch
    {
        Operator.And => !Coerce.ToBoolean(value),
        Operator.Or => Coerce.ToBoolean(value),
        _ => !Coerce.IsNullish(value),
    };
}

internal sealed class Conditional(int position, Expression test, Expression whenTrue, Expression whenFalse) : Expression(position)
{
    public override ValueRange RangeIn(RangeScope scope)
    {
        var range = test.RangeIn(scope);
        return !range.MayBeTruthy ? whenFalse.RangeIn(scope) : !range.MayBeFalsy ? whenTrue.RangeIn(scope) : whenTrue.RangeIn(scope).Or(whenFalse.RangeIn(scope));
    }

    public override ScriptType TypeIn(TypeScope scope)
    {
        test.TypeIn(scope);
        var (yes, no) = (whenTrue.TypeIn(scope), whenFalse.TypeIn(scope));
        return yes == no ? yes : ScriptType.Unknown;
    }

    public override object? Evaluate(Frame frame) => test.Test(frame) ? whenTrue.Evaluate(frame) : whenFalse.Evaluate(frame);
}

internal sealed class Sequence(int position, Expression[] items) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        object? value = null;
        foreach (var item in items)
            value = item.Evaluate(frame);
        return value;
    }
}

internal enum UnaryOperator { Not, Negate, Plus, Complement, Void, TypeOf }

internal sealed class Unary(int position, UnaryOperator @operator, Expression operand) : Expression(position)
{
    public override ValueRange RangeIn(RangeScope scope) => @operator switch
    {
        UnaryOperator.Not => operand.RangeIn(scope).Not(),
        UnaryOperator.Negate => operand.RangeIn(scope).Negated(),
        UnaryOperator.Plus => operand.RangeIn(scope).Negated().Negated(),
        UnaryOperator.TypeOf => ValueRange.AnyText,
        _ => ValueRange.Any,
    };

    public override ScriptType TypeIn(TypeScope scope)
    {
        operand.TypeIn(scope);
        return @operator switch { UnaryOperator.Not => ScriptType.Boolean, UnaryOperator.TypeOf => ScriptType.Text, UnaryOperator.Void => ScriptType.Unknown, _ => ScriptType.Number };
    }

    public override object? Evaluate(Frame frame)
    {
        if (@operator == UnaryOperator.TypeOf)
            return Coerce.TypeOf(operand is Identifier name ? name.EvaluateOrUndefined(frame) : operand.Evaluate(frame));
        var value = operand.Evaluate(frame);
        return @operator switch
        {
            UnaryOperator.Not => Coerce.Box(!Coerce.ToBoolean(value)),
            UnaryOperator.Negate => Coerce.Box(-Coerce.ToNumber(value, frame.Run)),
            UnaryOperator.Plus => value is double ? value : Coerce.Box(Coerce.ToNumber(value, frame.Run)),
            UnaryOperator.Complement => Coerce.Box(~Coerce.ToInt32(value, frame.Run)),
            _ => Undefined.Value,
        };
    }
}

internal sealed class Delete(int position, Expression operand) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        if (operand is OptionalChain chain)
            return chain.Delete(frame);
        if (operand is Member member)
            return Coerce.Box(member.Delete(frame));
        operand.Evaluate(frame);
        return Coerce.True;
    }
}

/// <summary><c>++x</c>, <c>x--</c> and their kin.</summary>
internal sealed class Update(int position, Expression target, int change, bool isPrefix) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        if (target is Member member)
        {
            var (owner, key) = member.EvaluateReference(frame);
            var before = Coerce.ToNumber(Members.Get(owner, key, frame.Run), frame.Run);
            var after = Coerce.Box(before + change);
            Members.Set(owner, key, after, frame.Run);
            return isPrefix ? after : Coerce.Box(before);
        }
        var old = Coerce.ToNumber(target.Evaluate(frame), frame.Run);
        var changed = Coerce.Box(old + change);
        target.Assign(frame, changed);
        return isPrefix ? changed : Coerce.Box(old);
    }
}
