using System.Globalization;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>A condition over an application form: comparisons <c>field op literal</c>, joined by <c>&amp;&amp;</c> and <c>||</c> (<c>&amp;&amp;</c> binds tighter, no brackets).</summary>
/// <param name="AnyOf">True when every comparison of at least one group holds.</param>
public sealed record Condition(string Text, IReadOnlyList<IReadOnlyList<Comparison>> AnyOf)
{
    public IEnumerable<string> Fields => AnyOf.SelectMany(g => g).Select(c => c.Field).Distinct();

    public static ConditionParse Parse(string text) => new ConditionParser(text).Parse();

    /// <param name="form">Plain JSON shapes. A field that is absent differs from every literal and is neither less nor more than a number.</param>
    public bool Holds(IReadOnlyDictionary<string, object?> form) => AnyOf.Any(group => group.All(c => c.Holds(form.GetValueOrDefault(c.Field))));

    /// <summary>The same condition for a workflow definition, over workflow inputs named like the fields.</summary>
    public string ToJavaScript() => string.Join(" || ", AnyOf.Select(group => string.Join(" && ", group.Select(c => c.ToJavaScript()))));

    public IEnumerable<string> ProblemsWith(IReadOnlyList<FormField> fields)
    {
        foreach (var comparison in AnyOf.SelectMany(g => g))
            if (comparison.ProblemWith(fields) is { } problem)
                yield return problem;
    }
}

/// <param name="Literal">double, string or bool.</param>
public sealed record Comparison(string Field, string Operator, object Literal)
{
    public static IReadOnlyList<string> Operators { get; } = ["<=", ">=", "==", "!=", "<", ">"];

    public bool Holds(object? value)
    {
        if (Operator is "==" or "!=")
            return Equals(value, Literal) == (Operator == "==");
        if (value is not double number || Literal is not double limit)
            return false;
        return Operator switch { "<" => number < limit, ">" => number > limit, "<=" => number <= limit, _ => number >= limit };
    }

    // JavaScript counts null as 0, so an absent field is asked for first.
    public string ToJavaScript() =>
        Operator is "==" or "!=" ? $"getInput(\"{Field}\") {Operator} {LiteralText('"')}" : $"getInput(\"{Field}\") != null && getInput(\"{Field}\") {Operator} {LiteralText('"')}";

    public string? ProblemWith(IReadOnlyList<FormField> fields)
    {
        if (fields.FirstOrDefault(f => f.Key == Field) is not { } field)
            return $"Expected '{Field}' to be a field of the form, but it is not.";
        return field.Type switch
        {
            "number" when Literal is double => null,
            "number" => $"Expected a number to compare '{Field}' with, but it is {LiteralText('\'')}.",
            "bool" or "choice" when Operator is not ("==" or "!=") => $"Expected == or != for '{Field}', but it is '{Operator}'.",
            "bool" when Literal is bool => null,
            "bool" => $"Expected true or false to compare '{Field}' with, but it is {LiteralText('\'')}.",
            "choice" when Literal is string value && field.Choices is { } choices && choices.Any(c => c.Value == value) => null,
            "choice" => $"Expected one of {string.Join(", ", field.Choices?.Select(c => c.Value) ?? [])} for '{Field}', but it is {LiteralText('\'')}.",
            _ => $"Expected a number, choice or bool field, but '{Field}' is {field.Type}.",
        };
    }

    private string LiteralText(char quote) => Literal switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => $"{quote}{Literal}{quote}",
    };
}

/// <summary>A condition, or why the text is none.</summary>
public sealed record ConditionParse(Condition? Condition, string? Problem)
{
    /// <summary>Everything wrong with the text and with its fit to the form.</summary>
    public IReadOnlyList<string> ProblemsWith(IReadOnlyList<FormField> fields) => Condition is null ? [Problem!] : [.. Condition.ProblemsWith(fields)];
}

/// <summary>One pass over the text; the first thing that is not as expected ends it.</summary>
internal sealed class ConditionParser(string text)
{
    private int at;
    private string? problem;

    public ConditionParse Parse()
    {
        var groups = new List<IReadOnlyList<Comparison>>();
        do groups.Add(Group()); while (problem is null && Take("||"));
        Blank();
        if (problem is null && at < text.Length)
            problem = Expected("'&&', '||' or the end");
        return problem is null ? new(new Condition(text, groups), null) : new(null, problem);
    }

    private List<Comparison> Group()
    {
        var comparisons = new List<Comparison>();
        do
        {
            if (Comparison() is { } comparison)
                comparisons.Add(comparison);
        }
        while (problem is null && Take("&&"));
        return comparisons;
    }

    private Comparison? Comparison()
    {
        var field = Word();
        if (field.Length == 0 || !char.IsAsciiLetterLower(field[0]))
            return Fail("a field name");
        if (Domain.Catalogue.Comparison.Operators.FirstOrDefault(Take) is not { } op)
            return Fail("one of <= >= < > == !=");
        return Literal() is { } literal ? new(field, op, literal) : Fail("a number, 'choice', true or false");
    }

    private object? Literal()
    {
        Blank();
        if (at < text.Length && text[at] == '\'')
        {
            var end = text.IndexOf('\'', at + 1);
            if (end < 0)
                return null;
            var value = text[(at + 1)..end];
            if (value.AsSpan().IndexOfAny('"', '\\') >= 0 || value.Any(char.IsControl))
                return null;
            at = end + 1;
            return value;
        }
        var start = at;
        var word = Word(".-");
        if (word is "true" or "false")
            return word == "true";
        if (double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        at = start;
        return null;
    }

    private string Word(string also = "")
    {
        Blank();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || also.Contains(text[at])))
            at++;
        return text[start..at];
    }

    private bool Take(string token)
    {
        Blank();
        if (!text.AsSpan(at).StartsWith(token, StringComparison.Ordinal))
            return false;
        at += token.Length;
        return true;
    }

    private void Blank()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    private Comparison? Fail(string expected)
    {
        problem ??= Expected(expected);
        return null;
    }

    private string Expected(string expected)
    {
        var found = at < text.Length ? $"'{text[at..Math.Min(text.Length, at + 12)]}'" : "the end";
        return $"Expected {expected} at character {at + 1} of '{text}', but found {found}.";
    }
}
