using ApprovalFlow.Engine.Activities.Core;

namespace ApprovalFlow.Engine.Execution;

/// <summary>A move inside a running instance (docs/adr/0005): the smallest scope that holds source and target gives up what it runs between
/// them, and the target begins with a new context number, so that late work on what was given up is refused.</summary>
internal sealed record Move(Scope Holder, Node Target, int? Source, WorkflowCommand Command)
{
    public void Make(Activation self)
    {
        if (self.Node.Behavior is SequenceBehavior)
        {
            foreach (var child in self.Burst.ChildrenOf(Holder)) self.Burst.Remove(child);
            self.Burst.Schedule(Target, Holder);
        }
        else if (self.Burst.State.Mode == FlowchartMode.Token) new TokenMove(self).Make(this);
        else new CounterMove(self).Make(this);
    }

    /// <summary>A refusal, or the move.</summary>
    public static Rejection? Find(WorkflowGraph graph, WorkflowState state, WorkflowCommand command, out Move? move)
    {
        move = null;
        var (path, from) = command switch
        {
            WorkflowCommand.Return r => (r.TargetPath, r.FromContext),
            WorkflowCommand.Jump j => (j.TargetPath, null),
            _ => throw new ArgumentException($"Expected a move, but got {command.GetType().Name}.", nameof(command)),
        };
        if (graph.Find(path) is not { Parent: { } parent } target) return Refuse("move-target-unknown", $"Expected an activity at '{path}', but there is none.", path);
        if (parent.Behavior is not (FlowchartBehavior or SequenceBehavior))
            return Refuse("move-target-not-in-scope", $"Expected '{path}' to stand in a flowchart or a sequence, but it does not.", path);

        Scope? holder = null;
        Scope? source = null;
        if (from is { } context)
        {
            if (!state.Scopes.TryGetValue(context, out source) || source.Completed)
                return Refuse("move-source-not-waiting", $"Expected context {context} to wait, but it does not (any more).", context.ToString(System.Globalization.CultureInfo.InvariantCulture));
            for (; state.Scopes.TryGetValue(source.Owner, out var owner); source = owner)
                if (owner.NodePath == parent.Path)
                {
                    holder = owner;
                    break;
                }
        }
        else
        {
            var holders = state.Scopes.Values.Where(s => s.NodePath == parent.Path && s.IsRunning).ToList();
            if (holders.Count == 1) holder = holders[0];
        }
        if (holder is null) return Refuse("move-target-not-in-scope", $"Expected '{path}' to stand in a flowchart or a sequence that is running and holds the source, but it does not.", path);

        var position = source is null ? null : graph.Find(source.NodePath)?.Position;
        if (command is WorkflowCommand.Return && !WasCompleted(graph, state, parent, holder, target, position))
            return Refuse("return-target-not-completed", $"Expected '{path}' to have been completed on the way here, but it was not.", path);
        if (state.Mode == FlowchartMode.Token && parent.Flow is { } flow && TokenMove.WhyNot(flow, FlowchartBehavior.AnalysisOf(parent, state), holder, target.Position, command is WorkflowCommand.Jump, s => graph.Find(s.NodePath)) is { } join)
            return Refuse("move-join-passed", $"Expected every join after '{path}' to be reachable again, but '{join}' has used up what arrived from elsewhere.", path, join);
        move = new Move(holder, target, position, command);
        return null;
    }

    private static bool WasCompleted(WorkflowGraph graph, WorkflowState state, Node parent, Scope holder, Node target, int? source)
    {
        if (parent.Flow is not { } flow)
        {
            var at = source ?? (holder.FirstChild is { } child ? graph.Find(child.NodePath)?.Position : null);
            return at is { } running && target.Position < running;
        }
        var analysis = FlowchartBehavior.AnalysisOf(parent, state);
        if (!analysis.IsReachable(target.Position)) return false;
        if (state.Mode == FlowchartMode.Token) return source is { } s ? analysis.AncestorsOf(s).Contains(target.Position) : !RunsBefore();
        var round = new FlowRound(flow, analysis, holder, scope => graph.Find(scope.NodePath));
        return source is { } from
            ? round.CompletedBefore(from).Contains(target.Position)
            : round.WasExecuted(target.Position) && round.Done().Contains(target.Position);

        bool RunsBefore()
        {
            var before = analysis.AncestorsOf(target.Position).Append(target.Position).ToHashSet();
            for (var child = holder.FirstChild; child is not null; child = child.NextSibling)
                if (graph.Find(child.NodePath) is { } node && before.Contains(node.Position)) return true;
            return false;
        }
    }

    private static Rejection Refuse(string code, string message, params IReadOnlyList<string> arguments) => new(code, message) { Arguments = arguments };
}
