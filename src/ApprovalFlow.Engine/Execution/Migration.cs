using System.Globalization;
using ApprovalFlow.Engine.Activities.Core;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Execution;

/// <summary>A running instance under another version of its definition, worked out before anything is changed (docs/adr/0011).</summary>
public sealed class Migration
{
    private readonly WorkflowGraph graph;
    private readonly WorkflowGraph target;
    private readonly WorkflowState before;
    private readonly DateTimeOffset now;
    private readonly NodeMap map;
    private readonly List<Rejection> problems = [];
    private readonly List<WorkflowEvent> events = [];
    private readonly List<MigratedActivity> activities = [];
    private readonly SortedSet<string> passedOver = new(StringComparer.Ordinal);
    private readonly WorkflowState after;

    private Migration(WorkflowGraph graph, WorkflowState state, WorkflowCommand.Migrate command, DateTimeOffset now)
    {
        (this.graph, target, before, after, this.now) = (graph, command.Target, state, state.Clone(), now);
        map = new NodeMap(graph, target, command.Map, problems.Add);
        if (problems.Count == 0) Place();
        if (problems.Count == 0) Work();
    }

    /// <summary>Pure: the same graphs, state and map give the same answer.</summary>
    public static Migration Of(WorkflowGraph graph, WorkflowState state, WorkflowCommand.Migrate command, DateTimeOffset now) => new(graph, state, command, now);

    /// <summary>All that is in the way; none when it can be done.</summary>
    public IReadOnlyList<Rejection> Problems => problems;

    /// <summary>What is under way, oldest first, and where it goes.</summary>
    public IReadOnlyList<MigratedActivity> Activities => activities;

    /// <summary>Paths in the other version of activities that this instance has passed there without having carried them out: they are new, and nothing leads to them any more.</summary>
    public IReadOnlyCollection<string> PassedOver => passedOver;

    internal WorkflowDecision Decide() => problems.Count > 0 ? new([], before, problems[0]) : new(events, after, null);

    /// <summary>Everything that runs needs a place of the same kind under the same owner.</summary>
    private void Place()
    {
        if (target.Definition.DefinitionId != before.DefinitionId)
        {
            Refuse("migrate-other-definition", $"Expected another version of definition '{before.DefinitionId}', but got '{target.Definition.DefinitionId}'.", before.DefinitionId, target.Definition.DefinitionId);
            return;
        }
        var taken = new Dictionary<(int Owner, string Path), int>();
        foreach (var scope in before.Scopes.Values.OrderBy(s => s.Context))
        {
            if (scope.Completed) continue;
            if (graph.Find(scope.NodePath) is not { } node)
            {
                Refuse("migrate-step-missing", $"Expected activity '{scope.NodePath}' in the definition it runs under, but it is not there.", scope.NodePath);
                continue;
            }
            if (map.Of(node) is not { } place)
            {
                Refuse("migrate-step-missing", $"Expected '{node.Path}', which is under way, to have a place in the other version, but it has none.", node.Path);
                continue;
            }
            activities.Add(new(scope.Context, node.Path, place.Path, scope.Faulted));
            if (place.TypeName != node.TypeName)
                Refuse("migrate-kind-changed", $"Expected '{node.Path}' to stay a {node.TypeName}, but '{place.Path}' is a {place.TypeName}.", node.Path, place.Path, node.TypeName, place.TypeName);
            else if (node.Parent is { } parent && (place.Parent is not { } holder || map.Of(parent) != holder))
                Refuse("migrate-scope-changed", $"Expected '{place.Path}' to stand where '{parent.Path}' went, because '{node.Path}' runs there, but it does not.", node.Path, place.Path);
        }
    }

    private void Work()
    {
        var renamed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
            if (map.Of(node) is { } place && place.Path != node.Path) renamed[node.Path] = place.Path;
        Emit(new WorkflowMigrated(target.Definition.Id, target.Definition.Version, renamed));
        foreach (var scope in before.Scopes.Values.Where(s => !s.Completed).OrderBy(s => s.Context))
        {
            var (node, place) = (graph.Find(scope.NodePath)!, target.Find(after.Scopes[scope.Context].NodePath)!);
            Convert(node, place, scope);
            if (place.Behavior is ParallelBehavior or ForkBehavior) Branches(place, scope);
            if (node.Flow is null || place.Flow is null) continue;
            if (before.Mode == FlowchartMode.Token) Tokens(node, place, scope);
            else if (new FlowMigration(graph, target, before, after, scope, map, problems.Add, passedOver).Recount() is { } recounted) Emit(recounted);
        }
        if (problems.Count > 0) return;
        foreach (var bookmark in before.Bookmarks) AskAnew(bookmark);
    }

    /// <summary>A variable goes on by its id; one whose type is another now is converted, as when it is set.</summary>
    private void Convert(Node node, Node place, Scope scope)
    {
        foreach (var variable in place.Variables)
            if (scope.Variables is { } set && set.TryGetValue(variable.Id, out var value) && value is not null
                && node.Variables.FirstOrDefault(v => v.Id == variable.Id) is { } declared && declared.TypeName != variable.TypeName && variable.TypeName != "Object"
                && TypeAlias.Convert(value, variable.TypeName) is var converted)
                Emit(new VariableSet(scope.Context, variable.Id, converted) { Transient = !variable.Persistent });
    }

    /// <summary>All branches began together: one that is new would never begin, and the end would be counted wrongly.</summary>
    private void Branches(Node place, Scope scope)
    {
        if (scope.LiveChildren + scope.CompletedChildren != place.Activities.Length)
            Refuse("migrate-branches-changed", $"Expected '{place.Path}' to have the {scope.LiveChildren + scope.CompletedChildren} branches that were begun, but it has {place.Activities.Length}.",
                place.Path, (scope.LiveChildren + scope.CompletedChildren).ToString(CultureInfo.InvariantCulture), place.Activities.Length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Token mode: every token lies on the connection that took its place.</summary>
    private void Tokens(Node node, Node place, Scope scope)
    {
        var connections = new FlowConnectionMap(node, place, map);
        List<int> tokens = [], postponed = [];
        foreach (var token in scope.Tokens ?? [])
            if (connections.Of(token < 0 ? ~token : token) is { } c) tokens.Add(token < 0 ? ~c : c);
            else Lost(node.Flow!.Nodes[node.Flow.Connections[token < 0 ? ~token : token].Target]);
        foreach (var waiting in scope.Postponed ?? [])
            if (map.Of(node.Flow!.Nodes[waiting]) is { } there && there.Parent == place) postponed.Add(there.Position);
            else Lost(node.Flow.Nodes[waiting]);
        if (!tokens.SequenceEqual(scope.Tokens ?? []) || !postponed.SequenceEqual(scope.Postponed ?? []))
            Emit(new TokensMoved(scope.Context, tokens) { Postponed = postponed.Count > 0 ? postponed : null });

        void Lost(Node at) => Refuse("migrate-arrival-lost", $"Expected what has arrived at '{at.Path}' to arrive in the other version too, but it would be lost.", at.Path);
    }

    /// <summary>What somebody is asked is worked out again where the definition asks it differently. A timer keeps the instant it was set to.</summary>
    private void AskAnew(Bookmark bookmark)
    {
        var scope = after.Scopes[bookmark.Context];
        var place = target.Find(scope.NodePath)!;
        if (!place.Behavior.OnlyWaits || bookmark.ResumeAt is not null || !scope.IsRunning || before.Bookmarks.Count(b => b.Context == bookmark.Context) != 1) return;
        var (asked, _) = Ask(graph, before, bookmark);
        var (asks, fault) = Ask(target, after, bookmark);
        if (asks is null) Refuse("migrate-input-failed", $"Expected what '{place.Path}' asks to be worked out, but: {fault}", place.Path, fault ?? "");
        else if (asked is null || asked.Hash != asks.Hash) Emit(new BookmarkChanged(bookmark.Id, asks.Hash) { Payload = asks.Payload });
    }

    private (Bookmark? Asks, string? Fault) Ask(WorkflowGraph under, WorkflowState state, Bookmark bookmark)
    {
        var copy = state.Clone();
        var scope = copy.Scopes[bookmark.Context];
        var activation = new Activation(new Burst(under, copy, now), under.Find(scope.NodePath)!, scope);
        try
        {
            activation.EvaluateInputs();
            activation.Node.Behavior.Execute(activation);
            return (copy.Bookmarks.LastOrDefault(b => b.Context == bookmark.Context && b.Id != bookmark.Id), null);
        }
        catch (ActivityFault fault)
        {
            return (null, fault.InnerException?.Message ?? fault.Message);
        }
    }

    private void Emit(WorkflowEvent e)
    {
        events.Add(e);
        after.Apply(e);
    }

    private void Refuse(string code, string message, params IReadOnlyList<string> arguments) => problems.Add(new(code, message) { Arguments = arguments });
}

/// <param name="From">Path under the definition it has run under.</param>
/// <param name="To">Path in the other version.</param>
public sealed record MigratedActivity(int Context, string From, string To, bool Faulted);
