using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

/// <summary>Functions, and the patterns that their parameters and declarations share.</summary>
internal sealed partial class Parser
{
    /// <summary>Literals with <c>{ a = 1 }</c> in them: only right when an assignment turns them into patterns.</summary>
    private readonly HashSet<ObjectLiteral> mustBecomePatterns = new(ReferenceEqualityComparer.Instance);

    private bool IsArrowAhead()
    {
        if (IsName(Current))
            return Next.Is("=>") && !Next.NewLineBefore;
        return Current.Is("(") && lexer.MatchOf(at) is > 0 and var close && tokens[close + 1] is { NewLineBefore: false } after && after.Is("=>");
    }

    private FunctionNode ParseArrow() => ParseFunction(Current.Start, null, isArrow: true);

    private FunctionNode ParseFunctionExpression()
    {
        var start = Take();
        if (Current.Is("*"))
            throw NotSupported(Current, "generators are");
        var name = IsName(Current) ? Take().Text : null;
        return ParseFunction(start.Start, name, isArrow: false, seesItself: name is not null);
    }

    /// <summary>From the parameters on.</summary>
    private FunctionNode ParseFunction(int position, string? name, bool isArrow, bool seesItself = false)
    {
        var (outer, outerIn, outerDepth, own) = (scope, allowIn, depth, new FunctionScope(scope));
        var function = new FunctionNode(position, name, own, isArrow);
        var context = new FunctionContext(isScript: false) { MaxNesting = nesting, IsArrow = isArrow };
        functions.Push(context);
        scope = own;
        allowIn = true;
        depth = 0;
        Nest();
        if (seesItself)
            function.OwnName = own.Declare(name!, VariableKind.OwnName);
        function.Parameters = isArrow && !Current.Is("(")
            ? [new Parameter(DeclareName(ExpectName(), VariableKind.Parameter), null, IsRest: false)]
            : ParseParameters();
        if (isArrow)
            Expect("=>");
        if (isArrow && !Current.Is("{"))
        {
            var before = nodes;
            allowIn = outerIn;
            function.ResultExpression = ParseAssignment();
            function.Cost = CostSince(before);
        }
        else
        {
            Expect("{");
            function.Body = ParseStatementsToBrace();
        }
        Unnest();
        functions.Pop();
        function.Height = context.MaxNesting - nesting + 2;
        (scope, allowIn, depth) = (outer, outerIn, outerDepth);
        return function;
    }

    private Parameter[] ParseParameters()
    {
        Expect("(");
        var parameters = new List<Parameter>();
        while (!TryTake(")"))
        {
            var isRest = TryTake("...");
            var target = ParseBindingTarget(VariableKind.Parameter);
            var @default = !isRest && TryTake("=") ? NameAfter(target, ParseAssignment()) : null;
            parameters.Add(new Parameter(target, @default, isRest));
            if (isRest ? !Current.Is(")") : !Current.Is(")") && !TryTake(","))
                throw Unexpected(isRest ? "')'" : "',' or ')'");
        }
        return [.. parameters];
    }

    private Identifier DeclareName(Token name, VariableKind kind)
    {
        if (kind == VariableKind.Parameter && functions.Peek().IsArrow && scope.Find(name.Text) is not null)
            throw Error(name, $"Expected each parameter once, but '{name.Text}' is there twice.");
        Declare(name, kind);
        return Reference(name, isDeclaration: true);
    }

    private Expression ParseBindingTarget(VariableKind kind)
    {
        if (!Current.Is("[") && !Current.Is("{"))
            return DeclareName(ExpectName(), kind);
        Nest();
        var pattern = Within(() => Current.Is("[") ? ParseArrayBinding(kind) : ParseObjectBinding(kind));
        Unnest();
        return pattern;
    }

    private Expression ParseArrayBinding(VariableKind kind)
    {
        var start = Take();
        var parts = new List<PatternPart?>();
        while (!TryTake("]"))
        {
            if (TryTake(","))
            {
                parts.Add(null);
                continue;
            }
            var isRest = TryTake("...");
            var target = ParseBindingTarget(kind);
            parts.Add(new PatternPart(null, null, target, !isRest && TryTake("=") ? NameAfter(target, ParseAssignment()) : null, isRest));
            if (!Current.Is("]") && (isRest || !TryTake(",")))
                throw Unexpected("']'");
        }
        return new ArrayPattern(start.Start, [.. parts]);
    }

    private Expression ParseObjectBinding(VariableKind kind)
    {
        var start = Take();
        var parts = new List<PatternPart>();
        while (!TryTake("}"))
        {
            if (TryTake("..."))
            {
                parts.Add(new PatternPart(null, null, DeclareName(ExpectName(), kind), null, IsRest: true));
                if (!Current.Is("}"))
                    throw Unexpected("'}'");
                continue;
            }
            var name = Current;
            var (key, computed) = ParseKey();
            Expression target;
            if (TryTake(":"))
                target = ParseBindingTarget(kind);
            else if (IsName(name))
                target = DeclareName(name, kind);
            else
                throw Unexpected("':'");
            parts.Add(new PatternPart(key, computed, target, TryTake("=") ? NameAfter(target, ParseAssignment()) : null, IsRest: false));
            if (!Current.Is("}") && !TryTake(","))
                throw Unexpected("',' or '}'");
        }
        return new ObjectPattern(start.Start, [.. parts]);
    }

    /// <summary>What was read as an expression turns out to stand left of an assignment.</summary>
    private Expression ToTarget(Expression expression, Token start)
    {
        switch (expression)
        {
            case Identifier identifier:
                identifier.IsWritten = true;
                return identifier;
            case Member:
                return expression;
            case ArrayLiteral array when !parenthesized.Contains(array):
                return new ArrayPattern(array.Position, [.. array.Items.Select((item, i) => item is Hole ? null : ToPart(item, start, null, null, i == array.Items.Length - 1))]);
            case ObjectLiteral literal when !parenthesized.Contains(literal):
                mustBecomePatterns.Remove(literal);
                return new ObjectPattern(literal.Position, [.. literal.Members.Select((m, i) => m.ShorthandDefault is null
                    ? ToPart(m.Value, start, m.Key, m.ComputedKey, i == literal.Members.Length - 1)
                    : new PatternPart(m.Key, null, ToTarget(m.Value, start), m.ShorthandDefault, IsRest: false))]);
            default:
                throw Error(start, "Expected a variable, a member or a pattern to assign to, but something else is there.");
        }
    }

    private PatternPart ToPart(Expression item, Token start, string? key, Expression? computed, bool isLast) => item switch
    {
        Spread spread when isLast => new PatternPart(key, computed, ToTarget(spread.Inner, start), null, IsRest: true),
        Assignment assignment when !parenthesized.Contains(assignment) => new PatternPart(key, computed, assignment.Target, assignment.Value, IsRest: false),
        _ => new PatternPart(key, computed, ToTarget(item, start), null, IsRest: false),
    };

    /// <summary>An anonymous function takes the name of what it is assigned to.</summary>
    private static Expression NameAfter(Expression target, Expression value)
    {
        if (value is FunctionNode { Name: null } function)
            function.Name = target.TargetName;
        return value;
    }
}
