using System.Globalization;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript;
using FsCheck.Fluent;
using FsCheck;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

public sealed class ScriptPropertyTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20261122UL, 7UL);

    private static readonly Arbitrary<double> AnyBits = Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Two()
        .Select(p => BitConverter.Int64BitsToDouble(((long)p.Item1 << 32) | (uint)p.Item2)).Where(double.IsFinite));

    [Fact]
    public void Number_should_read_back_the_same_from_its_text() =>
        Prop.ForAll(AnyBits, n => NumberText.Parse(NumberText.Of(n)) == n).Check(Seeded);

    [Fact]
    public void Number_text_should_have_an_exponent_only_when_very_large_or_small() =>
        Prop.ForAll(AnyBits, n => NumberText.Of(n).Contains('e') == (n != 0 && Math.Abs(n) is >= 1e21 or < 1e-6)).Check(Seeded);

    [Fact]
    public void Whole_number_in_a_radix_should_read_back() =>
        Prop.ForAll(Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), Arb.From(Gen.Choose(2, 36)), (n, radix) => NumberText.ParseInteger(NumberText.InRadix(n, radix), radix) == n).Check(Seeded);

    [Fact]
    public void Fixed_digits_should_be_those_of_the_exact_decimal() =>
        Prop.ForAll(Arb.From(Gen.Choose(-10_000_000, 10_000_000)), Arb.From(Gen.Choose(0, 6)), (n, digits) =>
        {
            // Eighths are exact in binary and in decimal alike, so halves are real halves.
            var exact = n / 8m;
            var expected = Math.Round(Math.Abs(exact), digits, MidpointRounding.AwayFromZero).ToString("F" + digits, CultureInfo.InvariantCulture);
            return (string?)Scripts.Run($"({(n / 8.0).ToString("R", CultureInfo.InvariantCulture)}).toFixed({digits})") == (exact < 0 ? "-" : "") + expected;
        }).Check(Seeded);

    [Fact]
    public void Bit_operators_should_work_on_32_bits() =>
        Prop.ForAll(Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), (a, b) =>
            Scripts.Run($"[({a}) & ({b}), ({a}) | ({b}), ({a}) ^ ({b}), ({a}) << ({b}), ({a}) >> ({b}), ({a}) >>> ({b}), ~({a})]") is List<object?> got &&
            got.SequenceEqual(new object?[] { (double)(a & b), (double)(a | b), (double)(a ^ b), (double)(a << b), (double)(a >> b), (double)((uint)a >> b), (double)~a })).Check(Seeded);

    [Fact]
    public void Text_should_survive_json() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var host = new ScriptHostDouble();
            host.Values["text"] = text;
            return Equals(Scripts.Run("JSON.parse(JSON.stringify(text))", host), text);
        }).Check(Seeded);

    [Fact]
    public void Split_text_should_join_to_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonEmptyString>(), (text, separator) =>
        {
            var host = new ScriptHostDouble();
            (host.Values["text"], host.Values["separator"]) = (text.Get, separator.Get);
            return Equals(Scripts.Run("text.split(separator).join(separator)", host), text.Get) && Equals(Scripts.Run("text.split('').join('')", host), text.Get);
        }).Check(Seeded);

    [Fact]
    public void Sort_should_order_like_a_stable_sort() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 9).ListOf()), items =>
        {
            var host = new ScriptHostDouble();
            host.Values["items"] = items.Select((n, i) => (object?)new List<object?> { n, i }).ToList();
            return Scripts.Run("items.sort((a, b) => a[0] - b[0]).map(p => p[1])", host) is List<object?> got &&
                got.SequenceEqual(items.Select((n, i) => (n, i)).OrderBy(p => p.n).Select(p => (object?)(double)p.i));
        }).Check(Seeded);

    /// <summary>An expression with only the parentheses that precedence demands, and its value.</summary>
    private sealed record Sum(string Text, int Level, double Value)
    {
        public string At(int level) => Level < level ? $"({Text})" : Text;
    }

    private static Gen<Sum> Sums(int size) => size == 0
        ? Gen.Choose(0, 20).Select(n => new Sum(n.ToString(CultureInfo.InvariantCulture), 5, n))
        : from kind in Gen.Choose(0, 6)
          from a in Sums(size / 2)
          from b in Sums(size / 2)
          from c in Sums(size / 3)
          select kind switch
          {
              0 => new Sum($"{a.At(2)} + {b.At(3)}", 2, a.Value + b.Value),
              1 => new Sum($"{a.At(2)} - {b.At(3)}", 2, a.Value - b.Value),
              2 => new Sum($"{a.At(3)} * {b.At(4)}", 3, a.Value * b.Value),
              3 => new Sum($"{a.At(3)} % {b.At(4)}", 3, a.Value % b.Value),
              4 => new Sum($"- {a.At(4)}", 4, -a.Value),
              5 => new Sum($"{a.At(1)} < {b.At(2)}", 1, a.Value < b.Value ? 1 : 0) is var less ? less with { Text = $"+({less.Text})", Level = 4 } : less,
              _ => new Sum($"{a.At(1)} > {b.At(2)} ? {b.At(0)} : {c.At(0)}", 0, a.Value > b.Value ? b.Value : c.Value),
          };

    [Fact]
    public void Precedence_should_need_no_more_parentheses_than_the_grammar_says() =>
        Prop.ForAll(Arb.From(Gen.Sized(size => Sums(Math.Min(size, 30)))), sum => Scripts.Run($"String({sum.Text})") is string got && got == NumberText.Of(sum.Value)).Check(Seeded);
}
