using System.Collections.Frozen;
using System.Text;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary>The methods of strings, and <c>String</c> itself. Case is changed by the invariant rules and order is by code unit.</summary>
internal static class StringLibrary
{
    public static readonly FrozenDictionary<string, NativeFunction> Methods = Natives.Table(
        ("charAt", (run, self, args) => CharacterAt(Natives.TextOf(self, run), Coerce.ToInteger(args.At(0), run)) is { } c ? Characters.Of(c) : ""),
        ("charCodeAt", (run, self, args) => CharacterAt(Natives.TextOf(self, run), Coerce.ToInteger(args.At(0), run)) is { } c ? Coerce.Box(c) : double.NaN),
        ("codePointAt", CodePointAt), ("at", At),
        ("substring", Substring), ("substr", Substr), ("slice", Slice),
        ("indexOf", IndexOf), ("lastIndexOf", LastIndexOf), ("includes", Includes), ("startsWith", StartsWith), ("endsWith", EndsWith),
        ("split", Split), ("replace", (run, self, args) => Replace(run, self, args, all: false)), ("replaceAll", (run, self, args) => Replace(run, self, args, all: true)),
        ("match", RegexLibrary.MatchText), ("matchAll", RegexLibrary.MatchAll), ("search", RegexLibrary.Search),
        ("trim", (run, self, _) => run.Text(Natives.TextOf(self, run).Trim(Blanks))),
        ("trimStart", (run, self, _) => run.Text(Natives.TextOf(self, run).TrimStart(Blanks))),
        ("trimEnd", (run, self, _) => run.Text(Natives.TextOf(self, run).TrimEnd(Blanks))),
        ("padStart", (run, self, args) => Pad(run, self, args, atStart: true)), ("padEnd", (run, self, args) => Pad(run, self, args, atStart: false)),
        ("toUpperCase", (run, self, _) => run.Text(Natives.TextOf(self, run).ToUpperInvariant())),
        ("toLowerCase", (run, self, _) => run.Text(Natives.TextOf(self, run).ToLowerInvariant())),
        ("repeat", Repeat), ("concat", Concat),
        ("localeCompare", (run, self, args) => Coerce.Box(Math.Sign(string.CompareOrdinal(Natives.TextOf(self, run), Coerce.ToText(args.At(0), run))))),
        ("toString", (run, self, _) => Natives.TextOf(self, run)), ("valueOf", (run, self, _) => Natives.TextOf(self, run)),
        ("hasOwnProperty", (run, self, args) => Coerce.Box(Members.Has(self, args.At(0), run))));

    public static readonly LibraryObject Constructor = Natives.Library("String", Natives.Table(
        ("fromCharCode", FromCharCode), ("fromCodePoint", FromCodePoint)), (run, _, args) => args.Length == 0 ? "" : Coerce.ToText(args[0], run));

    private static readonly char[] Blanks = NumberText.Blanks.ToCharArray();

    private static char? CharacterAt(string text, double index) => index >= 0 && index < text.Length ? text[(int)index] : null;

    private static object? At(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var index = Coerce.ToInteger(args.At(0), run);
        return CharacterAt(text, index < 0 ? text.Length + index : index) is { } c ? Characters.Of(c) : Undefined.Value;
    }

    private static object? CodePointAt(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var index = Coerce.ToInteger(args.At(0), run);
        if (CharacterAt(text, index) is not { } c)
            return Undefined.Value;
        return Coerce.Box(char.IsHighSurrogate(c) && CharacterAt(text, index + 1) is { } low && char.IsLowSurrogate(low) ? char.ConvertToUtf32(c, low) : c);
    }

    private static int Clamp(object? value, int length, int missing, Evaluation run) =>
        value is Undefined ? missing : (int)Math.Clamp(Coerce.ToInteger(value, run), 0, length);

    private static object? Substring(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var (start, end) = (Clamp(args.At(0), text.Length, 0, run), Clamp(args.At(1), text.Length, text.Length, run));
        return run.Text(text[Math.Min(start, end)..Math.Max(start, end)]);
    }

    private static object? Substr(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var start = Natives.Index(args.At(0), text.Length, 0, run);
        return run.Text(text.Substring(start, Clamp(args.At(1), text.Length - start, text.Length - start, run)));
    }

    private static object? Slice(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var (start, end) = (Natives.Index(args.At(0), text.Length, 0, run), Natives.Index(args.At(1), text.Length, text.Length, run));
        return end > start ? run.Text(text[start..end]) : "";
    }

    private static string Needle(object? value, Evaluation run)
    {
        if (value is RegexValue)
            throw run.TypeError("Expected a string, but a regular expression is there.");
        var needle = Coerce.ToText(value, run);
        run.Step(needle.Length >> 6);
        return needle;
    }

    private static object? IndexOf(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        run.Step(text.Length >> 6);
        return Coerce.Box(text.IndexOf(Coerce.ToText(args.At(0), run), Clamp(args.At(1), text.Length, 0, run), StringComparison.Ordinal));
    }

    private static object? LastIndexOf(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var needle = Coerce.ToText(args.At(0), run);
        run.Step(text.Length >> 6);
        var last = Math.Min(Clamp(args.At(1), text.Length, text.Length, run), text.Length - needle.Length);
        return Coerce.Box(last < 0 ? -1 : text.AsSpan(0, last + needle.Length).LastIndexOf(needle));
    }

    private static object? Includes(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        run.Step(text.Length >> 6);
        return Coerce.Box(text.IndexOf(Needle(args.At(0), run), Clamp(args.At(1), text.Length, 0, run), StringComparison.Ordinal) >= 0);
    }

    private static object? StartsWith(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        return Coerce.Box(text.AsSpan(Clamp(args.At(1), text.Length, 0, run)).StartsWith(Needle(args.At(0), run), StringComparison.Ordinal));
    }

    private static object? EndsWith(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        return Coerce.Box(text.AsSpan(0, Clamp(args.At(1), text.Length, text.Length, run)).EndsWith(Needle(args.At(0), run), StringComparison.Ordinal));
    }

    private static object? Split(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var limit = args.Has(1) ? (uint)Coerce.ToInt32(args[1], run) : uint.MaxValue;
        var parts = run.NewList(0);
        if (limit == 0)
            return parts;
        if (!args.Has(0))
            run.Append(parts, text);
        else if (args[0] is RegexValue regex)
            RegexLibrary.Split(run, text, regex, limit, parts);
        else
        {
            var separator = Coerce.ToText(args[0], run);
            run.Step(text.Length >> 6);
            if (separator.Length == 0)
            {
                for (var i = 0; i < text.Length && parts.Count < limit; i++)
                    run.Append(parts, Characters.Of(text[i]));
                return parts;
            }
            var start = 0;
            while (parts.Count < limit)
            {
                var next = text.IndexOf(separator, start, StringComparison.Ordinal);
                run.Append(parts, run.Text(next < 0 ? text[start..] : text[start..next]));
                if (next < 0)
                    break;
                start = next + separator.Length;
            }
        }
        return parts;
    }

    private static object? Replace(Evaluation run, object? self, ReadOnlySpan<object?> args, bool all)
    {
        var text = Natives.TextOf(self, run);
        if (args.At(0) is RegexValue regex)
        {
            if (all && !regex.IsGlobal)
                throw run.TypeError("Expected a regular expression with the flag g for replaceAll, but it has none.");
            return RegexLibrary.Replace(run, text, regex, args.At(1));
        }
        var needle = Coerce.ToText(args.At(0), run);
        var function = args.At(1) as JsFunction;
        var template = function is null ? Coerce.ToText(args.At(1), run) : "";
        var result = new StringBuilder();
        var (copied, search) = (0, 0);
        run.Step(text.Length >> 6);
        while (search <= text.Length && text.IndexOf(needle, search, StringComparison.Ordinal) is >= 0 and var found)
        {
            run.Step(1 + ((found - search) >> 6));
            var replacement = function is null
                ? RegexLibrary.Expand(template, text, found, needle.Length, null)
                : Coerce.ToText(function.Call(run, Undefined.Value, [needle, Coerce.Box(found), text]), run);
            run.Allocate(2L * (found - copied + replacement.Length));
            result.Append(text, copied, found - copied).Append(replacement);
            copied = found + needle.Length;
            search = Math.Max(copied, found + 1);
            if (!all)
                break;
        }
        return copied == 0 && result.Length == 0 ? text : run.Text(result.Append(text, copied, text.Length - copied).ToString());
    }

    private static object? Pad(Evaluation run, object? self, ReadOnlySpan<object?> args, bool atStart)
    {
        var text = Natives.TextOf(self, run);
        var missing = Coerce.ToInteger(args.At(0), run) - text.Length;
        var filler = args.Has(1) ? Coerce.ToText(args[1], run) : " ";
        if (missing <= 0 || filler.Length == 0)
            return text;
        run.Allocate(CheckLength(missing + text.Length, run) * 2);
        var padding = new StringBuilder();
        while (padding.Length < missing)
            padding.Append(filler, 0, (int)Math.Min(filler.Length, missing - padding.Length));
        return atStart ? padding + text : text + padding;
    }

    private static long CheckLength(double length, Evaluation run)
    {
        if (length > 1 << 29)
            run.Allocate(long.MaxValue / 2);
        return (long)length;
    }

    private static object? Repeat(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        var count = Coerce.ToInteger(args.At(0), run);
        if (count < 0 || double.IsInfinity(count))
            throw run.RangeError($"Expected a count of repeats, but it is {Coerce.Preview(args.At(0))}.");
        if (text.Length == 0 || count == 0)
            return "";
        run.Allocate(24 + 2 * CheckLength(count * text.Length, run));
        return new StringBuilder(text.Length * (int)count).Insert(0, text, (int)count).ToString();
    }

    private static object? Concat(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = Natives.TextOf(self, run);
        foreach (var part in args)
            text = Coerce.Concat(text, Coerce.ToText(part, run), run);
        return text;
    }

    private static object? FromCharCode(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = new StringBuilder(args.Length);
        foreach (var code in args)
            text.Append((char)Coerce.ToInt32(code, run));
        return run.Text(text.ToString());
    }

    private static object? FromCodePoint(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var text = new StringBuilder(args.Length);
        foreach (var item in args)
        {
            var code = Coerce.ToNumber(item, run);
            if (!(code >= 0 && code <= 0x10FFFF && code == Math.Truncate(code)))
                throw run.RangeError($"Expected a code point, but it is {Coerce.Preview(item)}.");
            if (code > 0xFFFF)
                text.Append(char.ConvertFromUtf32((int)code));
            else
                text.Append((char)code);
        }
        return run.Text(text.ToString());
    }
}
