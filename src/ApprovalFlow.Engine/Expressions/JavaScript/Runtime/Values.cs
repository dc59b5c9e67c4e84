using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>Values inside a run: null, bool, double, string, List&lt;object?&gt;, Dictionary&lt;string, object?&gt; and the types of this folder.</summary>
internal sealed class Undefined
{
    public static readonly Undefined Value = new();
    private Undefined() { }
    public override string ToString() => "undefined";
}

/// <summary>The content of a <c>let</c> or <c>const</c> before its declaration has run.</summary>
internal sealed class Uninitialized
{
    public static readonly Uninitialized Value = new();
    private Uninitialized() { }
}

/// <summary>A variable that a function inside also uses.</summary>
internal sealed class Cell(object? value)
{
    public object? Value = value;
}

/// <summary>The locals of one call.</summary>
internal sealed class Frame(Evaluation run, object?[] slots, Cell[] captured, object? self)
{
    public readonly Evaluation Run = run;
    public readonly object?[] Slots = slots;
    public readonly Cell[] Captured = captured;
    public readonly object? Self = self;
    /// <summary>What <c>return</c> gives; in the script itself, the value of the last expression statement.</summary>
    public object? Result = Undefined.Value;
    /// <summary>Where a break or continue under way is going; null: the nearest.</summary>
    public string? Label;
}

/// <summary>A date: milliseconds since 1970 in UTC, NaN when invalid.</summary>
internal sealed class DateValue(double time)
{
    public double Time = time;
}

internal sealed class ErrorValue(string name, string message)
{
    public readonly string Name = name;
    public readonly Dictionary<string, object?> Members = new() { ["message"] = message };
    public override string ToString() => Members.GetValueOrDefault("message") is string { Length: > 0 } text ? $"{Name}: {text}" : Name;
}

/// <summary>What <c>exec</c> and <c>match</c> answer: the groups as an array, with the place and the named groups.</summary>
internal sealed class MatchValue(int index, string input, Dictionary<string, object?>? groups) : List<object?>
{
    public readonly int Index = index;
    public readonly string Input = input;
    public readonly Dictionary<string, object?>? Groups = groups;
}

internal sealed class MapValue
{
    public readonly Dictionary<object, object?> Entries = new(SameValueZero.Instance);
}

internal sealed class SetValue
{
    public readonly HashSet<object> Items = new(SameValueZero.Instance);
}
