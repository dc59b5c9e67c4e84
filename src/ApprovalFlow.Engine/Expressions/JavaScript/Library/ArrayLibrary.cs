using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>The methods of arrays, and <c>Array</c> itself.</summary>
internal static partial class ArrayLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table(
        ("push", Push), ("pop", Pop), ("shift", Shift), ("unshift", Unshift), ("slice", Slice), ("splice", Splice), ("concat", Concat),
        ("join", (run, self, args) => Join(run, Natives.ListOf(self, run), args.Has(0) ? Coerce.ToText(args[0], run) : ",")),
        ("toString", (run, self, _) => Join(run, Natives.ListOf(self, run), ",")),
        ("reverse", Reverse), ("sort", Sort), ("toSorted", (run, self, args) => Sort(run, Copy(run, Natives.ListOf(self, run)), args)),
        ("toReversed", (run, self, args) => Reverse(run, Copy(run, Natives.ListOf(self, run)), args)),
        ("indexOf", IndexOf), ("lastIndexOf", LastIndexOf), ("includes", Includes), ("at", At), ("fill", Fill), ("flat", Flat),
        ("keys", (run, self, _) => Range(run, Natives.ListOf(self, run).Count)), ("values", (run, self, _) => Copy(run, Natives.ListOf(self, run))), ("entries", Entries),
        ("forEach", ForEach), ("map", Map), ("filter", Filter), ("flatMap", FlatMap),
        ("find", (run, self, args) => Search(run, self, args, fromEnd: false).Item),
        ("findIndex", (run, self, args) => Coerce.Box(Search(run, self, args, fromEnd: false).Index)),
        ("findLast", (run, self, args) => Search(run, self, args, fromEnd: true).Item),
        ("findLastIndex", (run, self, args) => Coerce.Box(Search(run, self, args, fromEnd: true).Index)),
        ("some", Some), ("every", Every), ("reduce", Reduce), ("reduceRight", ReduceRight),
        ("hasOwnProperty", (run, self, args) => Coerce.Box(Members.Has(self, args.At(0), run))));

    public static readonly LibraryObject Constructor = Natives.Library("Array", Natives.Table(
        ("isArray", (_, _, args) => Coerce.Box(args.At(0) is List<object?>)),
        ("of", (run, _, args) => ListFrom(run, args)),
        ("from", From)), Construct, Construct);

    private static object? Construct(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        if (args.Length != 1 || args[0] is not double length)
            return ListFrom(run, args);
        if (length < 0 || length > int.MaxValue || length != Math.Truncate(length))
            throw run.RangeError($"Expected a length of an array, but it is {Coerce.Preview(length)}.");
        var list = run.NewList((int)length);
        for (var i = 0; i < length; i++)
            list.Add(Undefined.Value);
        return list;
    }

    private static List<object?> ListFrom(Evaluation run, ReadOnlySpan<object?> items)
    {
        var list = run.NewList(items.Length);
        list.AddRange(items);
        return list;
    }

    private static object? From(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var source = args.At(0);
        List<object?> list;
        if (source is Dictionary<string, object?> map)
        {
            // An object that only has a length: { length: 3 }.
            var length = map.ContainsKey("length") ? Math.Max(0, Coerce.ToInteger(map["length"], run)) : 0;
            list = run.NewList((int)Math.Min(length, int.MaxValue));
            for (var i = 0; i < length; i++)
                list.Add(map.GetValueOrDefault(NumberText.Of(i), Undefined.Value));
        }
        else
            list = source is double or bool or JsFunction or DateValue ? run.NewList(0) : Copy(run, Coerce.Items(source, run));
        if (args.Has(1))
        {
            var function = Natives.FunctionOf(args[1], run);
            for (var i = 0; i < list.Count; i++)
            {
                run.Step(1);
                list[i] = function.Call(run, Undefined.Value, [list[i], Coerce.Box(i)]);
            }
        }
        return list;
    }

    public static List<object?> Copy(Evaluation run, List<object?> list)
    {
        var copy = run.NewList(list.Count);
        copy.AddRange(list);
        return copy;
    }

    private static List<object?> Range(Evaluation run, int count)
    {
        var list = run.NewList(count);
        for (var i = 0; i < count; i++)
            list.Add(Coerce.Box(i));
        return list;
    }

    private static object? Entries(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var source = Natives.ListOf(self, run);
        var list = run.NewList(source.Count);
        for (var i = 0; i < source.Count; i++)
        {
            run.Allocate(100);
            list.Add(new List<object?> { Coerce.Box(i), source[i] });
        }
        return list;
    }

    public static string Join(Evaluation run, List<object?> list, string separator)
    {
        run.Enter(1);
        run.Step(list.Count >> 2);
        var pieces = new string[list.Count];
        var length = 0L;
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = Coerce.IsNullish(list[i]) ? "" : Coerce.ToText(list[i], run);
            length += pieces[i].Length + separator.Length;
        }
        run.Allocate(24 + 2 * length);
        run.Leave(1);
        return string.Join(separator, pieces);
    }

    private static object? Push(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        foreach (var item in args)
            run.Append(list, item);
        return Coerce.Box(list.Count);
    }

    private static object? Pop(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        if (list.Count == 0)
            return Undefined.Value;
        var item = list[^1];
        list.RemoveAt(list.Count - 1);
        return item;
    }

    private static object? Shift(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        if (list.Count == 0)
            return Undefined.Value;
        run.Step(list.Count >> 8);
        var item = list[0];
        list.RemoveAt(0);
        return item;
    }

    private static object? Unshift(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 8);
        run.Allocate(32L * args.Length);
        list.InsertRange(0, args);
        return Coerce.Box(list.Count);
    }

    private static object? Slice(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        var start = Natives.Index(args.At(0), list.Count, 0, run);
        var end = Natives.Index(args.At(1), list.Count, list.Count, run);
        var part = run.NewList(Math.Max(0, end - start));
        if (end > start)
            part.AddRange(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list)[start..end]);
        return part;
    }

    private static object? Splice(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        var start = Natives.Index(args.At(0), list.Count, 0, run);
        var count = args.Length == 0 ? 0 : args.Length == 1 ? list.Count - start : (int)Math.Clamp(Coerce.ToInteger(args[1], run), 0, list.Count - start);
        var removed = run.NewList(count);
        removed.AddRange(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list).Slice(start, count));
        run.Step(list.Count >> 8);
        list.RemoveRange(start, count);
        if (args.Length > 2)
        {
            run.Allocate(32L * args.Length);
            list.InsertRange(start, args[2..]);
        }
        return removed;
    }

    private static object? Concat(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var result = Copy(run, Natives.ListOf(self, run));
        foreach (var item in args)
        {
            if (item is List<object?> more)
            {
                run.Allocate(32L * more.Count);
                run.Step(more.Count >> 3);
                result.AddRange(more);
            }
            else
                run.Append(result, item);
        }
        return result;
    }

    private static object? Reverse(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 6);
        list.Reverse();
        return list;
    }

    private static object? IndexOf(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 3);
        for (var i = Natives.Index(args.At(1), list.Count, 0, run); i < list.Count; i++)
        {
            if (Coerce.StrictEquals(list[i], args.At(0), run))
                return Coerce.Box(i);
        }
        return Coerce.Box(-1);
    }

    private static object? LastIndexOf(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 3);
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (Coerce.StrictEquals(list[i], args.At(0), run))
                return Coerce.Box(i);
        }
        return Coerce.Box(-1);
    }

    private static object? Includes(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 3);
        for (var i = Natives.Index(args.At(1), list.Count, 0, run); i < list.Count; i++)
        {
            if (SameValueZero.AreEqual(list[i], args.At(0), run))
                return Coerce.True;
        }
        return Coerce.False;
    }

    private static object? At(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        var index = Coerce.ToInteger(args.At(0), run);
        if (index < 0)
            index += list.Count;
        return index >= 0 && index < list.Count ? list[(int)index] : Undefined.Value;
    }

    private static object? Fill(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        run.Step(list.Count >> 6);
        var end = Natives.Index(args.At(2), list.Count, list.Count, run);
        for (var i = Natives.Index(args.At(1), list.Count, 0, run); i < end; i++)
            list[i] = args.At(0);
        return list;
    }

    private static object? Flat(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var result = run.NewList(0);
        Flatten(run, Natives.ListOf(self, run), args.Has(0) ? Coerce.ToInteger(args[0], run) : 1, result);
        return result;
    }

    private static void Flatten(Evaluation run, List<object?> source, double depth, List<object?> result)
    {
        run.Enter(1);
        foreach (var item in source)
        {
            if (item is List<object?> inner && depth >= 1)
                Flatten(run, inner, depth - 1, result);
            else
                run.Append(result, item);
        }
        run.Leave(1);
    }
}
