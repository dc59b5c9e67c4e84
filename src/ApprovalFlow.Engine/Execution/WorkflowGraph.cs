using System.Text.Json;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Validation;
using ApprovalFlow.Engine.Validation.Conditions;

namespace ApprovalFlow.Engine.Execution;

/// <summary>A definition compiled once for running: nodes by index, expressions parsed, joins analysed. Immutable; shared by all instances.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, Node> byPath;

    internal WorkflowGraph(WorkflowDefinition definition, IReadOnlyList<Node> nodes, IReadOnlyList<DefinitionProblem> problems)
    {
        Definition = definition;
        Nodes = nodes;
        Problems = problems;
        byPath = nodes.ToDictionary(n => n.Path, StringComparer.Ordinal);
    }

    public WorkflowDefinition Definition { get; }

    /// <summary>What the compiler found wrong. A graph with errors still runs: the broken part faults when it is reached.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>In order of appearance; the first is the workflow itself, the second its root.</summary>
    internal IReadOnlyList<Node> Nodes { get; }

    internal Node Workflow => Nodes[0];
    internal Node Root => Nodes[1];

    /// <summary>A workflow used as an activity brings inputs of its own.</summary>
    internal static bool IsInsideComposite(Node node)
    {
        for (var at = node.Parent; at is { Parent: not null }; at = at.Parent) if (at.Composite is not null) return true;
        return false;
    }

    internal Node? Find(string path) => byPath.GetValueOrDefault(path);

    /// <summary>The activities, in order of appearance, without the implicit workflow node.</summary>
    public IEnumerable<ActivityInfo> Activities => Nodes.Skip(1).Select(n => new ActivityInfo(n.Id, n.Path, n.TypeName, n.DisplayName, n.CanStartWorkflow));

    public ActivityInfo? ActivityAt(string path) => Find(path) is { } n ? new ActivityInfo(n.Id, n.Path, n.TypeName, n.DisplayName, n.CanStartWorkflow) : null;

    /// <summary>What an activity holds: children of a list in order, bodies and branches by the name of their port; of a flowchart its activities.</summary>
    public IReadOnlyList<ChildActivity> ChildrenOf(string path)
    {
        if (Find(path) is not { } node) return [];
        static ActivityInfo Info(Node n) => new(n.Id, n.Path, n.TypeName, n.DisplayName, n.CanStartWorkflow);
        return [.. node.Activities.Select(n => new ChildActivity(null, Info(n), n.IsTerminal)), .. (node.Ports ?? []).Select(p => new ChildActivity(p.Key, Info(p.Value), p.Value.IsTerminal)),
            .. node.Cases.Where(c => c.Activity is not null).Select(c => new ChildActivity(c.Label, Info(c.Activity!), c.Activity!.IsTerminal))];
    }

    /// <summary>Whether an expression of the definition reads this input.</summary>
    public bool ReadsInput(string name) => Nodes.SelectMany(n => n.Inputs.Concat(n.Cases.Select(c => c.Condition))).Any(i =>
        i.Kind == ExpressionKind.Input && i.Reference!.Equals(name, StringComparison.OrdinalIgnoreCase)
        || i.Script is { } script && (script.NamedCalls.Any(c => c.Function == "getInput" && c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || script.Globals.Any(g => g.StartsWith("get", StringComparison.Ordinal) && ExpressionHost.Spelled(g[3..]) == Values.Pascal.Case(name))));

    /// <summary>The root activity.</summary>
    public ActivityInfo? RootActivity => Activities.FirstOrDefault();

    /// <summary>Outcomes that an activity can come to; null: they are not listed anywhere, or it only ever is done.</summary>
    public IReadOnlyList<string>? OutcomesOf(string path) => Find(path) is { Type.Outcomes.Count: > 0 } node ? node.OfferedOutcomes() : null;

    /// <summary>All flowcharts of the definition, outermost first.</summary>
    public IEnumerable<FlowOutline> Flowcharts => Nodes.Where(n => n.Flow is not null).Select(FlowOutline.Of);

    /// <summary>Where an activity stands in the JSON.</summary>
    public string JsonPathOf(string path) => Find(path)?.JsonPath ?? "$.root";

    /// <summary>What an input is when the definition says it outright; null when it is absent or only an evaluation tells.</summary>
    public object? LiteralAt(string path, string input) => Find(path)?.InputNamed(input) is { Kind: ExpressionKind.Literal, Error: null } literal ? literal.Literal : null;

    /// <summary>A plain property of an activity as the definition has it, such as a rule of the house that no run evaluates; null when absent.</summary>
    public JsonElement? PropertyAt(string path, string name) => Find(path) is { } node && node.Says(name) ? node.Json.Member(name) : null;

    /// <summary>The triggers to index when this definition is published.</summary>
    public IEnumerable<WorkflowTrigger> Triggers() => WorkflowTrigger.Of(Nodes);

    /// <summary>What forbids publishing by the rules of the format (SPEC 8.4). <see cref="Validate"/> says much more.</summary>
    public static IReadOnlyList<DefinitionProblem> PublishProblems(WorkflowGraph graph) => [.. DefinitionValidator.TriggerProblems(graph)];

    /// <param name="find">Finds the definition that a workflow-as-activity names; null = none.</param>
    public static WorkflowGraph Compile(WorkflowDefinition definition, ActivityRegistry registry, Func<DefinitionReference, WorkflowDefinition?>? find = null) =>
        new GraphCompiler(registry, find).Compile(definition);

    /// <summary>Everything wrong with the definition that its own JSON can tell: ports, ends, expressions, types. All at once.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowDefinition definition, ActivityRegistry registry, Func<DefinitionReference, WorkflowDefinition?>? find = null) =>
        Validate(Compile(definition, registry, find));

    /// <summary>The same for a definition that is compiled already.</summary>
    /// <param name="form">What it will be given; null: what its own declarations tell.</param>
    public static IReadOnlyList<DefinitionProblem> Validate(WorkflowGraph graph, FormFacts? form = null) => DefinitionValidator.Validate(graph, form ?? FormFacts.Of(graph.Definition));
}

/// <param name="Path">Ids from the root down, colon separated: the node's name in events.</param>
public sealed record ActivityInfo(string Id, string Path, string TypeName, string DisplayName, bool CanStartWorkflow);

/// <param name="Port">Null: one of a list.</param>
/// <param name="IsTerminal">Completing it completes what holds it.</param>
public sealed record ChildActivity(string? Port, ActivityInfo Activity, bool IsTerminal);

/// <summary>What a workflow-as-activity names (SPEC 2.1): the version id wins, then definition and version, then the type name.</summary>
public sealed record DefinitionReference(string TypeName, string? VersionId, string? DefinitionId, int? Version);
