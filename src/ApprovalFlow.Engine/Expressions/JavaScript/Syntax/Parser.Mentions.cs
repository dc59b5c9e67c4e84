using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

/// <summary>What a script mentions by name: workflow variables, and library members that a pure room must not have.</summary>
internal sealed partial class Parser
{
    private readonly List<(Identifier Owner, string Name)> mentions = [];

    private readonly List<(Identifier Callee, string Text)> calls = [];

    /// <summary>Functions of the host called with a name: <c>getInput("amount")</c>.</summary>
    public HashSet<(string Function, string Name)> NamedCalls { get; } = [];

    /// <summary>Numbers and texts in the script, names of members left out.</summary>
    public HashSet<object> Literals { get; } = [];

    private Literal NoteLiteral(Literal literal)
    {
        if (literal.Value is double or string) Literals.Add(literal.Value);
        return literal;
    }

    private Call NoteCall(Expression callee, Call call)
    {
        if (callee is Identifier name && call.FirstText is { } text) calls.Add((name, text));
        return call;
    }

    private Member NoteMember(Member member)
    {
        if (member is { Owner: Identifier { Name: "variables" or "Math" } owner, StaticName: { } name })
            mentions.Add((owner, name));
        return member;
    }

    /// <summary><c>const { Total } = variables</c> mentions Total.</summary>
    private Expression NoteDestructuring(Expression target, Expression value)
    {
        if (target is ObjectPattern pattern && value is Identifier { Name: "variables" or "Math" } owner)
        {
            foreach (var key in pattern.Keys)
                mentions.Add((owner, key));
        }
        return value;
    }

    private void CheckMentions()
    {
        foreach (var (owner, name) in mentions)
        {
            if (Lookup(owner) is not null)
                continue;
            if (owner.Name == "variables")
                VariableNames.Add(name);
            else if (name == "random")
                errors.Add((owner.Position, "Expected a script that gives the same result every time, but it uses Math.random."));
        }
        foreach (var (callee, text) in calls)
            if (Lookup(callee) is null) NamedCalls.Add((callee.Name, text));
        foreach (var literal in mustBecomePatterns)
            errors.Add((literal.Position, "Expected ':' and a value in the object, but '=' is there."));
    }
}
