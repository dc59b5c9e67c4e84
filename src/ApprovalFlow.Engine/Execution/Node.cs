using System.Collections.Frozen;
using System.Text.Json;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Execution;

/// <summary>One activity of a compiled definition. Immutable after compilation.</summary>
internal sealed class Node
{
    public required int Index { get; init; }
    public required string Id { get; init; }
    /// <summary>Ids from the root down, colon separated: the name of this node in events.</summary>
    public required string Path { get; init; }
    public required string JsonPath { get; init; }
    public required string TypeName { get; init; }
    public required ActivityType Type { get; init; }
    public required JsonElement Json { get; init; }
    public Node? Parent { get; init; }
    public string? Name { get; init; }
    public required string DisplayName { get; init; }
    public bool CanStartWorkflow { get; init; }
    public ActivityBehavior Behavior => Type.Behavior;
    public bool IsTerminal => Type.IsTerminal;

    public CompiledInput[] Inputs { get; set; } = [];
    public OutputBinding[] Outputs { get; set; } = [];
    public IReadOnlyList<VariableDefinition> Variables { get; set; } = [];
    /// <summary>Children of a list port (activities, branches), in order.</summary>
    public Node[] Activities { get; set; } = [];
    public Dictionary<string, Node>? Ports { get; set; }
    public SwitchCase[] Cases { get; set; } = [];
    public FlowGraph? Flow { get; set; }
    /// <summary>Set for the workflow itself and for a workflow used as an activity.</summary>
    public WorkflowDefinition? Composite { get; set; }
    /// <summary>Position in the parent's <see cref="Activities"/>.</summary>
    public int Position { get; init; }
    public MergeMode Merge { get; init; }

    /// <summary>Outputs are recorded and variables live at the nearest of these.</summary>
    public bool IsVariableContainer => Type.IsContainer;

    public Node? Port(string name) => Ports?.GetValueOrDefault(name);

    public CompiledInput? InputNamed(string name)
    {
        foreach (var input in Inputs) if (input.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return input;
        return null;
    }

    /// <summary>What an input is when the definition says it outright.</summary>
    public object? LiteralOf(string name) => InputNamed(name) is { Kind: ExpressionKind.Literal } input ? input.Literal : null;

    /// <summary>The outcomes of the type that this activity can come to, as far as its own inputs tell.</summary>
    public IReadOnlyList<string> OfferedOutcomes()
    {
        IReadOnlyList<string>? listed = LiteralOf("outcomes") is List<object?> { Count: > 0 } own ? [.. own.OfType<string>()] : Behavior.OutcomesWith(LiteralOf);
        return [.. Type.Outcomes.Select(o => o.Name).Where(o => listed is null || listed.Contains(o))];
    }

    private FrozenSet<string>? said;

    /// <summary>Whether the definition gives a member of this activity a value. Asked at every execution, so the text is looked through once: a cache of a pure function.</summary>
    public bool Says(string name) => (said ??= Json.ValueKind != JsonValueKind.Object ? []
        : Json.EnumerateObject().Where(m => m.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).Select(m => m.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase)).Contains(name);

    /// <summary>What the behaviour last made of its inputs here (<see cref="ActivityContext.Derived"/>).</summary>
    public object? Derived { get; set; }

    private WaitIdentity? wait;

    /// <summary>What a request to wait is stored as. The same request gives the same objects to every instance that waits here: most of what a waiting instance holds is what its step says to all of them.</summary>
    public WaitIdentity Waiting(string name, object? request)
    {
        if (wait is { } known && request is not null && ReferenceEquals(known.Request, request) && known.Name == name) return known;
        var payload = Value.Normalize(request);
        return wait = new(name, request, payload, BookmarkHash.Of(name, payload, null));
    }

    private Tuple<string, Script?, IReadOnlyList<ScriptError>>? script;

    /// <summary>The script of a RunJavaScript, compiled when it is first seen: a cache of a pure function.</summary>
    public Script? ScriptOf(string source, out IReadOnlyList<ScriptError> errors)
    {
        if (script is not { } known || known.Item1 != source)
        {
            var compiled = Script.Compile(source, out var found);
            script = known = Tuple.Create(source, compiled, found);
        }
        errors = known.Item3;
        return known.Item2;
    }

    public override string ToString() => $"{Path} ({TypeName})";
}

/// <param name="Request">As the behaviour asked; it is not changed afterwards.</param>
internal sealed record WaitIdentity(string Name, object? Request, object? Payload, string Hash);

internal enum MergeMode { NotSet, Stream, Merge, Converge, Race, Cascade }

internal sealed record OutputBinding(string Name, string? Target);

internal sealed record SwitchCase(string Label, CompiledInput Condition, Node? Activity);
