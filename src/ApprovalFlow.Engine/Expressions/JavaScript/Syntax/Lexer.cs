using System.Globalization;
using System.Text;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

/// <summary>Cuts a script into tokens, all at once, and pairs its brackets, so that the parser can look ahead past a parenthesis in one step.</summary>
/// <remarks>Whether a slash divides or opens a regular expression follows from the token before it; for <c>)</c> and <c>}</c> from
/// what stood before the bracket that they close.</remarks>
internal sealed class Lexer
{
    private enum Bracket { Paren, ParenOfHead, Square, Block, Braces, Template }

    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
    ];

    private static readonly ILookup<char, string> ByFirst = Punctuators.ToLookup(p => p[0]);

    private static readonly HashSet<string> WordsBeforeAnOperand =
        ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "instanceof"];

    private readonly string source;
    private readonly List<Token> tokens = [];
    private readonly Dictionary<int, int> matches = [];
    private readonly Stack<(Bracket Kind, int Token)> open = new();
    private int at;
    private bool operandExpected = true;

    public Lexer(string source) => this.source = source;

    public List<Token> Tokens => tokens;

    /// <summary>Index of the closing bracket for the opening bracket at a token index.</summary>
    public int MatchOf(int opening) => matches.GetValueOrDefault(opening, -1);

    public void Scan()
    {
        while (true)
        {
            var newLine = SkipBlanks();
            var start = at;
            if (at >= source.Length)
            {
                // A bracket left open is the parser's to report: it knows where the closing one was due.
                tokens.Add(new Token(TokenKind.End, "", start, start, newLine));
                return;
            }
            ScanToken(start, newLine || tokens.Count == 0);
        }
    }

    private void ScanToken(int start, bool newLine)
    {
        var c = source[at];
        if (IsIdentifierStart(c) || c == '\\')
            ScanIdentifier(start, newLine);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            ScanNumber(start, newLine);
        else if (c is '"' or '\'')
            ScanString(start, newLine, c);
        else if (c == '`')
        {
            at++;
            ScanTemplatePart(start, newLine, isHead: true);
        }
        else if (c == '/' && operandExpected)
            ScanRegex(start, newLine);
        else
            ScanPunctuator(start, newLine);
    }

    private void Add(Token token, bool operandNext)
    {
        tokens.Add(token);
        operandExpected = operandNext;
    }

    private char Peek(int ahead) => at + ahead < source.Length ? source[at + ahead] : '\0';

    private static SyntaxException Error(int position, string message) => new(position, message);

    private static string Closing(Bracket kind) => kind switch
    {
        Bracket.Paren or Bracket.ParenOfHead => "')'",
        Bracket.Square => "']'",
        _ => "'}'",
    };

    /// <returns>Whether a line ended.</returns>
    private bool SkipBlanks()
    {
        var newLine = false;
        while (at < source.Length)
        {
            var c = source[at];
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
            {
                newLine = true;
                at++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                while (at < source.Length && source[at] is not ('\n' or '\r'))
                    at++;
            }
            else if (c == '/' && Peek(1) == '*')
            {
                var end = source.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (end < 0)
                    throw Error(at, "Expected '*/' to end the comment, but the script ends.");
                newLine |= source.AsSpan(at, end - at).ContainsAny('\n', '\r');
                at = end + 2;
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF')
                at++;
            else
                break;
        }
        return newLine;
    }

    private static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$' || (c > 127 && char.IsLetter(c));

    private static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsAsciiDigit(c) || c is '\u200C' or '\u200D' || (c > 127 &&
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation);

    private void ScanIdentifier(int start, bool newLine)
    {
        var escaped = false;
        StringBuilder? text = null;
        while (at < source.Length)
        {
            if (source[at] == '\\')
            {
                text ??= new StringBuilder(source, start, at - start, 32);
                escaped = true;
                at++;
                if (Peek(0) != 'u')
                    throw Error(at, "Expected '\\u' in a name, but another escape is there.");
                at++;
                var code = ScanUnicodeEscape(start);
                if (code > 0xFFFF || !(text.Length == 0 ? IsIdentifierStart((char)code) : IsIdentifierPart((char)code)))
                    throw Error(start, "Expected a letter in a name, but its escape is none.");
                text.Append((char)code);
            }
            else if (IsIdentifierPart(source[at]))
            {
                text?.Append(source[at]);
                at++;
            }
            else
                break;
        }
        var name = text?.ToString() ?? source[start..at];
        var isMember = tokens.Count > 0 && tokens[^1].Kind == TokenKind.Punctuator && tokens[^1].Text is "." or "?.";
        Add(new Token(TokenKind.Identifier, name, start, at, newLine) { Escaped = escaped }, !isMember && WordsBeforeAnOperand.Contains(name));
    }

    private void ScanNumber(int start, bool newLine)
    {
        double value;
        var radix = source[at] == '0' ? char.ToLowerInvariant(Peek(1)) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 } : 10;
        if (radix != 10)
        {
            at += 2;
            var digits = ScanDigits(radix);
            if (digits.Length == 0)
                throw Error(start, "Expected digits after the number's prefix, but there are none.");
            value = 0;
            foreach (var digit in digits)
                value = value * radix + Convert.ToInt32(digit.ToString(), 16);
        }
        else
        {
            if (source[at] == '0' && char.IsAsciiDigit(Peek(1)))
                throw Error(start, "Expected a number without a leading zero, but old octal numbers are not supported.");
            var text = new StringBuilder(ScanDigits(10));
            if (Peek(0) == '.')
            {
                at++;
                text.Append('.').Append(ScanDigits(10));
            }
            if (Peek(0) is 'e' or 'E')
            {
                at++;
                text.Append('e');
                if (Peek(0) is '+' or '-')
                    text.Append(source[at++]);
                var exponent = ScanDigits(10);
                if (exponent.Length == 0)
                    throw Error(start, "Expected digits in the exponent, but there are none.");
                text.Append(exponent);
            }
            value = double.Parse(text.ToString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        }
        if (Peek(0) == 'n')
            throw Error(start, "Expected a number, but BigInt numbers are not supported.");
        if (IsIdentifierStart(Peek(0)) || char.IsAsciiDigit(Peek(0)))
            throw Error(at, $"Expected the number to end, but '{Peek(0)}' follows it.");
        Add(new Token(TokenKind.Number, source[start..at], start, at, newLine) { Number = value }, operandNext: false);
    }

    private string ScanDigits(int radix)
    {
        var text = new StringBuilder();
        var separated = false;
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '_' && text.Length > 0 && !separated)
                separated = true;
            else if (char.IsAsciiHexDigit(c) && Convert.ToInt32(c.ToString(), 16) < radix)
            {
                separated = false;
                text.Append(c);
            }
            else
                break;
            at++;
        }
        if (separated)
            throw Error(at, "Expected a digit after '_', but there is none.");
        return text.ToString();
    }

    private void ScanString(int start, bool newLine, char quote)
    {
        at++;
        var text = new StringBuilder();
        while (true)
        {
            if (at >= source.Length || source[at] is '\n' or '\r')
                throw Error(start, $"Expected {quote} to end the string, but the {(at >= source.Length ? "script" : "line")} ends.");
            var c = source[at++];
            if (c == quote)
                break;
            if (c == '\\')
                ScanEscape(start, text);
            else
                text.Append(c);
        }
        Add(new Token(TokenKind.String, text.ToString(), start, at, newLine), operandNext: false);
    }

    private void ScanEscape(int start, StringBuilder text)
    {
        if (at >= source.Length)
            throw Error(start, "Expected the text to go on after '\\', but the script ends.");
        var c = source[at++];
        switch (c)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'v': text.Append('\v'); break;
            case '0' when !char.IsAsciiDigit(Peek(0)): text.Append('\0'); break;
            case >= '0' and <= '9': throw Error(at - 2, "Expected another escape, but octal escapes are not supported.");
            case 'x': text.Append((char)ScanHex(start, 2)); break;
            case 'u':
                var code = ScanUnicodeEscape(start);
                if (code > 0xFFFF)
                    text.Append(char.ConvertFromUtf32(code));
                else
                    text.Append((char)code);
                break;
            case '\r':
                if (Peek(0) == '\n')
                    at++;
                break;
            case '\n' or '\u2028' or '\u2029': break;
            default: text.Append(c); break;
        }
    }

    private int ScanUnicodeEscape(int start)
    {
        if (Peek(0) != '{')
            return ScanHex(start, 4);
        var end = source.IndexOf('}', at);
        if (end < 0 || end - at - 1 is < 1 or > 6)
            throw Error(start, "Expected '\\u{…}' with one to six digits, but it is malformed.");
        at++;
        var code = ScanHex(start, end - at);
        at++;
        return code <= 0x10FFFF ? code : throw Error(start, "Expected a code point up to 10FFFF, but it is larger.");
    }

    private int ScanHex(int start, int length)
    {
        if (at + length > source.Length || !int.TryParse(source.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Error(start, $"Expected {length} hexadecimal digits in the escape, but there are others.");
        at += length;
        return code;
    }

    private void ScanTemplatePart(int start, bool newLine, bool isHead)
    {
        var text = new StringBuilder();
        while (true)
        {
            if (at >= source.Length)
                throw Error(start, "Expected '`' to end the template, but the script ends.");
            var c = source[at++];
            if (c == '`')
            {
                Add(new Token(TokenKind.Template, text.ToString(), start, at, newLine) { IsHead = isHead, IsTail = true }, operandNext: false);
                return;
            }
            if (c == '$' && Peek(0) == '{')
            {
                at++;
                open.Push((Bracket.Template, tokens.Count));
                Add(new Token(TokenKind.Template, text.ToString(), start, at, newLine) { IsHead = isHead }, operandNext: true);
                return;
            }
            if (c == '\\')
                ScanEscape(start, text);
            else if (c == '\r')
            {
                text.Append('\n');
                if (Peek(0) == '\n')
                    at++;
            }
            else
                text.Append(c);
        }
    }

    private void ScanRegex(int start, bool newLine)
    {
        at++;
        var inClass = false;
        while (true)
        {
            if (at >= source.Length || source[at] is '\n' or '\r')
                throw Error(start, "Expected '/' to end the regular expression, but the line ends.");
            var c = source[at++];
            if (c == '\\' && at < source.Length && source[at] is not ('\n' or '\r'))
                at++;
            else if (c == '[')
                inClass = true;
            else if (c == ']')
                inClass = false;
            else if (c == '/' && !inClass)
                break;
        }
        var pattern = source[(start + 1)..(at - 1)];
        var flags = at;
        while (at < source.Length && IsIdentifierPart(source[at]))
            at++;
        Add(new Token(TokenKind.Regex, pattern, start, at, newLine) { Flags = source[flags..at] }, operandNext: false);
    }

    private void ScanPunctuator(int start, bool newLine)
    {
        var rest = source.AsSpan(at);
        string? found = null;
        foreach (var candidate in ByFirst[source[at]])
        {
            // "a?.5:b" is a condition, not a chain.
            if (rest.StartsWith(candidate, StringComparison.Ordinal) && !(candidate == "?." && char.IsAsciiDigit(Peek(2))))
            {
                found = candidate;
                break;
            }
        }
        if (found is null)
            throw Error(start, source[at] == '#' ? "Expected a public name, but private names are not supported." : $"Expected a script, but the character '{source[at]}' has no meaning here.");
        if (found == "}" && open.TryPeek(out var top) && top.Kind == Bracket.Template)
        {
            open.Pop();
            at++;
            ScanTemplatePart(start, newLine, isHead: false);
            return;
        }
        at += found.Length;
        var operandNext = found switch
        {
            "(" => Open(tokens.Count > 0 && tokens[^1] is { Kind: TokenKind.Identifier, Text: "if" or "while" or "for" or "with" } ? Bracket.ParenOfHead : Bracket.Paren),
            "[" => Open(Bracket.Square),
            "{" => Open(OpensBlock() ? Bracket.Block : Bracket.Braces),
            ")" or "]" or "}" => Close(start, found),
            "++" or "--" => operandExpected,
            _ => true,
        };
        Add(new Token(TokenKind.Punctuator, found, start, at, newLine), operandNext);
    }

    private bool Open(Bracket kind)
    {
        open.Push((kind, tokens.Count));
        return true;
    }

    private bool Close(int start, string closing)
    {
        if (!open.TryPop(out var top) || Closing(top.Kind)[1] != closing[0])
            throw Error(start, $"Expected every bracket to be opened before it is closed, but '{closing}' closes none.");
        matches[top.Token] = tokens.Count;
        return top.Kind is Bracket.ParenOfHead or Bracket.Block;
    }

    private bool OpensBlock()
    {
        if (tokens.Count == 0)
            return true;
        var before = tokens[^1];
        return before.Kind switch
        {
            TokenKind.Identifier => before.Text is "else" or "do" or "try" or "finally",
            TokenKind.Punctuator => before.Text is ")" or ";" or "}" or "=>" || (before.Text == "{" && open.TryPeek(out var top) && top.Kind == Bracket.Block),
            _ => false,
        };
    }
}
