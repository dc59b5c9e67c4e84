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
                form[comparison.Field] = Meeting(comparison, field);
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
        "number" => Math.Round((field.Min ?? 0) + random.NextDouble() * ((field.Max ?? 1000) - (field.Min ?? 0))),
        "bool" => random.Next(2) == 0,
        "choice" => field.Choices![random.Next(field.Choices.Count)].Value,
        "date" => new DateOnly(2026, 12, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "uscc" => Closed("91140100MA0G" + random.Next(10000, 99999), field),
        "idcard" => Closed("14010519900101" + random.Next(100, 999), field),
        _ => $"示例{random.Next(100)}",
    };

    /// <summary>The body with the check character that makes it valid.</summary>
    private static string Closed(string body, FormField field) => "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(c => body + c).First(number => FormRules.Check(field, number) is null);
}
