using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript;

/// <summary>Kinds of values, as far as a condition can tell them apart. Other: lists, objects, what is not a number, and all that nobody looked into.</summary>
[Flags]
internal enum ValueKinds { None = 0, Null = 1, True = 2, False = 4, Number = 8, Text = 16, Other = 32 }

/// <summary>What an expression may give: at least everything that it can give, often more, never less. So "cannot be true" is certain and "may be true" is not.</summary>
internal sealed record ValueRange(ValueKinds Kinds)
{
    public static ValueRange Any { get; } = new((ValueKinds)63) { Numbers = Interval.All };
    public static ValueRange Null { get; } = new(ValueKinds.Null);
    public static ValueRange AnyText { get; } = new(ValueKinds.Text);
    public static ValueRange AnyTruth { get; } = new(ValueKinds.True | ValueKinds.False);

    /// <summary>Meant only where a number is among the kinds.</summary>
    public Interval Numbers { get; init; }
    /// <summary>Texts that it may be, or with <see cref="IsAllBut"/> those that it is not; null: any text.</summary>
    public IReadOnlySet<string>? Texts { get; init; }
    public bool IsAllBut { get; init; }

    public bool Has(ValueKinds kind) => (Kinds & kind) != 0;

    public static ValueRange Of(object? value) => value switch
    {
        null => Null,
        bool flag => new(flag ? ValueKinds.True : ValueKinds.False),
        double number when double.IsFinite(number) => OfNumbers(Interval.At(number)),
        string text => OfTexts(text),
        _ => Any,
    };

    public static ValueRange OfTruth(bool may, bool mayNot) => new((may ? ValueKinds.True : 0) | (mayNot ? ValueKinds.False : 0));
    public static ValueRange OfNumbers(Interval numbers) => new(ValueKinds.Number) { Numbers = numbers };
    public static ValueRange OfTexts(params IEnumerable<string> texts) => new(ValueKinds.Text) { Texts = texts.ToHashSet(StringComparer.Ordinal) };

    public bool MayBeText(string text) => Has(ValueKinds.Text) && (Texts is null || Texts.Contains(text) != IsAllBut);
    public bool MayBeTruthy => Has(ValueKinds.True | ValueKinds.Other) || Has(ValueKinds.Number) && Numbers != Interval.At(0) || Has(ValueKinds.Text) && (Texts is null || IsAllBut || Texts.Any(t => t.Length > 0));
    public bool MayBeFalsy => Has(ValueKinds.Null | ValueKinds.False | ValueKinds.Other) || Has(ValueKinds.Number) && Numbers.Contains(0) || MayBeText("");

    /// <summary>What a condition makes of it: only <c>true</c>, a number that is not nought, or the word "true" goes through.</summary>
    public (bool May, bool MayNot) AsCondition => (
        Has(ValueKinds.True | ValueKinds.Other) || Has(ValueKinds.Number) && Numbers != Interval.At(0) || Has(ValueKinds.Text),
        Has(ValueKinds.Null | ValueKinds.False | ValueKinds.Other | ValueKinds.Text) || Has(ValueKinds.Number) && Numbers.Contains(0));

    public ValueRange Or(ValueRange other)
    {
        var numbers = !Has(ValueKinds.Number) ? other.Numbers : !other.Has(ValueKinds.Number) ? Numbers : Numbers.Span(other.Numbers);
        var union = new ValueRange(Kinds | other.Kinds) { Numbers = numbers };
        if (!Has(ValueKinds.Text)) return union with { Texts = other.Texts, IsAllBut = other.IsAllBut };
        if (!other.Has(ValueKinds.Text)) return union with { Texts = Texts, IsAllBut = IsAllBut };
        return Texts is null || other.Texts is null || IsAllBut || other.IsAllBut ? union : union with { Texts = Texts.Union(other.Texts).ToHashSet(StringComparer.Ordinal) };
    }

    // ---- operators

    public static ValueRange Apply(Operator @operator, ValueRange left, ValueRange right)
    {
        switch (@operator)
        {
            case Operator.Equal or Operator.StrictEqual:
                return AreEqual(left, right, @operator == Operator.StrictEqual);
            case Operator.NotEqual or Operator.StrictNotEqual:
                return AreEqual(left, right, @operator == Operator.StrictNotEqual).Not();
            case Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                return Compare(@operator, left, right);
            case Operator.Add or Operator.Subtract or Operator.Multiply when left.AsNumbers is { } a && right.AsNumbers is { } b:
                return Calculate(@operator, a, b);
            default: return Any;
        }
    }

    public ValueRange Not() => OfTruth(MayBeFalsy, MayBeTruthy);

    public ValueRange Negated() => AsNumbers is { } numbers ? OfNumbers(numbers.Negated()) : Any;

    /// <summary>As numbers are counted with: nothing is 0, yes is 1. Null: something in it is no number.</summary>
    private Interval? AsNumbers
    {
        get
        {
            if (Kinds == ValueKinds.None || Has(ValueKinds.Text | ValueKinds.Other)) return null;
            Interval? found = Has(ValueKinds.Number) ? Numbers : null;
            if (Has(ValueKinds.Null | ValueKinds.False)) found = found?.Span(Interval.At(0)) ?? Interval.At(0);
            if (Has(ValueKinds.True)) found = found?.Span(Interval.At(1)) ?? Interval.At(1);
            return found;
        }
    }

    private static ValueRange AreEqual(ValueRange left, ValueRange right, bool strict)
    {
        const ValueKinds Truth = ValueKinds.True | ValueKinds.False;
        static bool MayConvert(ValueRange a, ValueRange b) => a.Has(ValueKinds.Other) || a.Has(ValueKinds.Text) && b.Has(ValueKinds.Number | Truth) || a.Has(ValueKinds.Number) && b.Has(Truth);
        var same = left.Kinds & right.Kinds;
        var may = (same & (ValueKinds.Null | ValueKinds.True | ValueKinds.False | ValueKinds.Other)) != 0
            || (same & ValueKinds.Number) != 0 && left.Numbers.Meets(right.Numbers)
            || (same & ValueKinds.Text) != 0 && MayShareText(left, right)
            // A list or object may be the text that it is written as, and a text or a truth the number that it reads as.
            || !strict && (MayConvert(left, right) || MayConvert(right, left));
        return OfTruth(may, !left.IsOneValue || left != right && !left.IsSameAs(right));
    }

    private bool IsOneValue => Kinds is ValueKinds.Null or ValueKinds.True or ValueKinds.False || Kinds == ValueKinds.Number && Numbers.IsPoint || Kinds == ValueKinds.Text && Texts is { Count: 1 } && !IsAllBut;

    private bool IsSameAs(ValueRange other) =>
        IsOneValue && other.IsOneValue && Kinds == other.Kinds && (Kinds != ValueKinds.Number || Numbers == other.Numbers) && (Kinds != ValueKinds.Text || Texts!.SetEquals(other.Texts!));

    private static bool MayShareText(ValueRange left, ValueRange right) =>
        left.Texts is { } some && !left.IsAllBut ? some.Any(right.MayBeText) : right.Texts is not { } others || right.IsAllBut || others.Any(left.MayBeText);

    private static ValueRange Compare(Operator @operator, ValueRange left, ValueRange right)
    {
        if (left.AsNumbers is not { } a || right.AsNumbers is not { } b) return AnyTruth;
        return @operator switch
        {
            Operator.Less => OfTruth(a.MayBeLess(b), b.MayBeAtMost(a)),
            Operator.LessOrEqual => OfTruth(a.MayBeAtMost(b), b.MayBeLess(a)),
            Operator.Greater => OfTruth(b.MayBeLess(a), a.MayBeAtMost(b)),
            _ => OfTruth(b.MayBeAtMost(a), a.MayBeLess(b)),
        };
    }

    private static ValueRange Calculate(Operator @operator, Interval a, Interval b)
    {
        var result = @operator switch
        {
            Operator.Add => new Interval(a.Low + b.Low, a.High + b.High),
            Operator.Subtract => new Interval(a.Low - b.High, a.High - b.Low),
            _ => Interval.Around(a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High),
        };
        // Without an end somewhere, rounding and 0 × ∞ have the last word: nothing is said.
        return double.IsFinite(result.Low) && double.IsFinite(result.High) ? OfNumbers(result) : Any;
    }
}

/// <summary>Numbers between two ends, which may be left out.</summary>
internal readonly record struct Interval(double Low, double High, bool LowOpen = false, bool HighOpen = false)
{
    public static Interval All { get; } = new(double.NegativeInfinity, double.PositiveInfinity, true, true);
    public static Interval At(double number) => new(number, number);
    public static Interval Around(params ReadOnlySpan<double> numbers)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in numbers)
        {
            if (double.IsNaN(number)) return All;
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }
        return new(low, high);
    }

    public bool IsPoint => Low.Equals(High);
    public bool Contains(double number) => (LowOpen ? number > Low : number >= Low) && (HighOpen ? number < High : number <= High);
    public bool Meets(Interval other) => MayBeAtMost(other) && other.MayBeAtMost(this);
    public Interval Negated() => new(-High, -Low, HighOpen, LowOpen);

    public bool MayBeLess(Interval other) => Low < other.High;
    public bool MayBeAtMost(Interval other) => Low < other.High || Low.Equals(other.High) && !LowOpen && !other.HighOpen;

    public Interval Span(Interval other)
    {
        var (low, lowOpen) = Low < other.Low ? (Low, LowOpen) : Low > other.Low ? (other.Low, other.LowOpen) : (Low, LowOpen && other.LowOpen);
        var (high, highOpen) = High > other.High ? (High, HighOpen) : High < other.High ? (other.High, other.HighOpen) : (High, HighOpen && other.HighOpen);
        return new(low, high, lowOpen, highOpen);
    }
}

/// <summary>What the names in an expression may stand for.</summary>
internal abstract class RangeScope
{
    /// <summary>By the name that <c>getInput</c> is called with.</summary>
    public abstract ValueRange Field(string name);
    /// <summary><c>getX()</c>, by what follows "get".</summary>
    public abstract ValueRange Accessor(string name);
    public abstract ValueRange Variable(string name);
    public abstract ValueRange Output(string activity, string output);
}
