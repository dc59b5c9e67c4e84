using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

internal enum VariableKind { Var, Let, Const, Function, Parameter, OwnName, Implicit }

internal sealed class Variable(string name, VariableKind kind, FunctionScope function, int slot)
{
    public string Name { get; } = name;
    public VariableKind Kind { get; } = kind;
    public FunctionScope Function { get; } = function;
    public int Slot { get; } = slot;
    /// <summary>A function inside uses it, so it lives in a cell.</summary>
    public bool IsCaptured { get; set; }

    public bool StartsUninitialized => Kind is VariableKind.Let or VariableKind.Const or VariableKind.Implicit;

    public void Initialize(Frame frame, object? value) => frame.Slots[Slot] = IsCaptured ? new Cell(value) : value;

    public void Store(Frame frame, object? value)
    {
        if (IsCaptured)
            ((Cell)frame.Slots[Slot]!).Value = value;
        else
            frame.Slots[Slot] = value;
    }
}

/// <summary>The names of a block: filled while parsing, then used at run time to make them ready each time the block is entered.</summary>
internal class Scope(Scope? parent)
{
    private readonly Dictionary<string, Variable> names = new(StringComparer.Ordinal);
    private readonly List<Variable> variables = [];
    private readonly List<(Variable Variable, FunctionNode Function)> functions = [];

    public Scope? Parent { get; } = parent;
    public virtual FunctionScope Function => Parent!.Function;
    public bool IsEmpty => names.Count == 0;

    public Variable? Find(string name) => names.GetValueOrDefault(name);

    /// <returns>Null when the name is taken by something that cannot be declared again.</returns>
    public Variable? Declare(string name, VariableKind kind)
    {
        // A function's own name gives way to anything else of that name.
        if (names.TryGetValue(name, out var existing) && existing.Kind != VariableKind.OwnName)
        {
            var again = existing.Kind is VariableKind.Var or VariableKind.Parameter or VariableKind.Function && kind is VariableKind.Var or VariableKind.Function or VariableKind.Parameter;
            return again ? existing : null;
        }
        var variable = new Variable(name, kind, Function, Function.NextSlot());
        names[name] = variable;
        variables.Add(variable);
        return variable;
    }

    public void Hoist(Variable variable, FunctionNode function) => functions.Add((variable, function));

    public void Enter(Frame frame)
    {
        foreach (var variable in variables)
            variable.Initialize(frame, variable.StartsUninitialized ? Uninitialized.Value : Undefined.Value);
        foreach (var (variable, function) in functions)
            variable.Store(frame, function.Close(frame));
    }

    /// <summary>New cells with the same content: each pass of a loop has its own variables.</summary>
    public void Renew(Frame frame)
    {
        foreach (var variable in variables)
        {
            if (variable.IsCaptured)
                frame.Slots[variable.Slot] = new Cell(((Cell)frame.Slots[variable.Slot]!).Value);
        }
    }
}

internal sealed class FunctionScope(Scope? parent) : Scope(parent)
{
    private readonly Dictionary<Variable, int> captures = [];
    private readonly List<(bool FromParentSlot, int Index)> sources = [];

    public override FunctionScope Function => this;
    public int SlotCount { get; private set; }
    public IReadOnlyList<(bool FromParentSlot, int Index)> Captures => sources;

    public int NextSlot() => SlotCount++;

    /// <summary>The place of an outer function's variable among this function's captured cells.</summary>
    public int Capture(Variable variable)
    {
        if (captures.TryGetValue(variable, out var index))
            return index;
        var outer = Parent!.Function;
        var source = variable.Function == outer ? (true, variable.Slot) : (false, outer.Capture(variable));
        variable.IsCaptured = true;
        captures.Add(variable, sources.Count);
        sources.Add(source);
        return sources.Count - 1;
    }
}
