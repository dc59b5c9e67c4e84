using System.Globalization;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>What an application form must satisfy. The same rules serve the window, the portal and the API.</summary>
public static class FormRules
{
    public const int LongestText = 500;

    public static IReadOnlyList<string> Types { get; } = ["text", "multiline", "number", "date", "choice", "bool", "idcard", "uscc"];

    /// <summary>Every problem of the form at once, in the order of the fields.</summary>
    /// <param name="form">Plain JSON shapes by field key; dates as yyyy-MM-dd.</param>
    public static IReadOnlyList<FormProblem> Validate(IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, object?> form)
    {
        var problems = new List<FormProblem>();
        foreach (var field in fields)
            if (Check(field, form.GetValueOrDefault(field.Key)) is { } problem)
                problems.Add(problem);
        foreach (var key in form.Keys.Where(k => fields.All(f => f.Key != k)).Order(StringComparer.Ordinal))
            problems.Add(new(key, "unknown-field", new($"表单没有“{key}”这一项。", $"The form has no field '{key}'.")));
        return problems;
    }

    /// <summary>Null when the value is fine.</summary>
    public static FormProblem? Check(FormField field, object? value)
    {
        if (value is null or "" || value is string blank && string.IsNullOrWhiteSpace(blank))
            return field.Required ? Problem(field, "required", "必须填写。", "is required.") : null;
        return field.Type switch
        {
            "number" => Number(field, value),
            "bool" => value is bool ? null : Problem(field, "wrong-type", "应选择“是”或“否”。", "must be yes or no."),
            _ when value is not string => Problem(field, "wrong-type", "应为文字。", "must be text."),
            "choice" => field.Choices!.Any(c => c.Value.Equals(value)) ? null : Problem(field, "not-a-choice", "不是可选的值。", "is not one of the choices."),
            "date" => DateOnly.TryParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null : Problem(field, "bad-date", "应为有效日期，如 2026-10-01。", "must be a date such as 2026-10-01."),
            "idcard" => IdCardNumber.IsValid((string)value) ? null : Problem(field, "bad-idcard", "不是有效的公民身份号码，请核对。", "is not a valid citizen identity number."),
            "uscc" => CreditCode.IsValid((string)value) ? null : Problem(field, "bad-uscc", "不是有效的统一社会信用代码，请核对。", "is not a valid unified social credit code."),
            _ => ((string)value).Length <= LongestText ? null : Problem(field, "too-long", $"不能超过 {LongestText} 个字。", $"must have at most {LongestText} characters."),
        };
    }

    private static FormProblem? Number(FormField field, object value)
    {
        if (value is not double number || !double.IsFinite(number))
            return Problem(field, "wrong-type", "应为数字。", "must be a number.");
        if (field.Min is { } min && number < min)
            return Problem(field, "too-small", $"不能小于 {Text(min)}{field.Unit}。", $"must be at least {Text(min)}{Unit(field)}.");
        if (field.Max is { } max && number > max)
            return Problem(field, "too-large", $"不能大于 {Text(max)}{field.Unit}。", $"must be at most {Text(max)}{Unit(field)}.");
        return null;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Unit(FormField field) => field.Unit is { } unit ? $" {unit}" : "";

    private static FormProblem Problem(FormField field, string code, string zh, string en) =>
        new(field.Key, code, new($"“{field.LabelZh}”{zh}", $"'{field.LabelEn}' {en}"));
}

/// <param name="Field">Key of the field.</param>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record FormProblem(string Field, string Code, Localized Message);
