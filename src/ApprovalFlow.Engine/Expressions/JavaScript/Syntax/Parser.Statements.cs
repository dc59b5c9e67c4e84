using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] NoLabels = [];

    /// <param name="asDeclaration">A declaration may stand here: in a list of statements, not as the single body of an <c>if</c>.</param>
    private Statement ParseStatement(bool asDeclaration, string[]? labels = null)
    {
        Nest();
        var statement = ParseStatementInside(asDeclaration, labels ?? NoLabels);
        Unnest();
        return statement;
    }

    private Statement ParseStatementInside(bool asDeclaration, string[] labels)
    {
        var token = Current;
        if (token.Is("{"))
            return ParseBlock();
        if (TryTake(";"))
            return new Empty();
        if (token.Kind != TokenKind.Identifier || token.Escaped)
            return ParseExpressionStatement();
        switch (token.Text)
        {
            case "var":
                return ParseVariableStatement(VariableKind.Var);
            case "let" or "const":
                if (!asDeclaration)
                    throw Error(token, $"Expected a statement, but a '{token.Text}' here needs a block around it.");
                return ParseVariableStatement(token.Text == "let" ? VariableKind.Let : VariableKind.Const);
            case "function":
                if (!asDeclaration)
                    throw Error(token, "Expected a statement, but a function here needs a block around it.");
                return ParseFunctionDeclaration();
            case "if": return ParseIf();
            case "for": return ParseFor(labels);
            case "while": return ParseWhile(labels);
            case "do": return ParseDo(labels);
            case "switch": return ParseSwitch();
            case "return": return ParseReturn();
            case "break" or "continue": return ParseJump();
            case "throw": return ParseThrow();
            case "try": return ParseTry();
            case "class": throw NotSupported(token, "classes are");
            case "import" or "export": throw NotSupported(token, "modules are");
            case "with": throw NotSupported(token, "'with' is");
            case "debugger": throw NotSupported(token, "'debugger' is");
        }
        if (IsName(token) && Next.Is(":"))
            return ParseLabelled(labels);
        return ParseExpressionStatement();
    }

    private void EndStatement()
    {
        if (TryTake(";") || Current.Is("}") || Current.Kind == TokenKind.End || Current.NewLineBefore)
            return;
        throw Error(Current, Current.Is(":")
            ? "Expected ';', but ':' is there. An object at the start of a statement needs parentheses: ({ … })."
            : $"Expected ';', but {Current} is there.");
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var before = nodes;
        var expression = ParseExpression();
        EndStatement();
        return new ExpressionStatement(CostSince(before), expression, functions.Peek().IsScript);
    }

    private Block ParseBlock()
    {
        Expect("{");
        var (outer, block) = (scope, new Scope(scope));
        scope = block;
        var statements = ParseStatementsToBrace();
        scope = outer;
        return new Block(statements, block.IsEmpty ? null : block);
    }

    private Statement[] ParseStatementsToBrace()
    {
        var statements = new List<Statement>();
        while (!Current.Is("}"))
        {
            if (Current.Kind == TokenKind.End)
                throw Unexpected("'}'");
            statements.Add(ParseStatement(asDeclaration: true));
        }
        Take();
        return [.. statements];
    }

    private Declaration ParseVariableStatement(VariableKind kind)
    {
        Take();
        var declaration = ParseDeclarators(kind);
        EndStatement();
        return declaration;
    }

    private Declaration ParseDeclarators(VariableKind kind)
    {
        var before = nodes;
        var items = new List<(Expression, Expression?, bool)>();
        do
        {
            var start = Current;
            var target = ParseBindingTarget(kind);
            items.Add((target, ParseInitializer(kind, start, target), kind == VariableKind.Var));
        }
        while (TryTake(","));
        return new Declaration(CostSince(before), [.. items]);
    }

    private Expression? ParseInitializer(VariableKind kind, Token start, Expression target)
    {
        if (TryTake("="))
            return NameAfter(target, NoteDestructuring(target, ParseAssignment()));
        if (kind == VariableKind.Const)
            throw Error(start, "Expected a value for the constant, but there is none.");
        if (target is not Identifier)
            throw Error(start, "Expected a value to take apart, but there is none.");
        return null;
    }

    private Empty ParseFunctionDeclaration()
    {
        var start = Take();
        if (Current.Is("*"))
            throw NotSupported(Current, "generators are");
        var name = ExpectName();
        var variable = Declare(name, VariableKind.Function);
        scope.Hoist(variable, ParseFunction(start.Start, name.Text, isArrow: false));
        return new Empty();
    }

    private Expression ParseCondition()
    {
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        return test;
    }

    private If ParseIf()
    {
        Take();
        var before = nodes;
        var test = ParseCondition();
        var cost = CostSince(before);
        var whenTrue = ParseStatement(asDeclaration: false);
        return new If(cost, test, whenTrue, TryTakeWord("else") ? ParseStatement(asDeclaration: false) : null);
    }

    private Statement ParseLoopBody()
    {
        var function = functions.Peek();
        function.Loops++;
        var body = ParseStatement(asDeclaration: false);
        function.Loops--;
        return body;
    }

    private While ParseWhile(string[] labels)
    {
        Take();
        var before = nodes;
        var test = ParseCondition();
        var cost = CostSince(before);
        return new While(cost, labels, test, ParseLoopBody());
    }

    private DoWhile ParseDo(string[] labels)
    {
        Take();
        var body = ParseLoopBody();
        ExpectWord("while");
        var before = nodes;
        var test = ParseCondition();
        TryTake(";");
        return new DoWhile(CostSince(before), labels, body, test);
    }

    private Statement ParseFor(string[] labels)
    {
        Take();
        if (Current.IsWord("await"))
            throw NotSupported(Current, "'for await' is");
        Expect("(");
        var (outer, loop) = (scope, new Scope(scope));
        scope = loop;
        var statement = ParseForInside(labels, loop);
        scope = outer;
        return statement;
    }

    private Statement ParseForInside(string[] labels, Scope loop)
    {
        var before = nodes;
        Statement? start = null;
        if (Current.Is(";"))
            Take();
        else
        {
            var first = Current;
            var kind = first.IsWord("var") ? VariableKind.Var : first.IsWord("let") ? VariableKind.Let : first.IsWord("const") ? VariableKind.Const : (VariableKind?)null;
            allowIn = false;
            if (kind is { } declared)
            {
                Take();
                var nameToken = Current;
                var target = ParseBindingTarget(declared);
                if (Current.IsWord("of") || Current.IsWord("in"))
                    return ParseForEach(labels, loop, target, before);
                var items = new List<(Expression, Expression?, bool)> { (target, ParseInitializer(declared, nameToken, target), declared == VariableKind.Var) };
                while (TryTake(","))
                {
                    nameToken = Current;
                    target = ParseBindingTarget(declared);
                    items.Add((target, ParseInitializer(declared, nameToken, target), declared == VariableKind.Var));
                }
                start = new Declaration(CostSince(before), [.. items]);
            }
            else
            {
                var expression = ParseExpression();
                if (Current.IsWord("of") || Current.IsWord("in"))
                    return ParseForEach(labels, loop, ToTarget(expression, first), before);
                start = new ExpressionStatement(CostSince(before), expression, isOfScript: false);
            }
            allowIn = true;
            Expect(";");
        }
        var test = Current.Is(";") ? null : ParseExpression();
        Expect(";");
        var next = Current.Is(")") ? null : ParseExpression();
        Expect(")");
        var cost = CostSince(before);
        var body = ParseLoopBody();
        return new For(cost, labels, loop.IsEmpty ? null : loop, start, test, next, body);
    }

    private ForEach ParseForEach(string[] labels, Scope loop, Expression target, int before)
    {
        allowIn = true;
        var overKeys = Take().Text == "in";
        var items = overKeys ? ParseExpression() : ParseAssignment();
        Expect(")");
        var cost = CostSince(before);
        return new ForEach(cost, labels, loop.IsEmpty ? null : loop, target, items, overKeys, ParseLoopBody());
    }

    private Switch ParseSwitch()
    {
        Take();
        var before = nodes;
        var subject = ParseCondition();
        Expect("{");
        var (outer, block) = (scope, new Scope(scope));
        scope = block;
        var function = functions.Peek();
        function.Switches++;
        var cases = new List<(Expression?, Statement[])>();
        var hasDefault = false;
        while (!TryTake("}"))
        {
            Expression? test = null;
            if (TryTakeWord("case"))
                test = ParseExpression();
            else if (Current.IsWord("default") && !hasDefault)
            {
                Take();
                hasDefault = true;
            }
            else
                throw Unexpected(hasDefault ? "'case' or '}'" : "'case', 'default' or '}'");
            Expect(":");
            var body = new List<Statement>();
            while (!Current.Is("}") && !Current.IsWord("case") && !Current.IsWord("default"))
                body.Add(ParseStatement(asDeclaration: true));
            cases.Add((test, [.. body]));
        }
        function.Switches--;
        scope = outer;
        return new Switch(CostSince(before) + cases.Count / 16, subject, [.. cases], block.IsEmpty ? null : block);
    }

    private Return ParseReturn()
    {
        Take();
        var before = nodes;
        var value = Current.Is(";") || Current.Is("}") || Current.Kind == TokenKind.End || Current.NewLineBefore ? null : ParseExpression();
        EndStatement();
        return new Return(CostSince(before), value);
    }

    private Jump ParseJump()
    {
        var word = Take();
        var isContinue = word.Text == "continue";
        var function = functions.Peek();
        string? label = null;
        if (IsName(Current) && !Current.NewLineBefore)
        {
            var name = Take();
            label = name.Text;
            var found = function.Labels.LastOrDefault(l => l.Name == name.Text);
            if (found.Name is null || (isContinue && !found.OfLoop))
                throw Error(name, $"Expected the label of {(isContinue ? "a loop" : "a statement")} around it, but '{label}' is none.");
        }
        else if (function.Loops == 0 && (isContinue || function.Switches == 0))
            throw Error(word, $"Expected a loop around '{word.Text}', but there is none.");
        EndStatement();
        return new Jump(isContinue ? Completion.Continue : Completion.Break, label);
    }

    private Throw ParseThrow()
    {
        var word = Take();
        if (Current.NewLineBefore)
            throw Unexpected("a value to throw on the same line");
        var before = nodes;
        var value = ParseExpression();
        EndStatement();
        return new Throw(CostSince(before), word.Start, value);
    }

    private Try ParseTry()
    {
        Take();
        var body = ParseBlock();
        Expression? parameter = null;
        Scope? catchScope = null;
        Block? handler = null;
        if (TryTakeWord("catch"))
        {
            var outer = scope;
            scope = catchScope = new Scope(scope);
            if (TryTake("("))
            {
                parameter = ParseBindingTarget(VariableKind.Let);
                Expect(")");
            }
            handler = ParseBlock();
            scope = outer;
        }
        var last = TryTakeWord("finally") ? ParseBlock() : null;
        if (handler is null && last is null)
            throw Unexpected("'catch' or 'finally'");
        return new Try(body, parameter, catchScope, handler, last);
    }

    private Labelled ParseLabelled(string[] labels)
    {
        var name = Take();
        Expect(":");
        var function = functions.Peek();
        if (function.Labels.Any(l => l.Name == name.Text))
            throw Error(name, $"Expected each label once, but '{name.Text}' is already around.");
        var ofLoop = Current.IsWord("for") || Current.IsWord("while") || Current.IsWord("do") || (IsName(Current) && Next.Is(":"));
        function.Labels.Add((name.Text, ofLoop));
        var body = ParseStatement(asDeclaration: false, [.. labels, name.Text]);
        function.Labels.RemoveAt(function.Labels.Count - 1);
        return new Labelled(name.Text, body);
    }
}
