using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>Questions about the paths of a whole definition: through flowcharts, and through what stands inside sequences, branches, loops and flowcharts in flowcharts.</summary>
internal sealed class FlowTree(WorkflowGraph graph)
{
    private readonly Dictionary<string, FlowOutline> flowcharts = graph.Flowcharts.Where(f => f.Start is not null).ToDictionary(f => f.Path);

    /// <summary>Activities that a case can come to without passing any of these, wherever they stand.</summary>
    /// <param name="isCut">Connections that are not followed: what happens there is no business of the question.</param>
    public IReadOnlySet<string> ReachableWithout(Func<ActivityInfo, bool> barrier, Func<OutlineConnection, bool>? isCut = null)
    {
        var reached = new HashSet<string>();
        if (graph.RootActivity is { } root) Leaves(root, barrier, isCut ?? (_ => false), reached);
        return reached;
    }

    /// <summary>The heaviest course: what runs side by side counts as the heaviest of it, a loop as one round, a way back not at all.</summary>
    public (double Weight, IReadOnlyList<ActivityInfo> Path) Longest(Func<ActivityInfo, double> weight) => graph.RootActivity is { } root ? Heaviest(root, weight) : (0, []);

    private (double Weight, IReadOnlyList<ActivityInfo> Path) Heaviest(ActivityInfo activity, Func<ActivityInfo, double> weight)
    {
        var own = weight(activity);
        var children = graph.ChildrenOf(activity.Path);
        (double Weight, IReadOnlyList<ActivityInfo> Path) inside = (0, []);
        if (flowcharts.TryGetValue(activity.Path, out var flow))
        {
            var inner = flow.Activities.ToDictionary(a => a.Path, a => Heaviest(a, weight));
            var (total, path) = new FlowWalk(flow).Longest(a => inner[a.Path].Weight);
            inside = (total, [.. path.SelectMany(a => inner[a.Path].Path)]);
        }
        else if (activity.TypeName == "Elsa.Sequence")
            foreach (var child in children)
            {
                var next = Heaviest(child.Activity, weight);
                inside = (inside.Weight + next.Weight, [.. inside.Path, .. next.Path]);
                if (child.IsTerminal) break;
            }
        else if (children.Count > 0)
            inside = children.Select(c => Heaviest(c.Activity, weight)).MaxBy(c => c.Weight);
        return (own + inside.Weight, own > 0 ? [activity, .. inside.Path] : inside.Path);
    }

    /// <summary>Comes to an activity; true when a case can go on behind it without having passed a barrier.</summary>
    private bool Leaves(ActivityInfo activity, Func<ActivityInfo, bool> barrier, Func<OutlineConnection, bool> isCut, HashSet<string> reached)
    {
        if (barrier(activity)) return false;
        reached.Add(activity.Path);
        if (flowcharts.TryGetValue(activity.Path, out var flow)) return Leaves(flow, barrier, isCut, reached);
        var children = graph.ChildrenOf(activity.Path);
        if (children.Count == 0) return true;
        bool Child(ChildActivity child) => Leaves(child.Activity, barrier, isCut, reached);
        bool Has(params string[] ports) => ports.All(p => children.Any(c => c.Port == p));
        switch (activity.TypeName)
        {
            case "Elsa.Sequence":
                foreach (var child in children)
                {
                    if (!Child(child)) return false;
                    if (child.IsTerminal) return true;
                }
                return true;
            case "Elsa.Parallel" or "Elsa.Fork":
                // All of them run; only where the first one is enough may a barrier be left behind.
                var leave = children.Select(Child).ToList();
                return graph.LiteralAt(activity.Path, "joinMode") as string == "WaitAny" ? leave.Contains(true) : leave.TrueForAll(l => l);
            case "Elsa.If": return children.Select(Child).ToList().Contains(true) || !Has("then", "else");
            case "Elsa.Switch": return children.Select(Child).ToList().Contains(true) || !Has("default");
            case "Elsa.FlowNode": return Child(children[0]);
            case "Elsa.While" or "Elsa.For" or "Elsa.ForEach" or "Elsa.ParallelForEach":
                // A loop may find nothing to do.
                foreach (var child in children) Child(child);
                return true;
            default: return children.Select(Child).ToList().Contains(true);
        }
    }

    private bool Leaves(FlowOutline flow, Func<ActivityInfo, bool> barrier, Func<OutlineConnection, bool> isCut, HashSet<string> reached)
    {
        var outbound = flow.Connections.ToLookup(c => c.Source.Path);
        var inbound = flow.Connections.Where(c => c.IsForward).ToLookup(c => c.Target.Path);
        var terminal = graph.ChildrenOf(flow.Path).Where(c => c.IsTerminal).Select(c => c.Activity.Path).ToHashSet();
        var passed = new HashSet<OutlineConnection>();
        var left = new HashSet<string>();
        var ends = false;
        var stack = new Stack<ActivityInfo>([flow.Start!]);
        while (stack.TryPop(out var at))
        {
            if (!left.Add(at.Path) || !Leaves(at, barrier, isCut, reached)) continue;
            var ports = outbound[at.Path].Select(c => c.Port ?? "Done").ToHashSet();
            ends |= terminal.Contains(at.Path) || ports.Count == 0 || graph.OutcomesOf(at.Path)?.Any(o => !ports.Contains(o)) == true;
            foreach (var connection in outbound[at.Path].Where(c => !isCut(c)))
            {
                passed.Add(connection);
                // A join of all is passed only by who has come on every path.
                if (connection.IsForward && graph.LiteralAt(connection.Target.Path, "mode") as string is { } mode && mode.Equals("WaitAll", StringComparison.OrdinalIgnoreCase) && connection.Target.TypeName == "Elsa.FlowJoin"
                    && !inbound[connection.Target.Path].All(passed.Contains)) continue;
                stack.Push(connection.Target);
            }
        }
        return ends;
    }
}
