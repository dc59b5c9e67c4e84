using System.Globalization;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Forms that an item accepts, drawn at random; the conditions named are met.</summary>
internal static class SampleForms
{
    public static Dictionary<string, object?> Draw(ApprovalItem item, Random random, params IEnumerable<string?> conditions)
    {
        var form = item.FormFields.Where(f => f.Required || random.Next(2) == 0).ToDictionary(f => f.Key, f => Value(f, random));
        foreach (var condition in conditions.OfType<string>())
            foreach (var comparison in Condition.Parse(condition).Condition!.AnyOf[0])
            {
                var field = item.FormFields.Single(f => f.Key == comparison.Field);
                form[comparison.Field] = Meeting(comparison, field) is double number ? Math.Clamp(number, field.Min ?? number, field.Max ?? number) : Meeting(comparison, field);
            }
        return form;
    }

    private static object? Meeting(Comparison comparison, FormField field) => (comparison.Operator, comparison.Literal) switch
    {
        ("==" or "<=" or ">=", var literal) => literal,
        ("<", double limit) => limit - 1 < field.Min ? (limit + field.Min) / 2 : limit - 1,
        (">", double limit) => limit + 1,
        (_, bool flag) => !flag,
        (_, string value) => field.Choices!.First(c => c.Value != value).Value,
        (_, double number) => number + 1,
        _ => null,
    };

    private static object? Value(FormField field, Random random) => field.Type switch
    {
        "number" => Math.Max(field.Min ?? 0, Math.Round(random.NextDouble() * (field.Max ?? 1000))),
        "bool" => random.Next(2) == 0,
        "choice" => field.Choices![random.Next(field.Choices.Count)].Value,
        "date" => new DateOnly(2026, 12, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "uscc" => Closed($"91140100MA0G{random.Next(1000, 9999)}", 2, field),
        "idcard" => Closed($"14010519900101{random.Next(100, 999)}", 1, field),
        _ => $"示例{random.Next(100)}",
    };

    /// <summary>The body with the check characters that make it valid.</summary>
    private static string Closed(string body, int checks, FormField field) =>
        Endings(checks).Select(ending => body + ending).First(number => FormRules.Check(field, number) is null);

    private static IEnumerable<string> Endings(int length) =>
        length == 0 ? [""] : Endings(length - 1).SelectMany(rest => "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(c => rest + c));
}
