namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

internal enum TokenKind { End, Identifier, Punctuator, Number, String, Template, Regex }

/// <param name="Text">The identifier, punctuator, string value, cooked template part or regex pattern.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End, bool NewLineBefore)
{
    public double Number { get; init; }
    /// <summary>Regex flags.</summary>
    public string? Flags { get; init; }
    /// <summary>Of a template part: it opens the template.</summary>
    public bool IsHead { get; init; }
    /// <summary>Of a template part: no expression follows it.</summary>
    public bool IsTail { get; init; }
    /// <summary>An identifier written with escapes is never a keyword.</summary>
    public bool Escaped { get; init; }

    public bool Is(string punctuator) => Kind == TokenKind.Punctuator && Text == punctuator;
    public bool IsWord(string word) => Kind == TokenKind.Identifier && !Escaped && Text == word;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the script",
        TokenKind.String => "a string",
        TokenKind.Template => "a template",
        TokenKind.Regex => "a regular expression",
        TokenKind.Number => "a number",
        _ => $"'{Text}'",
    };
}

/// <summary>The text is not a script of this subset.</summary>
internal sealed class SyntaxException(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
