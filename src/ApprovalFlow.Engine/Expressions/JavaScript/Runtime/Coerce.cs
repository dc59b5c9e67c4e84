using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Engine.Expressions.JavaScript.Library;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>Conversions and comparisons by the language's rules.</summary>
internal static class Coerce
{
    private static readonly object[] SmallIntegers = [.. Enumerable.Range(-1, 258).Select(i => (object)(double)i)];
    public static readonly object True = true;
    public static readonly object False = false;

    /// <summary>Boxes a number; small integers are boxed once for all.</summary>
    public static object Box(double value)
    {
        var index = (int)value;
        return index == value && (uint)(index + 1) < (uint)SmallIntegers.Length && !(index == 0 && double.IsNegative(value)) ? SmallIntegers[index + 1] : value;
    }

    public static object Box(bool value) => value ? True : False;

    public static bool IsNullish(object? value) => value is null or Undefined;

    public static bool IsObject(object? value) => value is not (null or Undefined or bool or double or string);

    public static bool ToBoolean(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        double number => number != 0 && !double.IsNaN(number),
        string text => text.Length > 0,
        _ => true,
    };

    public static double ToNumber(object? value, Evaluation run) => value switch
    {
        double number => number,
        null => 0,
        Undefined => double.NaN,
        bool flag => flag ? 1 : 0,
        string text => NumberText.Parse(text),
        _ => ToNumber(ToPrimitive(value, run, Hint.Number), run),
    };

    public static double ToInteger(object? value, Evaluation run)
    {
        var number = ToNumber(value, run);
        return double.IsNaN(number) ? 0 : Math.Truncate(number) + 0.0;
    }

    public static int ToInt32(object? value, Evaluation run) => ToInt32(ToNumber(value, run));

    public static int ToInt32(double number)
    {
        var direct = (int)number;
        if (direct == number)
            return direct;
        return double.IsFinite(number) ? unchecked((int)(uint)(long)Math.IEEERemainder(Math.Truncate(number), 4294967296.0)) : 0;
    }

    public static string ToText(object? value, Evaluation run) => value switch
    {
        string text => text,
        double number => NumberText.Of(number),
        null => "null",
        Undefined => "undefined",
        bool flag => flag ? "true" : "false",
        _ => ToText(ToPrimitive(value, run, Hint.Text), run),
    };

    public static string ToKey(object? value, Evaluation run)
    {
        var key = value as string ?? ToText(value, run);
        if (key.Length >= 64)
            run.Step(key.Length >> 6);
        return key;
    }

    public enum Hint { Default, Number, Text }

    public static object? ToPrimitive(object? value, Evaluation run, Hint hint)
    {
        switch (value)
        {
            case List<object?> list:
                return ArrayLibrary.Join(run, list, ",");
            case Dictionary<string, object?> map:
                return OwnConversion(map, run, hint);
            case DateValue date:
                return hint == Hint.Number ? Box(date.Time) : DateText.ToText(date.Time);
            case JsFunction function:
                return run.Text($"function {function.Name}() {{ [code] }}");
            case null or Undefined or bool or double or string:
                return value;
            default:
                return value switch { ErrorValue or RegexValue => value.ToString(), MapValue => "[object Map]", SetValue => "[object Set]", _ => "[object Object]" };
        }
    }

    private static object? OwnConversion(Dictionary<string, object?> map, Evaluation run, Hint hint)
    {
        ReadOnlySpan<string> order = hint == Hint.Text ? ["toString", "valueOf"] : ["valueOf", "toString"];
        foreach (var name in order)
        {
            if (map.GetValueOrDefault(name) is JsFunction conversion && conversion.Call(run, map, []) is var result && !IsObject(result))
                return result;
        }
        return "[object Object]";
    }

    public static string TypeOf(object? value) => value switch
    {
        Undefined => "undefined",
        bool => "boolean",
        double => "number",
        string => "string",
        LibraryObject library => library.IsCallable ? "function" : "object",
        JsFunction => "function",
        _ => "object",
    };

    public static bool StrictEquals(object? left, object? right, Evaluation run) => left switch
    {
        double a => right is double b && a == b,
        string a => right is string b && TextEquals(a, b, run),
        bool a => right is bool b && a == b,
        _ => ReferenceEquals(left, right),
    };

    private static bool TextEquals(string a, string b, Evaluation run)
    {
        if (a.Length != b.Length)
            return false;
        run.Step(a.Length >> 7);
        return a == b;
    }

    public static bool LooseEquals(object? left, object? right, Evaluation run)
    {
        if (IsNullish(left) || IsNullish(right))
            return IsNullish(left) && IsNullish(right);
        if (left is double && right is double || left is string && right is string || left is bool && right is bool || IsObject(left) && IsObject(right))
            return StrictEquals(left, right, run);
        if (IsObject(left))
            return LooseEquals(ToPrimitive(left, run, Hint.Default), right, run);
        if (IsObject(right))
            return LooseEquals(left, ToPrimitive(right, run, Hint.Default), run);
        return ToNumber(left, run) == ToNumber(right, run);
    }

    /// <summary>Less than: null when a side is not a number.</summary>
    public static bool? Less(object? left, object? right, Evaluation run)
    {
        left = ToPrimitive(left, run, Hint.Number);
        right = ToPrimitive(right, run, Hint.Number);
        if (left is string a && right is string b)
        {
            run.Step(Math.Min(a.Length, b.Length) >> 8);
            return string.CompareOrdinal(a, b) < 0;
        }
        var (x, y) = (ToNumber(left, run), ToNumber(right, run));
        return double.IsNaN(x) || double.IsNaN(y) ? null : x < y;
    }

    public static object? Add(object? left, object? right, Evaluation run)
    {
        if (left is double a && right is double b)
            return Box(a + b);
        left = ToPrimitive(left, run, Hint.Default);
        right = ToPrimitive(right, run, Hint.Default);
        if (left is string || right is string)
            return Concat(ToText(left, run), ToText(right, run), run);
        return Box(ToNumber(left, run) + ToNumber(right, run));
    }

    public static string Concat(string left, string right, Evaluation run)
    {
        run.Allocate(24 + 2L * ((long)left.Length + right.Length));
        return string.Concat(left, right);
    }

    public static double Remainder(double a, double b) => a % b;

    public static double Power(double a, double b) =>
        double.IsNaN(b) || (Math.Abs(a) == 1 && double.IsInfinity(b)) ? double.NaN : Math.Pow(a, b);

    /// <summary>A short description for messages.</summary>
    public static string Preview(object? value) => value switch
    {
        null => "null",
        string text => text.Length > 40 ? $"\"{text[..40]}…\"" : $"\"{text}\"",
        double number => NumberText.Of(number),
        bool flag => flag ? "true" : "false",
        Undefined => "undefined",
        List<object?> => "an array",
        JsFunction => "a function",
        ErrorValue error => error.ToString(),
        _ => "an object",
    };

    /// <summary>The items of something that can be iterated; an array is answered itself, so that growth during a loop is seen.</summary>
    public static List<object?> Items(object? value, Evaluation run)
    {
        switch (value)
        {
            case List<object?> list:
                return list;
            case string text:
                var characters = run.NewList(text.Length);
                for (var i = 0; i < text.Length; i++)
                {
                    var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
                    characters.Add(text.Substring(i, length));
                    i += length - 1;
                }
                return characters;
            case SetValue set:
                var members = run.NewList(set.Items.Count);
                members.AddRange(set.Items.Select(SameValueZero.Unwrap));
                return members;
            case MapValue map:
                var pairs = run.NewList(map.Entries.Count * 3);
                pairs.AddRange(map.Entries.Select(e => new List<object?> { SameValueZero.Unwrap(e.Key), e.Value }));
                return pairs;
            default:
                throw run.TypeError($"Expected something to iterate over, but {Preview(value)} cannot be iterated.");
        }
    }
}

/// <summary>Equality of the keys of maps and sets, and of <c>includes</c>: like ===, but NaN equals itself.</summary>
internal sealed class SameValueZero : IEqualityComparer<object>
{
    public static readonly SameValueZero Instance = new();
    private static readonly object NullKey = new();

    public static object Wrap(object? value, Evaluation run)
    {
        if (value is string text)
            run.Step(text.Length >> 6);
        return value ?? NullKey;
    }

    public static object? Unwrap(object value) => ReferenceEquals(value, NullKey) ? null : value;

    public static bool AreEqual(object? a, object? b, Evaluation run) => Coerce.StrictEquals(a, b, run) || AreBothNaN(a, b);

    private static bool AreBothNaN(object? a, object? b) => a is double x && b is double y && double.IsNaN(x) && double.IsNaN(y);

    public new bool Equals(object? a, object? b) => a switch
    {
        double x => b is double y && (x == y || AreBothNaN(a, b)),
        string x => b is string y && x == y,
        bool x => b is bool y && x == y,
        _ => ReferenceEquals(a, b),
    };

    public int GetHashCode(object value) => value switch
    {
        double number => number == 0 ? 0 : number.GetHashCode(),
        string or bool => value.GetHashCode(),
        _ => RuntimeHelpers.GetHashCode(value),
    };
}
