using System.Runtime.CompilerServices;
using ApprovalFlow.Engine.Expressions.JavaScript.Library;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

/// <summary>Reads a script into nodes that can run, and finds out where each name lives.</summary>
/// <remarks>Recursion is bounded by <see cref="MaxNesting"/>; chains of members and calls by <see cref="MaxChain"/>.</remarks>
internal sealed partial class Parser
{
    public const int MaxNesting = 200;
    private const int MaxChain = 500;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends", "false",
        "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true", "try",
        "typeof", "var", "void", "while", "with", "yield", "let", "static", "implements", "interface", "package", "private", "protected", "public",
    };

    /// <summary>Names that have a meaning in JavaScript but not here; using one says so instead of "not defined".</summary>
    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "eval", "Function", "globalThis", "window", "global", "arguments", "Symbol", "Proxy", "Reflect", "Promise", "BigInt", "WeakMap", "WeakSet", "Intl",
        "setTimeout", "setInterval", "require", "process",
    };

    private readonly string source;
    private readonly Lexer lexer;
    private readonly List<Token> tokens;
    private readonly List<Identifier> references = [];
    private readonly List<(int Position, string Message)> errors = [];
    private readonly Stack<FunctionContext> functions = new();
    private Scope scope = null!;
    private int at;
    private int nesting;
    private int depth;
    private int nodes;

    public Parser(string source)
    {
        this.source = source;
        lexer = new Lexer(source);
        tokens = lexer.Tokens;
    }

    public IReadOnlyList<(int Position, string Message)> Errors => errors;
    public HashSet<string> Globals { get; } = new(StringComparer.Ordinal);
    public HashSet<string> VariableNames { get; } = new(StringComparer.Ordinal);

    /// <summary>What a function allows inside it.</summary>
    private sealed class FunctionContext(bool isScript)
    {
        public bool IsScript => isScript;
        public bool IsArrow { get; init; }
        public int Loops;
        public int Switches;
        public List<(string Name, bool OfLoop)> Labels { get; } = [];
        public int MaxNesting;
    }

    private Token Current => tokens[at];
    private Token Next => tokens[Math.Min(at + 1, tokens.Count - 1)];

    public FunctionNode ParseScript()
    {
        lexer.Scan();
        var main = new FunctionScope(null);
        scope = main;
        functions.Push(new FunctionContext(isScript: true));
        var body = new List<Statement>();
        while (Current.Kind != TokenKind.End)
            body.Add(ParseStatement(asDeclaration: true));
        Resolve(main);
        CheckMentions();
        return new FunctionNode(0, "script", main, isArrow: false) { Body = [.. body] };
    }

    private void Resolve(FunctionScope main)
    {
        foreach (var reference in references)
        {
            if (!reference.IsWritten || Lookup(reference) is not null)
                continue;
            if (GlobalLibrary.TryGet(reference.Name, out _) || Unsupported.Contains(reference.Name))
                errors.Add((reference.Position, $"Expected a name of the script's own to be assigned to, but '{reference.Name}' belongs to the language."));
            else
                main.Declare(reference.Name, VariableKind.Implicit);
        }
        // Capturing first: a name's place depends on whether any function inside uses it.
        foreach (var reference in references)
        {
            if (Lookup(reference) is { } variable && variable.Function != reference.Scope.Function)
                reference.Scope.Function.Capture(variable);
        }
        foreach (var reference in references)
            ResolveOne(reference, Lookup(reference));
    }

    private void ResolveOne(Identifier reference, Variable? variable)
    {
        if (variable is null)
        {
            if (Unsupported.Contains(reference.Name))
                errors.Add((reference.Position, $"Expected a name that scripts know, but '{reference.Name}' is not supported."));
            else if (!GlobalLibrary.TryGet(reference.Name, out _))
                Globals.Add(reference.Name);
        }
        else if (reference.IsWritten && variable.Kind == VariableKind.Const)
            errors.Add((reference.Position, $"Expected a variable to be assigned to, but '{reference.Name}' is a constant."));
        reference.MayCreate = variable?.Kind == VariableKind.Implicit;
        reference.Resolve(variable);
    }

    private static Variable? Lookup(Identifier reference)
    {
        for (var scope = reference.Scope; scope is not null; scope = scope.Parent)
        {
            if (scope.Find(reference.Name) is { } variable)
                return variable;
        }
        return null;
    }

    private Token Take() => tokens[at++];

    private bool TryTake(string punctuator)
    {
        if (!Current.Is(punctuator))
            return false;
        at++;
        return true;
    }

    private bool TryTakeWord(string word)
    {
        if (!Current.IsWord(word))
            return false;
        at++;
        return true;
    }

    private Token Expect(string punctuator) => Current.Is(punctuator) ? Take() : throw Unexpected($"'{punctuator}'");

    private void ExpectWord(string word)
    {
        if (!TryTakeWord(word))
            throw Unexpected($"'{word}'");
    }

    private SyntaxException Unexpected(string expected) => Error(Current, $"Expected {expected}, but {Current} is there.");

    private static SyntaxException Error(Token token, string message) => new(token.Start, message);

    private static SyntaxException NotSupported(Token token, string what) => new(token.Start, $"Expected the supported part of JavaScript, but {what} not supported.");

    private void Nest()
    {
        if (++nesting > MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error(Current, $"Expected at most {MaxNesting} levels of nesting, but there are more.");
        var function = functions.Peek();
        function.MaxNesting = Math.Max(function.MaxNesting, nesting);
    }

    private void Unnest() => nesting--;

    /// <summary>Steps for an expression: one, and one more for each sixteen of its nodes.</summary>
    private int CostSince(int before) => 1 + ((nodes - before) >> 4);

    private Identifier Reference(Token name, bool isDeclaration = false, Scope? within = null)
    {
        var identifier = new Identifier(name.Start, name.Text, within ?? scope) { IsDeclaration = isDeclaration };
        references.Add(identifier);
        return identifier;
    }

    private bool IsName(Token token) => token.Kind == TokenKind.Identifier && !Reserved.Contains(token.Text);

    private Token ExpectName()
    {
        if (IsName(Current))
            return Take();
        if (Current.Kind == TokenKind.Identifier)
            throw Error(Current, $"Expected a name, but '{Current.Text}' is a reserved word.");
        throw Unexpected("a name");
    }

    /// <summary>Declares a name where its kind belongs: <c>var</c> and functions' own names rise to the function.</summary>
    private Variable Declare(Token name, VariableKind kind, Scope? within = null)
    {
        var home = within ?? (kind == VariableKind.Var ? scope.Function : scope);
        if (kind == VariableKind.Var)
        {
            for (var block = scope; block != home; block = block.Parent!)
            {
                if (block.Find(name.Text) is { Kind: VariableKind.Let or VariableKind.Const or VariableKind.Function })
                    throw Error(name, $"Expected '{name.Text}' to be declared once, but it is declared again.");
            }
        }
        return home.Declare(name.Text, kind) ?? throw Error(name, $"Expected '{name.Text}' to be declared once, but it is declared again.");
    }
}
