using System.Runtime.CompilerServices;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>One run of a script: its host and what it has left to spend.</summary>
internal sealed class Evaluation(IScriptHost host, ScriptLimits limits)
{
    /// <summary>Evaluator frames per allowed call: keeps a deep recursion of large functions within the machine's stack.</summary>
    private const int HeightPerCall = 30;

    private long steps = limits.MaxSteps;
    private long memory = limits.MaxAllocated;
    private int depth;
    private int height;
    private Dictionary<string, object?>? globals;

    public IScriptHost Host { get; } = host;

    /// <summary>Where the script is, for messages.</summary>
    public int Position;

    public void Step(long count)
    {
        if ((steps -= count) < 0)
            throw new ScriptException($"Expected the script to end within {limits.MaxSteps} steps, but it goes on.", limit: true);
    }

    public void Allocate(long bytes)
    {
        if ((memory -= bytes) < 0)
            throw new ScriptException($"Expected the script to use at most {limits.MaxAllocated} bytes, but it wants more.", limit: true);
    }

    /// <summary>Pays for a string before or after it is made.</summary>
    public string Text(string text)
    {
        Allocate(24 + 2L * text.Length);
        return text;
    }

    public List<object?> NewList(int capacity)
    {
        Allocate(56 + 32L * capacity);
        Step(capacity >> 3);
        return new List<object?>(capacity);
    }

    public void Append(List<object?> list, object? item)
    {
        Allocate(32);
        list.Add(item);
    }

    public Dictionary<string, object?> NewMap()
    {
        Allocate(200);
        return new Dictionary<string, object?>();
    }

    public void Set(Dictionary<string, object?> map, string key, object? value)
    {
        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(map, key, out var exists);
        place = value;
        if (!exists)
            Allocate(64 + 2L * key.Length);
    }

    public void Enter(int frames)
    {
        Step(1);
        depth++;
        height += frames;
        if (depth > limits.MaxDepth || height > HeightPerCall * limits.MaxDepth)
            throw TooDeep();
        EnsureStack();
    }

    /// <summary>The last line of defence on threads with small stacks; the counted depth ends a run first on ordinary ones.</summary>
    public void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooDeep();
    }

    private ScriptException TooDeep() => new($"Expected calls at most {limits.MaxDepth} deep, but the script calls deeper.", limit: true);

    public void Leave(int frames)
    {
        depth--;
        height -= frames;
    }

    /// <summary>Puts the counters back after a throw has left calls without <see cref="Leave"/>.</summary>
    public (int Depth, int Height) Level
    {
        get => (depth, height);
        set => (depth, height) = value;
    }

    public object? Invoke(object? function, object? self, ReadOnlySpan<object?> arguments) =>
        function is JsFunction callable ? callable.Call(this, self, arguments) : throw TypeError($"Expected a function, but {Coerce.Preview(function)} is none.");

    public bool TryGlobal(string name, out object? value)
    {
        if (globals is not null && globals.TryGetValue(name, out value))
            return true;
        if (!Host.TryGet(name, out value))
            return false;
        value = Crossing.InwardLive(value, this);
        (globals ??= new Dictionary<string, object?>())[name] = value;
        return true;
    }

    /// <summary>Makes what the script wrote into the host's live values plain.</summary>
    public void ScrubLiveValues()
    {
        if (globals is null)
            return;
        foreach (var value in globals.Values)
            Crossing.Scrub(value);
    }

    public JsThrow TypeError(string message) => Throw("TypeError", message);
    public JsThrow RangeError(string message) => Throw("RangeError", message);
    public JsThrow ReferenceError(string message) => Throw("ReferenceError", message);

    private JsThrow Throw(string name, string message) => Throw(new ErrorValue(name, message));

    /// <summary>Exceptions are dear: a loop of throw and catch must not be a way around the step limit.</summary>
    public JsThrow Throw(object? value)
    {
        Step(200);
        Allocate(200);
        return new JsThrow(value, Position);
    }
}
