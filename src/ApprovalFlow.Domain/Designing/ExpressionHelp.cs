using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Expressions.JavaScript;

namespace ApprovalFlow.Domain.Designing;

/// <summary>What a designer sees while typing an expression: names that could be meant, and what is wrong.</summary>
public static class ExpressionHelp
{
    private const int Most = 8;

    private static readonly ExpressionOffer[] Words =
    [
        new("true", new("是", "true")), new("false", new("否", "false")), new("&&", new("并且", "and")), new("||", new("或者", "or")), new("===", new("等于", "equals")), new("!==", new("不等于", "differs from")),
    ];

    /// <summary>Fields and variables whose name or label has the word that the text ends with; after a blank nothing is offered.</summary>
    public static IReadOnlyList<ExpressionOffer> Offers(string text, IReadOnlyList<DesignField> fields, IReadOnlyList<DesignField> variables)
    {
        var word = LastWord(text);
        if (word.Length == 0) return [];
        var named = fields.Select(f => new ExpressionOffer($"getInput(\"{f.Name}\")", new($"{f.Zh}（字段）", $"{(f.En.Length > 0 ? f.En : f.Name)} (field)")) { Names = $"{f.Name} {f.Zh} {f.En}" })
            .Concat(variables.Select(v => new ExpressionOffer($"getVariable(\"{v.Name}\")", new($"{v.Name}（变量）", $"{v.Name} (variable)")) { Names = v.Name }))
            .Concat(Words.Select(w => w with { Names = w.Insert }));
        return [.. named.Where(o => o.Insert != word && (o.Names.Contains(word, StringComparison.OrdinalIgnoreCase) || o.Insert.StartsWith(word, StringComparison.OrdinalIgnoreCase))).Take(Most)];
    }

    /// <summary>The text with its last word replaced by what was taken.</summary>
    public static string Take(string text, ExpressionOffer offer) => text[..^LastWord(text).Length] + offer.Insert;

    /// <summary>Everything wrong with an expression that has to give a value of the type.</summary>
    public static IReadOnlyList<ExpressionProblem> Problems(string source, string typeName, IReadOnlyList<DesignField> fields, IReadOnlyList<DesignField> variables)
    {
        if (Script.Compile(source, out var errors) is not { } script)
            return [.. errors.Select(e => new ExpressionProblem("expression-invalid", new($"第 {e.Line} 行第 {e.Column} 列的写法不正确。", $"Line {e.Line}, column {e.Column}: {e.Message}")))];
        var problems = new List<ExpressionProblem>();
        foreach (var (function, name) in script.NamedCalls)
            if (function == "getInput" && !Has(fields, name)) problems.Add(new("input-unknown", new($"没有名为“{name}”的表单字段。", $"Expected a form field that the definition declares, but '{name}' is none.")));
            else if (function == "getVariable" && !Has(variables, name)) problems.Add(new("variable-unknown", new($"没有名为“{name}”的变量。", $"Expected a declared variable, but '{name}' is none.")));
        foreach (var name in script.VariableNames)
            if (!Has(variables, name)) problems.Add(new("variable-unknown", new($"没有名为“{name}”的变量。", $"Expected a declared variable, but '{name}' is none.")));
        foreach (var name in script.Globals.Where(n => !IsKnown(n, fields, variables)))
            problems.Add(new("name-unknown", new($"表达式中没有“{name}”这个名称。", $"Expected names that expressions know, but '{name}' is none.")));
        if (problems.Count > 0) return problems;
        foreach (var error in ScriptTyping.Check(script, typeName, name => TypeOf(fields, name), name => TypeOf(variables, name)))
            problems.Add(new("type-mismatch", error.Text));
        return problems;
    }

    private static bool Has(IReadOnlyList<DesignField> names, string name) => names.Any(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string? TypeOf(IReadOnlyList<DesignField> names, string name) => names.FirstOrDefault(n => n.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Type;

    /// <summary>Functions of the host, and accessors such as <c>getArea()</c>.</summary>
    private static bool IsKnown(string name, IReadOnlyList<DesignField> fields, IReadOnlyList<DesignField> variables) =>
        name is "variables" || ScriptTyping.IsHostFunction(name)
        || name.Length > 3 && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal)) && (Has(fields, name[3..]) || Has(variables, name[3..]) || name.Contains("From", StringComparison.Ordinal));

    private static string LastWord(string text)
    {
        var at = text.Length;
        while (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '.')) at--;
        return text[at..];
    }
}

/// <summary>A name that could be meant, and what to say about it.</summary>
public sealed record ExpressionOffer(string Insert, Localized Label) { internal string Names { get; init; } = ""; }

public sealed record ExpressionProblem(string Code, Localized Message);
