using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

/// <param name="isOfScript">Its value is the value of the script, as far as this statement is the last.</param>
internal sealed class ExpressionStatement(int cost, Expression expression, bool isOfScript) : Statement(cost)
{
    public override ScriptType TypeIn(TypeScope scope) => expression.TypeIn(scope);
    public override ValueRange RangeIn(RangeScope scope) => expression.RangeIn(scope);

    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        var value = expression.Evaluate(frame);
        if (isOfScript)
            frame.Result = value;
        return Completion.Normal;
    }
}

internal sealed class Declaration(int cost, (Expression Target, Expression? Value, bool MayStay)[] items) : Statement(cost)
{
    public override ScriptType TypeIn(TypeScope scope)
    {
        foreach (var item in items) item.Value?.TypeIn(scope);
        return ScriptType.Unknown;
    }

    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        foreach (var (target, value, mayStay) in items)
        {
            // "var x;" leaves what x holds.
            if (value is null && mayStay)
                continue;
            target.Assign(frame, value is null ? Undefined.Value : value.Evaluate(frame));
        }
        return Completion.Normal;
    }
}

internal sealed class Empty() : Statement(0)
{
    public override Completion Execute(Frame frame) => Completion.Normal;
}

internal sealed class Block(Statement[] statements, Scope? scope) : Statement(0)
{
    public override ScriptType TypeIn(TypeScope types)
    {
        foreach (var statement in statements) statement.TypeIn(types);
        return ScriptType.Unknown;
    }

    public override Completion Execute(Frame frame)
    {
        frame.Run.EnsureStack();
        scope?.Enter(frame);
        foreach (var statement in statements)
        {
            var completion = statement.Execute(frame);
            if (completion != Completion.Normal)
                return completion;
        }
        return Completion.Normal;
    }
}

internal sealed class If(int cost, Expression test, Statement whenTrue, Statement? whenFalse) : Statement(cost)
{
    public override ScriptType TypeIn(TypeScope scope)
    {
        test.TypeIn(scope);
        whenTrue.TypeIn(scope);
        whenFalse?.TypeIn(scope);
        return ScriptType.Unknown;
    }

    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        return test.Test(frame) ? whenTrue.Execute(frame) : whenFalse?.Execute(frame) ?? Completion.Normal;
    }
}

internal sealed class Return(int cost, Expression? value) : Statement(cost)
{
    public override ScriptType TypeIn(TypeScope scope) => value?.TypeIn(scope) ?? ScriptType.Unknown;
    public override ValueRange RangeIn(RangeScope scope) => value?.RangeIn(scope) ?? ValueRange.Null;

    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        frame.Result = value is null ? Undefined.Value : value.Evaluate(frame);
        return Completion.Return;
    }
}

internal sealed class Jump(Completion kind, string? label) : Statement(1)
{
    public override Completion Execute(Frame frame)
    {
        frame.Label = label;
        return kind;
    }
}

internal sealed class Labelled(string label, Statement body) : Statement(0)
{
    public override Completion Execute(Frame frame)
    {
        var completion = body.Execute(frame);
        if (completion != Completion.Break || frame.Label != label)
            return completion;
        frame.Label = null;
        return Completion.Normal;
    }
}

internal sealed class Throw(int cost, int position, Expression value) : Statement(cost)
{
    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        var thrown = value.Evaluate(frame);
        frame.Run.Position = position;
        throw frame.Run.Throw(thrown);
    }
}

internal sealed class Switch(int cost, Expression subject, (Expression? Test, Statement[] Body)[] cases, Scope? scope) : Statement(cost)
{
    public override Completion Execute(Frame frame)
    {
        frame.Run.Step(Cost);
        var value = subject.Evaluate(frame);
        scope?.Enter(frame);
        var start = Array.FindIndex(cases, c => c.Test is not null && Coerce.StrictEquals(value, c.Test.Evaluate(frame), frame.Run));
        if (start < 0)
            start = Array.FindIndex(cases, c => c.Test is null);
        for (var i = start; i >= 0 && i < cases.Length; i++)
        {
            foreach (var statement in cases[i].Body)
            {
                var completion = statement.Execute(frame);
                if (completion == Completion.Break && frame.Label is null)
                    return Completion.Normal;
                if (completion != Completion.Normal)
                    return completion;
            }
        }
        return Completion.Normal;
    }
}

internal sealed class Try(Block body, Expression? parameter, Scope? catchScope, Block? handler, Block? last) : Statement(1)
{
    public override Completion Execute(Frame frame)
    {
        var run = frame.Run;
        run.Step(Cost);
        var level = run.Level;
        Completion completion;
        JsThrow? pending = null;
        try
        {
            completion = body.Execute(frame);
        }
        catch (Exception e) when (e is JsThrow or ScriptException { IsLimit: false })
        {
            run.Level = level;
            pending = e as JsThrow ?? new JsThrow(new ErrorValue("Error", e.Message), run.Position);
            completion = Completion.Normal;
        }
        if (pending is not null && handler is not null)
        {
            try
            {
                var caught = pending.Value;
                pending = null;
                catchScope?.Enter(frame);
                parameter?.Assign(frame, caught);
                completion = handler.Execute(frame);
            }
            catch (JsThrow e) when (last is not null)
            {
                run.Level = level;
                pending = e;
            }
        }
        if (last is not null)
        {
            var (result, label) = (frame.Result, frame.Label);
            var ending = last.Execute(frame);
            if (ending != Completion.Normal)
                return ending;
            if (completion == Completion.Return)
                frame.Result = result;
            frame.Label = label;
        }
        return pending is null ? completion : throw pending;
    }
}
