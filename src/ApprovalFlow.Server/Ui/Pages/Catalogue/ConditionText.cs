using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Pages.Catalogue;

/// <summary>A condition of the catalogue in words: labels for keys, choices for values.</summary>
public static partial class ConditionText
{
    public static string Of(PageTexts texts, string? condition, IReadOnlyList<FormField> fields) =>
        string.IsNullOrWhiteSpace(condition) ? texts["condition.none"] : Comparison().Replace(condition, match => Say(texts, match, fields)).Replace("&&", texts["condition.and"]).Replace("||", texts["condition.or"]);

    private static string Say(PageTexts texts, Match match, IReadOnlyList<FormField> fields)
    {
        var field = fields.FirstOrDefault(f => f.Key == match.Groups["key"].Value);
        var value = match.Groups["value"].Value.Trim('\'');
        var said = value switch
        {
            "true" => texts["value.true"],
            "false" => texts["value.false"],
            _ when field?.Choices?.FirstOrDefault(c => c.Value == value) is { } choice => texts.Pick(choice.LabelZh, choice.LabelEn),
            _ => value + (field?.Unit is { } unit ? " " + unit : ""),
        };
        var comparison = match.Groups["op"].Value switch { "==" => "=", "!=" => "≠", "<=" => "≤", ">=" => "≥", var other => other };
        return $"{(field is null ? match.Groups["key"].Value : texts.Pick(field.LabelZh, field.LabelEn))} {comparison} {said}";
    }

    [GeneratedRegex(@"(?<key>[A-Za-z_]\w*)\s*(?<op><=|>=|==|!=|<|>)\s*(?<value>'[^']*'|[\w.]+)")]
    private static partial Regex Comparison();
}
