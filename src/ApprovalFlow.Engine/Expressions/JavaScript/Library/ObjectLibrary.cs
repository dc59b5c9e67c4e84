using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>What every object, plain value and function can do, and <c>Object</c> itself.</summary>
internal static class ObjectLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table(
        ("hasOwnProperty", (run, self, args) => Coerce.Box(Members.Has(self, args.At(0), run))),
        ("toString", (_, _, _) => "[object Object]"), ("valueOf", (_, self, _) => self));

    public static readonly FrozenDictionary<string, NativeFunction> ValueMethods = Natives.Table(
        ("toString", (run, self, _) => Coerce.ToText(self, run)), ("valueOf", (_, self, _) => self));

    public static readonly FrozenDictionary<string, NativeFunction> FunctionMethods = Natives.Table(
        ("call", (run, self, args) => Natives.FunctionOf(self, run).Call(run, args.At(0), args.Length > 1 ? args[1..] : [])),
        ("apply", (run, self, args) => Natives.FunctionOf(self, run).Call(run, args.At(0), args.At(1) is List<object?> list ? list.ToArray() : [])),
        ("bind", (run, self, args) => new BoundFunction(Natives.FunctionOf(self, run), args.At(0), args.Length > 1 ? args[1..].ToArray() : [])),
        ("toString", (run, self, _) => Coerce.ToText(self, run)));

    public static readonly LibraryObject Constructor = Natives.Library("Object", Natives.Table(
        ("keys", (run, _, args) => Members.OwnKeys(Target(args, run), run)),
        ("values", (run, _, args) => Entries(run, Target(args, run), (_, value) => value)),
        ("entries", (run, _, args) => Entries(run, Target(args, run), (key, value) => new List<object?> { key, value })),
        ("assign", Assign), ("fromEntries", FromEntries),
        ("hasOwn", (run, _, args) => Coerce.Box(Members.Has(args.At(0), args.At(1), run))),
        ("is", (run, _, args) => Coerce.Box(args.At(0) is double a && args.At(1) is double b ? a.Equals(b) && double.IsNegative(a) == double.IsNegative(b) : Coerce.StrictEquals(args.At(0), args.At(1), run))),
        ("freeze", (_, _, args) => args.At(0))), Construct, Construct);

    private static object? Construct(Evaluation run, object? self, ReadOnlySpan<object?> args) => Coerce.IsNullish(args.At(0)) ? run.NewMap() : args[0];

    private static object? Target(ReadOnlySpan<object?> args, Evaluation run) =>
        Coerce.IsNullish(args.At(0)) ? throw run.TypeError($"Expected an object, but it is {Coerce.Preview(args.At(0))}.") : args[0];

    private static List<object?> Entries(Evaluation run, object? target, Func<string, object?, object?> select)
    {
        var list = Members.OwnKeys(target, run);
        run.Allocate(100L * list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            var key = (string)list[i]!;
            list[i] = select(key, Members.Get(target, key, run));
        }
        return list;
    }

    private static object? Assign(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var target = Target(args, run);
        foreach (var source in args[1..])
        {
            foreach (var key in Members.OwnKeys(source, run))
                Members.Set(target, key, Members.Get(source, key, run), run);
        }
        return target;
    }

    private static object? FromEntries(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var map = run.NewMap();
        foreach (var entry in Coerce.Items(args.At(0), run))
        {
            run.Step(1);
            Members.Set(map, Coerce.ToKey(Members.Get(entry, Coerce.Box(0), run), run), Members.Get(entry, Coerce.Box(1), run), run);
        }
        return map;
    }
}
