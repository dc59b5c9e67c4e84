using System.Text;
using System.Text.RegularExpressions;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>A regular expression of JavaScript, rewritten for .NET's engine without backtracking: its time is linear in the text.</summary>
/// <remarks>Lookarounds and back references need backtracking and are refused when the script is compiled.</remarks>
internal sealed class RegexPattern
{
    private const int MaxLength = 1000;
    private const int MaxSize = 4000;
    private const string Han = @"\u2E80-\u2FDF\u3005\u3007\u3021-\u3029\u3038-\u303B\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF";

    private RegexPattern(string source, string flags, Regex regex, long size, bool hasBoundary, IReadOnlyList<string?> groupNames)
    {
        GroupNames = groupNames;
        IsAscii = Ascii.IsValid(source) && !source.Contains(@"\u", StringComparison.Ordinal) && !source.Contains(@"\x", StringComparison.Ordinal) && !source.Contains(@"\p", StringComparison.OrdinalIgnoreCase);
        Source = source;
        Flags = flags;
        Regex = regex;
        Size = size;
        HasBoundary = hasBoundary;
    }

    /// <summary>The capturing groups in order; null for those without a name.</summary>
    public IReadOnlyList<string?> GroupNames { get; }
    public string Source { get; }
    public string Flags { get; }
    public Regex Regex { get; }
    /// <summary>About how many states it has: the cost of each character.</summary>
    public long Size { get; }
    /// <summary>Has \b or \B, which .NET understands as JavaScript does for ASCII text only.</summary>
    public bool HasBoundary { get; }
    /// <summary>Names no character beyond ASCII.</summary>
    public bool IsAscii { get; }

    public static RegexPattern? TryCreate(string source, string flags, out string problem)
    {
        problem = "";
        try
        {
            if (source.Length > MaxLength)
                throw new FormatException($"Expected a regular expression of at most {MaxLength} characters, but it has {source.Length}.");
            if (flags.Any(f => !"gimsuyd".Contains(f)) || flags.Distinct().Count() != flags.Length)
                throw new FormatException($"Expected flags out of g, i, m, s, u, y, each once, but they are '{flags}'.");
            var rewriter = new Rewriter(source, flags);
            var pattern = rewriter.Rewrite();
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (flags.Contains('i') ? RegexOptions.IgnoreCase : 0) | (flags.Contains('m') ? RegexOptions.Multiline : 0);
            return new RegexPattern(source, flags, new Regex(pattern, options), rewriter.Size, rewriter.HasBoundary, rewriter.GroupNames);
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }
        catch (ArgumentException)
        {
            problem = "Expected a regular expression, but this one is malformed.";
        }
        catch (NotSupportedException)
        {
            problem = "Expected a smaller regular expression, but this one has too many states.";
        }
        return null;
    }

    private sealed class Rewriter(string source, string flags)
    {
        private readonly StringBuilder result = new();
        /// <summary>Sizes of the groups around, and of the one being read.</summary>
        private readonly Stack<long> sizes = new();
        private int at;
        private long size;
        private long last;

        public long Size => size;
        public bool HasBoundary { get; private set; }
        public List<string?> GroupNames { get; } = [];

        public string Rewrite()
        {
            while (at < source.Length)
                RewriteItem();
            if (sizes.Count > 0)
                throw new FormatException("Expected ')' in the regular expression, but it ends.");
            return result.ToString();
        }

        private void RewriteItem()
        {
            var c = source[at];
            switch (c)
            {
                case '\\': RewriteEscape(inClass: false); Count(1); break;
                case '[': RewriteClass(); Count(1); break;
                case '(': OpenGroup(); break;
                case ')': CloseGroup(); break;
                case '*' or '+' or '?' or '{': RewriteQuantifier(c); break;
                case '.': at++; result.Append(flags.Contains('s') ? @"[\s\S]" : @"[^\n\r\u2028\u2029]"); Count(1); break;
                case '$': at++; result.Append(flags.Contains('m') ? "$" : @"\z"); Count(1); break;
                case ' ' or '#': at++; result.Append('\\').Append(c); Count(1); break;
                default: at++; result.Append(c); Count(1); break;
            }
            if (size > MaxSize)
                throw new FormatException("Expected a smaller regular expression, but this one has too many states.");
        }

        private void Count(long states)
        {
            size += states;
            last = states;
        }

        private bool Ahead(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

        private void OpenGroup()
        {
            if (Ahead("(?="))
                throw NotSupported("lookahead");
            if (Ahead("(?!"))
                throw NotSupported("lookahead");
            if (Ahead("(?<=") || Ahead("(?<!"))
                throw NotSupported("lookbehind");
            if (Ahead("(?:"))
            {
                at += 3;
                result.Append("(?:");
            }
            else if (Ahead("(?<"))
            {
                var end = source.IndexOf('>', at);
                var name = end < 0 ? "" : source[(at + 3)..end];
                if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(n => char.IsLetterOrDigit(n) || n is '_'))
                    throw new FormatException("Expected a group name of letters, digits and '_' in the regular expression, but it is malformed.");
                at = end + 1;
                if (GroupNames.Contains(name))
                    throw new FormatException($"Expected each group name once in the regular expression, but '{name}' is there twice.");
                GroupNames.Add(name);
                result.Append("(?<").Append(name).Append('>');
            }
            else if (Ahead("(?"))
                throw new FormatException("Expected a group that JavaScript knows in the regular expression, but '(?' opens another.");
            else
            {
                at++;
                GroupNames.Add(null);
                result.Append('(');
            }
            if (sizes.Count > 50)
                throw new FormatException("Expected a regular expression with at most 50 nested groups, but it has more.");
            sizes.Push(size);
            size = 0;
        }

        private void CloseGroup()
        {
            if (!sizes.TryPop(out var outer))
                throw new FormatException("Expected '(' before ')' in the regular expression, but there is none.");
            at++;
            result.Append(')');
            last = size + 1;
            size = outer + last;
        }

        private void RewriteQuantifier(char c)
        {
            var (text, most) = c == '{' ? ReadBraces() : (c.ToString(), 1);
            if (text is null)
            {
                at++;
                result.Append(@"\{");
                Count(1);
                return;
            }
            at += text.Length;
            result.Append(text);
            if (most > 1)
                size += last * (most - 1);
            if (at < source.Length && source[at] == '?')
            {
                result.Append('?');
                at++;
            }
            if (at < source.Length && source[at] is '*' or '+' or '?')
                throw new FormatException("Expected something to repeat in the regular expression, but a quantifier follows a quantifier.");
            last = 0;
        }

        /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; null text when the brace is an ordinary character.</summary>
        private (string? Text, int Most) ReadBraces()
        {
            var end = source.IndexOf('}', at);
            if (end < 0)
                return (null, 1);
            var inside = source[(at + 1)..end].Split(',');
            if (inside.Length > 2 || inside[0].Length == 0 || inside.Any(n => !n.All(char.IsAsciiDigit)))
                return (null, 1);
            if (inside.Any(n => n.Length > 4))
                throw new FormatException("Expected a count of at most 9999 in the regular expression, but it is larger.");
            var counts = inside.Where(n => n.Length > 0).Select(int.Parse).ToArray();
            if (counts.Length == 2 && counts[0] > counts[1])
                throw new FormatException("Expected a range of counts in order in the regular expression, but it is not.");
            return (source[at..(end + 1)], counts.Max());
        }

        private static FormatException NotSupported(string what) => new($"Expected a regular expression without {what}, but this one has it, which is not supported.");

        private void RewriteClass()
        {
            at++;
            var negated = at < source.Length && source[at] == '^';
            if (negated)
                at++;
            if (at < source.Length && source[at] == ']')
            {
                at++;
                result.Append(negated ? @"[\s\S]" : @"[^\s\S]");
                return;
            }
            result.Append(negated ? "[^" : "[");
            while (true)
            {
                if (at >= source.Length)
                    throw new FormatException("Expected ']' in the regular expression, but it ends.");
                var c = source[at];
                if (c == ']')
                    break;
                if (c == '\\')
                    RewriteEscape(inClass: true);
                else
                {
                    at++;
                    result.Append(c == '[' ? @"\[" : c.ToString());
                }
            }
            at++;
            result.Append(']');
        }

        private void RewriteEscape(bool inClass)
        {
            if (at + 1 >= source.Length)
                throw new FormatException(@"Expected a character after '\' in the regular expression, but it ends.");
            var c = source[at + 1];
            at += 2;
            switch (c)
            {
                case 'd': result.Append(inClass ? "0-9" : "[0-9]"); break;
                case 'D': result.Append(inClass ? @"\x00-/:-\uFFFF" : "[^0-9]"); break;
                case 'w': result.Append(inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]"); break;
                case 'W': result.Append(inClass ? @"\x00-/:-@\[-\^`{-\uFFFF" : "[^a-zA-Z0-9_]"); break;
                case 's': result.Append(inClass ? @"\s\uFEFF" : @"[\s\uFEFF]"); break;
                case 'S': result.Append(@"\S"); break;
                case 'b' when inClass: result.Append(@"\x08"); break;
                case 'b' or 'B' when !inClass:
                    HasBoundary = true;
                    result.Append('\\').Append(c);
                    break;
                case >= '1' and <= '9': throw NotSupported("a back reference");
                case 'k': throw NotSupported("a back reference");
                case '0': result.Append(@"\x00"); break;
                case 'n' or 'r' or 't' or 'f' or 'v': result.Append('\\').Append(c); break;
                case 'c' when at < source.Length && char.IsAsciiLetter(source[at]): AppendCharacter((char)(source[at++] & 31)); break;
                case 'x': AppendCharacter((char)ReadHex(2)); break;
                case 'u': RewriteUnicode(); break;
                case 'p' or 'P' when flags.Contains('u'): RewriteProperty(c, inClass); break;
                default:
                    if (char.IsAsciiLetterOrDigit(c))
                        result.Append(c);
                    else
                        AppendCharacter(c);
                    break;
            }
        }

        private void AppendCharacter(char c) => result.Append(@"\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));

        private int ReadHex(int length)
        {
            if (at + length > source.Length || !int.TryParse(source.AsSpan(at, length), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
                throw new FormatException("Expected hexadecimal digits in the regular expression's escape, but there are others.");
            at += length;
            return code;
        }

        private void RewriteUnicode()
        {
            if (at >= source.Length || source[at] != '{')
            {
                AppendCharacter((char)ReadHex(4));
                return;
            }
            var end = source.IndexOf('}', at);
            at++;
            var code = end - at is >= 1 and <= 4 ? ReadHex(end - at) : throw new FormatException("Expected a code point up to FFFF in the regular expression, but it is larger.");
            at++;
            AppendCharacter((char)code);
        }

        private void RewriteProperty(char c, bool inClass)
        {
            var end = source.IndexOf('}', at);
            if (at >= source.Length || source[at] != '{' || end < 0)
                throw new FormatException(@"Expected \p{…} in the regular expression, but it is malformed.");
            var name = source[(at + 1)..end];
            at = end + 1;
            if (name is "Script=Han" or "sc=Han" or "Unified_Ideograph")
            {
                if (inClass && c == 'P')
                    throw NotSupported(@"\P{Script=Han} in a class");
                result.Append(inClass ? Han : c == 'P' ? $"[^{Han}]" : $"[{Han}]");
            }
            else
                result.Append('\\').Append(c).Append('{').Append(name switch { "Letter" => "L", "Number" => "N", "Punctuation" => "P", _ => name }).Append('}');
        }
    }
}

/// <summary>A regular expression as a value: a pattern and where the next search of a global one starts.</summary>
internal sealed class RegexValue(RegexPattern pattern)
{
    public int LastIndex;

    public RegexPattern Pattern => pattern;
    public bool IsGlobal => pattern.Flags.Contains('g');
    public bool IsSticky => pattern.Flags.Contains('y');

    public object? Member(string name) => name switch
    {
        "source" => pattern.Source,
        "flags" => string.Concat(pattern.Flags.Order()),
        "lastIndex" => Coerce.Box(LastIndex),
        "global" => Coerce.Box(IsGlobal),
        "ignoreCase" => Coerce.Box(pattern.Flags.Contains('i')),
        "multiline" => Coerce.Box(pattern.Flags.Contains('m')),
        "sticky" => Coerce.Box(IsSticky),
        _ => null,
    };

    public override string ToString() => $"/{pattern.Source}/{pattern.Flags}";
}
