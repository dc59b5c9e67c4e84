using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

internal abstract class Loop(int cost, string[] labels) : Statement(cost)
{
    /// <summary>Runs the body once.</summary>
    /// <returns>Whether the loop goes on; otherwise <paramref name="completion"/> is how it ends.</returns>
    protected bool Pass(Frame frame, Statement body, out Completion completion)
    {
        frame.Run.Step(Cost);
        completion = body.Execute(frame);
        switch (completion)
        {
            case Completion.Normal:
                return true;
            case Completion.Break when frame.Label is null:
                completion = Completion.Normal;
                return false;
            case Completion.Continue when frame.Label is null || labels.Contains(frame.Label):
                frame.Label = null;
                completion = Completion.Normal;
                return true;
            default:
                return false;
        }
    }
}

internal sealed class While(int cost, string[] labels, Expression test, Statement body) : Loop(cost, labels)
{
    public override Completion Execute(Frame frame)
    {
        while (test.Test(frame))
        {
            if (!Pass(frame, body, out var completion))
                return completion;
        }
        return Completion.Normal;
    }
}

internal sealed class DoWhile(int cost, string[] labels, Statement body, Expression test) : Loop(cost, labels)
{
    public override Completion Execute(Frame frame)
    {
        do
        {
            if (!Pass(frame, body, out var completion))
                return completion;
        }
        while (test.Test(frame));
        return Completion.Normal;
    }
}

internal sealed class For(int cost, string[] labels, Scope? scope, Statement? start, Expression? test, Expression? next, Statement body) : Loop(cost, labels)
{
    public override Completion Execute(Frame frame)
    {
        scope?.Enter(frame);
        start?.Execute(frame);
        while (test is null || test.Test(frame))
        {
            if (!Pass(frame, body, out var completion))
                return completion;
            scope?.Renew(frame);
            next?.Evaluate(frame);
        }
        return Completion.Normal;
    }
}

/// <summary><c>for (x of items)</c>, and <c>for (x in object)</c>, which goes over the keys.</summary>
internal sealed class ForEach(int cost, string[] labels, Scope? scope, Expression target, Expression source, bool overKeys, Statement body) : Loop(cost, labels)
{
    public override Completion Execute(Frame frame)
    {
        var run = frame.Run;
        scope?.Enter(frame);
        var value = source.Evaluate(frame);
        run.Position = source.Position;
        var items = overKeys ? Runtime.Members.OwnKeys(value, run) : Coerce.Items(value, run);
        for (var i = 0; i < items.Count; i++)
        {
            scope?.Enter(frame);
            target.Assign(frame, items[i]);
            if (!Pass(frame, body, out var completion))
                return completion;
        }
        return Completion.Normal;
    }
}
