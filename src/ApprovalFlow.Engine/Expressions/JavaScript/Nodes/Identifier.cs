using ApprovalFlow.Engine.Expressions.JavaScript.Library;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

/// <summary>A name. Where its value lives is known when the whole script has been read.</summary>
internal sealed class Identifier(int position, string name, Scope scope) : Expression(position)
{
    private enum Place { Global, Library, Slot, Cell, Captured }

    private Place place;
    private int index;
    private object? libraryValue;

    public string Name => name;
    public Scope Scope => scope;
    /// <summary>Declares the name: assigning to it makes it ready.</summary>
    public bool IsDeclaration { get; init; }
    /// <summary>Something assigns to it.</summary>
    public bool IsWritten { get; set; }
    /// <summary>Neither the script nor the library defines it, so it is the host's.</summary>
    public bool IsHostName => place == Place.Global;

    public override bool IsTarget => true;
    public override string? TargetName => name;

    public void Resolve(Variable? variable)
    {
        if (variable is null)
        {
            place = GlobalLibrary.TryGet(name, out libraryValue) ? Place.Library : Place.Global;
            return;
        }
        var own = variable.Function == scope.Function;
        index = own ? variable.Slot : scope.Function.Capture(variable);
        place = !own ? Place.Captured : variable.IsCaptured ? Place.Cell : Place.Slot;
    }

    public override object? Evaluate(Frame frame)
    {
        var value = place switch
        {
            Place.Slot => frame.Slots[index],
            Place.Cell => ((Cell)frame.Slots[index]!).Value,
            Place.Captured => frame.Captured[index].Value,
            Place.Library => libraryValue,
            _ => Global(frame.Run),
        };
        return ReferenceEquals(value, Uninitialized.Value) ? throw NotReady(frame) : value;
    }

    private object? Global(Evaluation run)
    {
        if (run.TryGlobal(name, out var value))
            return value;
        if (run.Host.Knows(name))
            return new HostFunction(name);
        run.Position = Position;
        throw run.ReferenceError($"Expected '{name}' to be defined, but it is not.");
    }

    /// <summary><c>typeof</c> does not mind a name that is not defined.</summary>
    public object? EvaluateOrUndefined(Frame frame) =>
        place == Place.Global && !frame.Run.Host.Knows(name) && !frame.Run.TryGlobal(name, out _) ? Undefined.Value : Evaluate(frame);

    public override void Assign(Frame frame, object? value)
    {
        ref var target = ref Find(frame);
        if (!IsDeclaration && ReferenceEquals(target, Uninitialized.Value) && !MayCreate)
            throw NotReady(frame);
        target = value;
    }

    /// <summary>The name was never declared: the first assignment makes it.</summary>
    public bool MayCreate { get; set; }

    private ref object? Find(Frame frame)
    {
        if (place == Place.Slot)
            return ref frame.Slots[index];
        if (place == Place.Cell)
            return ref ((Cell)frame.Slots[index]!).Value;
        return ref frame.Captured[index].Value;
    }

    private JsThrow NotReady(Frame frame)
    {
        frame.Run.Position = Position;
        if (MayCreate)
            return frame.Run.ReferenceError($"Expected '{name}' to be defined, but it is not.");
        return frame.Run.ReferenceError($"Expected '{name}' to have a value before it is used, but its declaration has not run yet.");
    }
}

internal sealed class ThisExpression(int position) : Expression(position)
{
    public override object? Evaluate(Frame frame) => frame.Self;
}
