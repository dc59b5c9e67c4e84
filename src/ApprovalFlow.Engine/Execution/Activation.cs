using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Execution;

/// <summary>One activity at work in one burst.</summary>
internal sealed class Activation(Burst burst, Node node, Scope scope) : ActivityContext
{
    private object?[]? inputs;

    public Burst Burst => burst;
    public Node Node => node;
    public Scope Scope => scope;
    /// <summary>The bookmark that is being resumed.</summary>
    public Bookmark? Bookmark { get; init; }
    /// <summary>This activity started the run: it does not wait.</summary>
    public bool IsTrigger { get; init; }
    /// <summary>It stopped at a bookmark.</summary>
    public bool Waited { get; private set; }
    /// <summary>What is given to a workflow used as an activity is written by its parent: neither its variables nor its inputs are in scope there.</summary>
    public bool IsGiven => node.Composite is not null && scope.Context != 1;
    /// <summary>Outcomes a script asked for.</summary>
    public List<string>? PendingOutcomes { get; set; }

    public override string ActivityId => node.Id;
    public override string ActivityType => node.TypeName;
    public override string DisplayName => node.DisplayName;
    public override string InstanceId => burst.State.InstanceId;
    public override DateTimeOffset Now => burst.Now;

    public void EvaluateInputs()
    {
        var compiled = node.Inputs;
        if (compiled.Length == 0) return;
        inputs = new object?[compiled.Length];
        for (var i = 0; i < compiled.Length; i++)
            if (!compiled[i].IsLazy) inputs[i] = Evaluate(compiled[i]);
    }

    public override object? Input(string name)
    {
        var compiled = node.Inputs;
        for (var i = 0; i < compiled.Length; i++)
            if (compiled[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return inputs is not null && !compiled[i].IsLazy ? inputs[i] : Evaluate(compiled[i]);
        return null;
    }

    public object? Evaluate(CompiledInput input) => burst.Expressions.Evaluate(input, this);

    public override JsonElement? Property(string name) => node.Json.Member(name);

    public override bool Says(string name) => node.Says(name);

    public override object? Derived { get => node.Derived; set => node.Derived = value; }

    public override void Complete(params ReadOnlySpan<string> outcomes) => burst.Complete(scope, outcomes.Length == 0 ? null : outcomes.ToArray());

    public void CompleteWith(IReadOnlyList<string>? outcomes) => burst.Complete(scope, outcomes);

    public override void Wait(BookmarkRequest request)
    {
        var wait = node.Waiting(request.Name, request.Payload);
        var hash = request.IncludeContextInHash ? BookmarkHash.Of(request.Name, wait.Payload, $"{InstanceId}:{scope.Context}") : wait.Hash;
        Waited = true;
        burst.Emit(new BookmarkCreated(string.Create(CultureInfo.InvariantCulture, $"{scope.Context}.{scope.BookmarksMade + 1}"), scope.Context, request.Name, hash)
        {
            Payload = wait.Payload, ResumeAt = request.ResumeAt, KeepAfterUse = request.KeepAfterUse,
        });
    }

    public override void Emit(string name, object? payload) => burst.Emit(new Emitted(scope.Context, name, Value.Normalize(payload)));

    public override void Fault(string message) => throw new ActivityFault(message);

    public override void SetOutput(string name, object? value)
    {
        value = Value.Normalize(value);
        burst.Emit(new OutputRecorded(ContainerOf(scope).Context, node.Path, name, value));
        foreach (var binding in node.Outputs)
            if (binding.Target is not null && binding.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) Bind(binding.Target, value);
    }

    /// <summary>A bound output goes to the variable of that id, and to the workflow output of that name (SPEC 2.3).</summary>
    private void Bind(string target, object? value)
    {
        if (FindVariable(target, byName: false) is { } found) SetVariable(found, value);
        BindOutput(burst.OwnerOf(scope), target, value);
    }

    /// <summary>As seen from inside this activity's own scope: where a workflow-as-activity hands over what it made.</summary>
    public void BindFrom(string target, object? value)
    {
        if (FindVariable(target, byName: false) is { } found) SetVariable(found, value);
        BindOutput(scope, target, value);
    }

    private void BindOutput(Scope? from, string target, object? value)
    {
        for (var at = from; at is not null; at = burst.OwnerOf(at))
            if (burst.NodeOf(at)?.Composite?.Outputs.FirstOrDefault(o => o.Name.Equals(target, StringComparison.OrdinalIgnoreCase)) is { } output)
            {
                SetWorkflowOutput(at, output.Name, TypeAlias.Convert(value, output.TypeName));
                return;
            }
    }

    public void SetWorkflowOutput(Scope composite, string name, object? value) =>
        burst.Emit(composite.Context == 1 ? new WorkflowOutputSet(name, value) : new ProgressMade(composite.Context, CompositeBehavior.OutputKey + name, value));

    /// <summary>The nearest container around a scope: where outputs are recorded and new variables appear.</summary>
    public Scope ContainerOf(Scope from)
    {
        for (var at = burst.OwnerOf(from); at is not null; at = burst.OwnerOf(at))
            if (burst.NodeOf(at) is { IsVariableContainer: true }) return at;
        return burst.State.Scopes[1];
    }

    // ---- variables: innermost first, by id or by name (SPEC 6.1)

    public readonly record struct FoundVariable(Scope Scope, VariableDefinition? Definition, string Key, bool IsLoop);

    public FoundVariable? FindVariable(string key, bool byName)
    {
        for (var at = scope; at is not null; at = burst.OwnerOf(at))
            if (FindIn(at, key, byName, onlyLoop: IsGiven && at == scope) is { } found) return found;
        return scope.Context != 1 && burst.State.Scopes.TryGetValue(1, out var root) ? FindIn(root, key, byName, onlyLoop: false) : null;
    }

    private FoundVariable? FindIn(Scope at, string key, bool byName, bool onlyLoop)
    {
        if (at.LoopVariables is { } loop && loop.ContainsKey(key)) return new(at, null, key, true);
        if (onlyLoop) return null;
        if (burst.NodeOf(at) is { } owner)
            foreach (var variable in owner.Variables)
                if ((byName ? variable.Name : variable.Id) == key) return new(at, variable, variable.Id, false);
        return at.Variables is { } set && set.ContainsKey(key) ? new(at, null, key, false) : null;
    }

    /// <summary>A variable by its name as scripts spell it in an accessor.</summary>
    public FoundVariable? FindByPascalName(string name)
    {
        for (var at = scope; at is not null; at = burst.OwnerOf(at))
        {
            if (at.LoopVariables is { } loop && loop.ContainsKey(name)) return new(at, null, name, true);
            if (IsGiven && at == scope) continue;
            if (burst.NodeOf(at) is { } owner)
                foreach (var variable in owner.Variables)
                    if (variable.PascalName == name) return new(at, variable, variable.Id, false);
            if (at.Variables is { } set)
                foreach (var key in set.Keys)
                    if (Pascal.Case(key) == name) return new(at, null, key, false);
        }
        return null;
    }

    public static object? Read(FoundVariable variable)
    {
        if (variable.Scope.Variables is { } set && set.TryGetValue(variable.Key, out var value)) return value;
        return variable.IsLoop ? variable.Scope.LoopVariables![variable.Key] : variable.Definition?.Default;
    }

    public void SetVariable(FoundVariable variable, object? value)
    {
        value = Value.Copy(value);
        if (variable.Definition is { } definition && definition.TypeName != "Object") value = value is null ? null : TypeAlias.Convert(value, definition.TypeName);
        burst.Emit(new VariableSet(variable.Scope.Context, variable.Key, value) { Transient = variable.Definition is { Persistent: false } });
    }

    /// <summary>Sets the nearest variable of that name; without one a new variable appears on the nearest container.</summary>
    public void SetVariableNamed(string name, object? value)
    {
        if (FindVariable(name, byName: true) is { } found) SetVariable(found, value);
        else burst.Emit(new VariableSet((node.IsVariableContainer && !IsGiven ? scope : ContainerOf(scope)).Context, name, Value.Copy(value)));
    }

    /// <summary>A guid that belongs to this place in the stream, so that a replay makes the same one.</summary>
    public Guid NewGuid()
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{InstanceId}|{scope.Context}|{++burst.Derived}")));
        return new Guid(seed.AsSpan(0, 16));
    }
}

/// <summary>The identity of what a bookmark waits for (SPEC 7.1).</summary>
public static class BookmarkHash
{
    public static string Of(string name, object? payload, string? activityInstance)
    {
        var text = CanonicalJsonWriter.RentUnsorted().Verbatim(name);
        if (payload is not null) text.Verbatim("|").Value(WithoutNulls(payload));
        if (activityInstance is not null) text.Verbatim("|").Verbatim(activityInstance);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, hash);
        text.Return();
        return Convert.ToHexString(hash);
    }

    private static object? WithoutNulls(object? payload) => payload is IReadOnlyDictionary<string, object?> map && map.Values.Contains(null)
        ? map.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value)
        : payload;
}
