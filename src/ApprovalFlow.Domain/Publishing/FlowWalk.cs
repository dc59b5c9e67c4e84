using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>Questions about the paths of one flowchart.</summary>
internal sealed class FlowWalk(FlowOutline flow)
{
    private readonly ILookup<string, OutlineConnection> outbound = flow.Connections.ToLookup(c => c.Source.Path);

    /// <summary>The heaviest path over forward connections (ways back begin a new round), and what on it has weight.</summary>
    public (double Weight, IReadOnlyList<ActivityInfo> Path) Longest(Func<ActivityInfo, double> weight)
    {
        var best = Best(weight);
        var last = flow.Activities.Where(a => best.ContainsKey(a.Path)).MaxBy(a => best[a.Path].Weight)!;
        return (best[last.Path].Weight, [.. Way(best, last).Where(a => weight(a) > 0)]);
    }

    /// <summary>The heaviest way from the start to one activity, itself included, with everything on it; empty when the start does not reach it forward.</summary>
    public IReadOnlyList<ActivityInfo> LongestTo(ActivityInfo target, Func<ActivityInfo, double> weight) => Best(weight) is var best && best.ContainsKey(target.Path) ? Way(best, target) : [];

    /// <summary>The heaviest way to each activity: its weight, and the activity before it.</summary>
    private Dictionary<string, (double Weight, ActivityInfo? Before)> Best(Func<ActivityInfo, double> weight)
    {
        var best = new Dictionary<string, (double Weight, ActivityInfo? Before)>();
        foreach (var activity in InOrder())
        {
            var own = weight(activity) + best.GetValueOrDefault(activity.Path).Weight;
            best[activity.Path] = best.GetValueOrDefault(activity.Path) with { Weight = own };
            foreach (var next in outbound[activity.Path].Where(c => c.IsForward).Select(c => c.Target))
                if (own > best.GetValueOrDefault(next.Path, (-1, null)).Weight) best[next.Path] = (own, activity);
        }
        return best;
    }

    private static List<ActivityInfo> Way(Dictionary<string, (double Weight, ActivityInfo? Before)> best, ActivityInfo last)
    {
        var path = new List<ActivityInfo>();
        for (var at = last; at is not null; at = best[at.Path].Before) path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>Each activity that the start reaches forward, after all that lead to it.</summary>
    private List<ActivityInfo> InOrder()
    {
        var order = new List<ActivityInfo>();
        var seen = new HashSet<string>();
        var stack = new Stack<(ActivityInfo Activity, bool Done)>([(flow.Start!, false)]);
        while (stack.TryPop(out var at))
        {
            if (at.Done) order.Add(at.Activity);
            else if (seen.Add(at.Activity.Path))
            {
                stack.Push((at.Activity, true));
                foreach (var connection in outbound[at.Activity.Path].Where(c => c.IsForward)) stack.Push((connection.Target, false));
            }
        }
        order.Reverse();
        return order;
    }
}
