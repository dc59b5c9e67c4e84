using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

/// <summary><c>a.b</c> (key is a literal) or <c>a[b]</c>.</summary>
/// <param name="isOptional"><c>a?.b</c>: a missing owner ends the whole chain.</param>
internal sealed class Member(int position, Expression owner, Expression key, bool isOptional) : Expression(position)
{
    public override bool IsTarget => true;

    public override object? Evaluate(Frame frame)
    {
        var target = owner.Evaluate(frame);
        return Read(frame, target);
    }

    private object? Read(Frame frame, object? target)
    {
        if (isOptional && Coerce.IsNullish(target) || ReferenceEquals(target, OptionalChain.Ended))
            return OptionalChain.Ended;
        frame.Run.Position = Position;
        return key is Literal { Value: string name } ? Runtime.Members.Get(target, name, frame.Run) : Runtime.Members.Get(target, key.Evaluate(frame), frame.Run);
    }

    public (object? Owner, object? Key) EvaluateReference(Frame frame)
    {
        var target = owner.Evaluate(frame);
        if (isOptional && Coerce.IsNullish(target))
            target = OptionalChain.Ended;
        return (target, ReferenceEquals(target, OptionalChain.Ended) ? null : key.Evaluate(frame));
    }

    /// <summary>The value and the object it was read from, which becomes <c>this</c> of a call.</summary>
    public object? EvaluateWithOwner(Frame frame, out object? target)
    {
        target = owner.Evaluate(frame);
        return Read(frame, target);
    }

    public override void Assign(Frame frame, object? value)
    {
        var (target, name) = EvaluateReference(frame);
        frame.Run.Position = Position;
        Runtime.Members.Set(target, name, value, frame.Run);
    }

    public bool Delete(Frame frame)
    {
        var (target, name) = EvaluateReference(frame);
        frame.Run.Position = Position;
        return ReferenceEquals(target, OptionalChain.Ended) || Runtime.Members.Delete(target, name, frame.Run);
    }

    public override ValueRange RangeIn(RangeScope scope) => owner is Identifier { Name: "variables", IsHostName: true } && StaticName is { } variable ? scope.Variable(variable) : ValueRange.Any;

    public override ScriptType TypeIn(TypeScope scope) => owner is Identifier { Name: "variables" } && StaticName is { } variable ? scope.Variable(variable) : StaticName == "length" ? ScriptType.Number : ScriptType.Unknown;

    public string? StaticName => key is Literal { Value: string name } ? name : null;
    public Expression Owner => owner;
}

/// <summary>Holds a chain with <c>?.</c> in it; a link that finds nothing makes the whole chain undefined.</summary>
internal sealed class OptionalChain(int position, Expression chain) : Expression(position)
{
    /// <summary>Passed up the links of a chain that has ended; never seen by a script.</summary>
    public static readonly object Ended = new();

    public override object? Evaluate(Frame frame)
    {
        var value = chain.Evaluate(frame);
        return ReferenceEquals(value, Ended) ? Undefined.Value : value;
    }

    public object? EvaluateWithOwner(Frame frame, out object? owner)
    {
        owner = Undefined.Value;
        var value = chain is Member member ? member.EvaluateWithOwner(frame, out owner) : chain.Evaluate(frame);
        return ReferenceEquals(value, Ended) ? Undefined.Value : value;
    }

    public object? Delete(Frame frame) => chain is Member member ? Coerce.Box(member.Delete(frame)) : Coerce.True;
}

internal sealed class Call(int position, Expression callee, Expression[] arguments, bool isOptional) : Expression(position)
{
    public override ScriptType TypeIn(TypeScope scope)
    {
        foreach (var argument in arguments) argument.TypeIn(scope);
        if (callee is Member { StaticName: "includes", Owner: ArrayLiteral list } && arguments is [var sought])
            foreach (var item in list.Items) scope.Chosen(item, sought);
        return callee switch
        {
            Identifier { IsHostName: true } name => scope.Call(name.Name, FirstText),
            Member { StaticName: "includes" or "startsWith" or "endsWith" or "some" or "every" } => ScriptType.Boolean,
            Member { StaticName: "toUpperCase" or "toLowerCase" or "trim" or "join" or "toFixed" or "toString" } => ScriptType.Text,
            Member { StaticName: "indexOf" or "lastIndexOf" } => ScriptType.Number,
            _ => ScriptType.Unknown,
        };
    }

    public override ValueRange RangeIn(RangeScope scope) => callee switch
    {
        Identifier { IsHostName: true } name => HostRange(scope, name.Name),
        Member { StaticName: "includes", Owner: ArrayLiteral list } when arguments is [var one] && !list.Items.Any(i => i is Spread or Hole) =>
            list.Items.Select(i => ValueRange.Apply(Operator.StrictEqual, i.RangeIn(scope), one.RangeIn(scope)))
                .Aggregate(ValueRange.OfTruth(false, true), (any, next) => ValueRange.OfTruth(any.MayBeTruthy || next.MayBeTruthy, any.MayBeFalsy && next.MayBeFalsy)),
        Member { StaticName: "includes" or "startsWith" or "endsWith" or "some" or "every" } => ValueRange.AnyTruth,
        _ => ValueRange.Any,
    };

    private ValueRange HostRange(RangeScope scope, string function)
    {
        switch (function)
        {
            case "getInput" when FirstText is { } field: return scope.Field(field);
            case "getVariable" when FirstText is { } variable: return scope.Variable(variable);
            case "getOutputFrom" when arguments is [Literal { Value: string activity }, Literal { Value: string output }]: return scope.Output(activity, output);
            case "isNullOrEmpty" or "isNullOrWhiteSpace" when arguments is [var one] && one.RangeIn(scope) is var range && !range.Has(ValueKinds.Other):
                var blank = function == "isNullOrEmpty" ? range.MayBeText("") : range.Has(ValueKinds.Text) && (range.Texts is null || range.IsAllBut || range.Texts.Any(string.IsNullOrWhiteSpace));
                return ValueRange.OfTruth(range.Has(ValueKinds.Null) || blank, range.Kinds != ValueKinds.Null && (range.Kinds != ValueKinds.Text || range.Texts is null || range.IsAllBut || range.Texts.Any(t => !string.IsNullOrWhiteSpace(t))));
            case "isNullOrEmpty" or "isNullOrWhiteSpace": return ValueRange.AnyTruth;
            default: return arguments.Length == 0 && function.Length > 3 && function.StartsWith("get", StringComparison.Ordinal) ? scope.Accessor(function[3..]) : ValueRange.Any;
        }
    }

    /// <summary>The form field that it reads: by <c>getInput("x")</c> or <c>getX()</c>.</summary>
    public string? FieldName => callee is not Identifier { IsHostName: true } name ? null : name.Name == "getInput" ? FirstText
        : arguments.Length == 0 && name.Name.Length > 3 && name.Name.StartsWith("get", StringComparison.Ordinal) ? name.Name[3..] : null;

    /// <summary>The first argument, when the script says it outright as a text.</summary>
    public string? FirstText => arguments is [Literal { Value: string text }, ..] ? text : null;

    private readonly bool hasSpread = arguments.Any(a => a is Spread);

    public override object? Evaluate(Frame frame)
    {
        var run = frame.Run;
        object? self = Undefined.Value;
        object? function;
        switch (callee)
        {
            case Identifier { IsHostName: true } name:
                return CallHost(frame, name);
            case Member member:
                function = member.EvaluateWithOwner(frame, out self);
                break;
            case OptionalChain chain:
                function = chain.EvaluateWithOwner(frame, out self);
                break;
            default:
                function = callee.Evaluate(frame);
                break;
        }
        if (ReferenceEquals(function, OptionalChain.Ended) || isOptional && Coerce.IsNullish(function))
            return OptionalChain.Ended;
        if (function is JsFunction callable)
            return Invoke(frame, callable, self);
        run.Position = Position;
        throw run.TypeError($"Expected {Describe()} to be a function, but it is {Coerce.Preview(function)}.");
    }

    private string Describe() => callee switch
    {
        Identifier name => $"'{name.Name}'",
        Member { StaticName: { } name } => $"'{name}'",
        _ => "the called value",
    };

    private object? CallHost(Frame frame, Identifier name)
    {
        var run = frame.Run;
        var buffer = new Arguments();
        var values = Evaluate(frame, ref buffer);
        run.Position = Position;
        if (HostFunction.TryCall(run, name.Name, values, out var result))
            return result;
        if (run.TryGlobal(name.Name, out var value))
            throw run.TypeError($"Expected '{name.Name}' to be a function, but it is {Coerce.Preview(value)}.");
        if (isOptional)
            return OptionalChain.Ended;
        throw run.ReferenceError($"Expected '{name.Name}' to be defined, but it is not.");
    }

    private object? Invoke(Frame frame, JsFunction function, object? self)
    {
        var buffer = new Arguments();
        var values = Evaluate(frame, ref buffer);
        frame.Run.Position = Position;
        if (function is not Closure)
            frame.Run.Step(1);
        return function.Call(frame.Run, self, values);
    }

    private ReadOnlySpan<object?> Evaluate(Frame frame, [UnscopedRef] ref Arguments buffer)
    {
        if (hasSpread)
        {
            var list = frame.Run.NewList(arguments.Length);
            ArrayLiteral.Fill(frame, arguments, list);
            return list.ToArray();
        }
        var values = arguments.Length <= Arguments.Capacity ? ((Span<object?>)buffer)[..arguments.Length] : new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            values[i] = arguments[i].Evaluate(frame);
        return values;
    }

    [InlineArray(Capacity)]
    private struct Arguments
    {
        public const int Capacity = 4;
        private object? first;
    }
}

internal sealed class New(int position, Expression constructor, Expression[] arguments) : Expression(position)
{
    public override object? Evaluate(Frame frame)
    {
        var run = frame.Run;
        var target = constructor.Evaluate(frame);
        var values = new List<object?>();
        ArrayLiteral.Fill(frame, arguments, values);
        run.Position = Position;
        return target switch
        {
            LibraryObject library => library.Construct(run, values.ToArray()),
            JsFunction => throw run.TypeError("Expected a constructor of the library after 'new', but constructors of the script are not supported."),
            _ => throw run.TypeError($"Expected a constructor after 'new', but it is {Coerce.Preview(target)}."),
        };
    }
}
