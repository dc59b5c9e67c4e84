using System.Globalization;
using ApprovalFlow.Engine.Expressions.JavaScript.Library;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>Reading and writing members. There are no prototypes to reach: methods come from fixed tables by the kind of the value.</summary>
internal static class Members
{
    private const string Prototype = "__proto__";

    public static object? Get(object? target, object? key, Evaluation run)
    {
        if (key is double position)
        {
            var index = (int)position;
            if (target is List<object?> list && index == position)
                return (uint)index < (uint)list.Count ? list[index] : Undefined.Value;
            if (target is string text && index == position)
                return (uint)index < (uint)text.Length ? Characters.Of(text[index]) : Undefined.Value;
        }
        if (Coerce.IsNullish(target))
            throw run.TypeError($"Expected an object to read '{Coerce.ToKey(key, run)}' of, but it is {Coerce.Preview(target)}.");
        return Get(target, Coerce.ToKey(key, run), run);
    }

    public static object? Get(object? target, string name, Evaluation run)
    {
        switch (target)
        {
            case Dictionary<string, object?> map:
                if (name == Prototype)
                    return Undefined.Value;
                return map.TryGetValue(name, out var value) ? value : Method(ObjectLibrary.Methods, name);
            case List<object?> list:
                if (name == "length")
                    return Coerce.Box(list.Count);
                if (TryIndex(name, out var index))
                    return index < list.Count ? list[index] : Undefined.Value;
                if (list is MatchValue match)
                {
                    switch (name)
                    {
                        case "index": return Coerce.Box(match.Index);
                        case "input": return match.Input;
                        case "groups": return match.Groups is null ? Undefined.Value : match.Groups;
                    }
                }
                return Method(ArrayLibrary.Methods, name);
            case string text:
                if (name == "length")
                    return Coerce.Box(text.Length);
                if (TryIndex(name, out var at))
                    return at < text.Length ? Characters.Of(text[at]) : Undefined.Value;
                return Method(StringLibrary.Methods, name);
            case double:
                return Method(NumberLibrary.Methods, name);
            case bool:
                return Method(ObjectLibrary.ValueMethods, name);
            case null or Undefined:
                throw run.TypeError($"Expected an object to read '{name}' of, but it is {Coerce.Preview(target)}.");
            case LibraryObject library:
                if (library.Members.TryGetValue(name, out var member))
                    return member;
                return FunctionMember(library, name);
            case JsFunction function:
                return FunctionMember(function, name);
            case DateValue:
                return Method(DateLibrary.Methods, name);
            case RegexValue regex:
                return regex.Member(name) ?? Method(RegexLibrary.Methods, name);
            case ErrorValue error:
                return name == "name" ? error.Name : error.Members.TryGetValue(name, out var detail) ? detail : Method(ObjectLibrary.ValueMethods, name);
            case SetValue set:
                return name == "size" ? Coerce.Box(set.Items.Count) : Method(CollectionLibrary.SetMethods, name);
            case MapValue entries:
                return name == "size" ? Coerce.Box(entries.Entries.Count) : Method(CollectionLibrary.MapMethods, name);
            default:
                return Undefined.Value;
        }
    }

    private static object? FunctionMember(JsFunction function, string name) => name switch
    {
        "name" => function.Name,
        "length" => Coerce.Box(function.Length),
        _ => Method(ObjectLibrary.FunctionMethods, name),
    };

    private static object? Method(System.Collections.Frozen.FrozenDictionary<string, NativeFunction> methods, string name) =>
        methods.TryGetValue(name, out var method) ? method : Undefined.Value;

    public static void Set(object? target, object? key, object? value, Evaluation run)
    {
        switch (target)
        {
            case Dictionary<string, object?> map:
                var name = Coerce.ToKey(key, run);
                if (name != Prototype)
                    run.Set(map, name, value);
                return;
            case List<object?> list:
                SetElement(list, key, value, run);
                return;
            case ErrorValue error:
                run.Set(error.Members, Coerce.ToKey(key, run), value);
                return;
            case RegexValue regex when key is "lastIndex":
                regex.LastIndex = (int)Math.Clamp(Coerce.ToInteger(value, run), 0, int.MaxValue);
                return;
            default:
                throw run.TypeError($"Expected an object or array to write '{Coerce.ToKey(key, run)}' to, but it is {Coerce.Preview(target)}.");
        }
    }

    private static void SetElement(List<object?> list, object? key, object? value, Evaluation run)
    {
        if (key is double number && number >= 0 && number == Math.Truncate(number) && number < int.MaxValue || key is string text && TryIndex(text, out var parsed) && (number = parsed) >= 0)
        {
            var index = (int)number;
            if (index < list.Count)
            {
                list[index] = value;
                return;
            }
            Resize(list, index + 1, run);
            list[index] = value;
        }
        else if (key is "length")
        {
            var length = Coerce.ToNumber(value, run);
            if (length < 0 || length != Math.Truncate(length) || length > int.MaxValue)
                throw run.RangeError($"Expected a length of an array, but it is {Coerce.Preview(value)}.");
            Resize(list, (int)length, run);
        }
        else
            throw run.TypeError($"Expected an index to write to in an array, but it is '{Coerce.ToKey(key, run)}'.");
    }

    private static void Resize(List<object?> list, int length, Evaluation run)
    {
        if (length < list.Count)
            list.RemoveRange(length, list.Count - length);
        else
        {
            run.Allocate(32L * (length - list.Count));
            while (list.Count < length)
                list.Add(Undefined.Value);
        }
    }

    public static bool Delete(object? target, object? key, Evaluation run)
    {
        switch (target)
        {
            case Dictionary<string, object?> map:
                Remove(map, Coerce.ToKey(key, run), run);
                return true;
            case List<object?> list:
                var number = Coerce.ToNumber(key, run);
                if (number >= 0 && number < list.Count && number == Math.Truncate(number))
                    list[(int)number] = Undefined.Value;
                return true;
            case null or Undefined:
                throw run.TypeError($"Expected an object to delete '{Coerce.ToKey(key, run)}' of, but it is {Coerce.Preview(target)}.");
            default:
                return true;
        }
    }

    /// <summary>Removes a key and keeps the order of the rest, also for keys that are added later.</summary>
    private static void Remove(Dictionary<string, object?> map, string key, Evaluation run)
    {
        if (!map.Remove(key))
            return;
        run.Step(1 + (map.Count >> 2));
        var rest = map.ToArray();
        map.Clear();
        foreach (var (name, value) in rest)
            map.Add(name, value);
    }

    public static bool Has(object? target, object? key, Evaluation run) => target switch
    {
        Dictionary<string, object?> map => map.ContainsKey(Coerce.ToKey(key, run)),
        List<object?> list => key is "length" || TryIndex(Coerce.ToKey(key, run), out var index) && index < list.Count,
        ErrorValue error => error.Members.ContainsKey(Coerce.ToKey(key, run)),
        string text => key is "length" || TryIndex(Coerce.ToKey(key, run), out var at) && at < text.Length,
        _ => false,
    };

    /// <summary>The keys of a map in the language's order: array indexes by size, then the others as they were added.</summary>
    public static IEnumerable<string> KeysOf(Dictionary<string, object?> map)
    {
        var anyIndex = false;
        foreach (var key in map.Keys)
        {
            if (key.Length > 0 && char.IsAsciiDigit(key[0]) && TryIndex(key, out _))
            {
                anyIndex = true;
                break;
            }
        }
        return anyIndex
            ? map.Keys.Where(k => TryIndex(k, out _)).OrderBy(k => int.Parse(k, CultureInfo.InvariantCulture)).Concat(map.Keys.Where(k => !TryIndex(k, out _)))
            : map.Keys;
    }

    /// <summary>The keys that <c>for in</c> and <c>Object.keys</c> see.</summary>
    public static List<object?> OwnKeys(object? target, Evaluation run)
    {
        List<object?> keys;
        switch (target)
        {
            case Dictionary<string, object?> map:
                keys = run.NewList(map.Count);
                keys.AddRange(KeysOf(map));
                return keys;
            case List<object?> or string:
                var count = target is List<object?> list ? list.Count : ((string)target).Length;
                keys = run.NewList(count);
                for (var i = 0; i < count; i++)
                    keys.Add(NumberText.Of(i));
                return keys;
            default:
                return run.NewList(0);
        }
    }

    public static bool TryIndex(string key, out int index)
    {
        index = 0;
        if (key.Length is 0 or > 9 || (key[0] == '0' && key.Length > 1))
            return false;
        foreach (var c in key)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            index = index * 10 + (c - '0');
        }
        return true;
    }
}

/// <summary>One-character strings, made once for ASCII.</summary>
internal static class Characters
{
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    public static string Of(char c) => c < 128 ? Ascii[c] : c.ToString();
}
