using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>Regular expressions, which only come from literals.</summary>
internal static class RegexLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table(
        ("test", (run, self, args) => Coerce.Box(Exec(run, Of(self, run), Coerce.ToText(args.At(0), run)) is not null)),
        ("exec", (run, self, args) => Coerce.ToText(args.At(0), run) is var text && Exec(run, Of(self, run), text) is { } match ? ToValue(run, Of(self, run), match, text) : null),
        ("toString", (run, self, _) => run.Text(Of(self, run).ToString())));

    public static readonly LibraryObject Constructor = Natives.Library("RegExp", Natives.Table(), null,
        (run, _, _) => throw run.TypeError("Expected a regular expression as a literal (/…/), but building one from text is not supported."));

    private static RegexValue Of(object? value, Evaluation run) =>
        value as RegexValue ?? throw run.TypeError($"Expected a regular expression (/…/), but it is {Coerce.Preview(value)}.");

    private static Match? Find(Evaluation run, RegexValue regex, string text, int start)
    {
        if (start > text.Length)
            return null;
        run.Step(2 + ((text.Length - start) * (32 + regex.Pattern.Size) >> 9));
        var match = regex.Pattern.Regex.Match(regex.Pattern.HasBoundary && !Ascii.IsValid(text) ? Masked(run, regex, text) : text, start);
        return match.Success && (!regex.IsSticky || match.Index == start) ? match : null;
    }

    /// <summary>For \b in .NET a Chinese character belongs to a word, in JavaScript it does not. A pattern that is all ASCII cannot tell one
    /// letter beyond ASCII from another, so it may as well see a sign in its place.</summary>
    private static string Masked(Evaluation run, RegexValue regex, string text)
    {
        if (!regex.Pattern.IsAscii)
            throw run.TypeError(@"Expected text in ASCII for a regular expression with both \b and other characters than ASCII, but it has others.");
        run.Step(text.Length >> 5);
        return string.Create(run.Text(text).Length, text, static (masked, original) =>
        {
            for (var i = 0; i < masked.Length; i++)
                masked[i] = original[i] > 127 && original[i] != '\uFEFF' && !char.IsWhiteSpace(original[i]) && !char.IsSurrogate(original[i]) ? '\u2603' : original[i];
        });
    }

    /// <summary>What a group matched, from the text itself: the engine may have searched a masked copy.</summary>
    private static string ValueOf(Group group, string text) => text.Substring(group.Index, group.Length);

    private static Match? Exec(Evaluation run, RegexValue regex, string text)
    {
        var remembers = regex.IsGlobal || regex.IsSticky;
        var match = Find(run, regex, text, remembers ? regex.LastIndex : 0);
        if (remembers)
            regex.LastIndex = match is null ? 0 : match.Index + match.Length;
        return match;
    }

    private static List<Match> All(Evaluation run, RegexValue regex, string text)
    {
        var matches = new List<Match>();
        var start = 0;
        while (Find(run, regex, text, start) is { } match)
        {
            run.Allocate(200);
            matches.Add(match);
            start = match.Index + Math.Max(match.Length, 1);
        }
        return matches;
    }

    /// <summary>The groups by JavaScript's numbers: in the order of their opening brackets, while .NET puts the named ones last.</summary>
    private static List<(string? Name, Group Group)> GroupsOf(RegexValue regex, Match match)
    {
        var named = match.Groups.Cast<Group>().Where(g => !char.IsAsciiDigit(g.Name[0])).ToList();
        if (named.Count == 0)
            return [.. match.Groups.Cast<Group>().Select(g => ((string?)null, g))];
        var unnamed = new Queue<Group>(match.Groups.Cast<Group>().Where(g => char.IsAsciiDigit(g.Name[0])));
        var groups = new List<(string?, Group)> { (null, unnamed.Dequeue()) };
        foreach (var name in regex.Pattern.GroupNames)
            groups.Add((name, name is null ? unnamed.Dequeue() : match.Groups[name]));
        return groups;
    }

    private static MatchValue ToValue(Evaluation run, RegexValue regex, Match match, string text)
    {
        var groups = GroupsOf(regex, match);
        Dictionary<string, object?>? named = null;
        run.Allocate(100 + 64 * groups.Count + 2 * match.Length);
        var items = new List<object?>();
        foreach (var (name, group) in groups)
        {
            object value = group.Success ? run.Text(ValueOf(group, text)) : Undefined.Value;
            items.Add(value);
            if (name is not null)
                (named ??= run.NewMap())[name] = value;
        }
        var result = new MatchValue(match.Index, text, named);
        result.AddRange(items);
        return result;
    }

    public static object? MatchText(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var regex = Of(args.At(0), run);
        if (!regex.IsGlobal)
            return Exec(run, regex, text) is { } match ? ToValue(run, regex, match, text) : null;
        var list = run.NewList(0);
        foreach (var match in All(run, regex, text))
            run.Append(list, run.Text(ValueOf(match, text)));
        return list.Count == 0 ? null : list;
    }

    public static object? MatchAll(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var regex = Of(args.At(0), run);
        if (!regex.IsGlobal)
            throw run.TypeError("Expected a regular expression with the flag g for matchAll, but it has none.");
        var list = run.NewList(0);
        foreach (var match in All(run, regex, text))
            run.Append(list, ToValue(run, regex, match, text));
        return list;
    }

    public static object? Search(Evaluation run, object? self, ReadOnlySpan<object?> args) =>
        Coerce.Box(Find(run, Of(args.At(0), run), Natives.TextOf(self, run), 0)?.Index ?? -1);

    public static void Split(Evaluation run, string text, RegexValue regex, uint limit, List<object?> parts)
    {
        if (text.Length == 0)
        {
            if (Find(run, regex, text, 0) is null)
                run.Append(parts, "");
            return;
        }
        var start = 0;
        foreach (var match in All(run, regex, text))
        {
            if (match.Length == 0 && (match.Index == start || match.Index >= text.Length) || match.Index >= text.Length)
                continue;
            run.Append(parts, run.Text(text[start..match.Index]));
            foreach (var (_, group) in GroupsOf(regex, match).Skip(1))
                run.Append(parts, group.Success ? run.Text(ValueOf(group, text)) : Undefined.Value);
            start = match.Index + match.Length;
            if (parts.Count >= limit)
                break;
        }
        run.Append(parts, run.Text(text[start..]));
        if (parts.Count > limit)
            parts.RemoveRange((int)limit, parts.Count - (int)limit);
    }

    public static string Replace(Evaluation run, string text, RegexValue regex, object? replacement)
    {
        List<Match> matches;
        if (regex.IsGlobal)
            matches = All(run, regex, text);
        else
            matches = Exec(run, regex, text) is { } single ? [single] : [];
        var function = replacement as JsFunction;
        var template = function is null ? Coerce.ToText(replacement, run) : "";
        var result = new StringBuilder();
        var copied = 0;
        foreach (var match in matches)
        {
            var groups = GroupsOf(regex, match);
            var inserted = function is null ? Expand(template, text, match.Index, match.Length, groups) : CallReplacer(run, function, text, match, groups);
            run.Allocate(2L * (match.Index - copied + inserted.Length));
            result.Append(text, copied, match.Index - copied).Append(inserted);
            copied = match.Index + match.Length;
        }
        return run.Text(result.Append(text, copied, text.Length - copied).ToString());
    }

    private static string CallReplacer(Evaluation run, JsFunction function, string text, Match match, List<(string? Name, Group Group)> groups)
    {
        var arguments = new List<object?>(groups.Select(g => g.Group.Success ? ValueOf(g.Group, text) : (object)Undefined.Value)) { Coerce.Box(match.Index), text };
        if (groups.Any(g => g.Name is not null))
            arguments.Add(groups.Where(g => g.Name is not null).ToDictionary(g => g.Name!, g => g.Group.Success ? ValueOf(g.Group, text) : (object?)Undefined.Value));
        run.Allocate(100 + 64 * arguments.Count);
        return Coerce.ToText(function.Call(run, Undefined.Value, arguments.ToArray()), run);
    }

    /// <summary>Fills in <c>$&amp;</c>, <c>$1</c>, <c>$&lt;name&gt;</c>, <c>$`</c>, <c>$'</c> and <c>$$</c>.</summary>
    public static string Expand(string template, string text, int index, int length, List<(string? Name, Group Group)>? groups)
    {
        if (!template.Contains('$'))
            return template;
        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var next = i + 1 < template.Length ? template[i + 1] : '\0';
            if (template[i] != '$' || next == '\0')
            {
                result.Append(template[i]);
                continue;
            }
            i++;
            switch (next)
            {
                case '$': result.Append('$'); break;
                case '&': result.Append(text, index, length); break;
                case '`': result.Append(text, 0, index); break;
                case '\'': result.Append(text, index + length, text.Length - index - length); break;
                case '<' when groups is not null && groups.Any(g => g.Name is not null) && template.IndexOf('>', i) is > 0 and var end:
                    var name = template[(i + 1)..end];
                    result.Append(groups.FirstOrDefault(g => g.Name == name).Group is { Success: true } named ? ValueOf(named, text) : "");
                    i = end;
                    break;
                case >= '0' and <= '9' when groups is not null && NumberAt(template, i, groups.Count) is var (number, digits) && number > 0:
                    result.Append(groups[number].Group is { Success: true } group ? ValueOf(group, text) : "");
                    i += digits - 1;
                    break;
                default: result.Append('$').Append(next); break;
            }
        }
        return result.ToString();
    }

    private static (int Number, int Digits) NumberAt(string template, int at, int count)
    {
        var one = template[at] - '0';
        if (at + 1 < template.Length && char.IsAsciiDigit(template[at + 1]) && one * 10 + template[at + 1] - '0' is var two && two > 0 && two < count)
            return (two, 2);
        return one < count ? (one, 1) : (0, 1);
    }
}
