using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

/// <summary>A piece of a compiled script; evaluates itself. Holds nothing that a run changes.</summary>
internal abstract class Expression(int position)
{
    public int Position { get; } = position;

    public abstract object? Evaluate(Frame frame);

    /// <summary>Whether a value can be assigned to it.</summary>
    public virtual bool IsTarget => false;

    /// <summary>The name that an anonymous function assigned to it gets.</summary>
    public virtual string? TargetName => null;

    public virtual void Assign(Frame frame, object? value) => throw new InvalidOperationException("Expected a target of an assignment, but it is none.");

    /// <summary>What kind of value it gives, as far as its text tells.</summary>
    public virtual ScriptType TypeIn(TypeScope scope) => ScriptType.Unknown;

    /// <summary>What it may give, where names stand for what the scope says.</summary>
    public virtual ValueRange RangeIn(RangeScope scope) => ValueRange.Any;

    public bool Test(Frame frame) => Coerce.ToBoolean(Evaluate(frame));
}

/// <summary>Stands at regular depths of a deeply nested expression and looks after the machine's stack.</summary>
internal sealed class StackGuard(Expression inner) : Expression(inner.Position)
{
    public override ScriptType TypeIn(TypeScope scope) => System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack() ? inner.TypeIn(scope) : ScriptType.Unknown;

    public override ValueRange RangeIn(RangeScope scope) => System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack() ? inner.RangeIn(scope) : ValueRange.Any;

    public override object? Evaluate(Frame frame)
    {
        frame.Run.EnsureStack();
        return inner.Evaluate(frame);
    }
}

internal enum Completion { Normal, Break, Continue, Return }

/// <param name="cost">Steps that one execution counts, by the size of its expressions.</param>
internal abstract class Statement(int cost)
{
    protected int Cost { get; } = cost;
    public abstract Completion Execute(Frame frame);

    /// <summary>The kind of value that a script ending with it gives.</summary>
    public virtual ScriptType TypeIn(TypeScope scope) => ScriptType.Unknown;

    /// <summary>What a script that is this statement alone may give.</summary>
    public virtual ValueRange RangeIn(RangeScope scope) => ValueRange.Any;
}
