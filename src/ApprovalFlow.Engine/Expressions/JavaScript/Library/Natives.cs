using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>How the tables of the library are written, and how its functions read their arguments.</summary>
internal static class Natives
{
    public static FrozenDictionary<string, NativeFunction> Table(params ReadOnlySpan<(string Name, NativeCode Code)> functions)
    {
        var table = new Dictionary<string, NativeFunction>(StringComparer.Ordinal);
        foreach (var (name, code) in functions)
            table.Add(name, new NativeFunction(name, code));
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static LibraryObject Library(string name, FrozenDictionary<string, NativeFunction> functions, NativeCode? call = null, NativeCode? construct = null,
        params ReadOnlySpan<(string Name, object? Value)> constants)
    {
        var members = functions.ToDictionary(f => f.Key, f => (object?)f.Value, StringComparer.Ordinal);
        foreach (var (constant, value) in constants)
            members.Add(constant, value);
        return new LibraryObject(name, members.ToFrozenDictionary(StringComparer.Ordinal), call, construct);
    }

    extension(ReadOnlySpan<object?> arguments)
    {
        public object? At(int index) => index < arguments.Length ? arguments[index] : Undefined.Value;
        public bool Has(int index) => index < arguments.Length && arguments[index] is not Undefined;
    }

    public static List<object?> ListOf(object? self, Evaluation run) =>
        self as List<object?> ?? throw run.TypeError($"Expected an array, but it is {Coerce.Preview(self)}.");

    public static string TextOf(object? self, Evaluation run)
    {
        if (self is string text)
            return text;
        return Coerce.IsNullish(self) ? throw run.TypeError($"Expected a string, but it is {Coerce.Preview(self)}.") : Coerce.ToText(self, run);
    }

    public static JsFunction FunctionOf(object? value, Evaluation run) =>
        value as JsFunction ?? throw run.TypeError($"Expected a function, but {Coerce.Preview(value)} is none.");

    /// <summary>An index that may count from the end, kept within 0 and <paramref name="length"/>.</summary>
    public static int Index(object? value, int length, int missing, Evaluation run)
    {
        if (value is Undefined)
            return missing;
        var index = Coerce.ToInteger(value, run);
        return (int)(index < 0 ? Math.Max(length + index, 0) : Math.Min(index, length));
    }
}
