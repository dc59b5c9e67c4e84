using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>The methods that call back. The array may change under them, so its length is read again each time.</summary>
internal static partial class ArrayLibrary
{
    private static object? Visit(Evaluation run, JsFunction function, ReadOnlySpan<object?> args, List<object?> list, int index)
    {
        run.Step(1);
        return function.Call(run, args.At(1), [list[index], Coerce.Box(index), list]);
    }

    private static object? ForEach(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var count = list.Count;
        for (var i = 0; i < count && i < list.Count; i++)
            Visit(run, function, args, list, i);
        return Undefined.Value;
    }

    private static object? Map(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var count = list.Count;
        var result = run.NewList(count);
        for (var i = 0; i < count && i < list.Count; i++)
            result.Add(Visit(run, function, args, list, i));
        return result;
    }

    private static object? Filter(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var result = run.NewList(0);
        var count = list.Count;
        for (var i = 0; i < count && i < list.Count; i++)
        {
            var item = list[i];
            if (Coerce.ToBoolean(Visit(run, function, args, list, i)))
                run.Append(result, item);
        }
        return result;
    }

    private static object? FlatMap(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var result = run.NewList(0);
        Flatten(run, (List<object?>)Map(run, self, args)!, 1, result);
        return result;
    }

    private static (int Index, object? Item) Search(Evaluation run, object? self, ReadOnlySpan<object?> args, bool fromEnd)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var count = list.Count;
        for (var n = 0; n < count; n++)
        {
            var i = fromEnd ? count - 1 - n : n;
            if (i >= list.Count)
                continue;
            var item = list[i];
            if (Coerce.ToBoolean(Visit(run, function, args, list, i)))
                return (i, item);
        }
        return (-1, Undefined.Value);
    }

    private static object? Some(Evaluation run, object? self, ReadOnlySpan<object?> args) => Coerce.Box(Search(run, self, args, fromEnd: false).Index >= 0);

    private static object? Every(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var count = list.Count;
        for (var i = 0; i < count && i < list.Count; i++)
        {
            if (!Coerce.ToBoolean(Visit(run, function, args, list, i)))
                return Coerce.False;
        }
        return Coerce.True;
    }

    private static object? Reduce(Evaluation run, object? self, ReadOnlySpan<object?> args) => Fold(run, self, args, fromEnd: false);

    private static object? ReduceRight(Evaluation run, object? self, ReadOnlySpan<object?> args) => Fold(run, self, args, fromEnd: true);

    private static object? Fold(Evaluation run, object? self, ReadOnlySpan<object?> args, bool fromEnd)
    {
        var (list, function) = (Natives.ListOf(self, run), Natives.FunctionOf(args.At(0), run));
        var (count, first) = (list.Count, 0);
        object? result;
        if (args.Length > 1)
            result = args[1];
        else if (count > 0)
            (result, first) = (fromEnd ? list[^1] : list[0], 1);
        else
            throw run.TypeError("Expected an array with items or a first value to reduce, but there is neither.");
        for (var n = first; n < count; n++)
        {
            var i = fromEnd ? count - 1 - n : n;
            if (i >= list.Count)
                continue;
            run.Step(1);
            result = function.Call(run, Undefined.Value, [result, list[i], Coerce.Box(i), list]);
        }
        return result;
    }

    /// <summary>A stable merge sort on a copy, so that a comparison may do what it likes to the array.</summary>
    private static object? Sort(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var list = Natives.ListOf(self, run);
        var function = args.Has(0) ? Natives.FunctionOf(args[0], run) : null;
        run.Allocate(32L * list.Count);
        var items = list.Where(i => i is not Undefined).ToArray();
        var keys = function is null ? Array.ConvertAll(items, i => Coerce.ToText(i, run)) : null;
        var order = new int[items.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        MergeSort(run, order, new int[order.Length], 0, order.Length, (a, b) =>
            keys is not null ? string.CompareOrdinal(keys[a], keys[b]) : Coerce.ToNumber(function!.Call(run, Undefined.Value, [items[a], items[b]]), run));
        for (var i = 0; i < list.Count; i++)
            list[i] = i < order.Length ? items[order[i]] : Undefined.Value;
        return list;
    }

    private static void MergeSort(Evaluation run, int[] order, int[] spare, int start, int end, Func<int, int, double> compare)
    {
        if (end - start < 2)
            return;
        var middle = (start + end) / 2;
        MergeSort(run, order, spare, start, middle, compare);
        MergeSort(run, order, spare, middle, end, compare);
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            run.Step(1);
            spare[i] = right >= end || (left < middle && !(compare(order[left], order[right]) > 0)) ? order[left++] : order[right++];
        }
        Array.Copy(spare, start, order, start, end - start);
    }
}
