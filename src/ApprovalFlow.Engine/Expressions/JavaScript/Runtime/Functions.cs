using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

internal delegate object? NativeCode(Evaluation run, object? self, ReadOnlySpan<object?> arguments);

internal abstract class JsFunction
{
    public abstract string Name { get; }
    public virtual int Length => 0;
    public abstract object? Call(Evaluation run, object? self, ReadOnlySpan<object?> arguments);
}

/// <summary>A function of the script with the variables it closes over.</summary>
internal sealed class Closure(FunctionNode node, Cell[] captured, object? self) : JsFunction
{
    public override string Name => node.Name ?? "";
    public override int Length => node.PlainParameterCount;
    public override object? Call(Evaluation run, object? caller, ReadOnlySpan<object?> arguments) =>
        node.Call(run, this, captured, node.IsArrow ? self : caller, arguments);
}

internal sealed class NativeFunction(string name, NativeCode code) : JsFunction
{
    public override string Name => name;
    public override object? Call(Evaluation run, object? self, ReadOnlySpan<object?> arguments) => code(run, self, arguments);
}

/// <summary>A host function used as a value.</summary>
internal sealed class HostFunction(string name) : JsFunction
{
    public override string Name => name;

    public override object? Call(Evaluation run, object? self, ReadOnlySpan<object?> arguments) =>
        TryCall(run, name, arguments, out var result) ? result : throw run.TypeError($"Expected '{name}' to be a function, but it is none.");

    public static bool TryCall(Evaluation run, string name, ReadOnlySpan<object?> arguments, out object? result)
    {
        run.Step(2);
        object? answer;
        if (Crossing.ArePlain(arguments))
        {
            if (!run.Host.TryCall(name, arguments, out answer))
            {
                result = null;
                return false;
            }
        }
        else
        {
            var plain = new object?[arguments.Length];
            for (var i = 0; i < plain.Length; i++)
                plain[i] = Crossing.Outward(arguments[i], run);
            if (!run.Host.TryCall(name, plain, out answer))
            {
                result = null;
                return false;
            }
        }
        result = Crossing.Inward(answer, run);
        return true;
    }
}

internal sealed class BoundFunction(JsFunction target, object? self, object?[] first) : JsFunction
{
    public override string Name => "bound " + target.Name;

    public override object? Call(Evaluation run, object? ignored, ReadOnlySpan<object?> arguments)
    {
        run.Enter(1);
        var result = target.Call(run, self, first.Length == 0 ? arguments : [.. first, .. arguments]);
        run.Leave(1);
        return result;
    }
}

/// <summary>A name of the language's library: a namespace (<c>Math</c>), a converter (<c>Number</c>) or a constructor (<c>Date</c>).</summary>
internal sealed class LibraryObject(string name, FrozenDictionary<string, object?> members, NativeCode? call, NativeCode? construct) : JsFunction
{
    public override string Name => name;
    public bool IsCallable => call is not null || construct is not null;
    public bool IsConstructor => construct is not null;
    public FrozenDictionary<string, object?> Members => members;

    public override object? Call(Evaluation run, object? self, ReadOnlySpan<object?> arguments) =>
        call is not null ? call(run, self, arguments) : throw run.TypeError($"Expected a function, but '{name}' is none.");

    public object? Construct(Evaluation run, ReadOnlySpan<object?> arguments) =>
        construct is not null ? construct(run, null, arguments) : throw run.TypeError($"Expected a constructor, but '{name}' is none.");
}
