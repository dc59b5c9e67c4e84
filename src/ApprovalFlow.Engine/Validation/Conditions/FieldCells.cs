using System.Globalization;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Engine.Validation.Conditions;

/// <summary>The values of one field, cut into pieces inside which no comparison with a literal can change.</summary>
internal static class FieldCells
{
    /// <param name="literals">Numbers and texts that the conditions say.</param>
    public static IReadOnlyList<FieldCell> Of(FieldFacts field, IReadOnlySet<object> literals)
    {
        List<FieldCell> cells = field.Kind switch
        {
            FieldKind.Truth => [new(ValueRange.Of(true), new("是", "yes")), new(ValueRange.Of(false), new("否", "no"))],
            FieldKind.Choice => [.. field.Choices.Distinct().Select(c => new FieldCell(ValueRange.OfTexts(c), new($"“{c}”", $"'{c}'")))],
            FieldKind.Number => [.. Numbers(field, [.. literals.OfType<double>().SelectMany(n => new[] { n, -n }).Distinct().Order()])],
            FieldKind.Text => [.. Texts([.. literals.OfType<string>().Order(StringComparer.Ordinal)])],
            FieldKind.Date => [new(ValueRange.AnyText, new("日期", "a date"))],
            _ => [new(ValueRange.Any, new("任何值", "anything"))],
        };
        if (field.IsRequired != true && field.Kind != FieldKind.Unknown) cells.Add(new(ValueRange.Null, new("未填写", "empty")) { IsUnlikely = field.IsRequired is null });
        return cells;
    }

    private static IEnumerable<FieldCell> Numbers(FieldFacts field, double[] cuts)
    {
        var (low, high) = (field.Min ?? double.NegativeInfinity, field.Max ?? double.PositiveInfinity);
        double[] inside = [.. cuts.Where(c => c >= low && c <= high && (!field.IsWhole || c == Math.Floor(c)))];
        var from = (At: low, Open: double.IsInfinity(low));
        foreach (var cut in inside)
        {
            if (Between(field, from.At, from.Open, cut, true) is { } before) yield return before;
            yield return new(ValueRange.OfNumbers(Interval.At(cut)), new(Text(cut), Text(cut)));
            from = (cut, true);
        }
        if (Between(field, from.At, from.Open, high, double.IsInfinity(high)) is { } rest) yield return rest;
    }

    private static FieldCell? Between(FieldFacts field, double low, bool lowOpen, double high, bool highOpen)
    {
        if (low > high || low.Equals(high) && (lowOpen || highOpen)) return null;
        // Nothing whole lies between a whole number and the next.
        if (field.IsWhole && lowOpen && highOpen && high - low <= 1) return null;
        var (from, to) = (double.IsInfinity(low) ? "" : $"{Text(low)} {(lowOpen ? "<" : "≤")} ", double.IsInfinity(high) ? "" : $" {(highOpen ? "<" : "≤")} {Text(high)}");
        return new(ValueRange.OfNumbers(new(low, high, lowOpen, highOpen)), new($"{from}数值{to}", $"{from}number{to}"));
    }

    private static IEnumerable<FieldCell> Texts(string[] said)
    {
        foreach (var text in said) yield return new(ValueRange.OfTexts(text), new($"“{text}”", $"'{text}'"));
        yield return new(ValueRange.OfTexts(said) with { IsAllBut = true }, new("其他内容", "another text"));
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Name">How a person would call these values.</param>
internal sealed record FieldCell(ValueRange Range, Localized Name)
{
    /// <summary>Nobody said that it can come: not enough to complain that it was forgotten, too much to rule it out.</summary>
    public bool IsUnlikely { get; init; }
}
