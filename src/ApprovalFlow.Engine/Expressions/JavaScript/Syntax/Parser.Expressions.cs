using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    private static readonly Dictionary<string, (Operator Operator, int Precedence)> BinaryOperators = new(StringComparer.Ordinal)
    {
        ["??"] = (Operator.Coalesce, 1), ["||"] = (Operator.Or, 2), ["&&"] = (Operator.And, 3),
        ["|"] = (Operator.BitOr, 4), ["^"] = (Operator.BitXor, 5), ["&"] = (Operator.BitAnd, 6),
        ["=="] = (Operator.Equal, 7), ["!="] = (Operator.NotEqual, 7), ["==="] = (Operator.StrictEqual, 7), ["!=="] = (Operator.StrictNotEqual, 7),
        ["<"] = (Operator.Less, 8), ["<="] = (Operator.LessOrEqual, 8), [">"] = (Operator.Greater, 8), [">="] = (Operator.GreaterOrEqual, 8),
        ["in"] = (Operator.In, 8), ["instanceof"] = (Operator.InstanceOf, 8),
        ["<<"] = (Operator.ShiftLeft, 9), [">>"] = (Operator.ShiftRight, 9), [">>>"] = (Operator.ShiftRightUnsigned, 9),
        ["+"] = (Operator.Add, 10), ["-"] = (Operator.Subtract, 10),
        ["*"] = (Operator.Multiply, 11), ["/"] = (Operator.Divide, 11), ["%"] = (Operator.Remainder, 11),
        ["**"] = (Operator.Power, 12),
    };

    private static readonly Dictionary<string, Operator> AssignmentOperators = BinaryOperators
        .Where(o => o.Value.Precedence is not (7 or 8)).ToDictionary(o => o.Key + "=", o => o.Value.Operator, StringComparer.Ordinal);

    /// <summary>False in the head of a <c>for</c>, where <c>in</c> ends the first part.</summary>
    private bool allowIn = true;
    private readonly HashSet<Expression> parenthesized = new(ReferenceEqualityComparer.Instance);

    private Expression ParseExpression()
    {
        var first = ParseAssignment();
        if (!Current.Is(","))
            return first;
        var items = new List<Expression> { first };
        while (TryTake(","))
            items.Add(ParseAssignment());
        return new Sequence(first.Position, [.. items]);
    }

    /// <summary>An expression inside brackets, where <c>in</c> is an operator again.</summary>
    private T Within<T>(Func<T> parse)
    {
        var outer = allowIn;
        allowIn = true;
        var result = parse();
        allowIn = outer;
        return result;
    }

    private Expression ParseAssignment()
    {
        Nest();
        var expression = ParseAssignmentInside();
        // Every tenth level or so; what may become a target, or decides by its kind, stays bare.
        var guarded = nesting % 10 < 2 && nesting >= 10 && expression is Binary or BinaryChain or Logical or Conditional or Call;
        Unnest();
        return guarded ? new StackGuard(expression) : expression;
    }

    private Expression ParseAssignmentInside()
    {
        var start = Current;
        if (IsArrowAhead())
            return ParseArrow();
        var left = ParseConditional();
        if (Current.Is("="))
        {
            var target = ToTarget(left, start);
            var position = Take().Start;
            return new Assignment(position, target, NameAfter(target, NoteDestructuring(target, ParseAssignment())));
        }
        if (Current.Kind == TokenKind.Punctuator && AssignmentOperators.TryGetValue(Current.Text, out var @operator))
        {
            if (left is not (Identifier or Member))
                throw Error(start, "Expected a variable or a member to assign to, but something else is there.");
            ToTarget(left, start);
            var position = Take().Start;
            return new CompoundAssignment(position, left, @operator, ParseAssignment());
        }
        return left;
    }

    private Expression ParseConditional()
    {
        var test = ParseBinary(1);
        if (!Current.Is("?"))
            return test;
        var position = Take().Start;
        nodes++;
        var whenTrue = Within(ParseAssignment);
        Expect(":");
        return new Conditional(position, test, whenTrue, ParseAssignment());
    }

    private (Operator Operator, int Precedence) CurrentOperator()
    {
        var token = Current;
        var canBe = token.Kind == TokenKind.Punctuator || token.IsWord("instanceof") || (allowIn && token.IsWord("in"));
        return canBe && BinaryOperators.TryGetValue(token.Text, out var found) ? found : default;
    }

    private Expression ParseBinary(int minimum)
    {
        var start = Current;
        var left = ParseUnary();
        while (CurrentOperator() is { Precedence: > 0 } first && first.Precedence >= minimum)
        {
            var position = Current.Start;
            if (first.Operator is Operator.And or Operator.Or or Operator.Coalesce)
                left = ParseLogical(first, left, position);
            else if (first.Operator == Operator.Power)
            {
                if (left is Unary && !parenthesized.Contains(left))
                    throw Error(start, "Expected parentheses around the base of '**', but a unary operator stands before it.");
                Take();
                nodes++;
                Nest();
                left = new Binary(position, Operator.Power, left, ParseBinary(first.Precedence));
                Unnest();
            }
            else
                left = ParseChain(first.Precedence, left, position);
        }
        return left;
    }

    private Expression ParseChain(int precedence, Expression left, int position)
    {
        var rest = new List<(Operator Operator, Expression Operand)>();
        while (CurrentOperator() is var next && next.Precedence == precedence)
        {
            Take();
            nodes++;
            rest.Add((next.Operator, ParseBinary(precedence + 1)));
        }
        return rest.Count == 1 ? new Binary(position, rest[0].Operator, left, rest[0].Operand) : new BinaryChain(position, left, [.. rest]);
    }

    private Logical ParseLogical((Operator Operator, int Precedence) first, Expression left, int position)
    {
        var operands = new List<Expression> { left };
        while (CurrentOperator() == first)
        {
            Take();
            nodes++;
            operands.Add(ParseBinary(first.Precedence + 1));
        }
        var logical = new Logical(position, first.Operator, [.. operands]);
        foreach (var operand in operands)
        {
            if (operand is Logical inner && !parenthesized.Contains(inner) && (inner.Operator == Operator.Coalesce) != (first.Operator == Operator.Coalesce))
                throw new SyntaxException(position, "Expected parentheses where '??' meets '||' or '&&', but there are none.");
        }
        return logical;
    }

    private Expression ParseUnary()
    {
        Nest();
        nodes++;
        var above = depth;
        depth = 0;
        var expression = ParseUnaryInside();
        depth = Math.Max(above, depth + 1);
        Unnest();
        return expression;
    }

    private Expression ParseUnaryInside()
    {
        var token = Current;
        if (token.Kind == TokenKind.Punctuator)
        {
            switch (token.Text)
            {
                case "!": return ParsePrefix(UnaryOperator.Not);
                case "-": return ParsePrefix(UnaryOperator.Negate);
                case "+": return ParsePrefix(UnaryOperator.Plus);
                case "~": return ParsePrefix(UnaryOperator.Complement);
                case "++" or "--":
                    Take();
                    var operandStart = Current;
                    return new Update(token.Start, ToCounter(ParseUnary(), operandStart), token.Text == "++" ? 1 : -1, isPrefix: true);
            }
        }
        else if (token.Kind == TokenKind.Identifier && !token.Escaped)
        {
            switch (token.Text)
            {
                case "typeof": return ParsePrefix(UnaryOperator.TypeOf);
                case "void": return ParsePrefix(UnaryOperator.Void);
                case "delete":
                    Take();
                    var operand = ParseUnary();
                    if (operand is Identifier)
                        throw Error(token, "Expected a member to delete, but a variable is there.");
                    return new Delete(token.Start, operand);
                case "await": throw NotSupported(token, "'await' is");
            }
        }
        return ParsePostfix();
    }

    private Unary ParsePrefix(UnaryOperator @operator)
    {
        var position = Take().Start;
        return new Unary(position, @operator, ParseUnary());
    }

    private Expression ParsePostfix()
    {
        var start = Current;
        var expression = ParseChainOfMembers(ParsePrimary(), callsAllowed: true);
        if ((Current.Is("++") || Current.Is("--")) && !Current.NewLineBefore)
        {
            var token = Take();
            return new Update(token.Start, ToCounter(expression, start), token.Text == "++" ? 1 : -1, isPrefix: false);
        }
        return expression;
    }

    private Expression ToCounter(Expression expression, Token start) => expression is Identifier or Member
        ? ToTarget(expression, start)
        : throw Error(start, "Expected a variable or a member to count, but something else is there.");

    private Expression ParseChainOfMembers(Expression expression, bool callsAllowed)
    {
        var hasOptional = false;
        while (true)
        {
            var token = Current;
            if (token is { Kind: TokenKind.Template, IsHead: true })
                throw NotSupported(token, "tagged templates are");
            if (token.Kind != TokenKind.Punctuator || token.Text is not ("." or "?." or "[" or "(") || (!callsAllowed && token.Text is "(" or "?."))
                return hasOptional ? new OptionalChain(expression.Position, expression) : expression;
            if (++depth > MaxChain)
                throw Error(token, $"Expected at most {MaxChain} members and calls in a row, but there are more.");
            nodes++;
            var function = functions.Peek();
            function.MaxNesting = Math.Max(function.MaxNesting, nesting + depth);
            var isOptional = TryTake("?.");
            hasOptional |= isOptional;
            expression = ParseLink(expression, isOptional);
        }
    }

    private Expression ParseLink(Expression owner, bool isOptional)
    {
        var token = Current;
        if (TryTake("["))
        {
            var key = Within(ParseExpression);
            Expect("]");
            return NoteMember(new Member(token.Start, owner, key, isOptional));
        }
        if (token.Is("("))
            return NoteCall(owner, new Call(owner is Identifier ? owner.Position : token.Start, owner, ParseArguments(), isOptional));
        if (!isOptional)
            Expect(".");
        var name = Current;
        if (name.Kind != TokenKind.Identifier)
            throw Unexpected("a name of a member");
        Take();
        return NoteMember(new Member(name.Start, owner, new Literal(name.Start, name.Text), isOptional));
    }

    private Expression[] ParseArguments()
    {
        Expect("(");
        return Within(() => ParseList(")", allowHoles: false));
    }

    private Expression[] ParseList(string end, bool allowHoles)
    {
        var items = new List<Expression>();
        while (!TryTake(end))
        {
            if (allowHoles && Current.Is(","))
            {
                items.Add(new Hole(Take().Start));
                continue;
            }
            var start = Current;
            items.Add(TryTake("...") ? new Spread(start.Start, ParseAssignment()) : ParseAssignment());
            if (!Current.Is(end) && !TryTake(","))
                throw Unexpected($"',' or '{end}'");
        }
        return [.. items];
    }

    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Take();
                return NoteLiteral(new Literal(token.Start, Coerce.Box(token.Number)));
            case TokenKind.String:
                Take();
                return NoteLiteral(new Literal(token.Start, token.Text));
            case TokenKind.Template when token.IsHead:
                return ParseTemplate();
            case TokenKind.Regex:
                Take();
                return new RegexLiteral(token.Start, RegexPattern.TryCreate(token.Text, token.Flags!, out var problem) ?? throw Error(token, problem));
            case TokenKind.Identifier when !token.Escaped:
                return ParseWord(token);
            case TokenKind.Identifier:
                return Reference(Take());
            case TokenKind.Punctuator when token.Text == "(":
                return ParseParenthesized();
            case TokenKind.Punctuator when token.Text == "[":
                Take();
                return new ArrayLiteral(token.Start, Within(() => ParseList("]", allowHoles: true)));
            case TokenKind.Punctuator when token.Text == "{":
                return Within(ParseObject);
            default:
                throw Unexpected("an expression");
        }
    }

    private Expression ParseParenthesized()
    {
        Take();
        var inner = Within(ParseExpression);
        Expect(")");
        parenthesized.Add(inner);
        return inner;
    }

    private Expression ParseWord(Token token)
    {
        switch (token.Text)
        {
            case "true": Take(); return new Literal(token.Start, Coerce.True);
            case "false": Take(); return new Literal(token.Start, Coerce.False);
            case "null": Take(); return new Literal(token.Start, null);
            case "this": Take(); return new ThisExpression(token.Start);
            case "function": return ParseFunctionExpression();
            case "new": return ParseNew();
            case "class": throw NotSupported(token, "classes are");
            case "super": throw NotSupported(token, "'super' is");
            case "import": throw NotSupported(token, "modules are");
            case "yield": throw NotSupported(token, "generators are");
            case "async" when (Next.IsWord("function") || IsName(Next) || Next.Is("(")) && !Next.NewLineBefore: throw NotSupported(token, "asynchronous functions are");
        }
        return IsName(token) ? Reference(Take()) : throw Unexpected("an expression");
    }

    private TemplateLiteral ParseTemplate()
    {
        var start = Current;
        var parts = new List<string>();
        var values = new List<Expression>();
        while (true)
        {
            if (Current.Kind != TokenKind.Template || Current.IsHead != (parts.Count == 0))
                throw Unexpected("'}'");
            var part = Take();
            parts.Add(part.Text);
            if (part.IsTail)
                return new TemplateLiteral(start.Start, [.. parts], [.. values]);
            values.Add(Within(ParseExpression));
        }
    }

    private New ParseNew()
    {
        var start = Take();
        if (Current.Is("."))
            throw NotSupported(start, "'new.target' is");
        Nest();
        var primary = Current.IsWord("new") ? ParseNew() : ParsePrimary();
        var constructor = ParseChainOfMembers(primary, callsAllowed: false);
        var arguments = Current.Is("(") ? ParseArguments() : [];
        Unnest();
        return new New(start.Start, constructor, arguments);
    }

    private ObjectLiteral ParseObject()
    {
        var start = Take();
        var members = new List<ObjectMember>();
        var needsPattern = false;
        while (!TryTake("}"))
        {
            var member = ParseObjectMember();
            needsPattern |= member.ShorthandDefault is not null;
            members.Add(member);
            if (!Current.Is("}") && !TryTake(","))
                throw Unexpected("',' or '}'");
        }
        var literal = new ObjectLiteral(start.Start, [.. members]);
        if (needsPattern)
            mustBecomePatterns.Add(literal);
        return literal;
    }

    private ObjectMember ParseObjectMember()
    {
        var start = Current;
        if (TryTake("..."))
            return new ObjectMember(null, null, new Spread(start.Start, ParseAssignment()));
        if (start.Is("*"))
            throw NotSupported(start, "generators are");
        var isPlainWord = start.Kind == TokenKind.Identifier;
        var (key, computed) = ParseKey();
        if (Current.Is("("))
            return new ObjectMember(key, computed, ParseFunction(start.Start, key, isArrow: false));
        if (TryTake(":"))
        {
            var value = ParseAssignment();
            if (key is not null && value is FunctionNode { Name: null } function)
                function.Name = key;
            return new ObjectMember(key, computed, value);
        }
        if (isPlainWord && start.Text is "get" or "set" or "async" && !Current.Is(",") && !Current.Is("}") && !Current.Is("="))
            throw NotSupported(start, start.Text == "async" ? "asynchronous functions are" : "getters and setters are");
        if (!isPlainWord || !IsName(start))
            throw Unexpected("':'");
        var shorthand = Reference(start);
        return new ObjectMember(key, null, shorthand) { ShorthandDefault = TryTake("=") ? ParseAssignment() : null };
    }

    private (string? Key, Expression? Computed) ParseKey()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier or TokenKind.String:
                Take();
                return (token.Text, null);
            case TokenKind.Number:
                Take();
                return (NumberText.Of(token.Number), null);
            case TokenKind.Punctuator when token.Text == "[":
                Take();
                var computed = Within(ParseAssignment);
                Expect("]");
                return (null, computed);
            default:
                throw Unexpected("a name of a member");
        }
    }
}
