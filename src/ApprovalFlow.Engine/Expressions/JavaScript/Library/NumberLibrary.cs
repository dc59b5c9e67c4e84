using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>The methods of numbers, <c>Number</c> and <c>Math</c>.</summary>
internal static class NumberLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table(
        ("toFixed", ToFixed), ("toPrecision", ToPrecision), ("toString", ToText), ("valueOf", (_, self, _) => self));

    public static readonly NativeFunction ParseFloat = new("parseFloat", (run, _, args) => NumberText.ParsePrefix(Charged(args.At(0), run)));
    public static readonly NativeFunction ParseInt = new("parseInt", (run, _, args) => Coerce.Box(NumberText.ParseInteger(Charged(args.At(0), run), Coerce.ToInt32(args.At(1), run))));

    public static readonly LibraryObject Constructor = Natives.Library("Number",
        Natives.Table(
            ("isInteger", (_, _, args) => Coerce.Box(args.At(0) is double n && double.IsInteger(n))),
            ("isSafeInteger", (_, _, args) => Coerce.Box(args.At(0) is double n && double.IsInteger(n) && Math.Abs(n) <= MaxSafeInteger)),
            ("isFinite", (_, _, args) => Coerce.Box(args.At(0) is double n && double.IsFinite(n))),
            ("isNaN", (_, _, args) => Coerce.Box(args.At(0) is double n && double.IsNaN(n)))),
        (run, _, args) => args.Length == 0 ? Coerce.Box(0) : Coerce.Box(Coerce.ToNumber(args[0], run)),
        null,
        ("MAX_SAFE_INTEGER", MaxSafeInteger), ("MIN_SAFE_INTEGER", -MaxSafeInteger), ("MAX_VALUE", double.MaxValue), ("MIN_VALUE", double.Epsilon),
        ("EPSILON", Math.BitIncrement(1.0) - 1), ("NaN", double.NaN), ("POSITIVE_INFINITY", double.PositiveInfinity), ("NEGATIVE_INFINITY", double.NegativeInfinity),
        ("parseFloat", ParseFloat), ("parseInt", ParseInt));

    public static readonly LibraryObject MathObject = Natives.Library("Math",
        Natives.Table(
            ("abs", Of(Math.Abs)), ("ceil", Of(Math.Ceiling)), ("floor", Of(Math.Floor)), ("trunc", Of(Math.Truncate)), ("round", Of(Round)),
            ("sign", Of(n => double.IsNaN(n) || n == 0 ? n : Math.Sign(n))), ("sqrt", Of(Math.Sqrt)), ("cbrt", Of(CubeRoot)), ("exp", Of(Math.Exp)),
            ("log", Of(Math.Log)), ("log2", Of(Math.Log2)), ("log10", Of(Math.Log10)), ("log1p", Of(n => Math.Abs(n) < 1e-5 ? n - n * n / 2 + n * n * n / 3 : Math.Log(1 + n))),
            ("sin", Of(Math.Sin)), ("cos", Of(Math.Cos)), ("tan", Of(Math.Tan)), ("asin", Of(Math.Asin)), ("acos", Of(Math.Acos)), ("atan", Of(Math.Atan)),
            ("atan2", (run, _, args) => Coerce.Box(Math.Atan2(Coerce.ToNumber(args.At(0), run), Coerce.ToNumber(args.At(1), run)))),
            ("pow", (run, _, args) => Coerce.Box(Coerce.Power(Coerce.ToNumber(args.At(0), run), Coerce.ToNumber(args.At(1), run)))),
            ("hypot", Hypotenuse), ("max", (run, _, args) => Extreme(run, args, double.NegativeInfinity, Math.Max)), ("min", (run, _, args) => Extreme(run, args, double.PositiveInfinity, Math.Min)),
            ("fround", Of(n => (float)n))),
        null, null,
        ("PI", Math.PI), ("E", Math.E), ("LN2", Math.Log(2)), ("LN10", Math.Log(10)), ("LOG2E", 1 / Math.Log(2)), ("LOG10E", 1 / Math.Log(10)), ("SQRT2", Math.Sqrt(2)), ("SQRT1_2", Math.Sqrt(0.5)));

    private const double MaxSafeInteger = 9007199254740991;

    private static string Charged(object? value, Evaluation run)
    {
        var text = Coerce.ToText(value, run);
        run.Step(text.Length >> 6);
        return text;
    }

    private static NativeCode Of(Func<double, double> function) => (run, _, args) => Coerce.Box(function(Coerce.ToNumber(args.At(0), run)));

    /// <summary>Halves go up, also below zero.</summary>
    private static double Round(double value)
    {
        if (!double.IsFinite(value) || double.IsInteger(value))
            return value;
        var floor = Math.Floor(value);
        var rounded = value - floor >= 0.5 ? floor + 1 : floor;
        return rounded == 0 && value < 0 ? -0.0 : rounded;
    }

    /// <summary>The platform's root misses whole results by a bit (27).</summary>
    private static double CubeRoot(double value)
    {
        var root = Math.Cbrt(value);
        var whole = Math.Round(root);
        return whole * whole * whole == value ? whole : root;
    }

    private static object? Extreme(Evaluation run, ReadOnlySpan<object?> args, double start, Func<double, double, double> choose)
    {
        run.Step(args.Length >> 3);
        foreach (var value in args)
            start = choose(start, Coerce.ToNumber(value, run));
        return Coerce.Box(start);
    }

    private static object? Hypotenuse(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        double length = 0;
        foreach (var value in args)
            length = double.Hypot(length, Coerce.ToNumber(value, run));
        return Coerce.Box(length);
    }

    private static double ThisNumber(object? self, Evaluation run) => self is double number ? number : throw run.TypeError($"Expected a number, but it is {Coerce.Preview(self)}.");

    private static object? ToFixed(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var number = ThisNumber(self, run);
        var digits = Coerce.ToInteger(args.At(0), run);
        if (digits is < 0 or > 100)
            throw run.RangeError($"Expected 0 to 100 digits, but it is {Coerce.Preview(args.At(0))}.");
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21)
            return NumberText.Of(number);
        run.Step(10);
        var scaled = Scaled(Math.Abs(number), (int)digits).ToString(CultureInfo.InvariantCulture).PadLeft((int)digits + 1, '0');
        var text = digits == 0 ? scaled : scaled[..^(int)digits] + "." + scaled[^(int)digits..];
        return run.Text(number < 0 ? "-" + text : text);
    }

    /// <summary>A number times a power of ten, rounded on its exact binary value; a half goes up.</summary>
    private static BigInteger Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger numerator = exponent == 0 ? bits & 0xFFFFFFFFFFFFF : bits & 0xFFFFFFFFFFFFF | 0x10000000000000;
        exponent = Math.Max(exponent, 1) - 1075;
        var denominator = BigInteger.One;
        if (exponent > 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        if (power > 0)
            numerator *= BigInteger.Pow(10, power);
        else
            denominator *= BigInteger.Pow(10, -power);
        return (2 * numerator + denominator) / (2 * denominator);
    }

    private static object? ToPrecision(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var number = ThisNumber(self, run);
        if (!args.Has(0) || !double.IsFinite(number))
            return NumberText.Of(number);
        var digits = (int)Math.Clamp(Coerce.ToInteger(args[0], run), 0, 101);
        if (digits is < 1 or > 100)
            throw run.RangeError($"Expected 1 to 100 digits, but it is {Coerce.Preview(args[0])}.");
        run.Step(10);
        var magnitude = Math.Abs(number);
        var exponent = magnitude == 0 ? 0 : (int)Math.Floor(Math.Log10(magnitude));
        var plain = Scaled(magnitude, digits - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        if (magnitude > 0 && plain.Length != digits)
        {
            exponent += plain.Length - digits;
            plain = Scaled(magnitude, digits - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        }
        plain = plain.PadLeft(digits, '0');
        var mantissa = digits == 1 ? plain : plain[..1] + "." + plain[1..];
        var sign = number < 0 ? "-" : "";
        if (exponent < -6 || exponent >= digits)
            return run.Text($"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
        return run.Text(sign + (exponent < 0 ? "0." + new string('0', -exponent - 1) + plain : exponent + 1 >= plain.Length ? plain : plain[..(exponent + 1)] + "." + plain[(exponent + 1)..]));
    }

    private static object? ToText(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var number = ThisNumber(self, run);
        if (!args.Has(0))
            return NumberText.Of(number);
        var radix = Coerce.ToInteger(args[0], run);
        if (radix is < 2 or > 36)
            throw run.RangeError($"Expected a radix from 2 to 36, but it is {Coerce.Preview(args[0])}.");
        return run.Text(NumberText.InRadix(number, (int)radix));
    }
}
