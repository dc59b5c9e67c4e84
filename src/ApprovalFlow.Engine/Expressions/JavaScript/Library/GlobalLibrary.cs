using System.Collections.Frozen;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>The names that every script knows.</summary>
internal static class GlobalLibrary
{
    private static readonly FrozenDictionary<string, LibraryObject> Errors =
        new[] { "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError" }.ToFrozenDictionary(name => name, ErrorConstructor, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, object?> Values = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["undefined"] = Undefined.Value, ["NaN"] = double.NaN, ["Infinity"] = double.PositiveInfinity,
        ["Math"] = NumberLibrary.MathObject, ["JSON"] = JsonLibrary.JsonObject, ["Number"] = NumberLibrary.Constructor, ["String"] = StringLibrary.Constructor,
        ["Boolean"] = Natives.Library("Boolean", Natives.Table(), (_, _, args) => Coerce.Box(Coerce.ToBoolean(args.At(0)))),
        ["Object"] = ObjectLibrary.Constructor, ["Array"] = ArrayLibrary.Constructor, ["Date"] = DateLibrary.Constructor,
        ["Set"] = CollectionLibrary.SetConstructor, ["Map"] = CollectionLibrary.MapConstructor, ["RegExp"] = RegexLibrary.Constructor,
        ["parseInt"] = NumberLibrary.ParseInt, ["parseFloat"] = NumberLibrary.ParseFloat,
        ["isNaN"] = new NativeFunction("isNaN", (run, _, args) => Coerce.Box(double.IsNaN(Coerce.ToNumber(args.At(0), run)))),
        ["isFinite"] = new NativeFunction("isFinite", (run, _, args) => Coerce.Box(double.IsFinite(Coerce.ToNumber(args.At(0), run)))),
    }.Concat(Errors.Select(e => KeyValuePair.Create(e.Key, (object?)e.Value))).ToFrozenDictionary(StringComparer.Ordinal);

    public static bool TryGet(string name, out object? value) => Values.TryGetValue(name, out value);

    private static LibraryObject ErrorConstructor(string name)
    {
        NativeCode make = (run, _, args) =>
        {
            run.Allocate(300);
            return new ErrorValue(name, args.Has(0) ? Coerce.ToText(args[0], run) : "");
        };
        return Natives.Library(name, Natives.Table(), make, make);
    }

    public static bool IsInstance(object? value, object? constructor, Evaluation run)
    {
        if (constructor is not LibraryObject library || !library.IsConstructor)
            throw run.TypeError("Expected Array, Object, Date, Error or another constructor of the library after 'instanceof', but something else is there.");
        return library.Name switch
        {
            "Array" => value is List<object?>,
            "Object" => Coerce.IsObject(value),
            "Date" => value is DateValue,
            "Set" => value is SetValue,
            "Map" => value is MapValue,
            "RegExp" => value is RegexValue,
            "Error" => value is ErrorValue,
            var name => value is ErrorValue error && error.Name == name,
        };
    }
}
