using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary><c>Set</c> and <c>Map</c>, as far as scripts use them: to drop duplicates and to group.</summary>
internal static class CollectionLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> SetMethods = Natives.Table(
        ("has", (run, self, args) => Coerce.Box(SetOf(self, run).Items.Contains(SameValueZero.Wrap(args.At(0), run)))),
        ("add", Add), ("delete", DeleteFromSet), ("clear", (run, self, _) => Clear(SetOf(self, run).Items.Clear)),
        ("values", (run, self, _) => Coerce.Items(SetOf(self, run), run)),
        ("forEach", (run, self, args) => Each(run, self, args.At(0))));

    public static readonly FrozenDictionary<string, NativeFunction> MapMethods = Natives.Table(
        ("has", (run, self, args) => Coerce.Box(MapOf(self, run).Entries.ContainsKey(SameValueZero.Wrap(args.At(0), run)))),
        ("get", (run, self, args) => MapOf(self, run).Entries.GetValueOrDefault(SameValueZero.Wrap(args.At(0), run), Undefined.Value)),
        ("set", Set), ("delete", DeleteFromMap), ("clear", (run, self, _) => Clear(MapOf(self, run).Entries.Clear)),
        ("keys", (run, self, _) => Select(run, self, e => SameValueZero.Unwrap(e.Key))), ("values", (run, self, _) => Select(run, self, e => e.Value)),
        ("entries", (run, self, _) => Coerce.Items(MapOf(self, run), run)),
        ("forEach", (run, self, args) => Each(run, self, args.At(0))));

    public static readonly LibraryObject SetConstructor = Natives.Library("Set", Natives.Table(), null, (run, _, args) =>
    {
        run.Allocate(200);
        var set = new SetValue();
        if (!Coerce.IsNullish(args.At(0)))
        {
            foreach (var item in Coerce.Items(args[0], run))
                Add(run, set, [item]);
        }
        return set;
    });

    public static readonly LibraryObject MapConstructor = Natives.Library("Map", Natives.Table(), null, (run, _, args) =>
    {
        run.Allocate(200);
        var map = new MapValue();
        if (!Coerce.IsNullish(args.At(0)))
        {
            foreach (var entry in Coerce.Items(args[0], run))
                Set(run, map, [Members.Get(entry, Coerce.Box(0), run), Members.Get(entry, Coerce.Box(1), run)]);
        }
        return map;
    });

    private static SetValue SetOf(object? self, Evaluation run) => self as SetValue ?? throw run.TypeError($"Expected a Set, but it is {Coerce.Preview(self)}.");
    private static MapValue MapOf(object? self, Evaluation run) => self as MapValue ?? throw run.TypeError($"Expected a Map, but it is {Coerce.Preview(self)}.");

    private static object? Add(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        run.Step(1);
        if (SetOf(self, run).Items.Add(SameValueZero.Wrap(args.At(0), run)))
            run.Allocate(64);
        return self;
    }

    private static object? Set(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        run.Step(1);
        run.Allocate(80);
        MapOf(self, run).Entries[SameValueZero.Wrap(args.At(0), run)] = args.At(1);
        return self;
    }

    private static Undefined Clear(Action clear)
    {
        clear();
        return Undefined.Value;
    }

    /// <summary>Refills the collection: .NET would put the next new item into the gap, and the order would be lost.</summary>
    private static object? DeleteFromSet(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var items = SetOf(self, run).Items;
        if (!items.Remove(SameValueZero.Wrap(args.At(0), run)))
            return Coerce.False;
        run.Step(1 + (items.Count >> 2));
        var rest = items.ToArray();
        items.Clear();
        items.UnionWith(rest);
        return Coerce.True;
    }

    private static object? DeleteFromMap(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var entries = MapOf(self, run).Entries;
        if (!entries.Remove(SameValueZero.Wrap(args.At(0), run)))
            return Coerce.False;
        run.Step(1 + (entries.Count >> 2));
        var rest = entries.ToArray();
        entries.Clear();
        foreach (var (key, value) in rest)
            entries.Add(key, value);
        return Coerce.True;
    }

    private static List<object?> Select(Evaluation run, object? self, Func<KeyValuePair<object, object?>, object?> select)
    {
        var entries = MapOf(self, run).Entries;
        var list = run.NewList(entries.Count);
        list.AddRange(entries.Select(select));
        return list;
    }

    private static object? Each(Evaluation run, object? self, object? callback)
    {
        var function = Natives.FunctionOf(callback, run);
        foreach (var item in Coerce.Items(self, run).ToArray())
        {
            run.Step(1);
            if (item is List<object?> pair && self is MapValue)
                function.Call(run, Undefined.Value, [pair[1], pair[0], self]);
            else
                function.Call(run, Undefined.Value, [item, item, self]);
        }
        return Undefined.Value;
    }
}
