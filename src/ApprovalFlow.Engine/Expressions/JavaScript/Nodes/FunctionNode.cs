using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

/// <param name="Default">Taken when the argument is undefined.</param>
internal sealed record Parameter(Expression Target, Expression? Default, bool IsRest);

/// <summary>A function, an arrow, or the script itself.</summary>
internal sealed class FunctionNode(int position, string? name, FunctionScope scope, bool isArrow) : Expression(position)
{
    private static readonly Cell[] NoCells = [];
    private static readonly object?[] NoSlots = [];

    private (bool FromParentSlot, int Index)[]? captures;

    public string? Name { get; set; } = name;
    public bool IsArrow => isArrow;
    public Parameter[] Parameters { get; set; } = [];
    /// <summary>The body; or for an arrow without braces, its expression.</summary>
    public Statement[] Body { get; set; } = [];
    public Expression? ResultExpression { get; set; }
    /// <summary>A named function expression sees itself under this name.</summary>
    public Variable? OwnName { get; set; }
    /// <summary>Steps one call counts for its expression body.</summary>
    public int Cost { get; set; }
    /// <summary>How deep its statements and expressions nest: its share of the machine's stack.</summary>
    public int Height { get; set; } = 1;

    public int PlainParameterCount => Parameters.TakeWhile(p => p.Default is null && !p.IsRest).Count();

    public override object? Evaluate(Frame frame) => Close(frame);

    public Closure Close(Frame frame)
    {
        captures ??= [.. scope.Captures];
        frame.Run.Allocate(64 + 8 * captures.Length);
        if (captures.Length == 0)
            return new Closure(this, NoCells, frame.Self);
        var cells = new Cell[captures.Length];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = captures[i].FromParentSlot ? (Cell)frame.Slots[captures[i].Index]! : frame.Captured[captures[i].Index];
        return new Closure(this, cells, frame.Self);
    }

    /// <summary>Certain only of a script that is one statement: of several, any may have ended it.</summary>
    public ScriptType TypeAsScript(TypeScope scope)
    {
        var types = Body.Select(s => s.TypeIn(scope)).ToList();
        return types is [var one] ? one : ScriptType.Unknown;
    }

    /// <summary>Said only of a script that is one statement.</summary>
    public ValueRange RangeAsScript(RangeScope scope) => Body is [var one] ? one.RangeIn(scope) : ValueRange.Any;

    public object? RunAsScript(Evaluation run)
    {
        var frame = new Frame(run, NewSlots(), NoCells, Undefined.Value);
        scope.Enter(frame);
        Execute(frame);
        return frame.Result;
    }

    public object? Call(Evaluation run, Closure self, Cell[] captured, object? thisValue, ReadOnlySpan<object?> arguments)
    {
        run.Enter(Height);
        var frame = new Frame(run, NewSlots(), captured, thisValue);
        scope.Enter(frame);
        OwnName?.Store(frame, self);
        Bind(frame, arguments);
        object? result;
        if (ResultExpression is not null)
        {
            run.Step(Cost);
            result = ResultExpression.Evaluate(frame);
        }
        else
            result = Execute(frame) == Completion.Return ? frame.Result : Undefined.Value;
        run.Leave(Height);
        return result;
    }

    private object?[] NewSlots() => scope.SlotCount == 0 ? NoSlots : new object?[scope.SlotCount];

    private Completion Execute(Frame frame)
    {
        foreach (var statement in Body)
        {
            var completion = statement.Execute(frame);
            if (completion != Completion.Normal)
                return completion;
        }
        return Completion.Normal;
    }

    private void Bind(Frame frame, ReadOnlySpan<object?> arguments)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            var parameter = Parameters[i];
            if (parameter.IsRest)
            {
                var rest = frame.Run.NewList(Math.Max(0, arguments.Length - i));
                for (var k = i; k < arguments.Length; k++)
                    rest.Add(arguments[k]);
                parameter.Target.Assign(frame, rest);
                return;
            }
            var value = i < arguments.Length ? arguments[i] : Undefined.Value;
            if (parameter.Default is not null && value is Undefined)
                value = parameter.Default.Evaluate(frame);
            parameter.Target.Assign(frame, value);
        }
    }
}
